"""Free TCP ports on the loopback interface."""

import socket


def free_port() -> int:
    """A port nobody listens on at this moment; somebody may still take it before we do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """True if we could listen on this port ourselves."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def next_free(port: int) -> int:
    """The first free port from this one on."""
    return next(candidate for candidate in range(port, 65536) if is_free(candidate))
