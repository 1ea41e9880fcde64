"""What the group reports on one measure in one year."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, RadioField, StringField, TextAreaField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.place import Place
from workflow_app.queries.report_entries import ReportEntry, report_entries
from workflow_app.queries.report_entries import report_entry as find_entry
from workflow_app.usecases.save_measure_result import TypedResult, save_measure_result
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rows_form import RowForm, RowsForm
from workflow_app.web.shared.transition_page import why
from workflow_app.web.shared.wording import in_words
from workflow_app.web.working_group.blueprint import working_group
from workflow_app.web.working_group.way import document_trail, to
from workflows.common.labels import NEXT_STEPS, STATUSES


class IndicatorRow(RowForm):
    """Planned and reached value of one indicator."""

    name = StringField(_l("What is counted"))
    unit = StringField(_l("Unit"))
    planned = StringField(_l("Planned"))
    reached = StringField(_l("Reached"))


class EntryForm(RowsForm):
    """Everything that is reported on one measure."""

    status = RadioField(_l("How the measure stands"), validate_choice=False)
    comment = TextAreaField(_l("Comment"))
    indicators = FieldList(FormField(IndicatorRow))
    planned_czk = StringField(_l("Planned money"))
    spent_czk = StringField(_l("Money spent"))
    deviation = TextAreaField(_l("What differs from the plan and why"))
    next_step = RadioField(_l("What next"), validate_choice=False)

    @property
    def typed(self) -> TypedResult:
        """Return everything as it was typed."""
        return TypedResult(
            status=self.status.data or "",
            comment=self.comment.data or "",
            indicators=self.rows_typed("indicators"),
            planned_czk=self.planned_czk.data or "",
            spent_czk=self.spent_czk.data or "",
            deviation=self.deviation.data or "",
            next_step=self.next_step.data or "",
        )

    def offer(self) -> None:
        """Fill in what can be chosen. Nobody reports that nothing was reported."""
        self.status.flags.required = True
        self.status.choices = [
            (key, in_words(text)) for key, text in STATUSES.items() if key != "not_reported"
        ]
        self.next_step.choices = [(key, in_words(text)) for key, text in NEXT_STEPS.items()]


@working_group.get("/<area>/<group>/report/<int:process>/measure/<int:entry>")
@page(Permission.GROUP_WRITE)
def report_entry(tx: Transaction, place: Place, area: str, group: str, process: int, entry: int) -> Response:
    """Show what is reported so far."""
    return _show(tx, place, process, entry)


@working_group.post("/<area>/<group>/report/<int:process>/measure/<int:entry>")
@page(Permission.GROUP_WRITE)
def report_entry_post(
    tx: Transaction, place: Place, area: str, group: str, process: int, entry: int
) -> Response:
    """Save it; or add or remove a row and show the form again."""
    form = EntryForm()
    if form.change_rows(request.form.get("do", "save")):
        return _show(tx, place, process, entry, form)
    try:
        with attempt(tx):
            save_measure_result(
                tx,
                assembly().catalogue,
                area_id=place.area_id or 0,
                process_id=process,
                body_id=place.body_id or 0,
                result_id=entry,
                typed=form.typed,
                seen=form.seen_seq,
            )
    except Refused as refused:
        form.offer()
        return _show(tx, place, process, entry, form, general=form.refuse(refused), status=422)
    except Stale:
        return _show(tx, place, process, entry, form, stale=True, status=409)
    return go_to(
        to(place, "report", process=process), _("Saved. You can change it until the figures are submitted.")
    )


def _values(entry: ReportEntry) -> dict[str, Any]:
    def money(amount: int | None) -> str:
        return "" if amount is None else f"{amount:,}".replace(",", " ")

    return {
        "status": "" if entry.status == "not_reported" else entry.status,
        "comment": entry.comment,
        "indicators": [{name: getattr(item, name) for name in item.__slots__} for item in entry.indicators],
        "planned_czk": money(entry.planned_czk or entry.planned_by_card or None),
        "spent_czk": money(entry.spent_czk),
        "deviation": entry.deviation,
        "next_step": entry.next_step,
    }


def _explanations() -> dict[str, str]:
    """One line for each state (domain § 3.7)."""
    return {
        "fulfilled": _("Everything planned for the year was done."),
        "ongoing": _("A continuing service that ran as planned."),
        "partially_fulfilled": _("Something was done, something is still missing."),
        "in_preparation": _("Preparations are under way, nothing has started yet."),
        "not_started": _("Nothing has been done yet; it was not to be done this year."),
        "not_fulfilled": _("It should have been done and was not. Write why."),
        "postponed": _("It will be done later. Write when and why."),
        "carried_over": _("It moves to the next plan."),
        "replaced": _("Another measure took its place. Write which one."),
        "merged": _("It was joined with another measure. Write with which one."),
        "cancelled": _("It will not be done. Write who decided it and why."),
    }


def _show(
    tx: Transaction,
    place: Place,
    process: int,
    entry_id: int,
    form: EntryForm | None = None,
    *,
    general: list[str] | None = None,
    stale: bool = False,
    status: int = 200,
) -> Response:
    found = report_entries(tx, assembly().catalogue, place.area_id or 0, process, place.body_id or 0)
    entry = find_entry(tx, found.head.subject_id, entry_id, place.body_id or 0)
    shown = form or EntryForm(data=_values(entry))
    shown.offer()
    list_url = to(place, "report", process=process)
    return render(
        "working_group/report_entry.html",
        status=status,
        trail=document_trail(
            place, found.head, (_("Figures"), list_url), (f"{entry.number} {entry.title}", None)
        ),
        year=found.year,
        entry=entry,
        editable=found.closed is None and entry.mine,
        closed=why(found.closed) if found.closed else None,
        form=shown,
        seen=entry.seq if stale or form is None else form.seen.data,
        explained=_explanations(),
        statuses={code: in_words(text) for code, text in STATUSES.items()},
        next_steps={code: in_words(text) for code, text in NEXT_STEPS.items()},
        general=[(line, None) for line in general or ()],
        stale=stale,
        back_url=list_url,
    )
