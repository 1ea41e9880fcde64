"""The staff's matrix: a constant number of statements, Czech order, namesakes, dates of steps."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from czech_sort import bytes_key
from sqlalchemy import event, select, update

from tests.databases import AREAS
from tests.factories.approval import plan_before_councils, plan_before_members, process_of, record
from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fan_out import open_round
from workflow_app.engine.lock import read
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.body import Body
from workflow_app.models.municipality import Municipality
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflow_app.queries.staff_overview import StaffOverview, staff_overview
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.usecases.start_plan import NewPlan, start_plan


@contextmanager
def counted(tx: Transaction) -> Iterator[list[str]]:
    """Collect the statements that are sent meanwhile."""
    sent: list[str] = []
    connection = tx.session.connection()

    def note(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)


def _add_municipalities(tx: Transaction, area_id: int, until: int) -> None:
    """Add municipalities called Nová Ves until the area has so many."""
    have = len(
        tx.session.scalars(select(AreaMunicipality.id).where(AreaMunicipality.area_id == area_id)).all()
    )
    for number in range(have, until):
        town = Municipality(
            code=f"9{number:05}",
            kind="municipality",
            name="Nová Ves",
            name_forms={"locative": "v Nové Vsi"},
            inhabitants=100,
            address=[],
            sort_key=bytes_key("Nová Ves"),
        )
        tx.session.add(town)
        tx.session.flush()
        tx.session.add(
            AreaMunicipality(
                area_id=area_id, municipality_id=town.id, valid_from=date(2020, 1, 1), contact_email="x"
            )
        )
        tx.session.add(
            Body(
                kind="assembly",
                municipality_id=town.id,
                key="assembly",
                name="Zastupitelstvo obce Nová Ves",
                name_en="Assembly",
                name_forms={},
                member_count=9,
                target_groups=[],
                sort_key=bytes_key("Nová Ves"),
            )
        )
    tx.session.flush()


def _round_of_sixty(tx: Transaction, catalogue: Catalogue) -> int:
    """Open one stage of sixty assemblies in a large area and return the area's id."""
    area_id = import_area(tx, read_area_file((AREAS / "domazlice.yaml").read_bytes())).area_id
    _add_municipalities(tx, area_id, 60)
    route = tx.session.scalars(
        select(ApprovalRoute).where(ApprovalRoute.area_id == area_id, ApprovalRoute.document_kind == "plan")
    ).one()
    route.stages = [{**route.stages[0], "bodies": "all_assemblies", "refusal": "ask"}]
    process_id = start_plan(tx, catalogue, area_id, NewPlan("Plán", 2027, 2030))
    version = Version(
        area_id=area_id,
        subject_kind="plan",
        subject_id=1,
        number=1,
        content={},
        sha256="0" * 64,
        created_at=tx.now,
    )
    tx.session.add(version)
    tx.session.flush()
    tx.session.execute(
        update(ProcessInstance)
        .where(ProcessInstance.id == process_id)
        .values(state="council_approval", version_id=version.id)
    )
    open_round(tx, read(tx, process_id), catalogue.latest("council_resolution"))
    return area_id


def test_sixty_municipalities_take_four_statements(tx: Transaction, catalogue: Catalogue) -> None:
    area_id = _round_of_sixty(tx, catalogue)
    with counted(tx) as sent:
        found = staff_overview(tx, catalogue, area_id)
    (matrix,) = found.matrices
    assert len(matrix.rows) == 60
    assert all(len(row.cells) == len(matrix.steps) == 4 for row in matrix.rows)
    assert len(sent) <= 4, sent


def test_czech_order_and_namesakes(tx: Transaction, catalogue: Catalogue) -> None:
    (matrix,) = staff_overview(tx, catalogue, _round_of_sixty(tx, catalogue)).matrices
    names = [row.municipality for row in matrix.rows]
    assert names == sorted(names, key=bytes_key)
    twins = {row.municipality for row in matrix.rows if row.twin}
    assert "Nová Ves" in twins
    assert "Domažlice" not in twins
    assert len({row.code for row in matrix.rows}) == 60


def _row(found: StaffOverview, code: str):  # type: ignore[no-untyped-def]
    return next(row for row in found.matrices[0].rows if row.code == code)


def test_each_step_has_the_day_it_was_reached(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    record(tx, catalogue, process_of(tx, plan, "512974"), "rejected")
    found = staff_overview(tx, catalogue, plan.area_id)
    packet, sent, agenda, decided = _row(found, "512974").cells
    assert packet.label.cs == "Podklady"
    assert (sent.label.cs, sent.day) == ("Odesláno", date(2026, 12, 1))
    assert agenda is None
    assert (decided.label.cs, decided.tone, decided.day) == ("Neschváleno", "refused", date(2026, 11, 30))
    assert _row(found, "509647").cells[2:] == (None, None)


def test_a_municipality_that_is_not_asked_yet_has_an_empty_row(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_councils(tx, catalogue)
    found = staff_overview(tx, catalogue, plan.area_id)
    assert len(found.matrices[0].rows) == 15
    assert _row(found, "512974").process_id is None
    assert _row(found, "507016").process_id is not None


def test_a_document_taken_back_from_the_councils_has_no_matrix(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    tx.session.execute(
        update(ProcessInstance).where(ProcessInstance.id == plan.process_id).values(state="drafting")
    )
    found = staff_overview(tx, catalogue, plan.area_id)
    assert found.matrices == ()
    assert found.running == 1


def test_late_and_soon_late_are_counted_apart(tx: Transaction, catalogue: Catalogue) -> None:
    plan = plan_before_members(tx, catalogue)
    bela = process_of(tx, plan, "512974")
    pist = process_of(tx, plan, "509647")
    for process_id, day in ((bela, date(2026, 11, 30)), (pist, date(2026, 12, 10))):
        tx.session.execute(update(ProcessInstance).where(ProcessInstance.id == process_id).values(due_at=day))
    found = staff_overview(tx, catalogue, plan.area_id)
    assert (found.late, found.soon) == (1, 1)
    assert _row(found, "512974").late
    assert _row(found, "509647").soon
