"""Freezes a text as the next version of its document and puts it before the process."""

import json
from typing import Any

from sqlalchemy import insert, select

from workflow_app.engine.context import Context
from workflow_app.kernel.canonical import canonical_json, sha256_text
from workflow_app.models.version import Version


def freeze(ctx: Context, subject_kind: str, subject_id: int, content: Any) -> int:
    """Write `content` (a dataclass of models/content.py) as a version and return its id.

    A text that equals the newest version is that version: nothing is written twice. The root of the family is
    locked, so two versions cannot take the same number.
    """
    text = canonical_json(content)
    sha256 = sha256_text(text)
    session = ctx.tx.session
    newest = session.execute(
        select(Version.id, Version.number, Version.sha256)
        .where(Version.subject_kind == subject_kind, Version.subject_id == subject_id)
        .order_by(Version.number.desc())
        .limit(1)
    ).first()
    if newest and newest.sha256 == sha256:
        return int(newest.id)
    version_id: int = session.execute(
        insert(Version)
        .values(
            area_id=ctx.process.area_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            number=newest.number + 1 if newest else 1,
            content=json.loads(text),
            sha256=sha256,
            created_at=ctx.tx.now,
            created_by_id=ctx.tx.actor.user_id,
        )
        .returning(Version.id)
    ).scalar_one()
    return version_id
