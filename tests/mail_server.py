"""A mail server on 127.0.0.1 that speaks just enough SMTP, keeps what it is given, or refuses it."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import cast

from django.core.mail.backends.base import BaseEmailBackend


@dataclass
class Post:
    port: int
    letters: list[EmailMessage] = field(default_factory=list)


class Conversation(socketserver.StreamRequestHandler):
    """`refuses` answers every sender with an error, as a server does that knows nobody."""

    letters: list[EmailMessage]
    refuses: bool

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"QUIT":
                self.wfile.write(b"221 farvel\r\n")
                return
            if word == b"MAIL" and self.refuses:
                self.wfile.write(b"550 nobody may send here\r\n")
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.letters.append(self._letter())
                self.wfile.write(b"250 taken\r\n")
            else:
                self.wfile.write(b"250 ok\r\n")

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        return cast("EmailMessage", message_from_bytes(b"".join(lines), policy=policy.default))


@contextmanager
def mail_server(refuses: bool = False) -> Iterator[Post]:
    letters: list[EmailMessage] = []
    handler = type("Own", (Conversation,), {"letters": letters, "refuses": refuses})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield Post(server.server_address[1], letters)
        server.shutdown()
        thread.join()


def closed_port() -> int:
    """A port that nobody listens on."""
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        return int(server.server_address[1])


class Stopping(BaseEmailBackend):
    """As when the server is told to end while a letter is on its way."""

    def send_messages(self, _letters: object) -> int:
        raise SystemExit
