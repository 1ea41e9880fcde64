"""Chronicles: days that say no more than their source, and files that are refused."""

import pytest

from local.replays.chronicle import Chronicle, ChronicleError, Day


def test_a_date_says_no_more_than_the_source_knows() -> None:
    day, month, year = Day("2005-06-20"), Day("2016-12"), Day("2011")
    assert [item.precision for item in (day, month, year)] == ["day", "month", "year"]
    assert [item.text() for item in (day, month, year)] == ["20. 6. 2005", "12/2016", "2011"]
    assert [str(item.session) for item in (day, month, year)] == ["2005-06-20", "2016-12-30", "2011-12-30"]


def test_a_chronicle_that_is_wrong_is_refused() -> None:
    event = {"what": "decision", "day": "2005", "source": "S", "kind": "other", "body": {"name": "A"}}
    whole = {"area": "hlucin", "begins": "2005-01-01", "members": "lead", "sources": {"S": "web"}}
    wrong: list[dict[str, object]] = [
        {"events": [event]},  # without a subject
        {"events": [{**event, "subject": "x", "source": "T"}]},
        {"events": [{**event, "subject": "x", "hop": 1}]},
        {"events": [{**event, "subject": "x", "day": "2004"}]},
    ]
    for part in wrong:
        with pytest.raises(ChronicleError):
            Chronicle.of({**whole, **part})
