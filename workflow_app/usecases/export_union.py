"""Writes a union and the owners of plans into an area file, in the shortest way that reads back the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from workflow_app.usecases.area_facts import Facts, Fields
from workflow_app.usecases.read_union import Term, everybody


def owner_of_area(owners: list[dict[str, str]], area_from: str, written: Iterable[str]) -> Any:
    """Return `owner` of the area: one word when it is one since the beginning; None when nothing needs saying.

    A union that the file no longer has (`written` are the keys it has) cannot be named.
    """
    keys = set(written)
    said = [entry for entry in owners if entry["who"] in keys]
    if len(said) == 1 and said[0]["from"] == area_from:
        return said[0]["who"]
    return said or None


def union_terms(facts: Facts, key: str) -> list[Term]:
    """Return who is in the union, each with the latest dates only; a term that ended before it began never was."""
    terms = sorted(
        (subject.key[1], subject.key[2], fields["valid_to"])
        for subject, fields in facts.items()
        if subject.kind == "union_municipality" and subject.key[0] == key
        if fields["valid_to"] is None or fields["valid_to"] >= subject.key[2]
    )
    return list({code: (code, start, end) for code, start, end in terms}.values())


def union_fields(body: Fields, terms: list[Term], since: str, planning: Iterable[Term]) -> Mapping[str, Any]:
    """Return what only a union says: its number, its seat, its council and its members; nothing for other bodies."""
    if body["kind"] != "union":
        return {}
    all_of_them = terms == sorted(everybody(planning, since))
    return {
        "ico": body["ico"],
        "address": body["address"],
        "council": body["council"],
        "municipalities": "all" if all_of_them else [_member(term, since) for term in terms],
    }


def _member(term: Term, since: str) -> Any:
    code, start, end = term
    if start == since and end is None:
        return code
    return {"code": code, "from": start if start != since else None, "to": end}
