"""How long after "Udgiv" the public reads the new edition: the portal as it is deployed, with a town of ten years of plans, and
two people who send, approve and publish over HTTP. What counts is from the click: until it is answered, until the plan's own
pages have the new words, until they are files, and until all of the town, what towns share, and the data are.

`COUNTRY` names a VAR_DIR where `make_country` has been run: it is measured in a copy of that; else in two towns that are made."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TOWN, YEARS = "frederiksberg", 10
PASSWORD = "en lang og god adgangskode"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
PATIENCE = 300.0
TICK = os.sysconf("SC_CLK_TCK")
PAUSE, QUIET = 0.1, 4.0
UNITS = {TOWN: "alle byens sider er filer", "_shared": "det fælles er filer", "_data": "data er filer"}
HEAD = ("", "", "s efter klik", "s efter svar", "s processor")


class Reader:
    """A browser, as far as it is needed: cookies, and forms that are sent with what they had."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.opener.open(f"{self.address}{path}", timeout=120) as response:
            return str(response.read().decode())

    def send(self, path: str, **told: str) -> str:
        return self.post(path, self.form(path) | told)

    def form(self, path: str) -> dict[str, str]:
        """What its hidden fields say."""
        return dict(HIDDEN.findall(self.get(path)))

    def post(self, path: str, told: dict[str, str]) -> str:
        headers = {"Referer": f"{self.address}{path}"}
        request = Request(f"{self.address}{path}", urlencode(told).encode(), headers)
        with self.opener.open(request, timeout=120) as response:
            return str(response.read().decode())


def make_portal() -> None:
    """The last of the town's ten years is a draft with all its rows. Writes what the other process has to know."""
    import django  # noqa: PLC0415 slow import

    django.setup()
    from dataclasses import replace  # noqa: PLC0415 beside what needs the settings

    from django.contrib.auth.models import User  # noqa: PLC0415 needs the settings
    from django.urls import reverse  # noqa: PLC0415 needs the settings

    from desk.management.country import places  # noqa: PLC0415 needs the settings
    from desk.management.country.compose import Town  # noqa: PLC0415 needs the settings
    from documents.onto_rows import store_onto  # noqa: PLC0415 needs the settings
    from documents.to_rows import store  # noqa: PLC0415 needs the settings
    from plans.models import Membership, Municipality, Plan  # noqa: PLC0415 needs the settings
    from website.building import folders, waiting  # noqa: PLC0415 needs the settings

    town = Municipality.objects.get(slug=TOWN)
    year = time.localtime().tm_year + 1
    *others, document = Town(places.node_of(town), year - YEARS + 1, YEARS, {}).plans()
    for other in others:  # `make_country` stores no rows but the plan's own
        store_onto(replace(other, sections=()), Plan.objects.get(municipality=town, year=other.year))
    plan = store(replace(document, notice=""))
    for name, role in (("skriver", "editor"), ("godkender", "approver")):
        person = User.objects.create_user(name, f"{name}@eksempel.dk", PASSWORD, is_staff=True)
        Membership.objects.create(person=person, municipality=town, role=role)
    for unit in waiting.units():  # towns that nobody has built are nothing that this publication has to do
        folders.keep_state(unit, {"mark": folders.set_mark(unit)})
    for unit in (TOWN, folders.SHARED, folders.DATA):
        folders.take_mark(unit)
        waiting.build_one(unit)
    theme = plan.themes.order_by("number").first()
    assert theme
    told = {
        "plan": plan.pk,
        "publish": reverse("admin:plans_plan_publish", args=[plan.pk]),
        "pages": [f"/{TOWN}/{year}/{page}" for page in ("", "maal/", f"tema/{theme.slug}/")],
        "compared": f"/{TOWN}/{year}/sammenlign/{year - 1}/",
        "theme": theme.pk,
    }
    sys.stdout.write(json.dumps(told))


