"""Seals a definition version with the first process that uses it; a rewritten law is refused at start-up."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from workflow_app.db.uow import Transaction
from workflow_app.engine.catalogue import Catalogue
from workflow_app.engine.definition import Definition
from workflow_app.engine.loader import DefinitionError
from workflow_app.models.definition_seal import DefinitionSeal


def seal(tx: Transaction, law: Definition) -> None:
    """Remember the fingerprint of `law`, once in each database."""
    row = {"process": law.process, "version": law.version, "sha256": law.sha256, "sealed_at": tx.now}
    tx.session.execute(insert(DefinitionSeal).values(row).on_conflict_do_nothing())


def broken_seals(tx: Transaction, catalogue: Catalogue) -> list[str]:
    """Return a sentence for each sealed definition whose file is another one now, or is gone."""
    found = []
    for row in tx.session.scalars(
        select(DefinitionSeal).order_by(DefinitionSeal.process, DefinitionSeal.version)
    ):
        law = catalogue.definitions.get((row.process, row.version))
        if law is None:
            found.append(f"{row.process} v{row.version} is sealed, but its file is gone")
        elif law.sha256 != row.sha256:
            found.append(
                f"{row.process} v{row.version} is sealed and was rewritten; write a new version instead"
            )
    return found


def check_seals(tx: Transaction, catalogue: Catalogue) -> None:
    """Raise DefinitionError when a definition that processes have started with was rewritten."""
    broken = broken_seals(tx, catalogue)
    if broken:
        raise DefinitionError("\n".join(broken))
