"""Every `__init__.py` is empty: import-linter does not see a cycle that goes through a package itself."""

from tests.architecture.source import PRODUCT, ROOT, modules, shown


def test_every_init_is_empty() -> None:
    inits = [path for path in modules() if path.name == "__init__.py"]
    assert len(inits) > len(PRODUCT)
    assert not [shown(path) for path in inits if path.stat().st_size]


def test_every_folder_with_modules_of_the_product_is_a_package() -> None:
    """A folder without one would be a namespace package, which import-linter leaves out."""
    folders = {path.parent for path in modules(*PRODUCT) if path.parent != ROOT}
    migrations = ROOT / "workflow_app" / "db" / "migrations"  # alembic runs its env.py as a script
    assert not [shown(folder) for folder in folders - {migrations} if not (folder / "__init__.py").exists()]
