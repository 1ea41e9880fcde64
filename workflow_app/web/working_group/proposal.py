"""One proposal of a measure as a card to write, with the reason, beside the card that the plan has now."""

from dataclasses import dataclass

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refused, Stale
from workflow_app.queries.area_names import municipality_names
from workflow_app.queries.group_matter import GroupMatter, group_matter
from workflow_app.queries.measure_card import CardToWrite, proposal_card
from workflow_app.queries.place import Place
from workflow_app.usecases.save_measure_change import save_measure_change
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.card_answer import Answer, frame_of, stale_answer
from workflow_app.web.working_group.card_form import CardForm, card_values
from workflow_app.web.working_group.way import document_trail, to


class ProposalForm(CardForm):
    """A card and why it is proposed."""

    reason = TextAreaField(_l("Why the plan should change"), [Needed()])


@dataclass(slots=True)
class Desk:
    """What the page is about: the document, its card, the municipalities that can be chosen."""

    matter: GroupMatter
    found: CardToWrite
    names: dict[str, str]


@working_group.get("/<area>/<group>/proposal/<int:process>")
@page(Permission.GROUP_WRITE)
def proposal(tx: Transaction, place: Place, area: str, group: str, process: int) -> Response:
    """Show the card, or lead on to reading when it is not being written any more."""
    desk = _desk(tx, place, process)
    if not desk.matter.writable:
        return go_to(to(place, "review", process=process))
    form = ProposalForm(data={**card_values(desk.found), "reason": desk.found.reason})
    return _show(place, process, desk, form, Answer(), seen=str(desk.found.seq))


@working_group.post("/<area>/<group>/proposal/<int:process>")
@page(Permission.GROUP_WRITE)
def proposal_post(tx: Transaction, place: Place, area: str, group: str, process: int) -> Response:
    """Save the card and the reason; or add or remove a row and show the form again."""
    form, do = ProposalForm(), request.form.get("do", "save")
    desk = _desk(tx, place, process)
    if form.change_rows(do):
        return _show(place, process, desk, form, Answer(), seen=form.seen.data)
    try:
        with attempt(tx):
            _save(tx, place, process, desk, form)
    except Refused as refused:
        answer = Answer(422, form.refuse(refused))
        return _show(place, process, desk, form, answer, seen=form.seen.data)
    except Stale:
        return _stale(tx, place, process, form)
    page_after = "review" if do == "done" else "proposal"
    return go_to(to(place, page_after, process=process), _("The proposal is saved. You can go on later."))


def _desk(tx: Transaction, place: Place, process: int) -> Desk:
    area_id = place.area_id or 0
    matter = group_matter(tx, assembly().catalogue, area_id, process, place.body_id or 0)
    if matter.head.kind != "measure":
        raise NotFound(f"proposal process {process}")
    return Desk(matter, proposal_card(tx, area_id, matter.head.subject_id), municipality_names(tx, area_id))


def _save(tx: Transaction, place: Place, process: int, desk: Desk, form: ProposalForm) -> None:
    save_measure_change(
        tx,
        assembly().catalogue,
        area_id=place.area_id or 0,
        process_id=process,
        body_id=place.body_id or 0,
        typed=form.typed,
        frame=frame_of(desk.found, desk.names),
        reason=form.reason.data or "",
        seen=form.seen_seq,
    )


def _stale(tx: Transaction, place: Place, process: int, form: ProposalForm) -> Response:
    """Show what is there now beside what was typed; the next save is answered against what is there now."""
    desk = _desk(tx, place, process)
    answer = stale_answer(form, desk.found, desk.names)
    return _show(place, process, desk, form, answer, seen=str(desk.found.seq))


def _show(
    place: Place, process: int, desk: Desk, form: ProposalForm, answer: Answer, *, seen: str | None
) -> Response:
    form.offer(desk.names)
    matter = desk.matter
    return render(
        "working_group/proposal.html",
        status=answer.status,
        trail=document_trail(place, matter.head, (_("Write"), None)),
        head=head_words(matter.head),
        found=desk.found,
        names=desk.names,
        form=form,
        seen=seen,
        answer=answer,
        general=[(line, None) for line in answer.general],
        review_url=to(place, "review", process=process),
    )
