"""Importing an area file in three steps: send the file, see what would change, confirm."""

from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, TextAreaField

from workflow_app.access.tokens import invitation_paths
from workflow_app.db.uow import Transaction
from workflow_app.kernel.canonical import fingerprint
from workflow_app.usecases.area_changes import AreaChange
from workflow_app.usecases.area_file import AreaFile
from workflow_app.usecases.area_file_problems import AreaFileInvalid
from workflow_app.usecases.area_yaml import LARGEST
from workflow_app.usecases.import_area import AreaImported, import_area
from workflow_app.usecases.invite_people import invite_people
from workflow_app.usecases.preview_area import AreaPreview, preview_area
from workflow_app.usecases.read_area_file import read_area_file
from workflow_app.usecases.shared_changes import shared_changes
from workflow_app.web.shared.access import assembly
from workflow_app.web.shared.attempt import attempt
from workflow_app.web.shared.checked_fields import Needed
from workflow_app.web.shared.forms import PageForm
from workflow_app.web.shared.wording import in_words, language


class AreaFileForm(PageForm):
    """The file, or its text sent before; `expected` is the fingerprint of the preview that was shown."""

    file = FileField(_l("Area file (YAML)"), [Needed()])
    text = TextAreaField(_l("Text of the file"))
    expected = HiddenField()


@dataclass(frozen=True, slots=True)
class ImportStep:
    """What the page shows: the upload form, the preview, or the receipt."""

    step: str  # upload | preview | done
    problems: tuple[str, ...] = ()
    preview: AreaPreview | None = None
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    expected: str = ""
    imported: AreaImported | None = None
    invited: int = 0
    name: str = ""
    status: int = 200
    text: str = field(default="", repr=False)


def take_area_file(tx: Transaction, form: AreaFileForm, only_key: str | None) -> ImportStep:
    """Handle one POST. `only_key`: a coordinator imports the file of the own area only; None: of any."""
    content = _content(form)
    if not content.strip():
        return ImportStep("upload", (_("Choose the file of the area first."),), status=422)
    text = _readable(content)
    try:
        area_file = read_area_file(content)
        if only_key is not None and area_file.key != only_key:
            return ImportStep("upload", (_another_area(area_file),), status=422, text=text)
        preview = preview_area(tx, area_file)
    except AreaFileInvalid as invalid:
        problems = tuple(problem.text(language()) for problem in invalid.problems)
        return ImportStep("upload", problems, status=422, text=text)
    foreign = shared_changes(tx, preview) if only_key is not None else ()
    if foreign:
        return ImportStep("upload", _not_yours(foreign), status=422, text=text)
    shown = _preview(preview, in_words(area_file.name), text)
    if request.form.get("step") != "import":
        return shown
    if form.expected.data != shown.expected:
        return _again(shown)
    with attempt(tx):
        imported = import_area(tx, area_file)
        invited = _invite(tx, imported)
    return ImportStep("done", imported=imported, invited=invited, changes=shown.changes)


def _content(form: AreaFileForm) -> bytes:
    sent = form.file.data
    if isinstance(sent, FileStorage) and sent.filename:
        return sent.read()
    # A browser sends the lines of a text area with CRLF; the file as it was sent had its own ends of lines.
    return (form.text.data or "").replace("\r\n", "\n").encode()


def _readable(content: bytes) -> str:
    """Return the text to be mended on the page; what is no text of that size would only come back damaged."""
    try:
        return content.decode("utf-8-sig") if len(content) <= LARGEST else ""
    except UnicodeDecodeError:
        return ""


def _another_area(area_file: AreaFile) -> str:
    return _(
        "This file is of the area “%(key)s”. Here you can import only the file of your own area.",
        key=area_file.key,
    )


def _not_yours(changes: tuple[AreaChange, ...]) -> tuple[str, ...]:
    """Say that other areas share what would change, and name it."""
    asked = _("This file changes what other areas share. Ask the administrator to import it:")
    return (asked, *(change.text(language()) for change in changes))


def _preview(preview: AreaPreview, name: str, text: str) -> ImportStep:
    changes = tuple(change.text(language()) for change in preview.changes)
    return ImportStep(
        "preview",
        preview=preview,
        changes=changes,
        warnings=tuple(problem.text(language()) for problem in preview.warnings),
        expected=fingerprint([change.text("cs") for change in preview.changes]),
        name=name,
        text=text,
    )


def _again(shown: ImportStep) -> ImportStep:
    changed = _("The area has changed since the preview. Look at it again and confirm.")
    return ImportStep(
        "preview",
        (changed,),
        shown.preview,
        shown.changes,
        shown.warnings,
        shown.expected,
        name=shown.name,
        status=409,
        text=shown.text,
    )


def _invite(tx: Transaction, imported: AreaImported) -> int:
    settings = assembly().settings
    links = invitation_paths(settings.secret_key, tx.now)
    return invite_people(tx, imported.area_id, imported.invited_user_ids, links, settings.base_url)
