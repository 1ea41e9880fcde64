"""A fictional plan of the Hlučín area and its yearly report, rich enough to look at in print."""

from workflow_app.models.content import (
    Activity,
    Chapter,
    Cost,
    Goal,
    Indicator,
    IndicatorResult,
    MeasureCard,
    MeasureResult,
    PlanContent,
    Priority,
    ReportContent,
)

NAMES = {  # in Czech order
    "512974": "Bělá",
    "506192": "Bohuslavice",
    "568228": "Darkovice",
    "568236": "Děhylov",
    "569895": "Dobroslavice",
    "506702": "Dolní Benešov",
    "568210": "Hať",
    "507016": "Hlučín",
    "547182": "Kozmice",
    "507971": "Ludgeřovice",
    "508128": "Markvartovice",
    "509647": "Píšť",
    "510432": "Šilheřovice",
    "568244": "Vřesina",
    "553492": "Závada",
}
GROUPS = {"seniors": "Senioři", "disability": "Osoby se zdravotním postižením", "families": "Rodina a děti"}
TITLE = "Střednědobý plán rozvoje sociálních služeb a souvisejících aktivit na Hlučínsku 2027–2030"
AREA = "Hlučínsko"


def _yearly(amounts: dict[str, int]) -> tuple[Cost, ...]:
    return tuple(
        Cost(year, amount, source) for year in range(2027, 2031) for source, amount in amounts.items()
    )


