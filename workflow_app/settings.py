"""One table of everything an installation may set, read once from the environment and checked."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

Needed = Literal["", "production", "always"]

DEVELOPMENT_SECRET = "only-for-development-never-in-production"
TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("0", "false", "no", "off")


class SettingsError(Exception):
    """The environment can't be used. `problems` holds one sentence per wrong or missing setting."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Settings are wrong or missing:\n" + "\n".join(f"  - {line}" for line in problems))


def _setting(
    default: Any,
    text: str,
    *,
    needed: Needed = "",
    secret: bool = False,
    least: int | None = None,
    most: int | None = None,
) -> Any:
    """One row of the table; the variable's name is the field's name in capitals."""
    metadata = {"text": text, "needed": needed, "secret": secret, "least": least, "most": most}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an installation may set. A field `base_url` is read from the variable `BASE_URL`.

    The row says default, meaning, whether it is needed, whether it is secret (never printed) and its limits.
    """

    environment: Literal["development", "production"] = _setting(
        "development", "Production refuses weak keys, plain http and demo mode."
    )
    database_url: str = _setting(
        "",
        "PostgreSQL 15 or newer: `postgresql+psycopg://user:password@host:5432/name`.",
        needed="always",
        secret=True,
    )
    redis_url: str = _setting(
        "", "Redis or Valkey, for the queue: `redis://host:6379/0`.", needed="always", secret=True
    )
    secret_key: str = _setting(
        DEVELOPMENT_SECRET,
        "Signs sessions and links; random, 32 characters or more. A change signs everybody out.",
        needed="production",
        secret=True,
    )
    base_url: str = _setting(
        "http://localhost:8000",
        "Address people use; links in e-mails start with it. With https, cookies are sent over https only.",
        needed="production",
    )
    trusted_proxies: int = _setting(
        0, "How many proxies stand in front and set X-Forwarded-For and -Proto.", least=0, most=5
    )
    demo_mode: bool = _setting(
        False, "Shows a banner and lets anybody sign in as a demo person. Refused in production."
    )
    store_dir: Path = _setting(  # noqa: RUF009 - a Path never changes
        Path(".dev/data/files"), "Folder of uploaded and produced files.", needed="production"
    )
    max_upload_mb: int = _setting(20, "Largest uploaded file, in megabytes.", least=1, most=500)
    default_language: Literal["cs", "en"] = _setting("cs", "Language of people who have not chosen one.")
    session_hours: int = _setting(12, "A sign-in ends after so many hours.", least=1, most=720)
    sign_in_link_minutes: int = _setting(
        30, "An e-mailed one-time sign-in link works for so many minutes.", least=5, most=1440
    )
    recording_link_grace_days: int = _setting(
        30,
        "A link that records without an account works so many days after the deadline; "
        "one that corrects, so many days after the record.",
        least=0,
        most=365,
    )
    packet_days: int = _setting(
        3, "Days that the coordinator needs to send a packet before an agenda closes.", least=0, most=60
    )
    session_notice_days: int = _setting(
        7,
        "Days for which the agenda of an assembly hangs on the official board before the session "
        "(act 128/2000 Sb., § 93 (1)).",
        least=0,
        most=60,
    )
    session_gap_village: int = _setting(
        90,
        "Days between sessions of a village's assembly whose dates nobody entered "
        "(act 128/2000 Sb., § 92 (1): once in three months at least).",
        least=7,
        most=366,
    )
    session_gap_town: int = _setting(60, "The same for the assembly of a town.", least=7, most=366)
    session_gap_board: int = _setting(21, "The same for a board.", least=1, most=366)
    session_gap_other: int = _setting(
        90, "The same for a union of municipalities or a region.", least=7, most=366
    )
    password_min_length: int = _setting(12, "Shortest password accepted.", least=8, most=64)
    smtp_host: str | None = _setting(
        None, "Mail server. Not set: mail is not sent but kept, and staff can read it on its page."
    )
    smtp_port: int = _setting(587, "Port of the mail server.", least=1, most=65535)
    smtp_user: str | None = _setting(None, "Name for the mail server, if it asks for one.")
    smtp_password: str | None = _setting(None, "Password for the mail server.", secret=True)
    smtp_starttls: bool = _setting(True, "Encrypt the connection to the mail server (STARTTLS).")
    mail_from: str = _setting("plany@example.org", "Sender of e-mails.", needed="production")
    outbox_max_attempts: int = _setting(
        12, "A message that failed so many times is shown to staff as failed.", least=1, most=50
    )
    outbox_retry_seconds: int = _setting(
        30, "Pause before the second attempt; it doubles with each further one.", least=1, most=3600
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting("INFO", "Least important line logged.")
    log_format: Literal["console", "json"] = _setting("console", "For people, or for a log collector.")

    @property
    def production(self) -> bool:
        """True where real people's data is."""
        return self.environment == "production"

    @property
    def secure_cookies(self) -> bool:
        """True when the address is https: cookies then never travel over plain http."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def max_upload_bytes(self) -> int:
        """`max_upload_mb` in bytes."""
        return self.max_upload_mb * 1024 * 1024

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check all settings; an empty variable counts as not set.

        Raises SettingsError that lists everything wrong at once.
        """
        values, problems = _parse_all(environ)
        candidate = cls(**values)
        problems += _missing(candidate, environ)
        problems += _unsafe(candidate, already_named=problems)
        if problems:
            raise SettingsError(problems)
        return candidate


