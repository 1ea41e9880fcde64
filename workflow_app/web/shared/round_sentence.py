"""How far the councils are, as one sentence: the same words on every page that shows a round."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from workflow_app.web.shared.wording import HARD_SPACE, day, language

Phrase = Callable[[int, str], str]


class Progress(Protocol):
    """What there must be known of a round (queries/document_head.py has it, and the public register)."""

    @property
    def total(self) -> int:
        """All bodies of the round."""
        ...

    @property
    def by_state(self) -> Mapping[str, int]:
        """Bodies by state of their process."""
        ...

    @property
    def next_session_on(self) -> date | None:
        """The day of the next known session."""
        ...

    @property
    def next_session_where(self) -> str | None:
        """Where it is, in the Czech locative: v Píšti."""
        ...


def _approved(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s approved", "%(num)s%(of)s approved", count, of=of))


def _approved_with_changes(count: int, of: str) -> str:
    return str(
        ngettext("%(num)s%(of)s approved with changes", "%(num)s%(of)s approved with changes", count, of=of)
    )


def _noted(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s took note", "%(num)s%(of)s took note", count, of=of))


def _rejected(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s rejected it", "%(num)s%(of)s rejected it", count, of=of))


def _not_adopted(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s had no majority", "%(num)s%(of)s had no majority", count, of=of))


def _postponed(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s postponed it", "%(num)s%(of)s postponed it", count, of=of))


def _consented(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s consented", "%(num)s%(of)s consented", count, of=of))


def _recommended(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s recommended it", "%(num)s%(of)s recommended it", count, of=of))


def _withdrawn_from_agenda(count: int, of: str) -> str:
    return str(
        ngettext("%(num)s%(of)s took it off the agenda", "%(num)s%(of)s took it off the agenda", count, of=of)
    )


def _no_quorum(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s had no quorum", "%(num)s%(of)s had no quorum", count, of=of))


def _returned(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s returned it", "%(num)s%(of)s returned it", count, of=of))


def _revoked(count: int, of: str) -> str:
    return str(
        ngettext("%(num)s%(of)s revoked its resolution", "%(num)s%(of)s revoked its resolution", count, of=of)
    )


def _no_answer(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s did not answer", "%(num)s%(of)s did not answer", count, of=of))


def _not_required(count: int, of: str) -> str:
    return str(ngettext("%(num)s%(of)s is not waited for", "%(num)s%(of)s are not waited for", count, of=of))


def _waiting(count: int, of: str) -> str:
    return str(
        ngettext("%(num)s%(of)s is still to decide", "%(num)s%(of)s are still to decide", count, of=of)
    )


# State of a body's process -> how to say it; what is not named here is still to decide.
PHRASES: Mapping[str, Phrase] = {
    "approved": _approved,
    "consented": _consented,
    "recommended": _recommended,
    "noted": _noted,
    "approved_with_changes": _approved_with_changes,
    "rejected": _rejected,
    "not_adopted": _not_adopted,
    "postponed": _postponed,
    "withdrawn_from_agenda": _withdrawn_from_agenda,
    "no_quorum": _no_quorum,
    "returned": _returned,
    "revoked": _revoked,
    "no_answer": _no_answer,
    "not_required": _not_required,
}
TOGETHER_WITH = {"cancelled": "not_required"}


def _takes_ze(count: int) -> bool:
    """Czech says "ze" before numerals that begin with a sibilant or a cluster: ze 2, ze 6, ze 14, ze 100."""
    lead = count if count < 20 else count // 10 * 10 if count < 100 else count // 100 * 100
    return lead in {2, 3, 4, 6, 7, 14, 16, 17, 30, 40, 60, 70, 100, 200, 300, 400, 600, 700}


def _of_total(total: int) -> str:
    phrase = str(ngettext(" of %(num)s municipality", " of %(num)s municipalities", total))
    return phrase.replace(" z ", " ze ", 1) if language() == "cs" and _takes_ze(total) else phrase


def outcome_counts(by_state: Mapping[str, int], total: int) -> dict[str, int]:
    """Return how many bodies there are of each outcome, with `waiting` for those still to decide."""
    counts = dict.fromkeys((*PHRASES, "waiting"), 0)
    for state, count in by_state.items():
        name = TOGETHER_WITH.get(state, state)
        counts[name if name in counts else "waiting"] += count
    counts["waiting"] += max(total - sum(by_state.values()), 0)
    return counts


def round_sentence(progress: Progress | None, place: str | None = None) -> str:
    """Return "9 z 15 obcí schválilo, 2 vzaly na vědomí, 4 čekají; nejbližší zasedání 8. 12. 2026 v Píšti".

    `place` is where the next session is, in the language of the page; Czech knows it from the progress itself.
    Empty without a round.
    """
    if progress is None or not progress.total:
        return ""
    counts = {
        name: count for name, count in outcome_counts(progress.by_state, progress.total).items() if count
    }
    of, parts = _of_total(progress.total), []
    for name, count in counts.items():
        parts.append({**PHRASES, "waiting": _waiting}[name](count, of))
        of = ""
    sentence = ", ".join(parts)
    session = _next_session(progress, place)
    return f"{sentence}; {session}" if session else sentence


def _next_session(progress: Progress, place: str | None) -> str:
    if progress.next_session_on is None:
        return ""
    where = progress.next_session_where if language() == "cs" else place
    when = day(progress.next_session_on)
    if where:
        return _(
            "the next session is on %(day)s %(where)s", day=when, where=where.replace(" ", HARD_SPACE, 1)
        )
    return _("the next session is on %(day)s", day=when)
