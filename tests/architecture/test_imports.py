"""The contracts of pyproject.toml hold, and they bite: a violation written into a copy of the packages is found."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PRODUCT, ROOT

VERDICT = re.compile(r" (KEPT|BROKEN)\b")
LINT = Path(sys.executable).with_name("lint-imports")
# What to append to which module, and the contract that must break.
VIOLATIONS = {
    "kernel/clock.py": ("import workflow_app.models.area\n", "Rooms are stacked"),
    "web/council/desk.py": ("import sqlalchemy\n", "Pages read through queries"),
    "web/staff/overview.py": (
        "import workflow_app.web.council.blueprint\n",
        "Audiences do not know each other",
    ),
    "queries/place.py": ("import flask\n", "Flask and Celery stay at the edges"),
    "queries/documents.py": (
        "import workflow_app.audit.record\n",
        "Only the engine and the use cases write history",
    ),
    "queries/areas.py": (
        "import workflow_app.models.membership\n",
        "Who sits somewhere is read from models.seat",
    ),
    "engine/fire.py": ("import transitions\n", "Only engine.machine imports transitions"),
    "usecases/let_in.py": ("import docx\n", "Only documents imports docx"),
}


def _lint(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)}
    )
    return done.returncode, done.stdout + done.stderr


def test_every_contract_holds() -> None:
    code, said = _lint(ROOT)
    assert code == 0, said[-3000:]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What lint-imports says of a copy with every violation in it."""
    folder = tmp_path_factory.mktemp("copy")
    for package in PRODUCT:
        shutil.copytree(
            ROOT / package,
            folder / package,
            ignore=lambda at, names: [n for n in names if not _is_code(at, n)],
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, (line, _) in VIOLATIONS.items():
        path = folder / "workflow_app" / name
        path.write_text(path.read_text("utf-8") + line, "utf-8")
    other = folder / "workflows" / "plan" / "guards.py"
    other.write_text(other.read_text("utf-8") + "import workflows.measure.guards\n", "utf-8")
    (folder / "workflow_app" / "cellar.py").write_text(
        '"""A new room that stands on no storey."""\n', "utf-8"
    )
    code, said = _lint(folder)
    assert code == 1, said[-3000:]
    return said


def _is_code(folder: str, name: str) -> bool:
    return name.endswith(".py") or (Path(folder) / name).is_dir()


@pytest.mark.parametrize(
    "contract",
    [
        *(contract for _, contract in VIOLATIONS.values()),
        "Processes do not know each other",
        "A new room must be placed",
    ],
)
def test_a_violation_breaks_the_contract_meant_for_it(broken: str, contract: str) -> None:
    (verdict,) = [
        found for line in broken.splitlines() if line.startswith(contract) for found in VERDICT.findall(line)
    ]
    assert verdict == "BROKEN"