HOME_CARE = MeasureCard(
    number="1.1.1",
    title="Rozšíření terénní pečovatelské služby do všech obcí",
    target_group="Senioři a osoby se zdravotním postižením, kteří žijí doma",
    description=(
        "Pečovatelská služba dnes pravidelně dojíždí do 9 z 15 obcí. Opatření ji rozšíří na celé území "
        "a prodlouží provoz do 20 h včetně víkendů.\n\n"
        "Služba zahrnuje zejména:\n- pomoc s hygienou a s přípravou jídla,\n- dohled u osob s demencí,\n"
        "- doprovod k lékaři a na úřad."
    ),
    justification="V dotazníku uvedlo 62 % pečujících osob, že jim chybí pomoc večer a o víkendu.",
    owner="Město Hlučín, odbor sociálních věcí",
    implementer="Pečovatelská služba Hlučín, p. o.",
    cooperating="Obecní úřady, praktičtí lékaři, Charita",
    year_from=2027,
    year_to=2030,
    costs=_yearly({"municipality": 1_250_000, "region": 2_400_000, "user_fees": 380_000}),
    capacity="Nyní 6,5 úvazku a 84 klientů; od roku 2028 celkem 9,0 úvazku a 120 klientů",
    outputs="Služba dostupná ve všech 15 obcích, 7 dní v týdnu",
    indicators=(
        Indicator("Počet klientů za rok", "osoba", "84", "120", "výkaz služby"),
        Indicator("Obce s pravidelnou službou", "obec", "9", "15", "výkaz služby"),
    ),
    impact="Senioři zůstanou déle doma; ubude žádostí o pobytovou službu.",
    risks="Nedostatek pečovatelek; krácení krajské dotace.",
    intent="develop",
    urgency="high",
    activities=(
        Activity("1.1.1.a", "Dohoda obcí o spolufinancování", "6/2027", "Svazek obcí mikroregionu Hlučínsko"),
        Activity("1.1.1.b", "Nábor a zaškolení pracovníků", "12/2027", "Pečovatelská služba Hlučín, p. o."),
        Activity("1.1.1.c", "Provoz v nových obcích", "průběžně"),
    ),
    body="seniors",
)
RESPITE = MeasureCard(
    number="1.2.1",
    title="Odlehčovací služba pro pečující rodiny",
    target_group="Rodiny, které pečují o blízkého",
    description="Vznikne 6 lůžek odlehčovací služby v Dolním Benešově s pobytem nejvýše 3 měsíce.",
    owner="Město Dolní Benešov",
    implementer="Domov sv. Hedviky, z. ú.",
    municipalities=("506702", "512974", "506192", "568244", "553492"),
    year_from=2028,
    year_to=2030,
    costs=(Cost(2028, 3_600_000, "eu"), Cost(2028, 400_000, "municipality"), Cost(2029, 2_100_000, "region")),
    capacity="6 lůžek",
    outputs="Registrovaná odlehčovací služba",
    indicators=(Indicator("Rodiny, které službu využily", "rodina", "0", "40", "výkaz služby"),),
    intent="new",
    urgency="medium",
    body="seniors",
)
TRANSPORT = MeasureCard(
    number="2.1.1",
    title="Sociální doprava k lékaři a do služeb",
    target_group="Osoby se sníženou pohyblivostí",
    description="Dva automobily s plošinou, objednání telefonem nejpozději den předem.",
    owner="Svazek obcí mikroregionu Hlučínsko",
    implementer="Svazek obcí mikroregionu Hlučínsko",
    year_from=2027,
    year_to=2030,
    costs=_yearly({"municipality": 640_000, "user_fees": 90_000}),
    outputs="Nejméně 1 800 jízd ročně",
    indicators=(Indicator("Počet jízd za rok", "jízda", "950", "1 800", "kniha jízd"),),
    intent="improve",
    urgency="medium",
    body="disability",
)
WORKSHOP = MeasureCard(
    number="2.1.2",
    title="Sociálně terapeutická dílna v Ludgeřovicích",
    target_group="Osoby se zdravotním postižením ve věku 18–64 let",
    description="Udržení dílny pro 18 klientů a rozšíření nabídky o práci v zahradě.",
    owner="Obec Ludgeřovice",
    municipalities=("507971", "508128", "510432"),
    year_from=2027,
    year_to=2030,
    costs=_yearly({"municipality": 210_000, "state": 1_150_000}),
    intent="maintain",
    urgency="high",
    body="disability",
)
FAMILIES = MeasureCard(
    number="3.1.1",
    title="Sociálně aktivizační služba pro rodiny s dětmi",
    target_group="Rodiny v nepříznivé sociální situaci",
    description="Terénní práce s 35 rodinami ročně, pomoc s bydlením, dluhy a školní docházkou dětí.",
    justification="Přibývá rodin, které se na obce obracejí až ve chvíli exekuce nebo výpovědi z bytu.",
    owner="Město Hlučín, odbor sociálních věcí",
    implementer="Krůček vpřed, z. s.",
    year_from=2027,
    year_to=2030,
    costs=_yearly({"municipality": 320_000, "region": 980_000}),
    indicators=(Indicator("Podpořené rodiny", "rodina", "22", "35", "výkaz služby"),),
    intent="develop",
    urgency="high",
    body="families",
)
CLUB = MeasureCard(
    number="3.1.2",
    title="Klub pro děti a mládež v Hati a v Píšti",
    target_group="Děti a mládež ve věku 10–18 let",
    description="Otevřený klub dvakrát týdně, program připravují děti spolu s pracovníky.",
    owner="Obec Hať",
    municipalities=("568210", "509647"),
    year_from=2027,
    year_to=2029,
    costs=(
        Cost(2027, 280_000, "municipality"),
        Cost(2028, 280_000, "municipality"),
        Cost(2028, 150_000, "foundation"),
    ),
    intent="new",
    urgency="low",
    body="families",
)

