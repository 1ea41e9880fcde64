"""Settings: read from the environment, everything wrong named at once, nothing secret shown."""

from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from tests.architecture.source import ROOT
from workflow_app.settings import Settings, SettingsError, settings_page

LEAST = {"DATABASE_URL": "postgresql+psycopg://user:pass@host/name", "REDIS_URL": "redis://host:6379/0"}
PRODUCTION = {
    **LEAST,
    "ENVIRONMENT": "production",
    "SECRET_KEY": "k" * 32,
    "BASE_URL": "https://plany.example.cz/",
    "STORE_DIR": "/data/files",
    "MAIL_FROM": "plany@example.cz",
}


def problems(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(environ)
    return refused.value.problems


def test_the_compose_file_hands_on_every_setting_of_production() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    handed = set(compose["x-product"]["environment"])
    assert handed == {item.name.upper() for item in fields(Settings)} - {"DEMO_MODE"}  # refused in production


def test_development_needs_only_the_two_servers() -> None:
    settings = Settings.from_environment(LEAST)
    assert settings.database_url == LEAST["DATABASE_URL"]
    assert not settings.production
    assert not settings.secure_cookies
    assert settings.max_upload_bytes == 20 * 1024 * 1024


def test_production_reads_everything_it_needs() -> None:
    settings = Settings.from_environment(PRODUCTION)
    assert settings.production
    assert settings.secure_cookies
    assert settings.base_url == "https://plany.example.cz"
    assert settings.store_dir == Path("/data/files")


def test_names_every_missing_variable_at_once() -> None:
    named = {problem.split()[0] for problem in problems({"ENVIRONMENT": "production"})}
    assert named == {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "BASE_URL", "STORE_DIR", "MAIL_FROM"}


def test_the_message_lists_all_problems() -> None:
    message = str(SettingsError(["A is wrong.", "B is missing."]))
    assert "- A is wrong." in message
    assert "- B is missing." in message


@pytest.mark.parametrize(
    ("variable", "text", "expected"),
    [
        ("MAX_UPLOAD_MB", "much", "a whole number, not 'much'"),
        ("MAX_UPLOAD_MB", "0", "between 1 and 500"),
        ("PASSWORD_MIN_LENGTH", "4", "between 8 and 64"),
        ("SMTP_STARTTLS", "maybe", "yes or no"),
        ("ENVIRONMENT", "staging", "one of development, production"),
        ("DEFAULT_LANGUAGE", "de", "one of cs, en"),
        ("DATABASE_URL", "mysql://host/name", "postgresql+psycopg://"),
        ("REDIS_URL", "amqp://host", "redis://"),
        ("BASE_URL", "plany.example.cz", "a web address"),
        ("BASE_URL", "http://[", "a web address"),
        ("MAIL_FROM", "nobody", "an e-mail address"),
        ("SMTP_USER", "me", "SMTP_PASSWORD is missing"),
    ],
)
def test_refuses(variable: str, text: str, expected: str) -> None:
    assert any(expected in problem for problem in problems({**LEAST, variable: text}))


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "only-for-development-never-in-production"),
        ("DEMO_MODE", "yes"),
        ("BASE_URL", "http://plany.example.cz"),
    ],
)
def test_production_refuses_what_development_allows(variable: str, text: str) -> None:
    assert Settings.from_environment({**LEAST, variable: text})
    assert [problem.split()[0] for problem in problems({**PRODUCTION, variable: text})] == [variable]


def test_production_on_this_machine_may_be_plain_http() -> None:
    assert Settings.from_environment({**PRODUCTION, "BASE_URL": "http://localhost:8000"})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_takes_the_database_address_in_every_usual_form(scheme: str) -> None:
    settings = Settings.from_environment({**LEAST, "DATABASE_URL": f"{scheme}://u:p@host/name"})
    assert settings.database_url == "postgresql+psycopg://u:p@host/name"


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("off", False), ("FALSE", False)])
def test_reads_yes_and_no(text: str, value: bool) -> None:
    assert Settings.from_environment({**LEAST, "DEMO_MODE": text}).demo_mode is value


def test_an_empty_variable_counts_as_not_set() -> None:
    settings = Settings.from_environment({**LEAST, "SMTP_HOST": " ", "MAX_UPLOAD_MB": ""})
    assert settings.smtp_host is None
    assert settings.max_upload_mb == 20


def test_secrets_are_shown_neither_in_repr_nor_in_problems() -> None:
    secrets = {
        "SECRET_KEY": "very-secret",
        "DATABASE_URL": "mysql://u:very-secret@host/n",
        "REDIS_URL": "very-secret",
    }
    assert "very-secret" not in " ".join(problems({**PRODUCTION, **secrets}))
    assert "very-secret" not in repr(Settings(secret_key="very-secret", database_url="very-secret"))


def test_the_page_has_a_row_for_every_setting() -> None:
    page = settings_page()
    assert all(f"| `{field.name.upper()}` |" in page for field in fields(Settings))
    assert "only-for-development" not in page
