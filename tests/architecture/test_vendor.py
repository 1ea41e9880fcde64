"""Vendored browser files are the ones we took: every file listed with its hash, licence text beside it."""

import hashlib
import json
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "workflow_app" / "web" / "shared" / "static"
VENDOR = STATIC / "vendor"
PACKAGES = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_every_file_has_the_hash_we_recorded(package: dict[str, object]) -> None:
    folder = VENDOR / str(package["folder"])
    assert {path.name: sha256_of(path) for path in folder.iterdir()} == package["files"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_the_folder_carries_its_version_and_its_licence(package: dict[str, object]) -> None:
    folder = VENDOR / str(package["folder"])
    assert folder.name.endswith(f"-{package['version']}")
    assert package["licence"]
    assert [path.name for path in folder.iterdir() if path.name in {"LICENSE", "NOTICE"}]


def test_every_folder_is_listed() -> None:
    assert {path.name for path in VENDOR.iterdir() if path.is_dir()} == {
        package["folder"] for package in PACKAGES
    }


def test_our_sheets_point_only_to_files_that_are_there() -> None:
    for sheet in STATIC.glob("*.css"):
        for part in sheet.read_text(encoding="utf-8").split('url("')[1:]:
            assert (STATIC / part.split('"')[0]).is_file(), f"{sheet.name} points to {part.split(chr(34))[0]}"
