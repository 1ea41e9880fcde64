"""Produced documents, without a worker."""

from workflow_app.db.uow import Transaction
from workflow_app.engine.lock import read
from workflow_app.models.document import Document
from workflow_app.models.process_instance import ProcessInstance

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_FILE = "0" * 64


def make_document(
    tx: Transaction, process_id: int, name: str, seq: int | None = None, sha256: str = NO_FILE
) -> int:
    """Write down that `name` was made by step `seq` of a process (None: by its newest) and return its id."""
    process = tx.session.get_one(ProcessInstance, process_id, populate_existing=True)
    document = Document(
        area_id=process.area_id,
        process_id=process_id,
        name=name,
        language="cs",
        seq=read(tx, process_id).seq if seq is None else seq,
        file_name=f"{name}.docx",
        media_type=WORD_FILE,
        size=20_480,
        sha256=sha256,
        version_id=process.version_id,
        created_at=tx.now,
    )
    tx.session.add(document)
    tx.session.flush()
    return document.id
