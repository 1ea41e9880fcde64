"""The main job with the real worker: a plan is written, agreed, adopted by 15 councils, changed and reported on."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from local.demo import staged
from local.servers import private_servers
from local.story.results import save_documents, summary
from local.story.scene import Scene
from local.story.story import Life, adoption, change_of_a_measure, year_report
from local.story.workers import is_all_done
from tests.databases import Database
from tests.workflow_app.documents.word_file import faults
from tests.workflow_app.documents.word_file import text as text_of
from workflow_app.audit.verify import verify
from workflow_app.models.body import Body
from workflow_app.models.council_resolution import CouncilResolution
from workflow_app.models.document import Document
from workflow_app.models.measure import Measure
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.round_stage import RoundStage
from workflow_app.models.version import Version
from workflow_app.queries.document_head import document_heads
from workflow_app.queries.staff_tasks import staff_tasks

pytestmark = pytest.mark.journey


@pytest.fixture
def stage(urls: dict[str, str], database: Database, tmp_path: Path) -> Iterator[tuple[Scene, Life]]:
    """The Hlučín area, a broker of its own and a real worker."""
    assert urls
    with (
        private_servers(environ={"DATABASE_URL": database.url}) as servers,
        staged(servers, tmp_path, {}) as told,
    ):
        yield told


@pytest.mark.row("H-07")
@pytest.mark.row("H-15")
@pytest.mark.row("H-16")
@pytest.mark.row("H-17")
@pytest.mark.row("H-26")
@pytest.mark.row("H-27")
@pytest.mark.row("H-28")
def test_a_plan_goes_from_draft_to_its_first_yearly_report(
    stage: tuple[Scene, Life], database: Database, tmp_path: Path
) -> None:
    scene, life = stage
    for step in adoption(scene, life):
        step.act()
    plan_is_made_of_the_parts_of_all_groups(scene, life)
    lead_town_decided_before_the_others(scene, life)

    for step in change_of_a_measure(scene, life):
        step.act()
    change_is_in_the_plan(scene, life)

    steps = year_report(scene, life)
    last_years_report_is_asked_for(scene, life)
    for step in steps:
        step.act()
    report_went_to_the_board_first(scene, life)

    scene.worker.wait_until(lambda: is_all_done(scene.parts), "all documents and notices")
    every_document_exists_once_and_opens(scene, tmp_path)
    assert summary(scene, life).problems == ()
    a_forged_record_is_found(scene, database.engine)


def state(scene: Scene, process_id: int) -> str:
    with scene.looking() as tx:
        return tx.session.get_one(ProcessInstance, process_id).state


def plan_is_made_of_the_parts_of_all_groups(scene: Scene, life: Life) -> None:
    assert state(scene, life.plan.process_id) == "in_force"
    with scene.looking() as tx:
        plan = tx.session.get_one(Plan, life.plan.subject_id)
        content = tx.session.get_one(Version, plan.in_force_version_id).content
    assert (content["period_from"], content["period_to"]) == (life.first_year, life.first_year + 3)
    assert content["area"] == "Hlučínsko"
    assert {goal["body"] for goal in content["goals"]} == {
        "ps-seniori",
        "ps-postizeni",
        "ps-rodina",
        "ps-krize",
    }
    assert len(content["chapters"]) == 13


def stages(scene: Scene, process_id: int) -> list[RoundStage]:
    with scene.looking() as tx:
        statement = (
            select(RoundStage).where(RoundStage.process_id == process_id).order_by(RoundStage.position)
        )
        return list(tx.session.scalars(statement))


def decided(scene: Scene, process_id: int) -> dict[str, list[tuple[str, str]]]:
    """Kind of body -> (municipal body, verdict) of the round, as recorded."""
    statement = (
        select(Body.kind, Body.name, CouncilResolution.verdict)
        .join(Body, Body.id == CouncilResolution.body_id)
        .join(ProcessInstance, ProcessInstance.id == CouncilResolution.process_id)
        .where(ProcessInstance.parent_id == process_id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    with scene.looking() as tx:
        for kind, name, verdict in tx.session.execute(statement):
            found.setdefault(kind, []).append((name, verdict))
    return found


def lead_town_decided_before_the_others(scene: Scene, life: Life) -> None:
    lead, members = stages(scene, life.plan.process_id)
    assert (lead.total, lead.counted) == (1, 1)
    assert (members.total, members.counted) == (14, 14)
    assert members.opened_at == lead.completed_at, "the second stage opens by the first one's last decision"
    verdicts = Counter(verdict for _, verdict in decided(scene, life.plan.process_id)["assembly"])
    assert verdicts == {"approved": 14, "approved_with_changes": 1, "postponed": 1}
    with scene.looking() as tx:
        hashes = set(
            tx.session.scalars(
                select(CouncilResolution.version_sha256).where(CouncilResolution.area_id == scene.area_id)
            )
        )
    assert len(hashes) == 1, "all decided on the same text"


def change_is_in_the_plan(scene: Scene, life: Life) -> None:
    assert state(scene, life.change.process_id) == "accepted"
    with scene.looking() as tx:
        plan = tx.session.get_one(Plan, life.plan.subject_id)
        version = tx.session.get_one(Version, plan.in_force_version_id)
        taxi = tx.session.scalars(
            select(Measure).where(Measure.plan_id == plan.id, Measure.number == "1.2.2")
        ).one()
    assert version.number == 2
    assert len(taxi.card["municipalities"]) == 12
    cards = [
        card for goal in version.content["goals"] for item in goal["priorities"] for card in item["measures"]
    ]
    assert next(card for card in cards if card["number"] == "1.2.2")["capacity"].startswith("3 vozidla")


def last_years_report_is_asked_for(scene: Scene, life: Life) -> None:
    """In January the coordinator's desk asks for the report on the year before, until the end of the month."""
    scene.go_to(scene.clock.today.replace(year=life.first_year + 1, month=1, day=4))
    with scene.looking() as tx:
        heads = document_heads(tx, scene.parts.catalogue, scene.area_id, running=True)
        tasks = staff_tasks(tx, scene.parts.catalogue, scene.area_id, heads)
    due = next(task for task in tasks if task.kind == "report_is_due")
    assert due.year == life.first_year
    assert due.until is not None
    assert (due.until.year, due.until.month) == (life.first_year + 1, 1)


