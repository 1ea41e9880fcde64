"""The matrix for staff and for the public: rows, filter, order, counts, statements, and files with the same cells."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from io import BytesIO

import pytest
from czech_sort import bytes_key
from flask import Flask
from lxml import html
from openpyxl import load_workbook
from sqlalchemy import event, text

from tests.browser_of_pages import PageClient
from tests.databases import HLUCIN, clone
from tests.factories.large_area import make_large_area
from tests.fakes.clock import FakeClock
from tests.workflow_app.web.shared.matrix_tables import Shown, of_csv, of_workbook, on_one_line, shown
from workflow_app.app import create_app
from workflow_app.db.uow import unit_of_work
from workflow_app.engine.catalogue import Catalogue
from workflow_app.kernel.actor import SYSTEM
from workflow_app.settings import Settings

SIZES = {"ab": 5, "cd": 60, "ef": 120, "gh": 20}
ROUNDS = 5
STAFF, PUBLIC = "/staff/{}/matrix", "/areas/{}/matrix"
MOST_STATEMENTS = 4
# Every other council of one area has had elections yesterday: what it decided is of its former term.
ELECTIONS = """
INSERT INTO council_term (body_id, valid_from, valid_to)
SELECT body.id, DATE '2022-10-20', DATE '2026-11-30' FROM body
JOIN area_municipality seat ON seat.municipality_id = body.municipality_id JOIN area ON area.id = seat.area_id
WHERE area.key = 'gh' AND body.id % 2 = 0
"""
FORMER = {"cs": "volební období 2022–2026", "en": "electoral term 2022–2026"}


@pytest.fixture(scope="module")
def app(
    urls: dict[str, str], worker_name: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Three large areas beside each other; nothing is changed by these tests."""
    with clone(urls["database"], HLUCIN, f"{worker_name}_matrix") as database:
        with unit_of_work(database.sessions, FakeClock(), SYSTEM, "seed") as tx:
            for key, size in SIZES.items():
                make_large_area(tx, catalogue, size, rounds=ROUNDS, key=key)
            tx.session.execute(text(ELECTIONS))
        environ = {"DATABASE_URL": database.url, "REDIS_URL": urls["redis"], "BASE_URL": "http://localhost"}
        environ |= {"STORE_DIR": str(tmp_path_factory.mktemp("files")), "MAIL_FROM": "plany@example.org"}
        made = create_app(Settings.from_environment(environ), FakeClock(), poke=lambda: None)
        made.test_client_class = PageClient
        yield made
        made.extensions["workflow"].sessions.engine.dispose()


