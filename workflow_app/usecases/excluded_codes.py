"""Which municipalities of an area file plan elsewhere."""

from typing import Any


def excluded_codes(area: dict[str, Any]) -> tuple[str, ...]:
    """Return the codes of municipalities that plan elsewhere; an exclusion with an end leaves its municipalities in."""
    sets = [item["codes"] for item in area.get("exclusions", ()) if "to" not in item]
    plain = area.get("excluded_municipalities", ())
    return tuple(dict.fromkeys([*plain, *(code for codes in sets for code in codes)]))
