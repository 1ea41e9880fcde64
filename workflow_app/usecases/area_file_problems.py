"""Everything that can be wrong or odd in an area file, as sentences in both languages."""

from workflow_app.kernel.errors import WorkflowError
from workflow_app.kernel.languages import Text
from workflow_app.usecases.area_file import Lines, Path, Problem

__all__ = ["SENTENCES", "AreaFileInvalid", "Lines", "Path", "field_name", "line_of", "problem"]

SENTENCES = {
    # the file as such
    "too_large": Text(
        "Soubor má {size} kB; soubor území smí mít nejvýše {limit} kB.",
        "The file has {size} kB; an area file may have at most {limit} kB.",
    ),
    "empty": Text("Soubor je prázdný.", "The file is empty."),
    "not_text": Text(
        "Soubor není text v kódování UTF-8. Uložte jej v textovém editoru jako UTF-8.",
        "The file is not UTF-8 text. Save it as UTF-8 in a text editor.",
    ),
    "tab": Text(
        "Odsazení obsahuje tabulátor. Odsazujte jen mezerami.",
        "The indentation contains a tab. Indent with spaces only.",
    ),
    "syntax": Text(
        "Tady nelze zápis YAML přečíst. Zkontrolujte odsazení, dvojtečky, závorky a uvozovky.",
        "The YAML cannot be read here ({detail}). Check indentation, colons, brackets and quotation marks.",
    ),
    "syntax_since": Text(
        "Tady nelze zápis YAML přečíst; chyba je nejspíš v položce, která začíná na řádku {began}. "
        "Zkontrolujte odsazení, dvojtečky, závorky a uvozovky.",
        "The YAML cannot be read here ({detail}); the mistake is probably in the item that begins on line "
        "{began}. Check indentation, colons, brackets and quotation marks.",
    ),
    "second_document": Text(
        "Tady začíná druhý dokument; v souboru smí být jen jedno území.",
        "A second document begins here; a file may hold only one area.",
    ),
    "key_not_text": Text("Název položky musí být prostý text.", "The name of an item must be plain text."),
    "alias": Text(
        "Odkazy YAML (& a *) se v souboru území nepoužívají. Vypište hodnotu znovu.",
        "YAML anchors and aliases (& and *) are not used in an area file. Write the value again.",
    ),
    "tag": Text(
        "Značky YAML ({tag}) se v souboru území nepoužívají.",
        "YAML tags ({tag}) are not used in an area file.",
    ),
    "too_deep": Text("Soubor je příliš hluboko vnořený.", "The file is nested too deeply."),
    "duplicate_key": Text(
        "Položka „{name}“ je zde podruhé; poprvé na řádku {first}.",
        "The item “{name}” stands here twice; first on line {first}.",
    ),
    # the shape
    "unknown_key": Text(
        "Položka „{name}“ sem nepatří. Možné jsou: {allowed}.",
        "The item “{name}” does not belong here. Possible: {allowed}.",
    ),
    "missing_key": Text("Chybí položka „{name}“.", "The item “{name}” is missing."),
    "expected": Text(
        "Místo {value} se zde čeká {expected}.", "Instead of {value}, expected here: {expected}."
    ),
    "not_in_list": Text(
        "Místo {value} zde může být: {allowed}.",
        "Instead of {value}, possible here: {allowed}.",
    ),
    "too_few": Text("Seznam musí mít aspoň jednu položku.", "The list must have at least one item."),
    "too_many": Text("Seznam smí mít nejvýše {limit} položek.", "The list may have at most {limit} items."),
    "repeated_item": Text("V seznamu se něco opakuje.", "The list repeats an item."),
    # what must agree
    "bad_ico": Text(
        "IČO {ico} nemá platnou kontrolní číslici. Je v něm překlep.",
        "The IČO {ico} has no valid check digit. It is mistyped.",
    ),
    "ico_missing": Text(
        "Chybí IČO; nemusí je mít jen vojenský újezd.",
        "The IČO is missing; only a military area may lack it.",
    ),
    "repeated": Text(
        "{value} už je na řádku {first}; smí být jen jednou.",
        "{value} already stands on line {first}; it may stand only once.",
    ),
    "unknown_municipality": Text(
        "Obec s kódem {code} v seznamu obcí není.",
        "There is no municipality with the code {code} in the list.",
    ),
    "lead_excluded": Text(
        "Vedoucí obec {code} nemůže být mezi vyloučenými.",
        "The lead municipality {code} cannot be among the excluded ones.",
    ),
    "assembly_missing": Text(
        "Chybí počet členů zastupitelstva; nemusí jej mít jen vojenský újezd.",
        "The number of members of the assembly is missing; only a military area may lack it.",
    ),
    "assembly_not_possible": Text(
        "Vojenský újezd nemá zastupitelstvo, radu ani starostu.",
        "A military area has no assembly, board or mayor.",
    ),
    "two_names": Text(
        "E-mail {email} patří na řádku {first} jinému člověku ({other}).",
        "The e-mail {email} belongs to somebody else on line {first} ({other}).",
    ),
    "two_values": Text(
        "Člověk {email} má na řádku {first} jinou hodnotu ({other}).",
        "The person {email} has another value on line {first} ({other}).",
    ),
    "no_name": Text(
        "Člověk s e-mailem {email} nemá nikde v souboru jméno. Doplňte name.",
        "The person with the e-mail {email} has no name anywhere in the file. Add name.",
    ),
    "bad_interval": Text(
        "Konec {to} je dřív než začátek {start}.", "The end {to} is before the start {start}."
    ),
    "role_not_here": Text(
        "Role {role} v tomto orgánu není možná. Možné jsou: {allowed}.",
        "The role {role} is not possible in this body. Possible: {allowed}.",
    ),
    "seat_twice": Text(
        "{email} má v tomto orgánu stejnou roli od téhož dne už na řádku {first}.",
        "{email} has the same role in this body from the same day already on line {first}.",
    ),
    "seats_of_groups_only": Text(
        "Orgán jako celek může být členem jen řídicí nebo pracovní skupiny.",
        "A body can be seated as a whole in a steering group or a working group only.",
    ),
    "unknown_body": Text(
        "Orgán s klíčem {body} v souboru není. Členem se může stát jen orgán téhož území.",
        "There is no body with the key {body} in the file. Only a body of the same area can be seated.",
    ),
    "seated_in_itself": Text(
        "Orgán {body} nemůže být členem sebe sama.", "The body {body} cannot be seated in itself."
    ),
    "nobody_in_body": Text(
        "V orgánu {body} nikdo nesedí, takže z titulu funkce nikdo členem není.",
        "Nobody sits in the body {body}, so nobody would be seated through it.",
    ),
    "block_twice": Text(
        "Orgán {body} je tu v téže době členem už podle řádku {first}.",
        "The body {body} is seated here at the same time already by line {first}.",
    ),
    "no_head": Text(
        "Orgánu {body} chybí {role}. Aspoň jeden člen musí mít tuto roli bez data konce.",
        "The body {body} lacks a {role}. At least one member must have this role without an end date.",
    ),
    "body_missing": Text("V souboru chybí orgán druhu {kind}.", "The file lacks a body of the kind {kind}."),
    "body_twice": Text(
        "Orgán druhu {kind} smí být v území jen jeden; první je na řádku {first}.",
        "An area may have only one body of the kind {kind}; the first is on line {first}.",
    ),
    "rules_of_union_only": Text(
        "Pravidla rozhodování lze zapsat jen u svazku obcí; rada a zastupitelstvo rozhodují podle zákona.",
        "Rules of deciding can be set for a union only; boards and assemblies decide by the act.",
    ),
    "rules_out_of_reach": Text(
        'Takového podílu členů nelze dosáhnout. Napište třeba "> 1/2" nebo ">= 3/5".',
        'Such a share of the members cannot be reached. Write "> 1/2" or ">= 3/5".',
    ),
    "of_union_only": Text(
        "Položku {name} lze zapsat jen u svazku obcí.", "The item {name} can be written for a union only."
    ),
    "member_twice": Text(
        "Obec {code} je členem svazku ve stejné době už podle řádku {first}.",
        "The municipality {code} is a member of the union at the same time already by line {first}.",
    ),
    "unknown_owner": Text(
        "Pořizovatel {owner} v souboru není. Možné jsou: {allowed}.",
        "There is no owner {owner} in the file. Possible: {allowed}.",
    ),
    "owners_of_one_day": Text(
        "Od téhož dne {day} je na řádku {first} už jiný pořizovatel.",
        "From the same day {day} there is another owner already on line {first}.",
    ),
    "group_has_ended": Text(
        "Skupina „{body}“ skončila {day}, dál pracuje {successor}. Podle souboru by v ní ale dál byli: {people}. "
        "Soubor je nejspíš starší než sloučení skupin. Stáhněte si oblast znovu a upravte nový soubor; nebo tu "
        "skončenou skupinu vypusťte a její lidi zapište tam, kde se pokračuje.",
        "The group “{body}” ended on {day}, work goes on in {successor}. By the file these would still sit in it: "
        "{people}. The file is probably older than the merger of the groups. Export the area again and change "
        "the new file; or leave the ended group out and write its people where work goes on.",
    ),
    "body_has_ended": Text(
        "{body}: tento orgán zanikl {day}. Podle souboru by v něm ale dál byli: {people}. Doplňte jim to: {to}, "
        "nebo orgán ze souboru vypusťte.",
        "{body}: this body ended on {day}. By the file these would still sit in it: {people}. Add to: {to} to them, "
        "or leave the body out of the file.",
    ),
    "weekday_missing": Text(
        "Bez dne v týdnu (weekday) tato položka nic neříká. Doplňte jej, nebo ji smažte.",
        "Without a weekday this item says nothing. Add it, or remove the item.",
    ),
    "no_such_council": Text(
        "Obec podle souboru takový orgán nemá. Doplňte {council}, nebo tuto položku smažte.",
        "The municipality has no such council in the file. Add {council}, or remove this item.",
    ),
    "sessions_of_deciders_only": Text(
        "Zasedání se zapisují jen u zastupitelstev, rad, svazku a kraje.",
        "Sessions are written for assemblies, boards, a union and a region only.",
    ),
    "session_too_far": Text(
        "Zasedání {day} je víc než dva roky dopředu. Nejspíš je překlep v roce.",
        "The session of {day} is more than two years ahead. Its year is probably mistyped.",
    ),
    "forms_needed": Text(
        "Název „{name}“ neumíme skloňovat. Doplňte forms s pády: {cases}.",
        "We cannot decline the name “{name}”. Add forms with the cases: {cases}.",
    ),
    "join_value_unused": Text(
        "Pravidlo {join} nemá join_value; smažte ji, nebo změňte join.",
        "The rule {join} takes no join_value; remove it or change join.",
    ),
    # what is odd and yet accepted
    "sessions_are_over": Text(
        "Tyto dny zasedání už minuly, do kalendáře se nezapíší: {days}.",
        "These days of sessions are over and do not go into the calendar: {days}.",
    ),
    "even_count": Text(
        "Počet členů {count} je sudý; bývá lichý.",
        "The number of members {count} is even; it is usually odd.",
    ),
    "assembly_size": Text(
        "Zastupitelstvo s {count} členy neodpovídá § 68 zákona o obcích: při {inhabitants} obyvatelích "
        "jich má být {low}–{high}.",
        "An assembly of {count} does not fit § 68 of the Act on Municipalities: with {inhabitants} "
        "inhabitants it should have {low}–{high}.",
    ),
    "board_not_elected": Text(
        "Rada se nevolí, má-li zastupitelstvo méně než 15 členů (§ 99 zákona o obcích); zde jich má {count}.",
        "No board is elected where the assembly has fewer than 15 members (§ 99 of the Act on "
        "Municipalities); here it has {count}.",
    ),
    "board_size": Text(
        "Rada má mít 5 až 11 členů, nejvýše třetinu zastupitelstva (§ 99 zákona o obcích); "
        "zde {count} z {assembly}.",
        "A board should have 5 to 11 members, at most a third of the assembly (§ 99 of the Act on "
        "Municipalities); here {count} of {assembly}.",
    ),
    "board_expected": Text(
        "Zastupitelstvo s {count} členy volí radu (§ 99 zákona o obcích); v souboru chybí.",
        "An assembly of {count} elects a board (§ 99 of the Act on Municipalities); the file lacks it.",
    ),
    "mayor_missing": Text(
        "Obec nemá starostu ani starostku: nikdo za ni nemůže zapsat usnesení.",
        "The municipality has no mayor: nobody can record a resolution for it.",
    ),
    "owner_without_ico": Text(
        "{name} pořizuje plány a nemá v souboru IČO; v dokumentech proto nebude.",
        "{name} owns plans and has no IČO in the file; documents will not name one.",
    ),
    "same_name": Text(
        "Jméno obce {name} se opakuje (řádek {first}). Rozliší se kódem; zkontrolujte jej.",
        "The municipality name {name} repeats (line {first}). They are told apart by code; check it.",
    ),
    "in_other_area": Text(
        "Obec {name} ({code}) ve stejné době plánuje i v území {area}.",
        "The municipality {name} ({code}) plans in the area {area} at the same time.",
    ),
}


class AreaFileInvalid(WorkflowError):
    """The area file cannot be used; `problems` names every reason by line and field."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.field)))
        super().__init__("\n".join(problem.text("en") for problem in self.problems))


def field_name(path: Path) -> str:
    """Return the place as people write it, counting from 1: municipalities[3].mayor.email."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def line_of(lines: Lines, path: Path) -> int:
    """Return the line where `path` stands, or the nearest thing around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def problem(lines: Lines, path: Path, key: str, **params: object) -> Problem:
    """Return the problem `key` of SENTENCES at `path`, filled with `params`; a Text is filled by language."""

    def fill(language: str) -> str:
        words = {
            name: value.pick(language) if isinstance(value, Text) else value for name, value in params.items()
        }
        return SENTENCES[key].pick(language).format(**words)

    return Problem(line_of(lines, path), field_name(path), key, Text(cs=fill("cs"), en=fill("en")))
