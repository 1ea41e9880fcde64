"""The packets of a round all at once say the same as each of them alone, whatever has changed; and cost little."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from tests.conftest import acting
from tests.factories.approval import plan_before_members, process_of
from tests.factories.people import clerk_of
from tests.factories.plan_in_force import make_plan_in_force
from tests.workflow_app.engine.test_statement_counts import counted
from tests.workflow_app.usecases.packet_scene import edited
from workflow_app.db.uow import Transaction
from workflow_app.documents.store import FileStore
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.canonical import canonical_json, sha256_text
from workflow_app.models.area import Area
from workflow_app.models.body import Body
from workflow_app.models.membership import Membership
from workflow_app.models.municipality import Municipality
from workflow_app.models.municipality_change import MunicipalityChange
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.user import User
from workflow_app.models.version import Version
from workflow_app.outbox.topics import ProduceDocument
from workflow_app.queries.packet_files import PACKET, outdated_files
from workflow_app.queries.round_packets import round_packets
from workflow_app.usecases import produce_document
from workflow_app.usecases.correct_resolution import correct_resolution
from workflows.council_resolution.payloads import ResolutionRecorded

BASE = "https://plany.example.cz"
BELA, PIST = "512974", "509647"
LETTER, MEMORANDUM, DRAFT, TEXT, COMPARISON = (
    "cover_letter",
    "explanatory_memorandum",
    "draft_resolution",
    "plan",
    "comparison",
)
BOTH, OWN = {LETTER, MEMORANDUM}, {LETTER, MEMORANDUM, DRAFT}
EVERYTHING = OWN | {TEXT, COMPARISON}
Outdated = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Scene:
    """A plan that follows another one, before the members; two municipalities have their packets."""

    tx: Transaction
    catalogue: Catalogue
    parent: int
    area_id: int
    processes: dict[str, int]

    def at_once(self) -> Outdated:
        found = round_packets(self.tx, self.catalogue, self.area_id, self.parent, BASE)
        return {item.row.code: item.outdated for item in found if item.made_at}

    def one_by_one(self) -> Outdated:
        """The slow way: everything is found anew for every body."""
        found = round_packets(self.tx, self.catalogue, self.area_id, self.parent, BASE)
        return {
            item.row.code: outdated_files(
                self.tx, self.catalogue, item.row.process_id, item.row.packet_id or 0, "cs", BASE
            )
            for item in found
            if item.made_at
        }

    def body(self, code: str) -> Body:
        process = self.tx.session.get_one(ProcessInstance, self.processes[code])
        return self.tx.session.get_one(Body, process.body_id)

    def set_process(self, code: str, **values: object) -> None:
        statement = update(ProcessInstance).where(ProcessInstance.id == self.processes[code])
        self.tx.session.execute(statement.values(**values))


@pytest.fixture
def scene(tx: Transaction, catalogue: Catalogue, tmp_path: Path) -> Scene:
    make_plan_in_force(tx, catalogue)
    plan = plan_before_members(tx, catalogue)
    processes = {code: process_of(tx, plan, code) for code in (BELA, PIST)}
    store, acts = FileStore(tmp_path), replace(tx, actor=SYSTEM)
    for process_id in processes.values():
        order = produce_document.load(acts, catalogue, ProduceDocument(process_id, 0, PACKET, "cs"), BASE)
        produce_document.record(acts, catalogue, order, produce_document.work(order, store))
    return Scene(tx, catalogue, plan.process_id, plan.area_id, processes)


def _name(scene: Scene) -> None:
    scene.body(BELA).name = "Zastupitelstvo obce Bělá u Lhoty"


def _style(scene: Scene) -> None:
    scene.body(PIST).resolution_style = "letters"


def _session(scene: Scene) -> None:
    scene.set_process(PIST, session_on=date(2026, 12, 8))


def _deadline(scene: Scene) -> None:
    scene.set_process(BELA, due_at=scene.tx.now + timedelta(days=200))


def _coordinator(scene: Scene) -> None:
    area = scene.tx.session.get_one(Area, scene.area_id)
    area.coordinator = {**area.coordinator, "name": "Mgr. Nová Koordinátorka"}


def _mayor(scene: Scene) -> None:
    council = select(Body.id).where(Body.municipality_id == scene.body(PIST).municipality_id)
    mayor = select(Membership.user_id).where(Membership.body_id.in_(council), Membership.role == "mayor")
    scene.tx.session.execute(update(User).where(User.id.in_(mayor)).values(name="Jana Nová"))


def _inhabitants(scene: Scene) -> None:
    scene.tx.session.execute(update(Municipality).where(Municipality.code == BELA).values(inhabitants=9000))


def _decision_before(scene: Scene) -> None:
    """The number of the lead town's resolution is corrected."""
    first = (ProcessInstance.parent_id == scene.parent) & (ProcessInstance.stage == 1)
    lead = scene.tx.session.scalars(select(ProcessInstance).where(first)).one()
    acts = acting(scene.tx, clerk_of(scene.tx, lead.body_id))
    payload = ResolutionRecorded("approved", date(2026, 11, 30), number="77/2026")
    correct_resolution(acts, scene.catalogue, lead.id, payload, "Překlep v čísle.", seen=None)


