"""The Python parts that definitions name: guards, effects, documents, notices and payloads of each process."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

ROOMS = ("guards", "effects", "documents", "notices")


def public_functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """Return the public functions that are written in `module` itself, by name."""
    return {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def public_classes(module: ModuleType) -> dict[str, type]:
    """Return the public classes that are written in `module` itself, by name."""
    return {
        name: kind
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__ and not name.startswith("_")
    }


@dataclass(frozen=True)
class Parts:
    """The Python parts of one process, its own and the common ones. What is missing is None, never a default."""

    guards: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    effects: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    documents: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    notices: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    payloads: Mapping[str, type] = field(default_factory=dict)


def parts_of(own: Mapping[str, ModuleType], common: Mapping[str, ModuleType]) -> Parts:
    """Collect the parts of a process from its modules (`guards`, `effects` …) and the common modules."""
    functions = {
        room: {
            **(public_functions(common[room]) if room in common else {}),
            **(public_functions(own[room]) if room in own else {}),
        }
        for room in ROOMS
    }
    payloads = {
        **(public_classes(common["payloads"]) if "payloads" in common else {}),
        **(public_classes(own["payloads"]) if "payloads" in own else {}),
    }
    return Parts(payloads=payloads, **functions)
