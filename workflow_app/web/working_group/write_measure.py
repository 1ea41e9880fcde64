"""One measure of a plan as a card: to write for the group that writes it, to read for the others."""

from dataclasses import dataclass

from flask import Response, request
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.area_names import municipality_names
from workflow_app.queries.measure_card import CardToWrite, measure_card
from workflow_app.queries.place import Place
from workflow_app.queries.plan_parts import PlanParts, plan_parts
from workflow_app.usecases.save_measure import save_measure
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.card_answer import Answer, frame_of, stale_answer
from workflow_app.web.working_group.card_form import CardForm, card_values
from workflow_app.web.working_group.way import document_trail, to


@dataclass(slots=True)
class Desk:
    """What the page is about: the parts of the plan, the card, the municipalities that can be chosen."""

    parts: PlanParts
    found: CardToWrite
    names: dict[str, str]


@working_group.get("/<area>/<group>/plan/<int:process>/measure/<int:measure>")
@page(Permission.GROUP_WRITE)
def write_measure(
    tx: Transaction, place: Place, area: str, group: str, process: int, measure: int
) -> Response:
    """Show the card."""
    desk = _desk(tx, place, process, measure)
    return _show(
        place, process, desk, CardForm(data=card_values(desk.found)), Answer(), seen=str(desk.found.seq)
    )


@working_group.post("/<area>/<group>/plan/<int:process>/measure/<int:measure>")
@page(Permission.GROUP_WRITE)
def write_measure_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, measure: int
) -> Response:
    """Save the card, unfinished or done; or add or remove a row and show the form again."""
    form, do = CardForm(), request.form.get("do", "save")
    desk = _desk(tx, place, process, measure)
    if form.change_rows(do):
        return _show(place, process, desk, form, Answer(), seen=form.seen.data)
    try:
        with attempt(tx):
            _save(tx, place, process, desk, form, done=do == "done")
    except Refused as refused:
        answer = Answer(422, form.refuse(refused))
        return _show(place, process, desk, form, answer, seen=form.seen.data)
    except Stale:
        return _stale(tx, place, process, measure, form)
    if do == "done":
        return go_to(to(place, "write", process=process), _("The measure is saved and marked as finished."))
    return go_to(
        to(place, "write_measure", process=process, measure=measure),
        _("The measure is saved. You can go on later."),
    )


def _desk(tx: Transaction, place: Place, process: int, measure: int) -> Desk:
    area_id = place.area_id or 0
    parts = plan_parts(tx, assembly().catalogue, area_id, process, place.body_id or 0)
    return Desk(parts, measure_card(tx, parts.head.subject_id, measure), municipality_names(tx, area_id))


def _save(tx: Transaction, place: Place, process: int, desk: Desk, form: CardForm, *, done: bool) -> None:
    save_measure(
        tx,
        assembly().catalogue,
        area_id=place.area_id or 0,
        process_id=process,
        body_id=place.body_id or 0,
        measure_id=desk.found.id,
        typed=form.typed,
        frame=frame_of(desk.found, desk.names),
        done=done,
        seen=form.seen_seq,
    )


def _stale(tx: Transaction, place: Place, process: int, measure: int, form: CardForm) -> Response:
    """Show what is there now beside what was typed; the next save is answered against what is there now."""
    desk = _desk(tx, place, process, measure)
    answer = stale_answer(form, desk.found, desk.names)
    return _show(place, process, desk, form, answer, seen=str(desk.found.seq))


def _show(
    place: Place, process: int, desk: Desk, form: CardForm, answer: Answer, *, seen: str | None
) -> Response:
    parts, found = desk.parts, desk.found
    form.offer(desk.names)
    title = f"{found.card.number} {found.card.title}"
    return render(
        "working_group/write_measure.html",
        status=answer.status,
        trail=document_trail(
            place, parts.head, (_("Write"), to(place, "write", process=process)), (title, None)
        ),
        here={"area": place.area_key, "group": place.body_key, "process": process},
        parts=parts,
        found=found,
        names=desk.names,
        formers=found.formers,
        editable=parts.closed is None and found.body_id == place.body_id,
        closed=why(parts.closed) if parts.closed else None,
        form=form,
        seen=seen,
        answer=answer,
        general=[(line, None) for line in answer.general],
    )
