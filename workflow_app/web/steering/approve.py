"""The steering group approves: its meeting and votes, and before the click who gets what and by when."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.approval_preview import StagePreview, approval_preview
from workflow_app.queries.document_head import DocumentHead, document_head
from workflow_app.queries.place import Place
from workflow_app.queries.steering_desk import steering_group
from workflow_app.usecases.fire_transition import fire_transition
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import CountField, DayField
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.head_words import version_words
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import stale_text
from workflow_app.web.shared.transition_page import why
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.steering.blueprint import steering
from workflow_app.web.steering.quorum_words import quorum_words

APPROVE = "steering_approve"


class ApproveForm(PageForm):
    """The decision of a meeting; the names of the fields are those of SteeringDecision."""

    meeting_on = DayField(
        _l("Day of the meeting"), validators=[InputRequired(_l("Write the day of the meeting."))]
    )
    meeting_number = StringField(_l("Number of the meeting"))
    present = CountField(
        _l("Members present"), validators=[InputRequired(_l("Write how many members were present."))]
    )
    votes_for = CountField(_l("For"))
    votes_against = CountField(_l("Against"))
    votes_abstained = CountField(_l("Abstained"))
    comment = TextAreaField(_l("Note"))

    def answers(self) -> dict[str, Any]:
        """Return what the validated form says."""
        texts = {name: self._fields[name].data or "" for name in ("meeting_number", "comment")}
        names = ("meeting_on", "present", "votes_for", "votes_against", "votes_abstained")
        return texts | {name: self._fields[name].data for name in names}


@steering.get("/<area>/approve/<int:process_id>")
@page(Permission.STEERING_DECIDE)
def approve(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Ask for the meeting, and say what the approval will cause."""
    head = document_head(tx, assembly().catalogue, place.area_id or 0, process_id)
    form = ApproveForm()
    form.seen.data = str(head.seq)
    return _show(tx, head, form)


@steering.post("/<area>/approve/<int:process_id>")
@page(Permission.STEERING_DECIDE)
def approve_post(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Approve and open the round of councils; or only count the members on the day of the meeting."""
    catalogue, form = assembly().catalogue, ApproveForm()
    head = document_head(tx, catalogue, place.area_id or 0, process_id)
    if request.form.get("do") == "count":
        return _show(tx, head, form)
    if not form.validate():
        return _show(tx, head, form, status=422)
    try:
        with attempt(tx):
            fire_transition(tx, catalogue, process_id, APPROVE, form.answers(), seen=form.seen_seq)
    except Refused as refused:
        return _show(tx, head, form, tuple(form.refuse(refused)), 422)
    except Stale:
        head = document_head(tx, catalogue, place.area_id or 0, process_id)
        return _show(tx, head, form, (_overtaken(head),), 409)
    return go_to(url_for("steering.receipt", area=area, process_id=process_id))


def _overtaken(head: DocumentHead) -> str:
    return _(
        "%(stale)s The document is now: %(state)s.", stale=stale_text(), state=in_words(head.state_label)
    )


def _show(
    tx: Transaction, head: DocumentHead, form: ApproveForm, general: tuple[str, ...] = (), status: int = 200
) -> Response:
    return render(
        "steering/approve.html",
        status=status,
        area=head.area_key,
        head=head,
        version_shown=version_words(head.version_number, head.version_sha256),
        form=form,
        general=[(sentence, None) for sentence in general],
        quorum=quorum_words(steering_group(tx, head.area_id, form.meeting_on.data)),
        choice=_choice(tx, head),
        consequences=_consequences(approval_preview(tx, head.area_id, head.kind, head.subject_id)),
    )


def _choice(tx: Transaction, head: DocumentHead) -> dict[str, Any] | None:
    """Return the button, with why it cannot be pressed now; None when it is not before the group any more."""
    for choice in available(tx, assembly().catalogue, head.process_id):
        if choice.trigger == APPROVE:
            return {"label": in_words(choice.label), "reasons": [why(refusal) for refusal in choice.refusals]}
    return None


def _consequences(stages: tuple[StagePreview, ...]) -> list[str]:
    """Return who gets what and by when, one stage a sentence."""
    found = [_first(stage) if stage.until else _later(stage) for stage in stages]
    return [*found, _("The letters are signed by the coordinator. Everybody sees who has decided and how.")]


def _bodies(stage: StagePreview) -> str:
    return str(ngettext("%(num)s body", "%(num)s bodies", stage.bodies))


def _first(stage: StagePreview) -> str:
    return _(
        "At once: %(label)s (%(bodies)s). The packet comes by e-mail, the deadline is %(day)s.",
        label=in_words(stage.label),
        bodies=_bodies(stage),
        day=day(stage.until),
    )


def _later(stage: StagePreview) -> str:
    return str(
        ngettext(
            "When they have agreed: %(label)s (%(bodies)s), each with %(num)s day to decide.",
            "When they have agreed: %(label)s (%(bodies)s), each with %(num)s days to decide.",
            stage.deadline_days,
            label=in_words(stage.label),
            bodies=_bodies(stage),
        )
    )
