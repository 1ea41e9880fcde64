"""The forecast of a round in words: when it will be complete, who will miss the deadline, and why."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.queries.forecast import Expected, Forecast
from workflow_app.web.shared.session_words import sureness
from workflow_app.web.shared.wording import day, in_words


@dataclass(frozen=True, slots=True)
class LateBody:
    """One body that will miss its deadline; `url` is "" while its stage has not opened."""

    name: str
    url: str
    reason: str
    tag: dict[str, str]


def forecast_sentence(found: Forecast) -> str:
    """Return "The round will be complete about 12 March 2027; 3 bodies will miss the deadline"."""
    if found.complete_on is None:
        first = _("It cannot be said when the round will be complete: some stage cannot succeed as it stands")
    elif found.certainty == "known":
        first = _("The round will be complete on %(day)s", day=day(found.complete_on))
    else:
        first = _("The round will be complete about %(day)s", day=day(found.complete_on))
    late = len(found.late)
    if not late:
        return _("%(first)s; nobody should miss the deadline.", first=first)
    second = ngettext("%(num)s body will miss the deadline", "%(num)s bodies will miss the deadline", late)
    return f"{first}; {second}."


def late_bodies(area: str, found: Forecast) -> list[LateBody]:
    """Return who will miss the deadline and why."""
    return [
        LateBody(
            name=in_words(item.body.name),
            url=url_for("staff.council_body", area=area, process_id=item.body.process_id)
            if item.body.process_id
            else "",
            reason=_reason(item),
            tag=sureness(item.certainty),
        )
        for item in found.late
    ]


def _reason(item: Expected) -> str:
    """Return one or two sentences: the deadline, the session that is expected, and the one that was missed."""
    sentences = [
        _("The deadline is %(until)s.", until=day(item.until)),
        _when(item),
    ]
    if item.missed:
        session, closed = item.missed
        sentences.append(
            _(
                "For the session of %(day)s it is too late: its agenda closes on %(closed)s.",
                day=day(session),
                closed=day(closed),
            )
        )
    return " ".join(sentences)


def _when(item: Expected) -> str:
    on = day(item.day)
    gap = _("We know no date of its sessions; the next one may be about %(day)s.", day=on)
    return {
        "planned": _("It has the matter on its agenda on %(day)s.", day=on),
        "held": _("Its session has been, but the resolution is not recorded."),
        "staff": _("Its decision waits for you."),
        "mayor": _("The mayor decides alone and has not decided."),
        "known": _("The first session within reach is on %(day)s.", day=on),
        "estimated": _("By its usual days it meets about %(day)s.", day=on),
        "assumed": gap,
    }[item.why]
