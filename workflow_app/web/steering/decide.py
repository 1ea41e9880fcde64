"""The document before the steering group: what changed, what the groups say, the text, and the decision."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from workflow_app.access.permissions import Permission
from workflow_app.db.uow import Transaction
from workflow_app.engine.available import Choice, available
from workflow_app.queries.area_names import group_names, names_in_texts
from workflow_app.queries.documents import DocumentFile, documents_of
from workflow_app.queries.former_numbers import formers_in
from workflow_app.queries.group_steps import Statement
from workflow_app.queries.place import Place
from workflow_app.queries.steering_desk import steering_group
from workflow_app.queries.steering_matter import SteeringMatter, steering_matter
from workflow_app.web.shared.access import assembly, page
from workflow_app.web.shared.head_words import head_words
from workflow_app.web.shared.pages import render
from workflow_app.web.shared.transition_page import why
from workflow_app.web.shared.wording import day, in_words
from workflow_app.web.steering.blueprint import steering
from workflow_app.web.steering.desk import steering_name

# The steps of the steering group in every definition, and the pages that ask what each must be told.
PAGES = {"steering_approve": "steering.approve", "steering_return": "steering.return_for_work"}


@steering.get("/<area>/decide/<int:process_id>")
@page(Permission.STEERING_READ)
def decide(tx: Transaction, place: Place, area: str, process_id: int) -> Response:
    """Show one document of the area to its steering group."""
    catalogue, area_id = assembly().catalogue, place.area_id or 0
    matter = steering_matter(tx, catalogue, area_id, process_id)
    group = steering_group(tx, area_id)
    return render(
        "steering/decide.html",
        area=area,
        matter=matter,
        head=head_words(matter.head),
        waits=matter.head.audience == "steering" and not matter.head.settled,
        group=group,
        group_name=steering_name(group),
        steps=_steps(available(tx, catalogue, process_id), area, process_id),
        voices=_voices(matter.statements),
        files=_files(tx, matter, area),
        text=matter.text,
        names=names_in_texts(tx, area_id),
        writers=group_names(tx, area_id),
        formers=formers_in(tx, matter.text),
    )


def _steps(choices: tuple[Choice, ...], area: str, process_id: int) -> list[dict[str, Any]]:
    """Return the steps of the steering group that this person may take."""
    return [
        {
            "label": in_words(choice.label),
            "consequence": in_words(choice.consequence),
            "url": url_for(PAGES[choice.trigger], area=area, process_id=process_id),
            "reasons": [why(refusal) for refusal in choice.refusals],
        }
        for choice in choices
        if choice.trigger in PAGES
    ]


def _voices(statements: tuple[Statement, ...]) -> list[dict[str, Any]]:
    """Return one entry a group: whether it recommends the text, and everything that it said with it."""
    voices: dict[int, dict[str, Any]] = {}
    for item in statements:
        recommends = item.kind == "recommended"
        voice = voices.setdefault(item.body_id, {"group": item.group, "recommends": False, "said": []})
        voice["recommends"] = voice["recommends"] or recommends
        if item.comment or recommends:
            voice["said"].append(item)
    return list(voices.values())


def _files(tx: Transaction, matter: SteeringMatter, area: str) -> list[dict[str, str]]:
    """Return the newest Word document of each name and language."""
    newest: dict[tuple[str, str], DocumentFile] = {}
    for file in documents_of(tx, matter.head.process_id):
        newest.setdefault((file.name, file.language), file)
    return [
        {
            "label": file.file_name,
            "url": url_for("steering.document", area=area, document_id=file.id),
            "note": _("Word, made on %(day)s", day=day(file.created_at)),
        }
        for file in newest.values()
    ]
