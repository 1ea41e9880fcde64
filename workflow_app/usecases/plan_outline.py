"""The default structure of a community plan: which chapters there are, in which part, what each is for."""

from dataclasses import dataclass

from workflow_app.kernel.languages import Text


@dataclass(frozen=True, slots=True)
class OutlineChapter:
    """One chapter of the default structure. `legal`: the item (1 to 6) of § 3 h) of act 108/2006 it covers."""

    key: str
    part: str
    title: str
    hint: Text
    legal: int | None = None


# Union of the tables of contents of public plans (domain § 4.1); goals and measures follow the strategic part.
OUTLINE: tuple[OutlineChapter, ...] = (
    OutlineChapter(
        "foreword",
        "opening",
        "Úvodní slovo",
        Text("Komu plán slouží a proč vznikl.", "Whom the plan serves and why it was made."),
    ),
    OutlineChapter(
        "summary",
        "opening",
        "Shrnutí plánu",
        Text("Na jednu stránku to nejdůležitější.", "The essence on one page."),
    ),
    OutlineChapter(
        "process",
        "opening",
        "Jak plán vznikal",
        Text("Skupiny, setkání, zapojení veřejnosti.", "Groups, meetings, involvement of the public."),
        1,
    ),
    OutlineChapter(
        "territory",
        "descriptive",
        "Území a obyvatelé",
        Text("Obce, počty obyvatel, dostupnost.", "Municipalities, inhabitants, access."),
    ),
    OutlineChapter(
        "services",
        "descriptive",
        "Sociální a související služby v území",
        Text("Kdo co poskytuje, kde a pro koho.", "Who provides what, where and for whom."),
        2,
    ),
    OutlineChapter(
        "needs",
        "analytical",
        "Potřeby obyvatel",
        Text("Výsledky šetření a jednání skupin.", "Results of surveys and of the groups."),
        2,
    ),
    OutlineChapter(
        "economy",
        "analytical",
        "Ekonomické zhodnocení zdrojů a potřeb",
        Text("Kolik služby stojí a kdo je platí.", "What the services cost and who pays."),
        2,
    ),
    OutlineChapter(
        "previous_plan",
        "analytical",
        "Vyhodnocení předchozího plánu",
        Text("Co se podařilo, co ne a proč.", "What succeeded, what did not and why."),
    ),
    OutlineChapter(
        "strategy",
        "strategic",
        "Vize a strategie rozvoje služeb",
        Text("Kam směřujeme; cíle a opatření následují.", "Where we are heading; goals and measures follow."),
        3,
    ),
    OutlineChapter(
        "duties",
        "implementation",
        "Odpovědnosti zúčastněných stran",
        Text(
            "Co udělají obce, poskytovatelé a uživatelé.", "What municipalities, providers and users will do."
        ),
        4,
    ),
    OutlineChapter(
        "monitoring",
        "implementation",
        "Sledování a vyhodnocování plánu",
        Text("Kdy a jak se plnění hodnotí.", "When and how progress is evaluated."),
        5,
    ),
    OutlineChapter(
        "changes",
        "implementation",
        "Postup při změnách plánu",
        Text("Jak se mění služby a opatření.", "How services and measures are changed."),
        6,
    ),
    OutlineChapter(
        "annexes",
        "annex",
        "Přílohy",
        Text("Vypořádání připomínek, přehledy, adresář.", "Settlement of comments, overviews, directory."),
    ),
)

LEGAL_ITEMS = range(1, 7)
