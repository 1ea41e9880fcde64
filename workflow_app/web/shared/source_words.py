"""How a resolution became known, in words: as somebody wrote it, or by which link it was recorded."""

from flask_babel import gettext as _

from workflows.council_resolution.sources import link_address


def source_words(source: str) -> str:
    """Return the source in the language of the page; what a person wrote stays as written."""
    address = link_address(source)
    if address is None:
        return source
    if not address:
        return _("link for recording without signing in, handed over by the coordinator")
    return _("link for recording without signing in, sent to %(address)s", address=address)


def source_of_words(shown: str, recorded: str) -> str:
    """Return `recorded` when a form brings back its words as they were shown, else what was written instead."""
    return recorded if shown.strip() == source_words(recorded) else shown
