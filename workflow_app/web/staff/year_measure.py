"""The coordinator works out one measure of an action plan: its activities, who answers, the money of the year."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.area_names import municipality_names
from workflow_app.queries.place import Place
from workflow_app.queries.year_measures import YearMeasure, year_choice
from workflow_app.queries.year_measures import year_measure as find_measure
from workflow_app.usecases.save_year_measure import TypedYear, save_year_measure
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rows_form import RowForm, RowsForm
from workflow_app.web.shared.transition_page import why
from workflow_app.web.shared.wording import in_words
from workflow_app.web.staff.blueprint import staff
from workflows.common.labels import SOURCES


class CostRow(RowForm):
    """Money of the year from one source."""

    amount_czk = StringField(_l("Amount in CZK"))
    source = SelectField(_l("Source of money"), validate_choice=False)


class ActivityRow(RowForm):
    """One activity of the year; its number is kept from the plan."""

    number = HiddenField()
    title = StringField(_l("Activity"))
    due = StringField(_l("By when"))
    implementer = StringField(_l("Who"))


class YearForm(RowsForm):
    """Everything that is planned for one measure in one year."""

    description = TextAreaField(_l("What will be done in the year"))
    owner = StringField(_l("Who answers for it"))
    activities = FieldList(FormField(ActivityRow))
    costs = FieldList(FormField(CostRow))
    capacity = TextAreaField(_l("Capacity"))
    outputs = TextAreaField(_l("Outputs"))

    @property
    def typed(self) -> TypedYear:
        """Return everything as it was typed."""
        return TypedYear(
            description=self.description.data or "",
            owner=self.owner.data or "",
            capacity=self.capacity.data or "",
            outputs=self.outputs.data or "",
            costs=self.rows_typed("costs"),
            activities=self.rows_typed("activities"),
        )

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.owner.flags.required = True
        choices = [("", "–"), *((code, in_words(text)) for code, text in SOURCES.items())]
        for entry in self.costs.entries:
            entry.form.source.choices = choices


@staff.get("/<area>/document/<int:process_id>/measures/<int:entry_id>")
@page(Permission.STAFF_MANAGE)
def year_measure(
    tx: Transaction, place: Place, area: str, process_id: int, entry_id: int
) -> ResponseReturnValue:
    """Show what is planned so far."""
    return _show(tx, place, process_id, entry_id)


@staff.post("/<area>/document/<int:process_id>/measures/<int:entry_id>")
@page(Permission.STAFF_MANAGE)
def year_measure_post(
    tx: Transaction, place: Place, area: str, process_id: int, entry_id: int
) -> ResponseReturnValue:
    """Save it; or add or remove a row and show the form again."""
    form = YearForm()
    if form.change_rows(request.form.get("do", "save")):
        return _show(tx, place, process_id, entry_id, form)
    try:
        with attempt(tx):
            save_year_measure(
                tx,
                assembly().catalogue,
                area_id=place.area_id or 0,
                process_id=process_id,
                entry_id=entry_id,
                typed=form.typed,
                seen=form.seen_seq,
            )
    except Refused as refused:
        form.offer()
        return _show(tx, place, process_id, entry_id, form, general=form.refuse(refused), status=422)
    except Stale:
        return _show(tx, place, process_id, entry_id, form, status=409)
    return go_to(
        url_for("staff.choose_measures", area=area, process_id=process_id), _("The measure is saved.")
    )


def _values(found: YearMeasure) -> dict[str, Any]:
    card = found.card
    return {
        **{name: getattr(card, name) for name in ("description", "owner", "capacity", "outputs")},
        "activities": [{name: getattr(item, name) for name in item.__slots__} for item in card.activities],
        "costs": [
            {"amount_czk": f"{cost.amount_czk:,}".replace(",", " "), "source": cost.source}
            for cost in card.costs
        ],
    }


def _show(
    tx: Transaction,
    place: Place,
    process_id: int,
    entry_id: int,
    form: YearForm | None = None,
    *,
    general: list[str] | None = None,
    status: int = 200,
) -> Response:
    area = place.area_key or ""
    choice = year_choice(tx, assembly().catalogue, place.area_id or 0, process_id)
    found = find_measure(tx, choice.head, entry_id)
    shown = form or YearForm(data=_values(found))
    shown.offer()
    is_fresh = status == 409 or form is None
    return render(
        "staff/year_measure.html",
        status=status,
        title=in_words(choice.head.title),
        document_url=url_for("staff.document", area=area, process_id=process_id),
        back_url=url_for("staff.choose_measures", area=area, process_id=process_id),
        year=choice.year,
        found=found,
        names=municipality_names(tx, place.area_id or 0),
        form=shown,
        seen=found.seq if is_fresh else shown.seen.data,
        closed=why(choice.closed) if choice.closed else None,
        stale=status == 409,
        general=[(text, None) for text in general or ()],
    )
