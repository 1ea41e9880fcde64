"""Process definitions: well-formed, complete, sealed, and nobody may do what the law does not say."""

import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.architecture.source import ROOT
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.engine.fire import Wish, _allowed_transition
from workflow_app.engine.lint import lint, unused_parts
from workflow_app.engine.loader import SCHEMA, DefinitionError, load_definition
from workflow_app.engine.process_row import ProcessRow
from workflow_app.engine.seal import broken_seals, check_seals, seal
from workflow_app.kernel.actor import ANONYMOUS, SYSTEM, Actor, Seat
from workflow_app.kernel.errors import Forbidden, Refused
from workflows.catalogue import OWN, common_parts, load_definitions, process_parts

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted((ROOT / "workflows").glob("*/definition.v*.yaml"))
LAWS = load_definitions()

AREA, OTHER_AREA = 1, 2
GROUP, OTHER_GROUP, STEERING, ASSEMBLY, OTHER_ASSEMBLY = 11, 12, 13, 31, 32
MUNICIPALITY, OTHER_MUNICIPALITY = 21, 22


def _person(
    body_id: int, kind: str, role: str, area: int | None = AREA, municipality: int | None = None
) -> Actor:
    return Actor(user_id=1, name=role, seats=(Seat(body_id, kind, role, area, municipality),))


PEOPLE = {
    "visitor": ANONYMOUS,
    "no seat": Actor(user_id=1, name="nobody"),
    "member": _person(GROUP, "working_group", "member"),
    "leader": _person(GROUP, "working_group", "leader"),
    "leader of another group": _person(OTHER_GROUP, "working_group", "leader"),
    "steering member": _person(STEERING, "steering_group", "member"),
    "steering chair": _person(STEERING, "steering_group", "chair"),
    "clerk": _person(ASSEMBLY, "assembly", "clerk", None, MUNICIPALITY),
    "mayor of another": _person(OTHER_ASSEMBLY, "assembly", "mayor", None, OTHER_MUNICIPALITY),
    "coordinator": _person(14, "coordination", "coordinator"),
    "coordinator of another area": _person(15, "coordination", "coordinator", OTHER_AREA),
    "chair of another area": _person(16, "steering_group", "chair", OTHER_AREA),
    "administrator": _person(17, "administration", "administrator", None),
    "system": SYSTEM,
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_definition_follows_the_schema_and_says_in_its_name_what_it_is(path: Path) -> None:
    data = yaml.safe_load(path.read_text("utf-8"))
    assert not list(Draft202012Validator(SCHEMA).iter_errors(data))
    assert (data["process"], f"definition.v{data['version']}") == (path.parent.name, path.stem)
    assert path.parent.name in OWN, "add the process to workflows/catalogue.py"


def test_no_definition_is_left_out_and_versions_follow_each_other() -> None:
    assert len(LAWS) == len(FILES)
    for process in OWN:
        assert [law.version for law in LAWS if law.process == process] == list(
            range(1, sum(law.process == process for law in LAWS) + 1)
        )


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.process}-v{law.version}")
def test_everything_that_a_definition_names_is_defined(law: Definition) -> None:
    assert lint(law, process_parts(), set(OWN)) == []


@pytest.mark.parametrize("process", OWN)
def test_every_part_of_a_process_is_named_by_one_of_its_definitions(process: str) -> None:
    laws = [law for law in LAWS if law.process == process]
    assert unused_parts(laws, process_parts()[process], common_parts()) == []


def test_every_common_part_is_named_by_some_process() -> None:
    common = common_parts()
    for room in ("guards", "effects", "notices", "documents"):
        named = {name for law in LAWS for item in law.transitions for name in getattr(item, room)}
        named |= {name for law in LAWS for name in (*law.start_documents, *law.start_notices)}
        assert set(getattr(common, room)) <= named, room


