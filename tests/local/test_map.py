"""The map: one line per module, from its docstring."""

from pathlib import Path

from local.map import PACKAGES, first_line, map_page, modules


def tree(root: Path) -> Path:
    for package in PACKAGES:
        (root / package / "inner").mkdir(parents=True)
        (root / package / "__init__.py").touch()
    (root / "worker" / "app.py").write_text('"""The Celery root.\n\nMore about it.\n"""\n')
    (root / "worker" / "inner" / "silent.py").write_text("x = 1\n")
    return root


def test_shows_the_first_line_of_each_module(tmp_path: Path) -> None:
    page = map_page(tree(tmp_path))
    assert any(line.split() == ["app.py", "The", "Celery", "root."] for line in page.splitlines())
    assert "More about it" not in page


def test_leaves_out_empty_inits_and_folders_without_modules(tmp_path: Path) -> None:
    page = map_page(tree(tmp_path))
    assert "__init__.py " not in page.partition("```")[2]
    assert page.count("inner/") == 1


def test_finds_modules_that_say_nothing(tmp_path: Path) -> None:
    silent = [path.name for path in modules(tree(tmp_path)) if not first_line(path)]
    assert silent == ["silent.py"]