def reader(app: Flask, area: str | None, language: str = "en") -> PageClient:
    client: PageClient = app.test_client()  # type: ignore[assignment]
    if area:
        client.sign_in(f"koordinace@{area}.example.org")
    with client.session_transaction() as cookie:
        cookie["language"] = language
    return client


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    sent: list[str] = []
    engine = app.extensions["workflow"].sessions.engine

    def note(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("key", ["ab", "cd", "ef"])
def test_the_whole_page_takes_four_statements_whatever_its_size(app: Flask, key: str) -> None:
    """Who is signed in and their desks, the area, its rounds, their bodies: sixty municipalities x five steps."""
    client = reader(app, key)
    with counted(app) as sent:
        table = shown(client, STAFF.format(key))
    assert len(table.rows) == SIZES[key]
    assert len(table.heads) == 3 + ROUNDS
    assert len(sent) == MOST_STATEMENTS, sent
    with counted(app) as sent:
        shown(reader(app, None), PUBLIC.format(key))
    assert len(sent) <= MOST_STATEMENTS, sent


def test_rows_stand_in_czech_order_and_cells_say_state_day_number_and_deadline(app: Flask) -> None:
    table = shown(reader(app, "cd"), STAFF.format("cd"))
    names = [name.partition("\n")[0] for name in table.column(0)]
    assert names == sorted(names, key=bytes_key)
    cells = [cell for row in table.rows for cell in row[2:-1]]
    decided = next(cell for cell in cells if cell.startswith("Approved\n"))
    assert "/12/2026" in decided
    assert "2026" in decided.splitlines()[1]
    assert "by " not in decided
    late = next(cell for cell in cells if cell.startswith("Sent\n") and "late" in cell)
    assert "days late" in late or "day late" in late
    assert "by " in late


def test_totals_count_what_is_shown(app: Flask) -> None:
    client = reader(app, "cd")
    table = shown(client, STAFF.format("cd"))
    done = sum(cell.startswith(("Approved\n", "Noted")) for cell in table.column(2))
    assert f"done: {done}" in table.totals[2].splitlines()
    assert table.totals[1].replace(",", "") == str(sum(137 * (at + 1) for at in range(60)))
    some = shown(client, STAFF.format("cd") + "?group=refused&q=lhota")
    assert 0 < len(some.rows) < len(table.rows)
    assert some.totals != table.totals
    assert f"Shown {len(some.rows)} of 60" in client.get(STAFF.format("cd") + "?group=refused&q=lhota").text


@pytest.mark.parametrize(
    ("group", "sign"),
    [("late", "late"), ("refused", "Rejected"), ("waiting", "by ")],
)
def test_filter_by_state_leaves_rows_with_such_a_cell(app: Flask, group: str, sign: str) -> None:
    client = reader(app, "cd")
    every = shown(client, STAFF.format("cd")).rows
    some = shown(client, f"{STAFF.format('cd')}?group={group}").rows
    assert some == [row for row in every if any(sign in cell for cell in row[2:-1])]
    assert len(some) > 0


def test_filter_by_name_forgives_capitals_and_diacritics(app: Flask) -> None:
    rows = shown(reader(app, "cd"), STAFF.format("cd") + "?q=CEska chyska").rows
    assert [row[0] for row in rows] == ["Česká Chýška"]


@pytest.mark.parametrize("order", ["inhabitants", "change", "state", "deadline"])
def test_order_keeps_every_row_and_puts_first_what_was_asked_for(app: Flask, order: str) -> None:
    client, address = reader(app, "gh"), f"{STAFF.format('gh')}?sort={order}"
    rows = shown(client, address).rows
    assert sorted(rows) == sorted(shown(client, STAFF.format("gh")).rows)
    found = json.loads(client.get(address.replace("matrix?", "matrix.json?")).data)["municipalities"]
    if order == "inhabitants":
        assert [int(row[1].replace(",", "")) for row in rows] == [137 * at for at in range(20, 0, -1)]
    elif order == "change":
        days = [item["last_change"] for item in found]
        assert days == sorted(days, reverse=True)
    elif order == "deadline":
        first = [min((one["deadline"] or "9" for one in item["decisions"]), default="9") for item in found]
        assert first == sorted(first)
    else:
        late = [any(one["days_late"] for one in item["decisions"]) for item in found]
        assert late == sorted(late, reverse=True)


def test_one_document_alone_and_another_areas_document(app: Flask) -> None:
    client = reader(app, "cd")
    page = client.get(STAFF.format("cd")).text
    keys = html.fromstring(page).xpath('//select[@name="document"]/option/@value')
    assert keys[:2] == ["", "all"]
    assert len(shown(client, f"{STAFF.format('cd')}?document={keys[2]}").heads) == 4
    foreign = reader(app, "ab").get(f"{STAFF.format('ab')}?document={keys[2]}")
    assert foreign.status_code == 404
    assert client.get(f"{STAFF.format('cd')}?document=x'--&sort=zzz").status_code == 404
    assert len(shown(client, f"{STAFF.format('cd')}?sort=zzz&group=zzz").rows) == 60


def test_a_search_is_shown_back_as_text(app: Flask) -> None:
    page = reader(app, "cd").get(STAFF.format("cd") + "?q=<script>x</script>").text
    assert "<script>x" not in page
    assert "<script>x</script>" in unescape(page)
    assert "No municipality fits the filter" in page


QUERIES = ["", "?q=lhota&sort=state", "?document=all&group=refused"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("address", "language"), [(STAFF, "cs"), (PUBLIC, "en")], ids=["staff", "public"])
def test_each_download_holds_the_cells_of_the_page(
    app: Flask, address: str, query: str, language: str
) -> None:
    client = reader(app, "gh" if address is STAFF else None, language)
    page = address.format("gh")
    table = shown(client, page + query)
    links = html.fromstring(client.get(page + query).text).xpath("//a[@download]/@href")
    files = {link.partition("?")[0].rpartition(".")[2]: client.get(link) for link in links}
    assert set(files) == {"xlsx", "csv", "json"}
    stem = "obce-a-rozhodnuti" if language == "cs" else "municipalities-and-decisions"
    for kind, file in files.items():
        assert file.status_code == 200
        assert file.headers["Content-Disposition"] == f'attachment; filename="{stem}-gh-2026-12-01.{kind}"'
    assert of_workbook(files["xlsx"].data, language) == table
    assert of_csv(files["csv"].data, language) == on_one_line(table)
    _same_as_json(json.loads(files["json"].data), table)


def _same_as_json(found: dict, table: Shown) -> None:
    titles = {item["key"]: "\n".join([item["title"], *item["stages"]]) for item in found["documents"]}
    assert list(titles.values()) == table.heads[2:-1]
    assert [item["name"] for item in found["municipalities"]] == table.column(0)
    for item, row in zip(found["municipalities"], table.rows, strict=True):
        cells = dict(zip(titles, row[2:-1], strict=True))
        assert len(item["decisions"]) == sum(cell != "–" for cell in cells.values())
        for one in item["decisions"]:
            label, *facts = cells[one["document"]].splitlines()
            assert label == one["state_label"]
            assert bool(one["resolution_number"]) == any("/12/" in fact for fact in facts)
            assert (one["former_electoral_term"] == "2022–2026") == (FORMER[found["language"]] in facts)


@pytest.mark.parametrize(("address", "language"), [(STAFF, "cs"), (PUBLIC, "en")], ids=["staff", "public"])
def test_what_a_council_of_a_former_term_decided_says_the_term(
    app: Flask, address: str, language: str
) -> None:
    client = reader(app, "gh" if address is STAFF else None, language)
    cells = [cell for row in shown(client, address.format("gh")).rows for cell in row[2:-1]]
    decided = [cell for cell in cells if "/12/2026" in cell]
    former = [cell for cell in cells if FORMER[language] in cell.splitlines()]
    assert former
    assert set(former) < set(decided)


@pytest.mark.row("H-08", page="/areas/hlucin/matrix")
def test_the_public_sees_decisions_and_nothing_that_is_prepared(app: Flask, catalogue: Catalogue) -> None:
    """Neither the page nor a file tells how far an undecided body is, or that it is late."""
    law = catalogue.latest("council_resolution")
    for language in ("cs", "en"):
        client = reader(app, None, language)
        inside = {law.states[name].label.pick(language) for name in ("preparing", "sent", "on_agenda")}
        inside |= {"po lhůtě"} if language == "cs" else {" late", "Late"}
        texts = [" ".join(cell for row in shown(client, PUBLIC.format("cd")).rows for cell in row)]
        texts += [client.get(f"{PUBLIC.format('cd')}.{kind}").text for kind in ("csv", "json")]
        book = load_workbook(BytesIO(client.get(f"{PUBLIC.format('cd')}.xlsx").data)).active
        texts.append(" ".join(str(value) for row in book.iter_rows(values_only=True) for value in row))
        assert [(word, text[:40]) for word in inside for text in texts if word in text] == []
        assert all(law.states["approved"].label.pick(language) in text for text in texts)
    found = json.loads(client.get(f"{PUBLIC.format('cd')}.json").data)
    every = [one for item in found["municipalities"] for one in item["decisions"]]
    undecided = [one for one in every if one["state"] is None]
    assert undecided
    assert {one["state"] for one in every} & {"preparing", "sent", "on_agenda"} == set()
    assert {(one["deadline"], one["days_late"]) for one in every} == {(None, 0)}


def test_the_public_page_leads_to_no_page_of_staff_and_asks_for_nothing_internal(app: Flask) -> None:
    page = reader(app, None).get(PUBLIC.format("cd") + "?group=late&sort=deadline").text
    tree = html.fromstring(page)
    assert not [link for link in tree.xpath("//main//a/@href") if link.startswith(("/staff", "/council"))]
    assert "late" not in tree.xpath('//select[@name="group"]/option/@value')
    assert len(tree.xpath('//table[@id="matrix"]/tbody/tr')) == 60


def test_staff_of_another_area_and_visitors_do_not_get_in(app: Flask) -> None:
    stranger, visitor = reader(app, "ab"), reader(app, None)
    for address in (STAFF.format("cd"), f"{STAFF.format('cd')}.xlsx", f"{STAFF.format('cd')}.json"):
        assert stranger.get(address).status_code == 403
        assert visitor.get(address).status_code == 302
    assert visitor.get(f"{PUBLIC.format('cd')}.exe").status_code == 404
