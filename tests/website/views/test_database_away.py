"""The database is stopped: what is a file is read as before, the rest says that it is away."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.publishing.edition_factory import publish
from tests.website.building.asking import build_everything
from tests.website.whole_site import plan

pytestmark = pytest.mark.django_db
OF_PROGRAM = (
    *(
        "/admin/login/",
        "/admin/login/kode/",
        "/admin/glemt/",
        "/admin/glemt/sendt/",
        "/admin/glemt/1/set-password/",
    ),
    *("/admin/sso/", "/admin/sso/svar/", "/admin/invitation/abc/", "/admin/session/", "/admin/logout/"),
    *("/admin/plan/", "/udkast/abc/", "/soeg/", "/soeg/?q=fleksjob"),
)
"""Also the forms that would be shown, and filled in for nothing."""
PROGRAM = """
import io, json, sys
from wsgiref.util import setup_testing_defaults
from config.wsgi import application

told = {}
for address, cookie in json.load(sys.stdin):
    path, _mark, query = address.partition("?")
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie}
    setup_testing_defaults(environ)
    environ["wsgi.input"] = io.BytesIO()
    answer = []
    body = application(environ, lambda status, headers: answer.append(status))
    told[address] = answer[0][:3], b"".join(body).decode(errors="replace")
json.dump(told, sys.stdout)
"""


OF_FILES = {
    "/": "302",
    "/herning/": "200",
    "/herning/2019/": "200",
    "/herning/2019/plan.pdf": "200",
    "/farve/7a2e3a.css": "200",
    "/robots.txt": "200",
}
AWAY = ("/herning/2019/findes-ikke/", "/admin/", *OF_PROGRAM, "/beviskaede.txt", "/healthz")
SIGNED_IN = ("/herning/", "/admin/")
"""Asked with the cookie of a session, which cannot be looked up."""


def answers() -> dict[str, tuple[str, str]]:
    """Status and body of each address, in a process whose database nobody answers."""
    session = f"{settings.SESSION_COOKIE_NAME}=abcdefghijklmnopqrstuvwxyz012345"
    asked = [(path, session if path in SIGNED_IN else "") for path in (*OF_FILES, *AWAY)]
    away = {
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:9/nothing",
        "VAR_DIR": str(settings.SITE_ROOT.parent),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(asked),
        env=os.environ | away,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return {path: (status, body) for path, (status, body) in json.loads(done.stdout).items()}


def test_pages_answer_as_before_and_the_rest_says_that_it_is_away() -> None:
    publish(plan(2019))
    build_everything()
    told = answers()
    assert {path: status for path, (status, _body) in told.items()} == OF_FILES | dict.fromkeys(AWAY, "503")
    for path in ("/admin/", *OF_PROGRAM):
        assert "Søgning og redigering" in told[path][1], path
    assert "Beskæftigelsesplan 2019" in told["/herning/2019/"][1]
