"""Nothing grows past what a person can read at one sitting: modules 300 lines, functions 50, templates 150."""

from tests.architecture.source import functions, modules, shown, templates

MODULE, FUNCTION, TEMPLATE = 300, 50, 150


def _lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_over_300_lines() -> None:
    found = {shown(path): _lines(path) for path in modules() if _lines(path) > MODULE}
    assert not found, f"split these by what they are about: {found}"


def test_no_function_is_over_50_lines() -> None:
    sizes = {
        f"{shown(path, item.lineno)} {item.name}": (item.end_lineno or item.lineno) - item.lineno + 1
        for path in modules()
        for item in functions(path)
    }
    found = {name: size for name, size in sizes.items() if size > FUNCTION}
    assert len(sizes) > 500
    assert not found, f"name their parts: {found}"


def test_no_template_is_over_150_lines() -> None:
    found = {shown(path): _lines(path) for path in templates() if _lines(path) > TEMPLATE}
    assert templates()
    assert not found, f"take a part out as _name.html: {found}"