def test_every_payload_is_asked_for_and_asks_in_words(catalogue: Catalogue) -> None:
    """Every payload that a process owns is named, and can refuse itself."""
    named = {item.payload for law in LAWS for item in law.transitions if item.payload}
    parts = process_parts()
    for name in named:
        (kind,) = {
            parts[law.process].payloads[name]
            for law in LAWS
            for item in law.transitions
            if item.payload == name
        }
        assert callable(kind.refusals)


@pytest.mark.parametrize("change", ["version: 1\non: x", "version: 1.1", "version: 1\nversion: 1"])
def test_a_definition_with_a_fault_is_not_loaded(tmp_path: Path, change: str) -> None:
    path = tmp_path / "definition.v1.yaml"
    path.write_text(FILES[0].read_text("utf-8").replace("version: 1", change, 1), "utf-8")
    with pytest.raises(DefinitionError):
        load_definition(path)


def test_a_sealed_law_is_not_rewritten(empty_tx: Transaction, catalogue: Catalogue) -> None:
    for law in LAWS:
        seal(empty_tx, law)
    check_seals(empty_tx, catalogue)
    for key, law in catalogue.definitions.items():
        rewritten = Catalogue({**catalogue.definitions, key: replace(law, sha256="0" * 64)}, {}, {})
        (sentence,) = broken_seals(empty_tx, rewritten)
        assert sentence.startswith(f"{law.process} v{law.version} is sealed and was rewritten")
        gone = Catalogue(
            {other: item for other, item in catalogue.definitions.items() if other != key}, {}, {}
        )
        with pytest.raises(DefinitionError, match="its file is gone"):
            check_seals(empty_tx, gone)


def _process(law: Definition, state: str) -> ProcessRow:
    values = dict.fromkeys(ProcessRow.__dataclass_fields__)
    child = law.process == "council_resolution"
    return ProcessRow(
        **{
            **values,
            "id": 1,
            "process": law.process,
            "version": law.version,
            "area_id": AREA,
            "state": state,
            "seq": 0,
            "body_id": ASSEMBLY if child else None,
            "municipality_id": MUNICIPALITY if child else None,
        }
    )


def _answer(law: Definition, state: str, trigger: str, actor: Actor) -> str:
    """What the engine says before it asks the guards: allowed, refused (not now), forbidden (not you)."""
    process = _process(law, state)
    wish = Wish(trigger, body_id=process.body_id or GROUP)
    try:
        _allowed_transition(SimpleNamespace(actor=actor), law, process, wish)
    except Forbidden:
        return "forbidden"
    except Refused:
        return "refused"
    return "allowed"


def _table(law: Definition) -> str:
    """For every state and trigger who is allowed and who is refused; everybody else is forbidden."""
    lines = [
        f"{law.process} v{law.version}: in which state who may fire what. Whoever is not named is forbidden to."
    ]
    for state in law.states:
        lines += ["", state]
        for trigger in dict.fromkeys(item.trigger for item in law.transitions):
            answers = {name: _answer(law, state, trigger, actor) for name, actor in PEOPLE.items()}
            said = [
                f"{answer}: {', '.join(name for name in answers if answers[name] == answer)}"
                for answer in ("allowed", "refused")
                if answer in answers.values()
            ]
            lines.append(f"  {trigger:30}{'; '.join(said) or 'nobody'}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.process}-v{law.version}")
def test_who_may_fire_what_in_which_state_is_as_written_down(law: Definition) -> None:
    """After a change of the law that is meant: UPDATE_GOLDEN=1, then read the difference line by line."""
    golden = GOLDEN / f"{law.process}.v{law.version}.txt"
    table = _table(law)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(table, "utf-8")
    assert table == golden.read_text("utf-8")


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.process}-v{law.version}")
def test_nobody_of_another_place_may_fire_anything(law: Definition) -> None:
    strangers = (
        "visitor",
        "no seat",
        "coordinator of another area",
        "chair of another area",
        "administrator",
    )
    strangers += ("mayor of another",)
    for state in law.states:
        for item in law.transitions:
            for name in strangers:
                assert _answer(law, state, item.trigger, PEOPLE[name]) == "forbidden", (
                    state,
                    item.trigger,
                    name,
                )
