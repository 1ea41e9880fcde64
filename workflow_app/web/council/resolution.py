"""What a body resolved: the record that counts, its scan and extract, corrections and earlier records."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.queries.documents import DocumentFile
from workflow_app.queries.municipal_matter import MunicipalMatter, municipal_matter
from workflow_app.queries.place import Place
from workflow_app.queries.resolutions import Resolution
from workflow_app.usecases.correct_own_resolution import correction_refusals
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.resolution_rows import recorded_rows, votes_in_words
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.shared.wording import day, in_words
from workflows.council_resolution.payloads import REVOCATION, VERDICTS


@council.get("/<municipality>/resolution/<int:process_id>")
@page(Permission.COUNCIL_READ)
def resolution(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Show the record of one body's process."""
    matter = municipal_matter(tx, assembly().catalogue, place.municipality_id or 0, process_id)
    refusals = correction_refusals(tx, assembly().catalogue, process_id) if matter.resolution else []
    choices = available(tx, assembly().catalogue, process_id)
    can_fire = {choice.trigger for choice in choices if not choice.refusals}
    return render(
        "council/resolution.html",
        municipality=municipality,
        matter=matter,
        head=head_words(matter.document) | {"who": None, "until": None, "late": False},
        rows=recorded_rows(matter),
        files=_files(matter, municipality),
        refusals=[why(refusal) for refusal in refusals],
        can_record=bool(can_fire & set(VERDICTS.values())),
        can_revoke=REVOCATION in can_fire,
        records=[_record(item, matter) for item in reversed(matter.body.resolutions)],
    )


def _files(matter: MunicipalMatter, municipality: str) -> list[dict[str, str]]:
    """Return the scan and the newest extracts; an extract older than the last correction says so."""
    found, current = [], matter.resolution
    if current and current.scan_sha256:
        url = url_for("council.scan", municipality=municipality, resolution_id=current.id)
        found.append({"label": _("Scan: %(name)s", name=current.scan_name), "url": url, "note": ""})
    newest: dict[str, DocumentFile] = {}
    for file in matter.body.documents:
        if file.name == "resolution_extract":
            newest.setdefault(file.language, file)
    return found + [_extract(newest[language], municipality, current) for language in sorted(newest)]


def _extract(file: DocumentFile, municipality: str, current: Resolution | None) -> dict[str, str]:
    outdated = current is None or file.created_at < current.recorded_at
    made = _("made on %(day)s, before the last correction", day=day(file.created_at))
    return {
        "label": file.file_name,
        "url": url_for("council.document", municipality=municipality, document_id=file.id),
        "note": made if outdated else _("Word, made on %(day)s", day=day(file.created_at)),
    }


def _record(item: Resolution, matter: MunicipalMatter) -> dict[str, Any]:
    """Return one row of the record as a line of the history."""
    state = assembly().catalogue.latest("council_resolution").states[item.verdict]
    number = " ".join(part for part in (item.number, item.point) if part)
    session = _("session on %(day)s", day=day(item.session_on))
    details = [session, _("no. %(number)s", number=number) if number else "", votes_in_words(item)]
    return {
        "at": item.recorded_at,
        "what": _("Corrected record") if item.corrects_id else _("Recorded"),
        "who": item.recorded_by,
        "reason": item.reason,
        "state": in_words(state.label),
        "tone": state.tone if item.is_valid else "not_yet",
        "details": " · ".join(part for part in details if part),
    }
