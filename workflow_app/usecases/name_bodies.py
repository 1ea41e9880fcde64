"""Official names of bodies and offices in all Czech cases, derived by rule from kind and name."""

from workflow_app.usecases.area_file import CASES

# The word that is declined; what follows it ("města Hlučína", "pro seniory") never changes.
DECLINED = {
    "Zastupitelstvo": (
        "Zastupitelstva",
        "Zastupitelstvu",
        "Zastupitelstvo",
        "Zastupitelstvu",
        "Zastupitelstvem",
    ),
    "Rada": ("Rady", "Radě", "Radu", "Radě", "Radou"),
    "Pracovní skupina": (
        "Pracovní skupiny",
        "Pracovní skupině",
        "Pracovní skupinu",
        "Pracovní skupině",
        "Pracovní skupinou",
    ),
    "Řídicí skupina": (
        "Řídicí skupiny",
        "Řídicí skupině",
        "Řídicí skupinu",
        "Řídicí skupině",
        "Řídicí skupinou",
    ),
    "Řídící skupina": (
        "Řídící skupiny",
        "Řídící skupině",
        "Řídící skupinu",
        "Řídící skupině",
        "Řídící skupinou",
    ),
    "Řídicí výbor": (
        "Řídicího výboru",
        "Řídicímu výboru",
        "Řídicí výbor",
        "Řídicím výboru",
        "Řídicím výborem",
    ),
    "Řídící výbor": (
        "Řídícího výboru",
        "Řídícímu výboru",
        "Řídící výbor",
        "Řídícím výboru",
        "Řídícím výborem",
    ),
    "Koordinační skupina": (
        "Koordinační skupiny",
        "Koordinační skupině",
        "Koordinační skupinu",
        "Koordinační skupině",
        "Koordinační skupinou",
    ),
    "Koordinační tým": (
        "Koordinačního týmu",
        "Koordinačnímu týmu",
        "Koordinační tým",
        "Koordinačním týmu",
        "Koordinačním týmem",
    ),
    "Svazek obcí": ("Svazku obcí", "Svazku obcí", "Svazek obcí", "Svazku obcí", "Svazkem obcí"),
}
GENITIVE_OF_KIND = {
    "municipality": "obce",
    "market_town": "městyse",
    "town": "města",
    "statutory_city": "statutárního města",
}
ENGLISH_OF_KIND = {
    "municipality": "Municipality",
    "market_town": "Market Town",
    "town": "Town",
    "statutory_city": "Statutory City",
}
OFFICES = {
    "municipality": "Obecní úřad {name}",
    "market_town": "Úřad městyse {name}",
    "town": "Městský úřad {name}",
    "statutory_city": "Magistrát města {genitive}",
    "military_area": "Újezdní úřad {name}",
}
COUNCIL_WORDS = {"assembly": ("Zastupitelstvo", "Assembly"), "board": ("Rada", "Board")}


def council_name(body: str, kind: str, official_name: str) -> str:
    """Return the nominative of an assembly or board: "Zastupitelstvo města Hlučína", "Rada městyse Frymburk".

    `official_name` follows the kind unchanged; whether it is declined is local habit (domain § 4.8), so it is
    the municipality's plain name unless the area file says otherwise.
    """
    return f"{COUNCIL_WORDS[body][0]} {GENITIVE_OF_KIND[kind]} {official_name}"


def council_name_en(body: str, kind: str, name: str) -> str:
    """Return the English name: "Assembly of the Town of Hlučín"."""
    return f"{COUNCIL_WORDS[body][1]} of the {ENGLISH_OF_KIND[kind]} of {name}"


def decline(name: str) -> dict[str, str] | None:
    """Return the five cases after the nominative, or None when `name` starts with no word that we know."""
    for word, forms in DECLINED.items():
        if name == word or name.startswith(f"{word} "):
            return {case: form + name[len(word) :] for case, form in zip(CASES, forms, strict=True)}
    return None


def office_name(kind: str, name: str, genitive: str) -> str:
    """Return the office that letters go to: "Obecní úřad Bělá"."""
    return OFFICES[kind].format(name=name, genitive=genitive)
