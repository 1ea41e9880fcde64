"""The command line of an installation: areas, administrators, checks, the database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from psycopg.errors import UndefinedColumn, UndefinedTable
from sqlalchemy.exc import OperationalError, ProgrammingError

from workflow_app.access.tokens import invitation_paths
from workflow_app.audit.verify import verify
from workflow_app.bootstrap import Assembly, assemble
from workflow_app.db.migrate import upgrade, write_revision
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.documents.paper import TEMPLATES
from workflow_app.documents.placeholders import check_templates
from workflow_app.engine.draw import mermaid
from workflow_app.engine.loader import DefinitionError
from workflow_app.engine.seal import broken_seals
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import NotFound, Refused, WorkflowError
from workflow_app.kernel.ids import new_request_id
from workflow_app.kernel.languages import LANGUAGES, Text
from workflow_app.kernel.refusals import refusal_sentence
from workflow_app.queries.areas import all_areas
from workflow_app.queries.outbox_counts import outbox_counts
from workflow_app.settings import Settings, SettingsError
from workflow_app.usecases.area_file import AreaFile
from workflow_app.usecases.area_file_problems import AreaFileInvalid
from workflow_app.usecases.create_administrator import create_administrator
from workflow_app.usecases.export_area import export_area
from workflow_app.usecases.import_area import AreaImported, import_area
from workflow_app.usecases.invite_people import invite_people
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file
from workflows.catalogue import load_catalogue
from workflows.papers import PAPERS

NOTHING_TO_CHANGE = Text(
    "Není co měnit: v databázi už je to, co v souboru.",
    "Nothing to change: the database already says what the file says.",
)


def _assembly() -> Assembly:
    return assemble(Settings.from_environment(os.environ), load_catalogue())


@contextmanager
def _transaction(parts: Assembly, *, read_only: bool = False) -> Iterator[Transaction]:
    with unit_of_work(parts.sessions, parts.clock, SYSTEM, new_request_id(), read_only=read_only) as tx:
        yield tx


@click.group(help=__doc__)
def cli() -> None:
    """Hold all commands."""


@cli.group()
def db() -> None:
    """Tables of the database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest schema."""
    upgrade(_assembly().sessions.engine)
    click.echo("The database has the newest schema.")


@db.command("revision")
@click.argument("message")
def db_revision(message: str) -> None:
    """Write a migration from what differs between tables and database (for developers)."""
    write_revision(_assembly().sessions.engine, message)


@cli.group()
def workflows() -> None:
    """Process definitions."""


@workflows.command("check")
def workflows_check() -> None:
    """Check every definition: schema, names, paths; and its seal, when a database is set."""
    try:
        catalogue = load_catalogue()
    except DefinitionError as error:
        raise click.ClickException(str(error)) from error
    for (process, version), law in sorted(catalogue.definitions.items()):
        click.echo(
            f"{process} v{version}: {len(law.states)} states, {len(law.transitions)} transitions: good"
        )
    if os.environ.get("DATABASE_URL"):
        with _transaction(_assembly(), read_only=True) as tx:
            broken = broken_seals(tx, catalogue)
        if broken:
            raise click.ClickException("\n".join(broken))
        click.echo("Every seal holds.")


@workflows.command("draw")
@click.argument("process")
@click.option("--language", type=click.Choice(["cs", "en"]), default="cs")
@click.option("--state", help="Mark where a process is.")
def workflows_draw(process: str, language: str, state: str | None) -> None:
    """Print a process as a Mermaid diagram."""
    catalogue = load_catalogue()
    known = sorted({name for name, _ in catalogue.definitions})
    if process not in known:
        raise click.ClickException(f"There is no process {process!r}; there are {', '.join(known)}.")
    law = catalogue.latest(process)
    if state and state not in law.states:
        raise click.ClickException(f"{process} has no state {state!r}; it has {', '.join(law.states)}.")
    click.echo(mermaid(law, language, state), nl=False)


@cli.group()
def area() -> None:
    """Planning areas."""


@area.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Only show what would change.")
@click.option("--invite/--no-invite", default=True, help="Write to people who are new in the file.")
@click.option("--language", type=click.Choice(["cs", "en"]), default="cs", help="Of what is printed.")
def area_import(file: Path, language: str, *, preview: bool, invite: bool) -> None:
    """Set up or change a planning area from its FILE; all of it or nothing."""
    try:
        area_file = read_area_file(file.read_bytes())
        parts = _assembly()
        with _transaction(parts, read_only=preview) as tx:
            found = preview_area(tx, area_file) if preview else _imported(tx, parts, area_file, invite=invite)
    except AreaFileInvalid as invalid:
        problems = [problem.text(language) for problem in invalid.problems]
        raise click.ClickException("\n".join(problems)) from invalid
    for warning in found.warnings:
        click.echo(f"! {warning.text(language)}", err=True)
    for change in found.changes:
        click.echo(change.text(language))
    if not found.changes:
        click.echo(NOTHING_TO_CHANGE.pick(language))


def _imported(tx: Transaction, parts: Assembly, area_file: AreaFile, *, invite: bool) -> AreaImported:
    """Import the file and, when wanted, invite the people who are new."""
    imported = import_area(tx, area_file)
    if invite and imported.invited_user_ids:
        links = invitation_paths(parts.settings.secret_key, tx.now)
        invite_people(tx, imported.area_id, imported.invited_user_ids, links, parts.settings.base_url)
    return imported


@area.command("export")
@click.argument("key")
def area_export(key: str) -> None:
    """Print the area KEY as an area file."""
    with _transaction(_assembly(), read_only=True) as tx:
        try:
            click.echo(export_area(tx, key), nl=False)
        except NotFound as missing:
            known = ", ".join(line.key for line in all_areas(tx)) or "none yet"
            raise click.ClickException(f"There is no area {key!r}; there are: {known}.") from missing


@cli.group()
def audit() -> None:
    """The history."""


@audit.command("verify")
def audit_verify() -> None:
    """Walk the hash chains; exit 1 and name every record that was changed, removed or put in."""
    with _transaction(_assembly(), read_only=True) as tx:
        breaks = verify(tx)
    for item in breaks:
        click.echo(f"{item.chain} record {item.seq}: {item.problem}")
    if breaks:
        raise click.ClickException(f"The history does not hold in {len(breaks)} places.")
    click.echo("The history holds.")


@cli.group()
def documents() -> None:
    """Word templates."""


@documents.command("check")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=TEMPLATES)
def documents_check(folder: Path) -> None:
    """Check that every template in FOLDER names only what its document offers; exit 1 with what is wrong."""
    problems = check_templates(folder, PAPERS)
    if problems:
        raise click.ClickException("\n".join(problems))
    click.echo(f"{len(PAPERS)} documents in {len(LANGUAGES)} languages: good")


@cli.group()
def outbox() -> None:
    """Messages that still have to leave the database."""


@outbox.command("status")
def outbox_status() -> None:
    """Print how many messages of each topic wait, are being worked on, are done or were given up."""
    with _transaction(_assembly(), read_only=True) as tx:
        rows = outbox_counts(tx)
    click.echo(f"{'topic':20}{'waiting':>9}{'at work':>9}{'done':>9}{'failed':>9}")
    for row in rows:
        click.echo(f"{row.topic:20}{row.waiting:9}{row.at_work:9}{row.done:9}{row.failed:9}")


@cli.group()
def admin() -> None:
    """People who run this installation."""


@admin.command("create")
@click.argument("email")
@click.argument("name")
@click.option("--password", is_flag=True, help="Ask for a password instead of printing a one-time link.")
def admin_create(email: str, name: str, *, password: bool) -> None:
    """Make the person with this EMAIL and NAME an administrator."""
    secret = click.prompt("Password", hide_input=True, confirmation_prompt=True) if password else None
    parts = _assembly()
    with _transaction(parts) as tx:
        made = create_administrator(tx, parts.settings, email, name, secret)
    click.echo(
        f"{made.name} <{made.email}> {'was an administrator already' if made.was_one else 'is an administrator'}."
    )
    if secret is None:
        click.echo(
            f"Sign in once with this link within {parts.settings.sign_in_link_minutes} minutes:\n{made.link}"
        )


def _sentences(refused: Refused) -> str:
    """Return the reasons in English, for the person at the terminal."""
    return "\n".join(refusal_sentence(reason, "en") for reason in refused.reasons)


def main() -> None:
    """Run the command line; what a person can mend is said in one message, without a traceback."""
    try:
        cli(standalone_mode=True)
    except Refused as refused:
        click.echo(_sentences(refused), err=True)
        sys.exit(1)
    except (SettingsError, DefinitionError, WorkflowError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OperationalError as error:
        click.echo(f"The database does not answer. Look at DATABASE_URL.\n{error.orig}", err=True)
        sys.exit(1)
    except ProgrammingError as error:
        if not isinstance(error.orig, UndefinedTable | UndefinedColumn):
            raise
        click.echo("The tables are not those of this version; first run: workflow-app db upgrade", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
