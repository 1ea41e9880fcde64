"""Words of the interface: what is missing, fuzzy or mistranslated is named."""

from babel.messages.catalog import Catalog

from local.messages import compiled, differences, untranslated


def catalog(*entries: tuple[str, str]) -> Catalog:
    made = Catalog(locale="cs", fuzzy=False)
    for source, translation in entries:
        made.add(source, translation, flags=["python-format"] if "%" in source else [])
    return made


def test_a_translated_catalogue_has_no_problems() -> None:
    assert untranslated(catalog(("Sign in", "Přihlásit se"), ("Hello %(name)s", "Dobrý den %(name)s"))) == []


def test_names_a_string_without_translation() -> None:
    assert "no translation: 'Sign in'" in untranslated(catalog(("Sign in", "")))[0]


def test_names_a_plural_with_a_form_missing() -> None:
    made = Catalog(locale="cs", fuzzy=False)
    made.add(("%(num)s plan", "%(num)s plans"), ("%(num)s plán", "%(num)s plány", ""))
    assert "no translation: '%(num)s plan'" in untranslated(made)[0]


def test_names_a_fuzzy_string() -> None:
    made = Catalog(locale="cs", fuzzy=False)
    made.add("Sign in", "Přihlásit se", flags=["fuzzy"])
    assert "fuzzy: 'Sign in'" in untranslated(made)[0]


def test_names_a_placeholder_that_is_not_in_the_original() -> None:
    assert "nam" in untranslated(catalog(("Hello %(name)s", "Dobrý den %(nam)s")))[0]


def test_names_what_is_only_on_one_side() -> None:
    template, translated = catalog(("Old", ""), ("New", "")), catalog(("Old", "Staré"), ("Gone", "Pryč"))
    assert differences(template, translated) == [
        "not in messages.po: 'New'",
        "no longer in the sources: 'Gone'",
    ]


def test_compiling_twice_gives_the_same_bytes() -> None:
    made = catalog(("Sign in", "Přihlásit se"))
    assert compiled(made) == compiled(made)
    assert compiled(made) != compiled(catalog(("Sign in", "Přihlášení")))
