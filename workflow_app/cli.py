"""The command line: workflow-app area, workflows, audit, outbox, admin, documents, db, demo."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from workflow_app.audit.verify import verify
from workflow_app.bootstrap import Assembly, assemble
from workflow_app.db.migrate import upgrade, write_revision
from workflow_app.db.uow import Transaction, unit_of_work
from workflow_app.engine.draw import mermaid
from workflow_app.engine.loader import DefinitionError
from workflow_app.engine.seal import broken_seals
from workflow_app.kernel.actor import SYSTEM
from workflow_app.kernel.errors import WorkflowError
from workflow_app.kernel.ids import new_request_id
from workflow_app.settings import Settings, SettingsError
from workflow_app.usecases.export_area import export_area
from workflow_app.usecases.import_area import import_area
from workflow_app.usecases.preview_area import preview_area
from workflow_app.usecases.read_area_file import read_area_file
from workflows.catalogue import load_catalogue


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
    with _assembly().sessions() as session:
        upgrade(session.get_bind())  # type: ignore[arg-type]
    click.echo("The database has the newest schema.")


@db.command("revision")
@click.argument("message")
def db_revision(message: str) -> None:
    """Write a migration from what differs between tables and database (for developers)."""
    with _assembly().sessions() as session:
        write_revision(session.get_bind(), message)  # type: ignore[arg-type]


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
    click.echo(mermaid(catalogue.latest(process), language, state), nl=False)


@cli.group()
def area() -> None:
    """Planning areas."""


@area.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Only show what would change.")
@click.option("--language", type=click.Choice(["cs", "en"]), default="cs")
def area_import(file: Path, language: str, *, preview: bool) -> None:
    """Set up or change a planning area from its FILE; all of it or nothing."""
    area_file = read_area_file(file.read_bytes())
    parts = _assembly()
    with _transaction(parts, read_only=preview) as tx:
        found = preview_area(tx, area_file) if preview else import_area(tx, area_file)
    for warning in found.warnings:
        click.echo(f"! {warning.text(language)}", err=True)
    for change in found.changes:
        click.echo(change.text(language))
    if not found.changes:
        click.echo("Nothing to change: the database already says what the file says.")


@area.command("export")
@click.argument("key")
def area_export(key: str) -> None:
    """Print the area KEY as an area file."""
    with _transaction(_assembly(), read_only=True) as tx:
        click.echo(export_area(tx, key), nl=False)


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


def main() -> None:
    """Run the command line; what a person can mend is said in one message, without a traceback."""
    try:
        cli(standalone_mode=True)
    except (SettingsError, DefinitionError, WorkflowError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
