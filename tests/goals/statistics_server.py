"""A statistics server on this machine that answers as it is told."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django import Settings

VERSION_2 = [
    {
        "Variables": [{"Label": "Area"}, {"Label": "Periode"}, {"Label": "Antal"}],
        "Data": [["Skive", "2020M01", "1.234"]],
    }
]
VERSION_3 = {"columns": ["Kommune", "Periode", "Antal"], "rows": [["Skive", "2020M01", 1234]]}


@dataclass
class Answer:
    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    announced: int | None = None
    """A length that the answer does not have: the connection breaks off."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up is what some of the tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Authorization"]))
        answers = self.server.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        time.sleep(answer.delay)
        self.send_response(answer.status)
        self.send_header("Content-Length", str(answer.announced or len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.JOBINDSATS_URL = f"{running.url}/v3"
        settings.JOBINDSATS_KEY = "hemmelig"
        yield running
        running.shutdown()
        thread.join()


def as_json(content: Any) -> Answer:
    return Answer(body=json.dumps(content).encode())
