"""Electoral terms of councils in words."""

from flask_babel import gettext as _

from workflow_app.queries.council_terms import Term


def term_words(term: Term | None) -> str:
    """Return "electoral term 2022–2026"; "" when it is not known."""
    return _("electoral term %(years)s", years=term.years) if term else ""


def former_council_words(kind: str, term: Term | None) -> str:
    """Return that a former assembly or board decided, `term` being its own; "" when the present one did."""
    if term is None:
        return ""
    if kind == "board":
        return _("decided by the board of the electoral term %(years)s", years=term.years)
    return _("decided by the assembly of the electoral term %(years)s", years=term.years)
