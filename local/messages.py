"""`dev.py messages` collects the words of the interface and compiles their Czech translation."""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "workflow_app" / "translations"
CZECH = TRANSLATIONS / "cs" / "LC_MESSAGES"
COMPILED = CZECH / "messages.mo"
SOURCES = ("workflow_app", "workflows", "worker")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "_l": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}


def main(words: list[str]) -> int:
    """Bring messages.po and .mo up to date; with `--check` write nothing.

    Exit code 1, with a list, when a string has no translation, is fuzzy, or (`--check`) a file is stale.
    """
    template, catalog = collect(), read_catalog()
    stale = differences(template, catalog) if "--check" in words else []
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    if "--check" not in words:
        write(catalog)
    elif not COMPILED.exists() or compiled(catalog) != COMPILED.read_bytes():
        stale.append("messages.mo is not compiled from messages.po: run python3 dev.py messages")
    problems = stale + untranslated(catalog)
    print("\n".join(problems) if problems else f"{len(catalog)} strings, all translated")
    return 1 if problems else 0


def collect() -> Catalog:
    """All strings marked for translation in our Python modules and templates."""
    template = _empty_catalog()
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    for source in SOURCES:
        for file, line, text, comments, context in extract_from_dir(
            str(ROOT / source), methods, options, KEYWORDS, comment_tags=("Translators:",)
        ):
            template.add(text, None, [(f"{source}/{file}", line)], auto_comments=comments, context=context)
    return template


def _empty_catalog(language: str | None = None) -> Catalog:
    about = "Community plans"
    return Catalog(
        locale=language,
        project=about,
        version="0",
        msgid_bugs_address="plany@example.org",
        last_translator=about,
        language_team=about,
        charset="utf-8",
        fuzzy=False,
    )


def read_catalog() -> Catalog:
    """The Czech translation as it stands; an empty one if there is none yet."""
    path = CZECH / "messages.po"
    if not path.exists():
        return _empty_catalog("cs")
    with path.open("rb") as file:
        return read_po(file, locale="cs")


def differences(template: Catalog, catalog: Catalog) -> list[str]:
    """Strings that the sources have and messages.po has not, or the other way round."""
    ours, theirs = (
        {(message.context, message.id) for message in each if message.id} for each in (template, catalog)
    )
    return [
        *(f"not in messages.po: {_short(text)}" for _, text in ours - theirs),
        *(f"no longer in the sources: {_short(text)}" for _, text in theirs - ours),
    ]


def untranslated(catalog: Catalog) -> list[str]:
    """Strings without a translation, fuzzy ones, and those whose placeholders differ from the original."""
    problems = []
    for message in catalog:
        if not message.id:
            continue
        if not _complete(message):
            problems.append(f"no translation: {_short(message.id)}  {_where(message)}")
        elif message.fuzzy:
            problems.append(f"fuzzy: {_short(message.id)}  {_where(message)}")
        else:
            problems += [f"{error}: {_short(message.id)}" for error in message.check(catalog)]
    return problems


def _complete(message: Message) -> bool:
    forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(forms)


def _short(text: str | list[str] | tuple[str, ...]) -> str:
    return repr(text if isinstance(text, str) else text[0])[:90]


def _where(message: Message) -> str:
    return ", ".join(f"{file}:{line}" for file, line in message.locations[:2])


def compiled(catalog: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def write(catalog: Catalog) -> None:
    """Write messages.po (without line numbers and leftovers, so that a diff shows words only) and .mo."""
    CZECH.mkdir(parents=True, exist_ok=True)
    catalog.obsolete.clear()
    catalog.header_comment = "# Czech words of the interface; collected by python3 dev.py messages."
    with (CZECH / "messages.po").open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, sort_output=True)
    COMPILED.write_bytes(compiled(catalog))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
