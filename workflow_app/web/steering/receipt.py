"""The receipt of the steering group's decision: what was decided, and what happens next."""

from datetime import date
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.join import StageCount
from workflow_app.kernel.languages import Text
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.place import Place
from workflow_app.queries.steering_matter import SteeringRecord, steering_record
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.wording import day, day_time, in_words
from workflow_app.web.steering.blueprint import steering


@steering.get("/<area>/receipt/<int:process_id>")
@page(Permission.STEERING_READ)
def receipt(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Show the last decision of the steering group on one document."""
    catalogue, area_id = assembly().catalogue, place.area_id or 0
    head = document_head(tx, catalogue, area_id, process_id)
    record = steering_record(tx, catalogue, area_id, process_id)
    return render(
        "steering/receipt.html",
        area=area,
        head=head,
        record=record,
        title=_title(record),
        reference=_("%(who)s, %(when)s", who=record.who, when=day_time(record.at)),
        next=_after_approval(head) if _is_approval(record) else _after_return(record),
        rows=_rows(record.payload),
    )


def _is_approval(record: SteeringRecord) -> bool:
    """Only a decision of a meeting has its day; a return has a reason."""
    return "meeting_on" in record.payload


def _title(record: SteeringRecord) -> str:
    return _("The steering group approved it") if _is_approval(record) else _("The document is returned")


def _after_approval(head: DocumentHead) -> list[str]:
    stages = head.round.stages if head.round else ()
    found = [_stage(stage) for stage in stages]
    return [*found, _("You will see on your desk how the municipalities decide.")]


def _stage(stage: StageCount) -> str:
    label = in_words(Text.of(stage.rule.label))
    if stage.opened_at is None:
        return _("%(label)s: asked once the stage before has agreed.", label=label)
    return str(
        ngettext(
            "%(label)s: the packet comes by e-mail and there are %(days)s days to decide.",
            "%(label)s: %(num)s bodies get their packets by e-mail, each with %(days)s days to decide.",
            stage.total,
            label=label,
            days=stage.rule.deadline_days,
        )
    )


def _after_return(record: SteeringRecord) -> list[str]:
    if not record.groups:
        return [_("Those who wrote it get your reason by e-mail and can mend it.")]
    return [
        _("Your reason goes by e-mail to: %(groups)s.", groups=", ".join(record.groups)),
        _("They can write again; when they submit, the document comes back to you as a new version."),
    ]


def _rows(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was recorded, as rows of a summary list."""
    votes = [payload.get(f"votes_{kind}") for kind in ("for", "against", "abstained")]
    cast = ""
    if votes[0] is not None:
        yes, no, abstained = (vote or 0 for vote in votes)
        cast = _("for %(yes)s, against %(no)s, abstained %(abstained)s", yes=yes, no=no, abstained=abstained)
    meeting = payload.get("meeting_on")
    rows = {
        _("Day of the meeting"): day(date.fromisoformat(meeting)) if meeting else "",
        _("Number of the meeting"): payload.get("meeting_number"),
        _("Members present"): payload.get("present"),
        _("Votes"): cast,
        _("Note"): payload.get("comment"),
        _("Reason"): payload.get("reason"),
    }
    return [{"label": label, "value": value} for label, value in rows.items()]
