"""Paths of the pages that notices lead to, one for each audience."""

from workflow_app.engine.process_row import ProcessRow


def group_page(area_key: str, body_key: str) -> str:
    """The desk of a working group."""
    return f"/working-group/{area_key}/{body_key}"


def steering_page(area_key: str) -> str:
    """The desk of the steering group."""
    return f"/steering/{area_key}"


def council_page(code: str) -> str:
    """The desk of a municipality with this 6-digit code."""
    return f"/council/{code}"


def staff_page(area_key: str, process: ProcessRow) -> str:
    """Staff's page of the document's whole process."""
    return f"/staff/{area_key}"


def public_page(area_key: str) -> str:
    """The public page of an area."""
    return f"/areas/{area_key}"