_PROSE = (
    "Plán vznikal od ledna 2026 do května 2027 v pracovních skupinách, ve kterých se pravidelně scházeli "
    "zástupci obcí, poskytovatelé a uživatelé služeb. Veřejnost se mohla vyjádřit na dvou setkáních "
    "v Hlučíně a v Kravařích i písemně; všechny připomínky jsou vypořádány v příloze.\n\n"
    "Na plánu spolupracovalo 15 obcí s celkem 39 210 obyvateli. Skupiny se řídily těmito zásadami:\n"
    "- služba má být dostupná bez ohledu na to, v jaké obci člověk žije,\n"
    "- přednost má pomoc doma před pomocí v zařízení,\n"
    "- každé opatření má garanta, termín a odhad nákladů.\n\n"
    "O znění plánu rozhoduje řídicí skupina a poté zastupitelstva všech zapojených obcí."
)
CHAPTERS = (
    Chapter("foreword", "opening", "Úvodní slovo", _PROSE),
    Chapter("process", "descriptive", "Jak plán vznikal", _PROSE),
    Chapter("area", "descriptive", "Území a jeho obyvatelé", _PROSE),
    Chapter("services", "analytical", "Síť sociálních služeb", _PROSE + "\n\n" + _PROSE),
    Chapter("needs", "analytical", "Potřeby cílových skupin", _PROSE),
    Chapter("unwritten", "analytical", "SWOT analýza", " "),
    Chapter(
        "vision", "strategic", "Vize", "Hlučínsko je místo, kde člověk v nouzi najde pomoc blízko a včas."
    ),
    Chapter("monitoring", "implementation", "Sledování plnění a změny plánu", _PROSE),
    Chapter("comments", "annex", "Vypořádání připomínek", "Veřejnost podala 14 připomínek, 11 bylo přijato."),
)
GOALS = (
    Goal(
        "1",
        "Stárnout doma",
        "Senioři žijí doma tak dlouho, jak si přejí, a jejich blízcí na péči nejsou sami.",
        "seniors",
        (
            Priority("1.1", "Terénní služby v každé obci", (HOME_CARE,)),
            Priority("1.2", "Podpora pečujících osob", (RESPITE,)),
        ),
    ),
    Goal(
        "2",
        "Život bez bariér",
        "",
        "disability",
        (Priority("2.1", "Doprava a práce", (TRANSPORT, WORKSHOP)),),
    ),
    Goal(
        "3",
        "Bezpečné dětství",
        "Rodiny dostanou pomoc dříve, než se potíže nahromadí.",
        "families",
        (Priority("3.1", "Včasná pomoc rodinám", (FAMILIES, CLUB)),),
    ),
)
PLAN = PlanContent(TITLE, 2027, 2030, AREA, CHAPTERS, GOALS)

RESULTS = (
    MeasureResult(
        "1.1.1",
        HOME_CARE.title,
        HOME_CARE.owner,
        "seniors",
        "partially_fulfilled",
        "Služba nově dojíždí do 13 obcí. Zbývá Závada a Děhylov, kde jednání pokračují.",
        (IndicatorResult("Počet klientů za rok", "osoba", "100", "97"),),
        4_030_000,
        3_885_400,
        "Dvě místa pečovatelek se podařilo obsadit až v říjnu.",
        "continue",
    ),
    MeasureResult("1.2.1", RESPITE.title, RESPITE.owner, "seniors", "in_preparation", planned_czk=0),
    MeasureResult(
        "2.1.1",
        TRANSPORT.title,
        TRANSPORT.owner,
        "disability",
        "ongoing",
        "Uskutečnilo se 1 912 jízd.",
        (IndicatorResult("Počet jízd za rok", "jízda", "1 800", "1 912"),),
        730_000,
        748_200,
        "",
        "continue",
    ),
    MeasureResult(
        "2.1.2", WORKSHOP.title, WORKSHOP.owner, "disability", "not_reported", planned_czk=1_360_000
    ),
    MeasureResult(
        "3.1.1",
        FAMILIES.title,
        FAMILIES.owner,
        "families",
        "fulfilled",
        "Podpořeno 36 rodin.",
        (),
        1_300_000,
        1_300_000,
    ),
    MeasureResult(
        "3.1.2",
        CLUB.title,
        CLUB.owner,
        "families",
        "not_fulfilled",
        "",
        (),
        280_000,
        0,
        "Obec nenašla vhodné prostory.",
        "adjust",
    ),
)
REPORT = ReportContent(
    TITLE,
    2027,
    2030,
    AREA,
    2027,
    "Zpráva shrnuje první rok plnění plánu. Podklady dodaly pracovní skupiny v lednu 2028.",
    "Řídicí skupina doporučuje v opatřeních pokračovat a opatření 3.1.2 upravit.\n\nZpráva bude zveřejněna.",
    RESULTS,
)