def report_went_to_the_board_first(scene: Scene, life: Life) -> None:
    assert state(scene, life.report.process_id) == "concluded"
    verdicts = decided(scene, life.report.process_id)
    assert verdicts["board"] == [("Rada města Hlučína", "approved")]
    assert Counter(verdict for _, verdict in verdicts["assembly"]) == {"approved": 9, "noted": 5}
    with scene.looking() as tx:
        process = tx.session.get_one(ProcessInstance, life.report.process_id)
        content = tx.session.get_one(Version, process.version_id).content
        statuses = Counter(tx.session.scalars(select(Measure.status)))
    assert content["year"] == life.first_year
    assert process.started_at.year == life.first_year + 1
    assert len(content["results"]) == 16
    assert {result["body"] for result in content["results"]} == {
        "ps-seniori",
        "ps-postizeni",
        "ps-rodina",
        "ps-krize",
    }
    assert statuses["not_reported"] == 0
    assert statuses["fulfilled"] == 3


def every_document_exists_once_and_opens(scene: Scene, folder: Path) -> None:
    with scene.looking() as tx:
        same = (Document.process_id, Document.name, Document.language, Document.seq, Document.packet)
        same = (*same, Document.revision)
        twice = tx.session.execute(select(*same).group_by(*same).having(func.count() > 1)).all()
        names = Counter(tx.session.scalars(select(Document.name).where(Document.packet == "")))
        packets = select(Document.process_id).where(Document.name == "council_packet").distinct()
        bodies = tx.session.scalars(packets).all()
    assert twice == []
    assert len(bodies) == 45  # each has at least one packet; a planned session or more time makes another
    assert names["adoption_certificate"] == 1
    # Of every body that approved, with changes or without, or took note; a postponement has no extract.
    assert names["resolution_extract"] == 45
    saved = save_documents(scene, folder / "documents")
    assert len(saved) == sum(names.values())
    for path in saved:
        if path.suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                assert archive.testzip() is None
                assert len(archive.namelist()) in (5, 6)  # with a comparison where there was a text before
        else:
            assert text_of(path.read_bytes()).strip()
    samples = {path.name.split(" – ")[1].split(" – ")[0]: path for path in saved if path.suffix == ".docx"}
    for path in samples.values():
        assert faults(path.read_bytes(), folder) == [], path.name


def a_forged_record_is_found(scene: Scene, engine: Engine) -> None:
    """Somebody with the keys of the database switches the trigger off and changes who voted how."""
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE transition_record DISABLE TRIGGER append_only"))
        forged = connection.execute(
            text(
                "UPDATE transition_record SET payload = payload || '{\"votes_for\": 25}'"
                " WHERE id = (SELECT min(id) FROM transition_record WHERE trigger = 'record_approval')"
                " RETURNING process_id, seq"
            )
        ).one()
        connection.execute(text("ALTER TABLE transition_record ENABLE TRIGGER append_only"))
    with scene.looking() as tx:
        breaks = verify(tx)
    assert [(item.chain, item.seq, item.problem) for item in breaks] == [
        (str(forged.process_id), forged.seq, "changed")
    ]
