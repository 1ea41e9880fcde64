"""Days and whole numbers as people type them."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import Form

from workflow_app.web.shared.checked_fields import CountField, CrownsField, DayField


class _Form(Form):
    day = DayField("Day")
    count = CountField("Count")
    money = CrownsField("Money")


@pytest.fixture
def form():  # type: ignore[no-untyped-def]
    app = Flask("fields")
    Babel(app)
    with app.test_request_context():
        yield lambda **typed: _Form(MultiDict(typed))


@pytest.mark.parametrize("typed", ["2026-12-08", "8. 12. 2026", "08.12.2026", " 8.\u00a012.\u00a02026 "])
def test_a_day_is_read_however_it_is_written(form, typed: str) -> None:  # type: ignore[no-untyped-def]
    found = form(day=typed)
    assert found.validate()
    assert found.day.data == date(2026, 12, 8)


@pytest.mark.parametrize("typed", ["zítra", "31. 2. 2026", "2026-13-01", "8. 12.", "8/12/2026"])
def test_what_is_no_day_comes_back_as_typed(form, typed: str) -> None:  # type: ignore[no-untyped-def]
    found = form(day=typed)
    assert not found.validate()
    assert found.day.data is None
    assert f'value="{typed}"' in found.day()


@pytest.mark.parametrize(
    ("typed", "value"), [("9", 9), ("1 250", 1250), ("1\u00a0250", 1250), ("", None), ("0", 0)]
)
def test_a_count_is_read(form, typed: str, value: int | None) -> None:  # type: ignore[no-untyped-def]
    found = form(count=typed)
    assert found.validate()
    assert found.count.data == value


@pytest.mark.parametrize("typed", ["devět", "-1", "1.5", "99999999999", "²", "１２"])
def test_what_is_no_count_comes_back_as_typed(form, typed: str) -> None:  # type: ignore[no-untyped-def]
    found = form(count=typed)
    assert not found.validate()
    assert f'value="{typed}"' in found.count()


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1 250 000", 1_250_000), ("1\u00a0250\u00a0000 Kč", 1_250_000), ("0", 0), ("", None)],
)
def test_money_is_read_as_people_write_it(form, typed: str, value: int | None) -> None:  # type: ignore[no-untyped-def]
    found = form(money=typed)
    assert found.validate()
    assert found.money.data == value


@pytest.mark.parametrize("typed", ["1 234,50", "-5", "dost", "999999999999999"])
def test_money_that_cannot_be_comes_back_as_typed(form, typed: str) -> None:  # type: ignore[no-untyped-def]
    found = form(money=typed)
    assert not found.validate()
    assert f'value="{typed}"' in found.money()
