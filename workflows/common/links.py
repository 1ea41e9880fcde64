"""Paths of the pages that notices lead to, one for each audience."""

from workflow_app.engine.recorded_step import RecordedStep

_WRITING = {  # state in which a group writes -> its page; in any other state the group reads and speaks
    ("plan", "drafting"): "plan/{process}/write",
    ("measure", "proposed"): "proposal/{process}",
    ("monitoring_report", "collecting"): "report/{process}",
}


def _document(step: RecordedStep) -> int:
    """Return the process of the document itself, also for one body's decision about it."""
    return step.process.parent_id or step.process.id


def group_page(step: RecordedStep, area_key: str, body_key: str) -> str:
    """Where the group writes its part, or where it reads the document and says what it thinks."""
    page = _WRITING.get((step.process.process, step.to_state), "document/{process}")
    return f"/working-group/{area_key}/{body_key}/{page.format(process=_document(step))}"


def steering_page(step: RecordedStep, area_key: str) -> str:
    """Where the steering group reads a document and decides, or classes a change of its text."""
    if step.trigger == "submit_text_change":
        return f"/steering/{area_key}/text-change/{step.process.id}"
    return f"/steering/{area_key}/decide/{_document(step)}"


def council_page(step: RecordedStep, code: str) -> str:
    """The packet, the form for the resolution or the resolution itself; the desk when it is about no one body.

    `code` is the 6-digit code of the municipality.
    """
    if step.process.parent_id is None:
        return f"/council/{code}"
    if step.trigger in ("packet_ready", "remind_of_agenda"):
        page = "packet"
    else:
        page = "resolution" if step.definition.states[step.to_state].settled else "record-resolution"
    return f"/council/{code}/{page}/{step.process.id}"


def staff_page(step: RecordedStep, area_key: str) -> str:
    """Staff's page of the document, or of one body in its round."""
    page = "document" if step.process.parent_id is None else "body"
    return f"/staff/{area_key}/{page}/{step.process.id}"


def public_page(area_key: str) -> str:
    """The public page of an area."""
    return f"/areas/{area_key}"
