"""What the story leaves: the matrix of municipalities, the files, and whether all of it is as it must be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import func, select

from local.story.scene import Matter, Scene
from local.story.story import Life
from workflow_app.audit.verify import verify
from workflow_app.db.uow import Transaction
from workflow_app.documents.file_names import safe_file_name
from workflow_app.models.body import Body
from workflow_app.models.document import Document
from workflow_app.models.municipality import Municipality
from workflow_app.models.notification import Notification
from workflow_app.models.outbox_message import OutboxMessage
from workflow_app.models.process_instance import ProcessInstance
from workflow_app.models.transition_record import TransitionRecord
from workflow_app.queries.council_round import RoundRow, council_round
from workflow_app.queries.document_head import document_head

ENDS = {"plan": "in_force", "change": "accepted", "report": "concluded"}
FOLDERS = {
    "intent": "0 záměr",
    "plan": "1 plan",
    "measure": "2 změna opatření",
    "monitoring_report": "3 monitorovací zpráva",
    "action_plan": "4 akční plán",
}


@dataclass(frozen=True)
class Summary:
    """Counts of what was made, and everything that is not as it must be."""

    documents: int
    packets: int
    mails: Counter[str]
    steps: int
    problems: tuple[str, ...]

    def text(self) -> str:
        """The sentences at the end of the demo."""
        mails = ", ".join(f"{count} {state}" for state, count in sorted(self.mails.items()))
        holds = "does NOT hold" if self.problems else "holds"
        return (
            f"{self.documents} Word documents and {self.packets} packets were made, each once. Mails: {mails}.\n"
            f"The history of {self.steps} steps {holds}."
        )


def matrix(scene: Scene, matter: Matter) -> str:
    """Return the table of a round: municipalities in Czech order, verdict, number, day, version."""
    with scene.looking() as tx:
        head = document_head(tx, scene.parts.catalogue, scene.area_id, matter.process_id)
        found = council_round(tx, scene.parts.catalogue, scene.area_id, matter.process_id)
    rows = [_line(row) for row in (found.rows if found else ())]
    heads = ("Obec", "Orgán", "Rozhodnutí", "Usnesení č.", "Zasedání", "Hlasy", "Verze")
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    first, *rest = (_padded(row, widths) for row in [heads, *rows])
    return "\n".join([f"{head.title.cs} – {head.state_label.cs}", first, "─" * len(first), *rest])


def _padded(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _line(row: RoundRow) -> tuple[str, ...]:
    decided = row.resolution
    if decided is None:
        return (row.municipality, _organ(row), row.state_label.cs, "", "", "", "")
    votes = (decided.votes_for, decided.votes_against, decided.votes_abstained)
    return (
        row.municipality,
        _organ(row),
        row.state_label.cs,
        decided.number or "–",
        f"{decided.session_on.day}. {decided.session_on.month}. {decided.session_on.year}",
        "–" if votes[0] is None else ":".join(str(vote or 0) for vote in votes),
        f"v{decided.version_number} {decided.version_sha256[:8]}",
    )


def _organ(row: RoundRow) -> str:
    return row.body_name.split()[0].lower()


def save_documents(scene: Scene, folder: Path) -> list[Path]:
    """Copy every produced file into `folder` under a name for people; return the paths."""
    statement = (
        select(Document, ProcessInstance, Municipality.name, TransitionRecord.to_state)
        .join(ProcessInstance, ProcessInstance.id == Document.process_id)
        .join(
            TransitionRecord,
            (TransitionRecord.process_id == Document.process_id) & (TransitionRecord.seq == Document.seq),
        )
        .outerjoin(Body, Body.id == ProcessInstance.body_id)
        .outerjoin(Municipality, Municipality.id == Body.municipality_id)
        .where(Document.area_id == scene.area_id, Document.packet == "")
        .order_by(Document.id)
    )
    folder.mkdir(parents=True)
    with scene.looking() as tx:
        rows = tx.session.execute(statement).all()
    return [_save(scene, folder, *row) for row in rows]


def _save(
    scene: Scene,
    folder: Path,
    document: Document,
    process: ProcessInstance,
    municipality: str | None,
    state: str,
) -> Path:
    """The name tells what it is and whose, or at which stop of its way a document was printed."""
    path = PurePosixPath(document.file_name)
    stop = scene.parts.catalogue.definition(process.process, process.version).states[state].label.cs
    whose = municipality or stop
    name = path.stem if whose in path.stem else f"{path.stem} – {whose}"
    wanted = f"{FOLDERS[process.subject_kind]} – {name}{path.suffix}"
    target = folder / safe_file_name(wanted, path.suffix)
    if target.exists():
        target = target.with_name(f"{target.stem} ({document.process_id}-{document.seq}){path.suffix}")
    target.write_bytes(scene.parts.store.read(document.sha256))
    return target


def summary(scene: Scene, life: Life) -> Summary:
    """Count what was made and look for everything that must not be."""
    with scene.looking() as tx:
        unfinished = _unfinished(tx, life)
    return tally(scene, unfinished)


def tally(scene: Scene, unfinished: Sequence[str] = ()) -> Summary:
    """Count what was made; problems are what is `unfinished`, what did not get through, a broken history."""
    with scene.looking() as tx:
        kinds = Counter(tx.session.scalars(select(Document.media_type)))
        mails = Counter(tx.session.scalars(select(Notification.state)))
        steps = tx.session.scalar(select(func.count()).select_from(TransitionRecord)) or 0
        problems = [*unfinished, *_undelivered(tx), *(str(item) for item in verify(tx))]
    packets = kinds.pop("application/zip", 0)
    return Summary(kinds.total(), packets, mails, steps, tuple(problems))


def _unfinished(tx: Transaction, life: Life) -> list[str]:
    matters = {"plan": life.plan, "change": life.change, "report": life.report}
    states = {
        name: tx.session.get_one(ProcessInstance, item.process_id).state for name, item in matters.items()
    }
    return [
        f"{name} ended as {states[name]}, not as {end}" for name, end in ENDS.items() if states[name] != end
    ]


def _undelivered(tx: Transaction) -> list[str]:
    statement = select(OutboxMessage.dedupe_key, OutboxMessage.last_error).where(
        OutboxMessage.done_at.is_(None)
    )
    return [f"{key} did not get through: {error}" for key, error in tx.session.execute(statement)]
