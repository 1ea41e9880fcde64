"""Which processes there are, with their compiled machines and Python parts: what every change is fired with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflow_app.engine.definition import Definition
from workflow_app.engine.machine import Machine
from workflow_app.engine.registry import Parts


@dataclass(frozen=True)
class Catalogue:
    """Built once at start by workflows/catalogue.py; read-only afterwards."""

    definitions: Mapping[tuple[str, int], Definition]
    machines: Mapping[tuple[str, int], Machine]
    parts: Mapping[str, Parts]

    @classmethod
    def build(cls, definitions: Iterable[Definition], parts: Mapping[str, Parts]) -> "Catalogue":
        """Compile every definition."""
        by_key = {(item.process, item.version): item for item in definitions}
        return cls(by_key, {key: Machine(item) for key, item in by_key.items()}, parts)

    def definition(self, process: str, version: int) -> Definition:
        """Return one version of a process; KeyError when a running process has lost its law."""
        return self.definitions[process, version]

    def latest(self, process: str) -> Definition:
        """Return the newest version of a process, the one that new processes start with."""
        version = max(number for name, number in self.definitions if name == process)
        return self.definitions[process, version]
