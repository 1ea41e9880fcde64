"""Records how the body decided: fill in, check your answers, record; a page that was overtaken says by what."""

from flask import Response, url_for

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import available
from workflow_app.kernel.clock import prague_day
from workflow_app.queries.draft_resolution import draft_text
from workflow_app.queries.municipal_matter import MunicipalMatter, municipal_matter
from workflow_app.queries.place import Place
from workflow_app.usecases.record_resolution import KeptScan
from workflow_app.usecases.record_resolution import record_resolution as record
from workflow_app.web.council.blueprint import council
from workflow_app.web.council.resolution_rows import recorded_rows
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import version_words
from workflow_app.web.shared.pages import go_to, render
from workflow_app.web.shared.resolution_entry import Entry, enter_resolution
from workflow_app.web.shared.resolution_form import (
    ResolutionForm,
    answers,
    folded_verdicts,
    resolution_form,
    verdict_lines,
)
from workflow_app.web.shared.resolution_meaning import meaning_of
from workflow_app.web.shared.transition_page import Why, why
from workflow_app.web.shared.wording import in_words, language
from workflows.council_resolution.payloads import ResolutionRecorded


@council.get("/<municipality>/record-resolution/<int:process_id>")
@page(Permission.COUNCIL_RECORD)
def record_resolution(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Show the form, or why nothing can be recorded now."""
    matter = _matter(tx, place, process_id)
    reasons = _reasons(tx, matter)
    if reasons is None or reasons:
        return _not_now(matter, municipality, reasons or [])
    day, today = matter.body.session_on, prague_day(tx.now)
    form = resolution_form(
        assembly().catalogue,
        on_behalf=False,
        offered=matter.body.verdicts,
        session_on=day if day and day <= today else None,
        members_total=matter.body.member_count,
        text=draft_text(tx, assembly().catalogue, process_id, language()),
    )
    form.seen.data = str(matter.body.seq)
    return _show(matter, municipality, form, Entry("form"))


@council.post("/<municipality>/record-resolution/<int:process_id>")
@page(Permission.COUNCIL_RECORD)
def record_resolution_post(tx: Transaction, place: Place, municipality: str, process_id: int) -> Response:
    """Take one step of the entry; after the last one lead to the receipt."""
    catalogue = assembly().catalogue
    matter = _matter(tx, place, process_id)
    form = resolution_form(catalogue, on_behalf=False, offered=matter.body.verdicts)

    def confirm(payload: ResolutionRecorded, scan: KeptScan | None, seen: int | None) -> object:
        return record(tx, catalogue, process_id, payload, scan=scan, seen=seen)

    entry = enter_resolution(tx, form, process_id, confirm)
    if entry.step == "recorded":
        return go_to(url_for("council.receipt", municipality=municipality, process_id=process_id))
    if entry.step == "form" and entry.status != 200:
        overtaken = _matter(tx, place, process_id)
        if _reasons(tx, overtaken) is None:
            return _overtaken(overtaken, municipality, form, entry)
    return _show(matter, municipality, form, entry)


def _matter(tx: Transaction, place: Place, process_id: int) -> MunicipalMatter:
    return municipal_matter(tx, assembly().catalogue, place.municipality_id or 0, process_id)


def _reasons(tx: Transaction, matter: MunicipalMatter) -> list[Why] | None:
    """Return why nothing can be recorded now (nothing: it can); None when this state is not for recording."""
    choices = available(tx, assembly().catalogue, matter.process_id)
    recording = [choice for choice in choices if choice.payload == "ResolutionRecorded"]
    return [why(refusal) for refusal in recording[0].refusals] if recording else None


def _show(matter: MunicipalMatter, municipality: str, form: ResolutionForm, entry: Entry) -> Response:
    return render(
        "council/record_resolution.html",
        status=entry.status,
        municipality=municipality,
        matter=matter,
        version_shown=version_words(matter.body.version_number, matter.body.version_sha256),
        form=form,
        entry=entry,
        general=[(sentence, None) for sentence in entry.general],
        lines=verdict_lines(matter.body.counts),
        folded=folded_verdicts(form, matter.body.counts),
        example=matter.body.last_number,
        file_name=entry.file_name,
        upload_limit_mb=assembly().settings.max_upload_bytes // 2**20,
        meaning=meaning_of(form.verdict.data or "", matter.body.stages, matter.body.stage),
    )


def _not_now(matter: MunicipalMatter, municipality: str, reasons: list[Why]) -> Response:
    """Say what stands in the way: something recorded already, a packet in preparation, a round that is over."""
    return render(
        "council/nothing_to_record.html",
        municipality=municipality,
        matter=matter,
        state=in_words(matter.body.state_label),
        reasons=reasons,
        recorded=recorded_rows(matter),
        typed=[],
    )


def _overtaken(matter: MunicipalMatter, municipality: str, form: ResolutionForm, entry: Entry) -> Response:
    """Show what is recorded beside what was typed: a second press of the button, or somebody was faster."""
    return render(
        "council/nothing_to_record.html",
        status=409,
        municipality=municipality,
        matter=matter,
        state=in_words(matter.body.state_label),
        reasons=[],
        recorded=recorded_rows(matter),
        typed=answers(form, entry.file_name),
    )
