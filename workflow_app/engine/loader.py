"""Reads a definition: YAML without duplicate keys, JSON Schema, frozen dataclasses."""

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from workflow_app.access.permissions import Permission
from workflow_app.engine.definition import AfterSession, Deadline, Definition, Reminders, State, Transition
from workflow_app.kernel.languages import Text

SCHEMA = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))


class DefinitionError(Exception):
    """A definition cannot be used; the message names the file, the place and what is wrong."""


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML that refuses a key written twice."""


def _mapping_without_duplicates(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise DefinitionError(f"line {node.start_mark.line + 1}: the key {key!r} is written twice")
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)


def load_definition(path: Path) -> Definition:
    """Read the definition in `path`. Raises DefinitionError with every fault of the schema at once."""
    raw = path.read_bytes()
    try:
        data = yaml.load(raw.decode("utf-8"), Loader=_StrictLoader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, DefinitionError) as error:
        raise DefinitionError(f"{path}: {error}") from error
    faults = sorted(Draft202012Validator(SCHEMA).iter_errors(data), key=lambda fault: fault.json_path)
    if faults:
        lines = [f"{path}: {fault.json_path}: {fault.message}" for fault in faults]
        raise DefinitionError("\n".join(lines))
    return _definition(data, hashlib.sha256(raw).hexdigest())


def _definition(data: dict[str, Any], sha256: str) -> Definition:
    start = data.get("start", {})
    return Definition(
        process=data["process"],
        version=data["version"],
        label=Text.of(data["label"]),
        initial=data["initial"],
        steps=tuple((step["key"], Text.of(step["label"])) for step in data["steps"]),
        states={name: _state(name, item) for name, item in data["states"].items()},
        transitions=tuple(_transition(item) for item in data["transitions"]),
        start_documents=tuple(start.get("documents", ())),
        start_notices=tuple(start.get("notices", ())),
        languages=tuple(data.get("languages", ["cs"])),
        sha256=sha256,
    )


def _state(name: str, data: dict[str, Any]) -> State:
    deadline, reminders, after_session = (
        data.get(name) for name in ("deadline", "reminders", "after_session")
    )
    return State(
        name=name,
        label=Text.of(data["label"]),
        audience=data["audience"],
        tone=data["tone"],
        step=data.get("step"),
        settled=data.get("settled", False),
        left_out=data.get("left_out", False),
        deadline=deadline and Deadline(_days(deadline["days"]), deadline["trigger"]),
        reminders=reminders
        and Reminders(
            trigger=reminders["trigger"],
            days_before=tuple(reminders.get("days_before", ())),
            days_after_every=reminders.get("days_after_every"),
        ),
        after_session=after_session and AfterSession(after_session["trigger"], after_session["days"]),
    )


def _days(value: int | str) -> int | None:
    return None if value == "route" else int(value)


def _transition(data: dict[str, Any]) -> Transition:
    sources = data["from"]
    return Transition(
        trigger=data["trigger"],
        sources=(sources,) if isinstance(sources, str) else tuple(sources),
        target=data["to"],
        label=Text.of(data["label"]),
        permission=_permission(data),
        automatic=data.get("automatic"),
        consequence=Text.of(data["consequence"]) if "consequence" in data else None,
        payload=data.get("payload"),
        guards=tuple(data.get("guards", ())),
        effects=tuple(data.get("effects", ())),
        fan_out=data["fan_out"]["process"] if "fan_out" in data else None,
        restarts=data.get("fan_out", {}).get("over") == "restarted_stages",
        tell_children=data.get("tell_children", data.get("cancel_children")),
        documents=tuple(data.get("documents", ())),
        notices=tuple(data.get("notices", ())),
    )


def _permission(data: dict[str, Any]) -> Permission | None:
    if "permission" not in data:
        return None
    try:
        return Permission(data["permission"])
    except ValueError as error:
        raise DefinitionError(f"{data['trigger']}: there is no permission {data['permission']!r}") from error