def write(theme: int, word: str) -> None:
    """The plan's title and the theme have a word that they did not have; every page of the plan shows the title."""
    import django  # noqa: PLC0415 slow import

    django.setup()
    from django.contrib.auth.models import User  # noqa: PLC0415 needs the settings
    from django.db import transaction  # noqa: PLC0415 needs the settings

    from plans.domain.lock import draft_begins  # noqa: PLC0415 needs the settings
    from themes.models import Theme  # noqa: PLC0415 needs the settings

    row = Theme.objects.select_related("plan").get(pk=theme)
    if row.plan.state == "published":
        with transaction.atomic():
            for begin in draft_begins:
                begin(row.plan, User.objects.get(username="skriver"))
        row.plan.refresh_from_db()
    row.ambition = f"Vi vil det her: {word}.\n\n{row.ambition}"
    row.save()
    row.plan.title = f"Beskæftigelsesplan {word}"
    row.plan.save()


def ours(*command: str, environment: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def processor(session: int) -> float:
    """Seconds that all processes of the server have used, with those that have ended."""
    used = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if int(fields[3]) == session:
            used += sum(map(int, fields[11:15]))
    return used / TICK


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[Reader, int]]:
    from tests.website.building.nginx import answers  # noqa: PLC0415 slow import

    port = int(environment["SITE_URL"].rpartition(":")[2])
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", "2", "--log-level", "warning"]
    process = subprocess.Popen(
        [*command, "--timeout", "120", "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    try:
        while not answers(port):
            time.sleep(0.1)
        yield Reader(f"http://127.0.0.1:{port}"), process.pid
    finally:
        process.terminate()
        process.wait(60)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)


def mark_of_build(site: Path, unit: str) -> str:
    """Of the build that is served; nothing while another waits or is made."""
    try:
        mark = (site / "marks" / unit).read_text()
        of_build = json.loads((site / "states" / f"{unit}.json").read_text()).get("mark", "")
    except (OSError, ValueError):
        return ""
    return mark if mark == of_build else ""


def waiting_jobs(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "db.sqlite3", timeout=30)) as database:
        found = database.execute("SELECT COUNT(*) FROM publishing_job WHERE state IN ('waiting', 'running')")
        return int(found.fetchone()[0])


@dataclass
class Publication:
    """One of them, from the click on. Each moment is the first at which it holds, in seconds after the click."""

    folder: Path
    session: int
    pages: list[str]
    compared: str
    word: str
    public: Reader
    moments: dict[str, float] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.site = self.folder / "site"
        self.marks = {unit: mark_of_build(self.site, unit) for unit in UNITS}
        self.before, self.clicked = processor(self.session), time.monotonic()

    def watch(self) -> None:
        """Until nothing has waited for as long as it takes to be told of another PDF."""
        quiet = 0.0
        while time.monotonic() - self.clicked < PATIENCE and quiet < QUIET:
            for name, holds in self._conditions().items():
                if name not in self.moments and holds():
                    self.note(name)
            if self._is_quiet():
                quiet += PAUSE
            else:
                self.note("alt i ro, med de øvrige PDF'er")
                quiet = 0.0
            time.sleep(PAUSE)

    def note(self, name: str) -> None:
        self.moments[name] = time.monotonic() - self.clicked
        self.spent[name] = processor(self.session) - self.before

    def _conditions(self) -> dict[str, Callable[[], bool]]:
        built = {name: partial(self._is_built, unit) for unit, name in UNITS.items()}
        return {
            "planens sider læses": self._is_public,
            "planens sider er filer": partial(self._are_files, self.pages),
            "alt, der viser planen, er filer": partial(self._are_files, [self.compared]),
            **built,
        }

    def _is_public(self) -> bool:
        try:
            return all(self.word in self.public.get(page) for page in self.pages)
        except OSError:  # 404, before the first edition
            return False

    def _are_files(self, pages: list[str]) -> bool:
        files = [self.site / "pages" / page.strip("/") / "index.html" for page in pages]
        return all(file.exists() and self.word in file.read_text() for file in files)

    def _is_built(self, unit: str) -> bool:
        return mark_of_build(self.site, unit) not in ("", self.marks[unit])

    def _is_quiet(self) -> bool:
        there = len(self.moments) > len(UNITS) + 3 and all(mark_of_build(self.site, one) for one in UNITS)
        noted = any((self.site / "notes").glob("[!.]*"))
        return there and not noted and not waiting_jobs(self.folder)


