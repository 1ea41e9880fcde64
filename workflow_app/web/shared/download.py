"""Sends a stored file as a download, never to be shown or run inside our pages."""

from io import BytesIO

from flask import Response, send_file

from workflow_app.web.shared.access import assembly


def send_stored(sha256: str, file_name: str, media_type: str) -> Response:
    """Return the file with this fingerprint under its name. The page has checked who may have it."""
    response = send_file(
        BytesIO(assembly().store.read(sha256)),
        mimetype=media_type,
        as_attachment=True,
        download_name=file_name,
        etag=sha256,
        max_age=0,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
