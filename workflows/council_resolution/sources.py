"""How a resolution became known: as somebody wrote it, or by a recording link, kept as a code with its address."""

BY_LINK = "recording_link"


def by_link(masked_address: str) -> str:
    """Return the source of what was recorded by a link that went to an address; "" when it was handed over."""
    return f"{BY_LINK} {masked_address}".rstrip()


def link_address(source: str) -> str | None:
    """Return the masked address of by_link, "" when the link was handed over; None for every other source."""
    code, _, address = source.partition(" ")
    return address if code == BY_LINK else None