def _merger(scene: Scene) -> None:
    """Píšť stands in the place of Bělá as well: the names in texts say so."""
    old, new = scene.body(BELA).municipality_id, scene.body(PIST).municipality_id
    change = {"kind": "merged", "from_id": old, "to_id": new, "note": ""}
    scene.tx.session.execute(
        insert(MunicipalityChange).values(changed_on=date(2026, 12, 1), recorded_at=scene.tx.now, **change)
    )


def _version(scene: Scene, old: Version, content: dict[str, object]) -> int:
    """The next version of the same text, frozen with this content."""
    version = Version(
        area_id=scene.area_id, subject_kind="plan", subject_id=old.subject_id, number=old.number + 1,
        content=content, sha256=sha256_text(canonical_json(content)), created_at=scene.tx.now,
    )  # fmt: skip
    scene.tx.session.add(version)
    scene.tx.session.flush()
    return version.id


def _text(scene: Scene) -> None:
    """The whole round gets another wording."""
    parent = scene.tx.session.get_one(ProcessInstance, scene.parent)
    old = scene.tx.session.get_one(Version, parent.version_id)
    version_id = _version(scene, old, {**old.content, "title": "Plán jinak"})
    family = (ProcessInstance.id == scene.parent) | (ProcessInstance.parent_id == scene.parent)
    scene.tx.session.execute(update(ProcessInstance).where(family).values(version_id=version_id))


def _text_of_one(scene: Scene) -> None:
    """One body alone has another wording before it: it must not get what is remembered for its neighbours."""
    _text(scene)
    parent = scene.tx.session.get_one(ProcessInstance, scene.parent)
    former = select(Version.id).where(Version.subject_id == parent.subject_id, Version.number == 1)
    scene.set_process(PIST, version_id=scene.tx.session.scalars(former).one())


def _text_in_force(scene: Scene) -> None:
    """The older plan that the comparison starts from comes into force in another wording."""
    plan = scene.tx.session.scalars(select(Plan).where(Plan.in_force_version_id.is_not(None))).one()
    old = scene.tx.session.get_one(Version, plan.in_force_version_id)
    plan.in_force_version_id = _version(scene, old, {**old.content, "title": "Starý plán"})


@pytest.mark.parametrize(
    ("change", "of_bela", "of_pist"),
    [
        (_name, OWN, set()),
        (_style, set(), {DRAFT}),
        (_session, set(), {DRAFT}),
        (_deadline, BOTH, set()),
        (_coordinator, BOTH, BOTH),
        (_mayor, set(), BOTH),
        (_inhabitants, {MEMORANDUM}, {MEMORANDUM}),
        (_decision_before, BOTH, BOTH),
        (_merger, None, None),
        (_text, EVERYTHING, EVERYTHING),
        (_text_of_one, EVERYTHING, None),
        (_text_in_force, {COMPARISON}, {COMPARISON}),
    ],
)
def test_all_at_once_says_the_same_as_one_by_one_after_every_kind_of_change(
    scene: Scene, change: Callable[[Scene], None], of_bela: set[str] | None, of_pist: set[str] | None
) -> None:
    assert scene.at_once() == {BELA: frozenset(), PIST: frozenset()} == scene.one_by_one()
    change(scene)
    scene.tx.session.flush()
    found = scene.at_once()
    assert found == scene.one_by_one()
    for code, expected in ((BELA, of_bela), (PIST, of_pist)):
        assert expected is None or found[code] == expected, code


def test_an_edited_template_is_seen_in_every_packet(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.read_bytes
    monkeypatch.setattr(
        Path,
        "read_bytes",
        lambda path: edited(original(path)) if path.name == "cover_letter.cs.docx" else original(path),
    )
    assert scene.at_once() == {BELA: {LETTER}, PIST: {LETTER}} == scene.one_by_one()


def test_more_packets_take_no_more_statements(scene: Scene) -> None:
    with counted(scene.tx) as of_two:
        scene.at_once()
    scene.set_process(PIST, state="approved", ended_at=scene.tx.now)
    scene.tx.session.expire_all()
    with counted(scene.tx) as of_one:
        assert scene.at_once()[PIST] == frozenset(), "what it decided on stays"
    assert len(of_two) <= len(of_one) + 1
