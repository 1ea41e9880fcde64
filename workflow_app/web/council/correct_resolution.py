"""The municipality corrects the data of its own record, with a reason, while the round is open."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import NotFound, Refused
from workflow_app.queries.municipal_matter import MunicipalMatter, municipal_matter
from workflow_app.queries.place import Place
from workflow_app.queries.resolutions import Resolution
from workflow_app.usecases.correct_own_resolution import correct_own_resolution, correction_refusals
from workflow_app.usecases.record_resolution import KeptScan
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import ResolutionForm, recorded_data, resolution_form
from workflow_app.web.shared.wording import in_words
from workflows.council_resolution.payloads import ResolutionRecorded


@council.get("/<municipality>/correct-resolution/<int:process_id>/<int:resolution_id>")
@page(Permission.COUNCIL_RECORD)
def correct_resolution(
    tx: Transaction, place: Place, municipality: str, process_id: int, resolution_id: int
) -> Response:
    """Show the form filled with what is recorded. Raises Refused when the municipality cannot correct it now."""
    matter, recorded = _recorded(tx, place, process_id)
    refusals = correction_refusals(tx, assembly().catalogue, process_id)
    if refusals:
        raise Refused(*refusals)
    form = correction_form(recorded, filled=True)
    form.seen.data = str(matter.body.seq)
    return _show(matter, recorded, municipality, form, Entry("form"))


@council.post("/<municipality>/correct-resolution/<int:process_id>/<int:resolution_id>")
@page(Permission.COUNCIL_RECORD)
def correct_resolution_post(
    tx: Transaction, place: Place, municipality: str, process_id: int, resolution_id: int
) -> Response:
    """Take one step of the correction; after the last one show the mended record."""
    matter, recorded = _recorded(tx, place, process_id)
    form = correction_form(recorded)

    def confirm(payload: ResolutionRecorded, scan: KeptScan | None, seen: int | None) -> None:
        correct_own_resolution(
            tx,
            assembly().catalogue,
            process_id,
            payload,
            form.reason.data or "",
            corrects=resolution_id,
            scan=scan,
            seen=seen,
        )

    entry = enter_resolution(tx, form, process_id, confirm)
    if entry.step == "recorded":
        url = url_for("council.resolution", municipality=municipality, process_id=process_id)
        return go_to(url, _("The record is corrected; the former one stays below."))
    return _show(matter, recorded, municipality, form, entry)


def _recorded(tx: Transaction, place: Place, process_id: int) -> tuple[MunicipalMatter, Resolution]:
    matter = municipal_matter(tx, assembly().catalogue, place.municipality_id or 0, process_id)
    if matter.resolution is None:
        raise NotFound(f"resolution of process {process_id}")
    return matter, matter.resolution


def correction_form(recorded: Resolution, *, filled: bool = False) -> ResolutionForm:
    """Return the form with the recorded verdict as the only choice (another one is for staff), `filled` at first."""
    defaults: dict[str, Any] = recorded_data(recorded) if filled else {}
    form = resolution_form(
        assembly().catalogue, on_behalf=False, correction=True, offered=(recorded.verdict,), **defaults
    )
    form.verdict.data, form.verdict.raw_data = recorded.verdict, [recorded.verdict]
    return form


def _show(
    matter: MunicipalMatter, recorded: Resolution, municipality: str, form: ResolutionForm, entry: Entry
) -> Response:
    return render(
        "council/correct_resolution.html",
        status=entry.status,
        municipality=municipality,
        matter=matter,
        verdict=in_words(matter.body.state_label),
        form=form,
        entry=entry,
        general=[(sentence, None) for sentence in entry.general],
        lines={recorded.verdict: _("Only the coordinator can change how the body decided.")},
        example="",
        file_name=entry.file_name or recorded.scan_name or "",
        upload_limit_mb=assembly().settings.max_upload_bytes // 2**20,
        meaning=[
            _("The record shows the new data, with your reason and name."),
            _("How the body decided stays as it is, so nothing changes for the others."),
        ],
    )
