"""The page of a matrix: what its form asks for, its links, and its downloads with the same rows in the same order."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from workflow_app.documents.sheet import Sheet, as_csv, as_xlsx
from workflow_app.kernel.clock import prague_day
from workflow_app.queries.matrix import BY_NAME, LATE, Choice, Matrix, Wish
from workflow_app.queries.place import Place
from workflow_app.queries.rounds import ALL, USUAL
from workflow_app.web.shared.matrix_json import as_json
from workflow_app.web.shared.matrix_words import MatrixWords, group_words, matrix_words
from workflow_app.web.shared.wording import day_time, in_words, language

FILE_FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
NAME_WIDTH, NUMBER_WIDTH, ROUND_WIDTH, DAY_WIDTH = 26, 12, 34, 16  # characters


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the audience whose pages these are, and whether it is told of deadlines and of what is late."""

    audience: str
    knows_deadlines: bool

    @property
    def page(self) -> str:
        """The endpoint of the page."""
        return f"{self.audience}.matrix"

    @property
    def file(self) -> str:
        """The endpoint of its downloads."""
        return f"{self.audience}.matrix_file"

    def groups(self) -> dict[str, str]:
        """Return the groups of states that this reader may ask for, in words."""
        return {key: label for key, label in group_words().items() if self.knows_deadlines or key != LATE}

    def sorts(self) -> dict[str, str]:
        """Return the orders of the rows, in words."""
        deadline = {"deadline": _("by deadline")} if self.knows_deadlines else {}
        return {
            "name": _("by name"),
            "inhabitants": _("by inhabitants"),
            "state": _("by state, the urgent ones first"),
            **deadline,
            "change": _("by the last change") if self.knows_deadlines else _("by the newest decision"),
        }

    def changed(self) -> str:
        """Return what the last column is called."""
        return _("Last change") if self.knows_deadlines else _("Newest decision")


STAFF = Reader("staff", knows_deadlines=True)
PUBLIC = Reader("public", knows_deadlines=False)


def asked_wish(reader: Reader) -> Wish:
    """Read what the address asks for; a word that is not known asks for nothing."""
    given = {name: request.args.get(name, "").strip() for name in ("document", "q", "group", "sort")}
    return Wish(
        document=given["document"],
        text=given["q"],
        group=given["group"] if given["group"] in reader.groups() else "",
        sort=given["sort"] if given["sort"] in reader.sorts() else BY_NAME,
    )


def matrix_page(matrix: Matrix, wish: Wish, place: Place, now: datetime, reader: Reader) -> dict[str, Any]:
    """Return what shared/_matrix.html needs."""
    sorts, query = reader.sorts(), _query(wish)
    return {
        "title": title_of(place),
        "matrix": matrix_words(matrix, reader.changed()),
        "wish": wish,
        "total": matrix.total,
        "tones": _tones(matrix, reader),
        "nothing": _("not asked"),
        "remarks": _remarks(matrix, wish, now, reader),
        "address": url_for(reader.page, area=place.area_key),
        "documents": _documents(matrix.choices),
        "groups": [("", _("all")), *reader.groups().items()],
        "sorts": list(sorts.items()),
        "sort_links": {
            key: url_for(reader.page, area=place.area_key, **{**query, "sort": key}) for key in sorts
        },
        "files": [
            {
                "label": kind.upper(),
                "url": url_for(reader.file, area=place.area_key, file_format=kind, **query),
            }
            for kind in FILE_FORMATS
        ],
    }


def matrix_file(
    file_format: str, matrix: Matrix, wish: Wish, place: Place, now: datetime, reader: Reader
) -> Response:
    """Send what the page shows as a file."""
    if file_format == "json":
        content = as_json(matrix, place.area_key or "", in_words(place.area_name), prague_day(now))
    else:
        sheet = _sheet(
            matrix_words(matrix, reader.changed()), _remarks(matrix, wish, now, reader), place, now
        )
        content = as_xlsx(sheet) if file_format == "xlsx" else as_csv(sheet)
    about = _("municipalities-and-decisions")
    name = f"{about}-{place.area_key}-{prague_day(now).isoformat()}.{file_format}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Language": language(),
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, content_type=FILE_FORMATS[file_format], headers=headers)


def _sheet(words: MatrixWords, remarks: list[str], place: Place, now: datetime) -> Sheet:
    rounds = len(words.heads) - 3
    return Sheet(
        title=title_of(place),
        name=_("Municipalities"),
        remarks=tuple(remarks),
        author=in_words(place.area_name),
        language=language(),
        made_at=now,
        heads=tuple(head.text for head in words.heads),
        widths=(NAME_WIDTH, NUMBER_WIDTH, *[ROUND_WIDTH] * rounds, DAY_WIDTH),
        rows=tuple(row.entries for row in words.rows),
        totals=words.totals,
    )


def title_of(place: Place) -> str:
    """Return what the page, its print and its files are called."""
    return " – ".join((_("Municipalities and their decisions"), in_words(place.area_name)))


def _remarks(matrix: Matrix, wish: Wish, now: datetime, reader: Reader) -> list[str]:
    """Say as of when this is, how many rows are shown, and by which filter."""
    said = [_("As of %(moment)s.", moment=day_time(now))]
    narrowed = [f"„{wish.text}“" if language() == "cs" else f"“{wish.text}”"] if wish.text else []
    narrowed += [group_words()[wish.group]] if wish.group else []
    if narrowed:
        shown = _("Shown %(shown)s of %(total)s", shown=len(matrix.rows), total=matrix.total)
        said.append(f"{shown}: {', '.join(narrowed)}.")
    if wish.sort != BY_NAME:
        said.append(_("Order: %(order)s.", order=reader.sorts()[wish.sort]))
    return said


def _tones(matrix: Matrix, reader: Reader) -> list[tuple[str, str]]:
    """Return what the colours in the table mean, those that occur in it."""
    meanings = {
        "done": _("agrees"),
        "changed": _("wants changes"),
        "waits": _("put off, or to be decided again"),
        "under_way": _("under way"),
        "not_yet": _("not begun, or not required")
        if reader.knows_deadlines
        else _("not decided yet, or not required"),
        "refused": _("disagrees, or is late") if reader.knows_deadlines else _("disagrees"),
    }
    cells = [cell for row in matrix.rows for cell in row.cells if cell]
    there = {cell.tone for cell in cells} | {"refused" for cell in cells if cell.days_late}
    return [(label, tone) for tone, label in meanings.items() if tone in there]


def _documents(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    usual = _("current and last")
    return [(USUAL, usual), (ALL, _("all")), *((choice.key, _choice(choice)) for choice in choices)]


def _choice(choice: Choice) -> str:
    title = in_words(choice.title)
    number = _("round no. %(number)s", number=choice.round) if choice.round > 1 else ""
    return ", ".join(part for part in (title, number) if part)


def _query(wish: Wish) -> dict[str, Any]:
    """Return the wish as parameters of an address, without what goes without saying."""
    named = {**asdict(wish), "q": wish.text, "sort": wish.sort if wish.sort != BY_NAME else ""}
    return {name: str(named[name]) for name in ("document", "q", "group", "sort") if named[name]}
