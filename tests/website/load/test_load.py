"""Ten minutes of reading while editions are published and withdrawn (`make long`): no error, and no word of what has been
withdrawn once the click is answered. With `LOAD_SECONDS` shorter or longer."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.migrated import migrated
from tests.website.building.nginx import answers, free_port
from tests.website.load import site
from tests.website.load.reading import Told, read_all

SECONDS = float(os.environ.get("LOAD_SECONDS", 600))
PATHS = (
    *(
        "/",
        "/ministermaal/2024/",
        f"/{site.TOWN}/maalgrupper/",
        "/data/",
        "/sitemap.xml",
        "/feed.xml",
        "/robots.txt",
    ),
    *(f"/{site.TOWN}/", f"/{site.TOWN}/feed.xml", f"/{site.TOWN}/maalgruppe/virksomheder/"),
    *(f"{site.CHANGING}{page}" for page in ("", "plan.pdf", "plan.json", "udgaver/", "afsnit/indledning/")),
    *("/soeg/?q=", "/soeg/?q=fleksjob", "/soeg/?q=", "/api/v1/planer", "/healthz"),
)


@contextmanager
def running(*command: str, environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A portal of its own with three towns and their files."""
    found = os.environ | {
        "VAR_DIR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE_URL": "http://localhost",
    }
    shutil.copy(migrated(), tmp_path / "db.sqlite3")
    made = ["make_country", "--municipalities", "3", "--years", "3"]
    for command in (["collectstatic", "--no-input"], made, ["build_site"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=settings.BASE_DIR,
            env=found,
            check=True,
        )
    return found


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("LONG") and "LOAD_SECONDS" not in os.environ, reason="`make long`")
def test_reading_while_others_publish_and_withdraw(environment: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    server = ("-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2")
    publisher = ("-m", "tests.website.load.publishing", str(tmp_path), str(SECONDS))
    with running(*server, "--timeout", "120", environment=environment):
        while not answers(port):
            time.sleep(0.2)
        with urlopen(f"http://127.0.0.1:{port}/{site.TOWN}/") as town:
            assert town.status == 200
        with running(*publisher, environment=environment) as publishing:
            told = read_all(port, (*PATHS, *_pages_of_last_year()), tmp_path, SECONDS)
            assert publishing.wait(180) == 0
    _report(told, tmp_path)
    assert told.faults == []
    assert set(site.noted(tmp_path, site.PUBLISHED)) & told.words, "nothing that was published was ever read"


def _pages_of_last_year() -> tuple[str, ...]:
    plan = f"/{site.TOWN}/{time.localtime().tm_year - 1}/"
    pages = ("", "maal/", "maal.csv", "maal.xlsx", "opfoelgning/", "plan.pdf", "plan.json", "udgave/1/")
    return tuple(f"{plan}{page}" for page in pages)


def _report(told: Told, folder: Path) -> None:
    taken = sorted(told.milliseconds)
    published, withdrawn = (len(site.noted(folder, name)) for name in (site.PUBLISHED, site.WITHDRAWN))
    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    sys.stderr.write(
        f"\n{len(taken)} svar ({dict(told.answered)}) på {SECONDS:.0f} s, {published} udgivelser, {withdrawn} tilbagetrækninger,"
        f" p50 {p50:.1f} ms, p99 {p99:.1f} ms, {len(told.faults)} fejl\n"
    )
