"""A tiny real SMTP server on loopback that keeps what it is given and can be told to misbehave."""

import contextlib
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


class _Session(socketserver.StreamRequestHandler):
    """One connection; enough of RFC 5321 for smtplib."""

    server: "MailServer"

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, ValueError):
            self._say("220 ready")
            while (line := self.rfile.readline()) and self._answer(line.decode().strip()):
                pass

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
        self.wfile.flush()

    def _answer(self, command: str) -> bool:
        verb = command.split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0].upper()
        if verb == "EHLO":
            self._say("250 test")
        elif verb == "RCPT":
            self._say(self.server.replies_to_rcpt.pop(0) if self.server.replies_to_rcpt else "250 ok")
        elif verb == "DATA":
            return self._take_data()
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 ok")
        return True

    def _take_data(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.arrived.append(b"".join(lines))
        time.sleep(self.server.seconds_per_message)
        if self.server.drops_after_data:
            return False
        self._say(self.server.replies_to_data.pop(0) if self.server.replies_to_data else "250 taken")
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """`arrived` holds every message whose text came whole, whatever was answered to it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.arrived: list[bytes] = []
        self.replies_to_rcpt: list[str] = []
        self.replies_to_data: list[str] = []
        self.drops_after_data = False
        self.seconds_per_message = 0.0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.arrived]  # type: ignore[misc]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run one for the time of a test."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