def published(
    readers: tuple[Reader, Reader], told: dict[str, Any], folder: Path, word: str, session: int
) -> None:
    writer, approver = readers
    plan = told["plan"]
    writer.send(f"/admin/plan/{plan}/trin/indsend/", reason="", waiving="Det er, som det skal være.")
    until(lambda: "/trin/godkend/" in approver.get(f"/admin/plan/{plan}/"))
    approver.send(f"/admin/plan/{plan}/trin/godkend/", reason="")
    until(lambda: not waiting_jobs(folder))
    load = os.getloadavg()[0]
    form = approver.form(told["publish"])
    one = Publication(folder, session, told["pages"], told["compared"], word, Reader(writer.address))
    form |= {"note": "Ny udgave.", "kind": "plan", "when": "now", "reason": "Det er i orden."}

    def click() -> None:
        approver.post(told["publish"], form)
        one.note("klikket er besvaret")

    with ThreadPoolExecutor(1) as pool:
        clicked = pool.submit(click)
        one.watch()
        clicked.result()
    answered = one.moments["klikket er besvaret"]
    for name, moment in sorted(one.moments.items(), key=lambda each: each[1]):
        row = (word, name, f"{moment:.1f}", f"{moment - answered:.1f}", f"{one.spent[name]:.1f}")
        sys.stdout.write("| " + " | ".join(row) + " |\n")
    sys.stdout.write(f"| {word} | belastning før og efter | {load:.1f} | {os.getloadavg()[0]:.1f} | |\n")
    sys.stdout.flush()


def main() -> None:
    from tests.website.building.nginx import free_port  # noqa: PLC0415 slow import

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "var")
        environment = os.environ | {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment |= {"SITE_URL": f"http://127.0.0.1:{free_port()}", "EMAIL_URL": "smtp://127.0.0.1:9"}
        make(folder, environment)
        told = json.loads(ours(__file__, "make", environment=environment))
        with served(environment) as (public, session):
            writer, approver = Reader(public.address), Reader(public.address)
            writer.send("/admin/login/", login="skriver", password=PASSWORD)
            approver.send("/admin/login/", login="godkender", password=PASSWORD)
            sys.stdout.write("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD) + "\n")
            for word in ("kendeord1x", "kendeord2x"):
                ours(__file__, "write", str(told["theme"]), word, environment=environment)
                published((writer, approver), told, folder, word, session)


def make(folder: Path, environment: dict[str, str]) -> None:
    from tests.migrated import migrated  # noqa: PLC0415 slow import

    folder.mkdir()
    if country := os.environ.get("COUNTRY"):
        shutil.copy(Path(country, "db.sqlite3"), folder)
        shutil.copy(Path(country, "secret_key"), folder)
        shutil.copytree(Path(country, "editions"), folder / "editions")
        ours("manage.py", "migrate", "--verbosity", "0", environment=environment)
    else:
        shutil.copy(migrated(), folder / "db.sqlite3")
    ours("manage.py", "collectstatic", "--no-input", "--verbosity", "0", environment=environment)
    if not country:
        size = ("--municipalities", "2", "--years", str(YEARS - 1))
        ours("manage.py", "make_country", "--verbosity", "0", *size, environment=environment)


if __name__ == "__main__":
    if sys.argv[1:] == ["make"]:
        make_portal()
    elif sys.argv[1:2] == ["write"]:
        write(int(sys.argv[2]), sys.argv[3])
    else:
        main()
