"""The command line: what a person can mend is one message, never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.architecture.source import ROOT
from tests.databases import Database

NOWHERE = "postgresql+psycopg://nobody:secret@127.0.0.1:1/none"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(database: Database, urls: dict[str, str]) -> Run:
    """Run one command as a program of its own, on the test's database unless another one is named."""

    def run(*words: str, url: str = "") -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, "DATABASE_URL": url or database.url, "REDIS_URL": urls["redis"]}
        command = [sys.executable, "-m", "workflow_app.cli", *words]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def test_a_database_that_does_not_answer_is_said_in_one_message(run: Run) -> None:
    done = run("outbox", "status", url=NOWHERE)
    assert done.returncode == 1
    assert "The database does not answer. Look at DATABASE_URL." in done.stderr
    assert "secret" not in done.stderr


def test_a_database_without_tables_leads_to_the_upgrade(run: Run, urls: dict[str, str]) -> None:
    done = run("outbox", "status", url=urls["database"])
    assert done.returncode == 1
    assert "workflow-app db upgrade" in done.stderr


def test_an_unknown_area_names_the_known_ones(run: Run) -> None:
    done = run("area", "export", "atlantida")
    assert done.returncode == 1
    assert "There is no area 'atlantida'; there are: hlucin." in done.stderr


def test_what_a_preview_prints_is_in_one_language(run: Run) -> None:
    czech = run("area", "import", "areas/hlucin.yaml", "--preview")
    assert "Není co měnit" in czech.stdout
    assert "Nothing" not in czech.stdout + czech.stderr
    english = run("area", "import", "areas/hlucin.yaml", "--preview", "--language", "en")
    assert "Nothing to change" in english.stdout
    assert "Řádek" not in english.stderr


def test_a_process_is_drawn_with_the_steps_that_stay_in_a_state_inside_it(run: Run) -> None:
    drawn = run("workflows", "draw", "plan", "--language", "en", "--state", "drafting").stdout
    assert "    drafting : Being written\n" in drawn
    assert "    drafting : Submit our part\n" in drawn
    assert "    drafting --> group_review : Open the review in the groups\n" in drawn
    assert "drafting --> drafting" not in drawn
    assert drawn.endswith("class drafting current\n")


def test_an_unknown_state_is_refused_with_the_known_ones(run: Run) -> None:
    done = run("workflows", "draw", "plan", "--state", "nowhere")
    assert done.returncode == 1
    assert "plan has no state 'nowhere'; it has drafting, group_review" in done.stderr
