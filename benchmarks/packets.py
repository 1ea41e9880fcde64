"""The page of the packets of a round with 60 bodies beside one with a single body, through the whole application."""

from sqlalchemy import insert, select, update

from benchmarks.page_views import view_in_turns
from tests.factories.large_area import make_large_area
from workflow_app.db.session import make_engine, make_session_factory
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.fan_out import open_round
from workflow_app.engine.lock import lock
from workflow_app.engine.start import start
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.canonical import canonical_json, sha256_text
from workflow_app.kernel.clock import prague_day, system_clock
from workflow_app.models.approval_route import ApprovalRoute
from workflow_app.models.area import Area
from workflow_app.models.document import Document
from workflow_app.models.plan import Plan
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.version import Version
from workflows.catalogue import load_catalogue

SIZES = {"pa": 1, "pb": 60}
MEASURES = 40
TARGET = 20  # bodies grow sixtyfold; what all of them hold alike is made once
SENTENCE = "Služba pomáhá lidem, kteří se o sebe nemohou postarat sami, v prostředí, které dobře znají. "
ROUTE = {"key": "all", "label": {"cs": "Zastupitelstva", "en": "Assemblies"}, "bodies": "all_assemblies"}


def compare_packets(database_url: str, redis_url: str) -> bool:
    """Print the best of several views of both pages, their ratio and how many statements they send."""
    engine = make_engine(database_url)
    with unit_of_work(make_session_factory(engine), system_clock, SYSTEM, "packets") as tx:
        rounds = {key: make_round(tx, load_catalogue(), key, size) for key, size in SIZES.items()}
    engine.dispose()
    pages = {key: f"/staff/{key}/round/{process_id}/packet-files" for key, process_id in rounds.items()}
    seen = view_in_turns(database_url, redis_url, pages, views=7)
    one, many = (seen[key].seconds for key in SIZES)
    statements = [seen[key].statements for key in SIZES]
    print(f"\nThe packets of a round of 60 bodies: {many / one:.1f}x those of 1 (target at most {TARGET}x)")
    print(f"  {1000 * one:.0f} and {1000 * many:.0f} ms; statements: {statements[0]} and {statements[1]}")
    return many <= TARGET * one


def make_round(tx: Transaction, catalogue: Catalogue, key: str, size: int) -> int:
    """Write an area whose assemblies all have a plan before them that follows another; return its process."""
    area_id = make_large_area(tx, catalogue, size, rounds=0, key=key)
    former, _text = _plan(tx, area_id, 2023, "loni")
    in_force = {"in_force_version_id": _text, "in_force_from": prague_day(tx.now)}
    tx.session.execute(update(Plan).where(Plan.id == former).values(**in_force))
    plan, version = _plan(tx, area_id, 2027, "letos")
    stage = {**ROUTE, "counts": ["approved"], "deadline_days": 90}
    route = {"area_id": area_id, "document_kind": "plan", "version": 1, "stages": [stage]}
    tx.session.execute(insert(ApprovalRoute).values(**route, valid_from=prague_day(tx.now)))
    process_id = start(tx, catalogue, "plan", area_id=area_id, subject_id=plan)
    before_councils = {"state": "council_approval", "version_id": version}
    tx.session.execute(
        update(ProcessInstance).where(ProcessInstance.id == process_id).values(before_councils)
    )
    open_round(tx, lock(tx, process_id, None).process, catalogue.latest("council_resolution"))
    bodies = select(ProcessInstance.id).where(ProcessInstance.parent_id == process_id)
    packet = {"name": "council_packet", "language": "cs", "seq": 0, "file_name": "p.zip", "size": 1}
    packet |= {"media_type": "application/zip", "sha256": "0" * 64, "area_id": area_id, "created_at": tx.now}
    tx.session.execute(
        insert(Document), [{**packet, "process_id": body} for body in tx.session.scalars(bodies)]
    )
    return process_id


def _plan(tx: Transaction, area_id: int, year: int, word: str) -> tuple[int, int]:
    """Write a plan with its frozen text; return both ids."""
    title = f"Komunitní plán {year}–{year + 3}"
    owner = select(Area.lead_municipality_id).where(Area.id == area_id).scalar_subquery()
    plan: int = tx.session.execute(
        insert(Plan)
        .values(
            area_id=area_id, title=title, period_from=year, period_to=year + 3, owner_municipality_id=owner
        )
        .returning(Plan.id)
    ).scalar_one()
    measures = [_measure(number, word) for number in range(1, MEASURES + 1)]
    priority = {"number": "1.1", "title": "Priorita", "measures": measures}
    goal = {"number": "1", "title": "Cíl", "text": SENTENCE, "body": "seniori", "priorities": [priority]}
    chapter = {"key": "foreword", "part": "opening", "title": "Úvod", "text": f"{SENTENCE * 20}{word}"}
    content = {"title": title, "area": "Oblast", "period_from": year, "period_to": year + 3}
    content |= {"chapters": [chapter], "goals": [goal]}
    text = canonical_json(content)
    version = {"area_id": area_id, "subject_kind": "plan", "subject_id": plan, "number": 1}
    version |= {"content": content, "sha256": sha256_text(text), "created_at": tx.now}
    return plan, tx.session.execute(insert(Version).values(**version).returning(Version.id)).scalar_one()


def _measure(number: int, word: str) -> dict[str, object]:
    return {
        "number": f"1.1.{number}",
        "title": f"Opatření {number}",
        "description": f"{SENTENCE * 6}{word}",
        "owner": "Město",
        "costs": [{"year": 2027, "amount_czk": 100_000, "source": "municipality"}],
    }
