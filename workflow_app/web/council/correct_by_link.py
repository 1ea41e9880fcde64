"""Corrects by the link in the receipt what was recorded, with a reason; the former record stays visible."""

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refused, UselessLink
from workflow_app.queries.link_matter import link_matter
from workflow_app.queries.municipal_matter import MunicipalMatter
from workflow_app.queries.place import Place
from workflow_app.queries.resolutions import Resolution
from workflow_app.usecases.correct_own_resolution import correction_refusals
from workflow_app.usecases.record_resolution import KeptScan
from workflow_app.usecases.use_recording_link import correct_by_link as correct
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.by_link import held_link
from workflow_app.web.council.correct_resolution import correction_form
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.rate_limits import limiter
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import ResolutionForm
from workflow_app.web.shared.useless_link import private
from workflows.council_resolution.payloads import ResolutionRecorded


@council.get("/by-link/<int:link_id>/correct")
@page(Permission.LINK_HELD)
def correct_by_link(tx: Transaction, place: Place, link_id: int) -> Response:
    """Show the form filled with what is recorded. Raises Refused when it cannot be corrected this way now."""
    matter, recorded = _recorded(tx, place, link_id)
    refusals = correction_refusals(tx, assembly().catalogue, matter.process_id)
    if refusals:
        raise Refused(*refusals)
    form = correction_form(recorded, filled=True)
    form.seen.data, form.corrects.data = str(matter.body.seq), str(recorded.id)
    return _show(matter, recorded, form, Entry("form"))


@council.post("/by-link/<int:link_id>/correct")
@limiter.limit("60 per 15 minutes")
@page(Permission.LINK_HELD)
def correct_by_link_post(tx: Transaction, place: Place, link_id: int) -> Response:
    """Take one step of the correction; after the last one show the mended record."""
    matter, recorded = _recorded(tx, place, link_id)
    form = correction_form(recorded)

    def confirm(payload: ResolutionRecorded, scan: KeptScan | None, seen: int | None) -> None:
        reason, shown = form.reason.data or "", form.shown_row
        correct(tx, assembly().catalogue, payload, reason, corrects=shown, scan=scan, seen=seen)

    entry = enter_resolution(tx, form, matter.process_id, confirm)
    if entry.step == "recorded":
        url = url_for("council.by_link", link_id=link_id)
        return go_to(url, _("The record is corrected; the former one stays in the history."))
    return _show(matter, recorded, form, entry)


def _recorded(tx: Transaction, place: Place, link_id: int) -> tuple[MunicipalMatter, Resolution]:
    held_link(tx, "correct")
    matter = link_matter(tx, assembly().catalogue, place)
    if matter.resolution is None:
        raise UselessLink("closed", link_id)
    return matter, matter.resolution


def _show(matter: MunicipalMatter, recorded: Resolution, form: ResolutionForm, entry: Entry) -> Response:
    return private(
        render(
            "council/correct_by_link.html",
            status=entry.status,
            matter=matter,
            form=form,
            entry=entry,
            general=[(sentence, None) for sentence in entry.general],
            lines={recorded.verdict: _("Only the coordinator can change how the body decided.")},
            example="",
            file_name=entry.file_name or recorded.scan_name or "",
            upload_limit_mb=assembly().settings.max_upload_mb,
            meaning=[
                _("The record shows the new data, with your reason."),
                _("How the body decided stays as it is, so nothing changes for the others."),
            ],
        )
    )
