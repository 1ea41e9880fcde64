"""The order of municipalities in a stage that asks them one after another: read from lines of names, and written so."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import or_, select

from workflow_app.db.uow import Transaction
from workflow_app.kernel.errors import Refusal
from workflow_app.models.area import AreaMunicipality
from workflow_app.models.municipality import Municipality
from workflow_app.models.onboarding import Onboarding

_CODE = re.compile(r"\b\d{6}\b")
_BETWEEN = re.compile(r"[\n;,]+")


def names_by_code(tx: Transaction, area_id: int) -> dict[str, str]:
    """Return code -> name of each municipality that a stage may ask: members of any time, and those asked to join."""
    planned = select(AreaMunicipality.municipality_id).where(AreaMunicipality.area_id == area_id)
    followed = select(Onboarding.municipality_id).where(Onboarding.area_id == area_id)
    statement = select(Municipality.code, Municipality.name).where(
        or_(Municipality.id.in_(planned), Municipality.id.in_(followed))
    )
    return dict(tx.session.execute(statement.order_by(Municipality.sort_key, Municipality.code)).all())


def read_sequence(text: str, names: Mapping[str, str], field: str, found: list[Refusal]) -> tuple[str, ...]:
    """Return the codes of the municipalities in `text`, one a line, by name or by code.

    What cannot be read goes to `found`, for the field of this name.
    """
    lines = [" ".join(line.split()) for line in _BETWEEN.split(text)]
    return tuple(code for line in lines if line for code in _code(line, names, field, found))


def _code(line: str, names: Mapping[str, str], field: str, found: list[Refusal]) -> Iterator[str]:
    written = _CODE.search(line)
    if written and written.group() in names:
        yield written.group()
        return
    codes = [code for code, name in names.items() if name.casefold() == line.casefold()]
    if len(codes) == 1:
        yield codes[0]
    elif codes:
        found.append(Refusal("name_is_of_several", {"name": line, "codes": ", ".join(codes)}, field=field))
    else:
        found.append(Refusal("municipality_is_unknown_here", {"name": line[:60]}, field=field))


def sequence_text(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the municipalities as lines that can be read back, namesakes with their code."""
    twins = Counter(names.values())
    return "\n".join(
        f"{names[code]} ({code})" if twins[names.get(code, "")] > 1 else names.get(code, code)
        for code in codes
    )
