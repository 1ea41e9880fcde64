"""When a Word document was first created, as the document itself says: Word keeps it through all later edits."""

import io
import zipfile

from lxml import etree

_CREATED = "{http://purl.org/dc/terms/}created"


def birth_mark(data: bytes) -> str:
    """Return the moment of creation (ISO, UTC) that a Word file carries; "" when it carries none.

    The file has been checked by documents/upload.py, or was made here.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("docProps/core.xml"), parser)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return ""
    found = root.find(_CREATED)
    return "" if found is None else (found.text or "").strip()
