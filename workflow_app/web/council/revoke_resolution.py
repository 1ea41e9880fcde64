"""Records a later resolution by which the body annuls its earlier one, also after the round has ended."""

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.queries.municipal_matter import MunicipalMatter, municipal_matter
from workflow_app.queries.place import Place
from workflow_app.usecases.record_resolution import record_resolution
from workflow_app.web.council.blueprint import council
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import ResolutionForm, verdict_lines
from workflow_app.web.shared.resolution_revocation import check_revocable, revocation_form, revocation_meaning


@council.get("/<municipality>/revoke-resolution/<int:process_id>")
@page(Permission.COUNCIL_RECORD)
def revoke_resolution(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Show the form. Raises Refused when there is nothing to revoke."""
    matter = _matter(tx, place, process_id)
    check_revocable(tx, matter.body)
    form = revocation_form(matter.body, on_behalf=False)
    form.seen.data = str(matter.body.seq)
    return _show(matter, municipality, form, Entry("form"))


@council.post("/<municipality>/revoke-resolution/<int:process_id>")
@page(Permission.COUNCIL_RECORD)
def revoke_resolution_post(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Take one step of the entry; after the last one show the record."""
    matter = _matter(tx, place, process_id)
    form = revocation_form(matter.body, on_behalf=False)
    entry = enter_resolution(
        tx,
        form,
        process_id,
        lambda payload, scan, seen: record_resolution(
            tx, assembly().catalogue, process_id, payload, scan=scan, seen=seen
        ),
    )
    if entry.step == "recorded":
        url = url_for("council.resolution", municipality=municipality, process_id=process_id)
        return go_to(url, _("The revocation is recorded; the earlier decision stays in the history."))
    return _show(matter, municipality, form, entry)


def _matter(tx: Transaction, place: Place, process_id: int) -> MunicipalMatter:
    return municipal_matter(tx, assembly().catalogue, place.municipality_id or 0, process_id)


def _show(matter: MunicipalMatter, municipality: str, form: ResolutionForm, entry: Entry) -> Response:
    return render(
        "council/revoke_resolution.html",
        status=entry.status,
        municipality=municipality,
        matter=matter,
        form=form,
        entry=entry,
        general=[(sentence, None) for sentence in entry.general],
        lines=verdict_lines(matter.body.counts),
        example=matter.body.last_number,
        file_name=entry.file_name,
        upload_limit_mb=assembly().settings.max_upload_bytes // 2**20,
        meaning=revocation_meaning(matter.body),
    )