def _parse_all(environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    hints = typing.get_type_hints(Settings)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for row in fields(Settings):
        text = environ.get(row.name.upper(), "").strip()
        if not text:
            continue
        try:
            values[row.name] = _within_limits(row, _parse(hints[row.name], text))
        except ValueError as wrong:
            shown = "" if row.metadata["secret"] else f", not {text!r}"
            problems.append(f"{row.name.upper()} must be {wrong}{shown}.")
    for url in ("database_url", "base_url"):
        if url in values:
            values[url] = _normal_url(values[url])
    return values, problems


def _parse(kind: Any, text: str) -> Any:
    """Text to value; ValueError says what would have been right ("a whole number")."""
    if typing.get_origin(kind) is Literal:
        if text not in typing.get_args(kind):
            raise ValueError("one of " + ", ".join(typing.get_args(kind)))
        return text
    if kind is bool:
        if text.lower() not in TRUE_WORDS + FALSE_WORDS:
            raise ValueError("yes or no")
        return text.lower() in TRUE_WORDS
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise ValueError("a whole number") from None
    return Path(text) if kind is Path else text


def _within_limits(row: Field[Any], value: Any) -> Any:
    least, most = row.metadata["least"], row.metadata["most"]
    if least is not None and not least <= value <= most:
        raise ValueError(f"between {least} and {most}")
    return value


def _normal_url(url: str) -> str:
    """Hosters hand out `postgres://` and `postgresql://`; we always speak through psycopg 3."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url.rstrip("/")


def _missing(settings: Settings, environ: Mapping[str, str]) -> list[str]:
    problems = []
    for row in fields(Settings):
        needed = row.metadata["needed"]
        wanted = needed == "always" or (needed == "production" and settings.production)
        if wanted and not environ.get(row.name.upper(), "").strip():
            problems.append(f"{row.name.upper()} is missing. {row.metadata['text']}")
    return problems


def _split(url: str) -> SplitResult:
    """Parts of an address; of one that can't be read at all (`http://[`), nothing."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _unsafe(settings: Settings, *, already_named: list[str]) -> list[str]:
    """Rules between settings and shapes of addresses; silent about variables already complained of."""
    database, redis, base = map(_split, (settings.database_url, settings.redis_url, settings.base_url))
    rules = {
        "DATABASE_URL must start with postgresql+psycopg://": database.scheme != "postgresql+psycopg",
        "REDIS_URL must start with redis:// or rediss://": redis.scheme not in ("redis", "rediss"),
        "BASE_URL must be a web address such as https://plany.example.cz": base.scheme
        not in ("http", "https")
        or not base.hostname,
        "BASE_URL must be https in production": settings.production
        and base.scheme == "http"
        and base.hostname not in ("localhost", "127.0.0.1"),
        "SECRET_KEY must have 32 characters or more in production": settings.production
        and (len(settings.secret_key) < 32 or settings.secret_key == DEVELOPMENT_SECRET),
        "DEMO_MODE can't be on in production": settings.production and settings.demo_mode,
        "MAIL_FROM must be an e-mail address": "@" not in settings.mail_from.strip("@"),
        "SMTP_PASSWORD is missing although SMTP_USER is set": bool(settings.smtp_user)
        and not settings.smtp_password,
        "SMTP_USER is set without SMTP_HOST": bool(settings.smtp_user) and not settings.smtp_host,
    }
    named = {problem.split()[0] for problem in already_named}
    return [f"{rule}." for rule, broken in rules.items() if broken and rule.split()[0] not in named]


def settings_page() -> str:
    """The table as a page of documentation (Markdown)."""
    lines = [
        "# Settings",
        "",
        "Generated from `workflow_app/settings.py` by `python3 dev.py map`; do not edit.",
        "Everything is read from the environment at start; whatever is wrong is listed at once.",
        "",
        "| Variable | Values | Default | Needed | Meaning |",
        "| --- | --- | --- | --- | --- |",
    ]
    hints = typing.get_type_hints(Settings)
    for row in fields(Settings):
        cells = (f"`{row.name.upper()}`", _values(row, hints[row.name]), _default(row))
        lines.append("| " + " | ".join((*cells, row.metadata["needed"], row.metadata["text"])) + " |")
    return "\n".join(lines) + "\n"


def _values(row: Field[Any], kind: Any) -> str:
    if typing.get_origin(kind) is Literal:
        return ", ".join(f"`{word}`" for word in typing.get_args(kind))
    if row.metadata["least"] is not None:
        return f"{row.metadata['least']} to {row.metadata['most']}"
    if isinstance(kind, types.UnionType):
        kind = typing.get_args(kind)[0]
    return {bool: "yes, no", Path: "folder"}.get(kind, "text")


def _default(row: Field[Any]) -> str:
    if row.metadata["secret"] or row.default in (MISSING, None, ""):
        return ""
    if isinstance(row.default, bool):
        return "yes" if row.default else "no"
    return f"`{row.default}`"


if __name__ == "__main__":
    print(settings_page(), end="")
