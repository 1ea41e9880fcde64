"""What codes in content are called in print: sources of money, states of a measure, verdicts and the like."""

from collections.abc import Mapping

from workflow_app.kernel.languages import Text

SOURCES: Mapping[str, Text] = {
    "municipality": Text("rozpočty obcí", "municipal budgets"),
    "region": Text("rozpočet kraje", "regional budget"),
    "state": Text("státní rozpočet", "state budget"),
    "eu": Text("fondy Evropské unie", "European Union funds"),
    "foundation": Text("nadace a dárci", "foundations and donors"),
    "user_fees": Text("úhrady uživatelů", "fees paid by users"),
    "other": Text("jiné zdroje", "other sources"),
}
INTENTS: Mapping[str, Text] = {
    "maintain": Text("udržení stávající služby", "maintain the present service"),
    "improve": Text("zkvalitnění služby", "improve the service"),
    "develop": Text("rozvoj služby", "develop the service"),
    "new": Text("nová služba", "new service"),
    "close": Text("ukončení služby", "close the service"),
}
URGENCIES: Mapping[str, Text] = {
    "high": Text("vysoká", "high"),
    "medium": Text("střední", "medium"),
    "low": Text("nízká", "low"),
}
STATUSES: Mapping[str, Text] = {
    "fulfilled": Text("splněno", "fulfilled"),
    "ongoing": Text("plněno průběžně", "ongoing"),
    "partially_fulfilled": Text("částečně splněno", "partially fulfilled"),
    "in_preparation": Text("v přípravě", "in preparation"),
    "not_started": Text("nezahájeno", "not started"),
    "not_fulfilled": Text("nesplněno", "not fulfilled"),
    "postponed": Text("odloženo", "postponed"),
    "carried_over": Text("převedeno do dalšího období", "carried over to the next period"),
    "replaced": Text("nahrazeno", "replaced"),
    "merged": Text("sloučeno", "merged"),
    "cancelled": Text("zrušeno", "cancelled"),
    "not_reported": Text("bez hodnocení (nedodáno)", "not reported"),
}
NEXT_STEPS: Mapping[str, Text] = {
    "continue": Text("pokračovat", "continue"),
    "adjust": Text("upravit", "adjust"),
    "cancel": Text("zrušit", "cancel"),
    "carry_over": Text("převést do dalšího období", "carry over to the next period"),
}
VERDICTS: Mapping[str, Text] = {
    "approved": Text("schváleno", "approved"),
    "approved_with_changes": Text("schváleno se změnami", "approved with changes"),
    "consented": Text("odsouhlaseno", "consented"),
    "noted": Text("vzato na vědomí", "noted"),
    "recommended": Text("doporučeno", "recommended"),
    "rejected": Text("neschváleno", "rejected"),
    "not_adopted": Text("usnesení nebylo přijato", "resolution not adopted"),
    "postponed": Text("odloženo", "postponed"),
    "withdrawn_from_agenda": Text("staženo z programu", "withdrawn from the agenda"),
    "no_quorum": Text("chyběla usnášeníschopnost", "no quorum"),
    "returned": Text("vráceno k dopracování", "returned for more work"),
    "revoked": Text("usnesení zrušeno", "resolution revoked"),
    "no_answer": Text("bez odpovědi", "no answer"),
}
NAMINGS: Mapping[str, Text] = {  # what an area calls its yearly plan
    "action": Text("Akční plán", "Action plan"),
    "implementation": Text("Realizační plán", "Implementation plan"),
}
PARTS: Mapping[str, Text] = {
    "opening": Text("Úvod", "Introduction"),
    "descriptive": Text("Popisná část", "Descriptive part"),
    "analytical": Text("Analytická část", "Analytical part"),
    "strategic": Text("Strategická část", "Strategic part"),
    "implementation": Text("Implementační část", "Implementation part"),
    "annex": Text("Přílohy", "Annexes"),
}


def label(labels: Mapping[str, Text], code: str, language: str) -> str:
    """Return the printed word for `code`, "" for no code. Raises KeyError for a code nobody knows."""
    return labels[code].pick(language) if code else ""
