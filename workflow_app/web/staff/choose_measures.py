"""The coordinator chooses the measures of an action plan, each beside what was reported on it last."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.fields import SelectMultipleField

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, Stale
from workflow_app.queries.place import Place
from workflow_app.queries.year_measures import YearChoice, year_choice
from workflow_app.usecases.choose_measures import choose_measures as choose
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.staff.blueprint import staff


class ChoiceForm(PageForm):
    """Which measures, and the words that open the document."""

    measures = SelectMultipleField(_l("Measures"), validate_choice=False)
    introduction = TextAreaField(_l("Introduction"))

    @property
    def measure_ids(self) -> set[int]:
        """The measures that are ticked; anything but a number was not offered by the page."""
        return {int(value) for value in self.measures.data or () if value.isdecimal()}


@staff.get("/<area>/document/<int:process_id>/measures")
@page(Permission.STAFF_MANAGE)
def choose_measures(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Show all measures of the plan by goal."""
    found = year_choice(tx, assembly().catalogue, place.area_id or 0, process_id)
    form = ChoiceForm(
        data={
            "measures": [str(row.measure_id) for row in found.chosen],
            "introduction": found.introduction,
            "seen": str(found.seq),
        }
    )
    return _show(area, found, form)


@staff.post("/<area>/document/<int:process_id>/measures")
@page(Permission.STAFF_MANAGE)
def choose_measures_post(tx: Transaction, place: Place, area: str, process_id: int) -> ResponseReturnValue:
    """Save the choice; when somebody was faster, show what differs."""
    catalogue, area_id, form = assembly().catalogue, place.area_id or 0, ChoiceForm()
    try:
        with attempt(tx):
            choose(
                tx,
                catalogue,
                area_id=area_id,
                process_id=process_id,
                measure_ids=form.measure_ids,
                introduction=form.introduction.data or "",
                seen=form.seen_seq,
            )
    except Refused as refused:
        general = form.refuse(refused)
        return _show(area, year_choice(tx, catalogue, area_id, process_id), form, general, 422)
    except Stale:
        found = year_choice(tx, catalogue, area_id, process_id)
        form.seen.data = str(found.seq)
        return _show(area, found, form, status=409)
    return go_to(
        url_for("staff.choose_measures", area=area, process_id=process_id), _("The choice is saved.")
    )


def _show(
    area: str, found: YearChoice, form: ChoiceForm, general: list[str] | None = None, status: int = 200
) -> Response:
    return render(
        "staff/choose_measures.html",
        status=status,
        area=area,
        process_id=found.head.process_id,
        found=found,
        head=head_words(found.head),
        form=form,
        ticked=form.measure_ids,
        closed=why(found.closed) if found.closed else None,
        stale=status == 409,
        general=[(text, None) for text in general or ()],
    )
