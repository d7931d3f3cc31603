"""Whether a page costs more in a portal of 98 municipalities with ten years of plans each than in one with four plans: both
are served side by side and asked in turns, and the processor time of their servers is counted, which nothing else on the
machine disturbs. `COUNTRY` names a VAR_DIR where `make_country` has been run; where it is 1, one is made, and thrown away."""

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TOWN = "morsoe"
QUERIES = (
    *(
        "fleksjob",
        "småjob",
        "FGU",
        "mentor",
        "svejser",
        "virksomhedernes",
        "kontanthjælp",
        "unge uden uddannelse",
    ),
    *("sygemeldt fysioterapeut", "flexjop", "voksenlærling", "Aalborg", "hvad betyder planen for mig"),
)
ROUNDS, TIMES = 6, 15
TICK = os.sysconf("SC_CLK_TCK")
HEAD = ("", "få planer, ms", "landet, ms", "landet/få", "p50 ms", "p99 ms", "p99/p50")


@dataclass
class Portal:
    port: int
    process: "subprocess.Popen[bytes]"
    latest: list[float] = field(default_factory=list)

    def processor(self) -> float:
        """Seconds that the server and its workers have used."""
        workers = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        return sum(_seconds_of(pid) for pid in [str(self.process.pid), *workers])

    def ask(self, paths: list[str]) -> float:
        """Milliseconds of the processor for each request; how long each took is kept."""
        before, asked = self.processor(), 0
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for path in paths:
            began = time.perf_counter()
            connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{path}: {response.status}")
            self.latest.append((time.perf_counter() - began) * 1000)
            asked += 1
        connection.close()
        return (self.processor() - before) * 1000 / asked


def _seconds_of(pid: str) -> float:
    fields = Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def manage(folder: Path, *command: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(folder)},
        check=True,
    )


def make(folder: Path, *size: str) -> None:
    from tests.migrated import migrated  # noqa: PLC0415 slow import

    folder.mkdir(exist_ok=True)
    shutil.copy(migrated(), folder / "db.sqlite3")
    manage(folder, "collectstatic", "--no-input", "--verbosity", "0")
    manage(folder, "make_country", "--verbosity", "0", *size)


@contextmanager
def served(folder: Path) -> Iterator[Portal]:
    from tests.website.building.nginx import answers, free_port  # noqa: PLC0415 slow import

    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", "1", "--log-level", "error"]
    process = subprocess.Popen(
        [*command, "--timeout", "120", "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(folder), "SITE_URL": "http://localhost"},
    )
    try:
        while not answers(port):
            time.sleep(0.2)
        yield Portal(port, process)
    finally:
        process.terminate()
        process.wait(20)


def pages() -> dict[str, list[str]]:
    """By name; what has a question mark is no file, so that the program answers."""
    year = time.localtime().tm_year
    plan = f"/{TOWN}/{year}/"
    goals = f"{plan}maal/"
    report = f"/{TOWN}/{year - 1}/opfoelgning/"
    files = {
        "forside": "/",
        "ministermål": "/ministermaal/2024/",
        "kommune": f"/{TOWN}/",
        "plan": plan,
        "mål": goals,
        "opfølgning": report,
        "sammenligning": f"{plan}sammenlign/{year - 1}/",
        "målgruppe": f"/{TOWN}/maalgruppe/virksomheder/",
        "PDF": f"{plan}plan.pdf",
    }
    by_program = {f"{name}, af programmet": [f"{path}?fra=1"] for name, path in files.items()}
    search = {f"søg: {query}": [f"/soeg/?q={quote(query)}"] for query in QUERIES}
    return {name: [path] for name, path in files.items()} | by_program | search


def compared(few: Portal, many: Portal, paths: list[str]) -> tuple[float, float, list[float]]:
    spent: dict[int, list[float]] = {few.port: [], many.port: []}
    for portal in (few, many):
        portal.ask(paths * 3)  # by now it has loaded what it needs
        portal.latest.clear()
    for _round in range(ROUNDS):
        for portal in (few, many):
            spent[portal.port].append(portal.ask(paths * TIMES))
    return statistics.median(spent[few.port]), statistics.median(spent[many.port]), sorted(many.latest)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        small = Path(temporary, "few")
        there = os.environ.get("COUNTRY", "1")
        country = Path(temporary, "country") if there == "1" else Path(there)
        make(small, "--municipalities", "2", "--years", "2")
        if there == "1":
            make(country)
        for folder in (small, country):
            manage(folder, "build_site", TOWN)
        with served(small) as few, served(country) as many:
            print_table(few, many)


def print_table(few: Portal, many: Portal) -> None:
    sys.stdout.write("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD) + "\n")
    for name, paths in pages().items():
        one, other, taken = compared(few, many, paths)
        p50, p99 = statistics.median(taken), taken[int(len(taken) * 0.99)]
        numbers = [f"{one:.2f}", f"{other:.2f}", f"{other / one:.2f}" if one else "-"]
        told = [name, *numbers, f"{p50:.1f}", f"{p99:.1f}", f"{p99 / p50:.1f}"]
        sys.stdout.write("| " + " | ".join(told) + " |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
