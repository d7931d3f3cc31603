"""How many pages a second: gunicorn alone, gunicorn behind the shipped nginx, and nginx with the same files and nothing else.

All in one run, by as many readers with an open connection each; only the ratios travel between machines."""

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
PAGES = {
    "tema": "/herning/2019/tema/tema-1/",
    "plan": "/herning/2019/",
    "mål": "/herning/2019/maal/",
    "opfølgning": "/herning/2019/opfoelgning/",
    "sammenligning": "/herning/2020/sammenlign/2019/",
    "PDF": "/herning/2019/plan.pdf",
}
OK = b"HTTP/1.1 200 "
LARGE = 300_000
"""Bytes of a plan's PDF; the one that is published here is a single page."""
READERS, SECONDS, ROUNDS = 2, 1.0, 5
HEAD = (
    "",
    "gunicorn/s",
    "bag nginx/s",
    "nginx alene/s",
    "gunicorn/nginx",
    "bag/alene",
    "gunicorn, µs processor",
    "bag nginx, µs",
    "nginx alene, µs",
    "alene/gunicorn",
    "alene/bag",
    "p50 ms",
    "p99 ms",
    "p99/p50",
)


def make_site() -> None:
    import django  # noqa: PLC0415 slow import
    from django.core.management import call_command  # noqa: PLC0415 slow import

    django.setup()
    from tests.website.whole_site import publish_whole_site  # noqa: PLC0415 slow import

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    publish_whole_site()
    call_command("build_site")


def read(port: int, path: str) -> list[float]:
    """How long each answer took, in milliseconds. What an answer is like is known from the first one: a reader that
    takes each apart, header by header, would be what is measured."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    length, keeps = _first(port, request), True
    taken: list[float] = []
    connection = socket.create_connection(("127.0.0.1", port), 30)
    end = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < end:
        if not keeps:
            connection.close()
            connection = socket.create_connection(("127.0.0.1", port), 30)
        connection.sendall(request)
        keeps = _receive(connection, length)
        taken.append((time.perf_counter() - began) * 1000)
    connection.close()
    return taken


def _first(port: int, request: bytes) -> int:
    """How many bytes an answer has, headers among them."""
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(request)
        told = b""
        while b"\r\n\r\n" not in told:
            told += connection.recv(4096)
    head = told.partition(b"\r\n\r\n")[0]
    content = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    if content is None or not head.startswith(OK):
        raise RuntimeError(head)
    return len(head) + 4 + int(content[1])


def _receive(connection: socket.socket, length: int) -> bool:
    """Whether the connection can be used again: gunicorn never keeps one, nginx does for a thousand answers."""
    first = connection.recv(length)
    if not first.startswith(OK):
        raise RuntimeError(first[:80])
    got, keeps = len(first), b"\r\nConnection: close\r\n" not in first
    while not keeps or got < length:
        more = connection.recv(1 << 18)
        if not more:
            break
        got += len(more)
    return keeps


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: "subprocess.Popen[bytes]"

    def processor(self) -> float:
        """Microseconds that it and its workers have used."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        pids = [str(self.process.pid), *found.stdout.split()]
        return sum(int(Path("/proc", pid, "schedstat").read_text().split()[0]) for pid in pids) / 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """`taken`: milliseconds of each answer; `processor`: microseconds that the server used for one, which other work on the
    machine disturbs least."""

    taken: list[float]
    processor: float

    @classmethod
    def of(cls, rounds: list["Measure"]) -> "Measure":
        taken = sorted(one for each in rounds for one in each.taken)
        return cls(taken, statistics.median(each.processor for each in rounds))

    @property
    def per_second(self) -> float:
        return len(self.taken) / (SECONDS * ROUNDS)


def measured(pool: ProcessPoolExecutor, server: Server, path: str) -> Measure:
    before = server.processor()
    found = list(pool.map(read, [server.port] * READERS, [path] * READERS))
    taken = sorted(one for each in found for one in each)
    return Measure(taken, (server.processor() - before) / len(taken))


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["VAR_DIR"] = temporary
        subprocess.run([sys.executable, __file__, "make"], check=True)
        serve(folder)


def serve(folder: Path) -> None:
    from tests.website.building.nginx import answers, free_port, start  # noqa: PLC0415 slow import

    portal, port, plain = free_port(), free_port(), free_port()
    site = folder / "site"
    alone = f"""server {{ listen 127.0.0.1:{plain}; root {site}/pages; gzip_static on;
        location ~ [.]pdf$ {{ root {site}/files; }} location / {{ index index.html; }} }}"""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{portal}",
        "--workers",
        "2",
    ]
    gunicorn = subprocess.Popen(command, cwd=ROOT)
    nginx = start(folder / "nginx", site, port, portal, alone)
    (site / "files" / PAGES["PDF"].strip("/")).write_bytes(os.urandom(LARGE))
    servers = (Server(portal, gunicorn), Server(port, nginx), Server(plain, nginx))
    try:
        while not answers(portal):
            time.sleep(0.2)
        with ProcessPoolExecutor(READERS) as pool:
            measured(pool, servers[0], PAGES["plan"])  # by now both workers have loaded the portal
            print_table([(name, in_turns(pool, servers, path)) for name, path in PAGES.items()])
    finally:
        for process in (nginx, gunicorn):
            process.terminate()
            process.wait(20)


def in_turns(pool: ProcessPoolExecutor, servers: tuple[Server, ...], path: str) -> list[Measure]:
    """So that what else the machine does falls upon all of them."""
    rounds = [[measured(pool, one, path) for one in servers] for _round in range(ROUNDS)]
    return [Measure.of([each[place] for each in rounds]) for place in range(len(servers))]


def print_table(rows: list[tuple[str, list[Measure]]]) -> None:
    sys.stdout.write("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD) + "\n")
    for name, measures in rows:
        portal, behind, alone = measures
        p50, p99 = statistics.median(portal.taken), portal.taken[int(len(portal.taken) * 0.99)]
        told = [name, *(f"{one.per_second:.0f}" for one in measures)]
        told += [f"{one.per_second / alone.per_second:.0%}" for one in (portal, behind)]
        told += [f"{one.processor:.1f}" for one in measures]
        told += [f"{alone.processor / one.processor:.0%}" for one in (portal, behind)]
        told += [f"{p50:.2f}", f"{p99:.2f}", f"{p99 / p50:.1f}"]
        sys.stdout.write("| " + " | ".join(told) + " |\n")


if __name__ == "__main__":
    make_site() if sys.argv[1:] == ["make"] else main()
