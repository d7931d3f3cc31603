"""What is answered with a file, and what goes on to Django."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings

from config import headers, nginx
from tests.publishing.edition_factory import publish
from tests.website.building.asking import ask, build_everything
from tests.website.whole_site import plan
from website.building import folders

pytestmark = pytest.mark.django_db
PAGE = "/herning/2019/"
HANDED_ON: list[tuple[str, dict[str, str]]] = [
    (PAGE, {"method": "POST"}),
    (PAGE, {"query": "a=1"}),
    (PAGE, {"host": "example.org"}),
    ("/herning/2019", {}),
    ("/herning/2019/index.html", {}),
    ("/herning/2019/index.html.gz", {}),
    ("/herning/2019/maal.csv.gz", {}),
    ("/herning/2019/findes-ikke/", {}),
    ("/herning/../herning/2019/", {}),
    ("/herning/%2e%2e/herning/2019/", {}),
    ("/../../secret_key", {}),
    ("/herning//2019/", {}),
    ("//herning/2019/", {}),
    ("/herning/2019/%00/", {}),
    ("/%ff/", {}),
    ("/" + "a" * 5000 + "/", {}),
    ("/admin/", {}),
    ("/beviskaede.txt", {}),
]


@pytest.fixture(autouse=True)
def _built() -> None:
    publish(plan(2019))
    build_everything()


def test_a_file_is_not_sent_twice() -> None:
    first = ask(PAGE)
    asked = {"if_none_match": first.headers["ETag"]}, {"if_modified_since": first.headers["Last-Modified"]}
    for question in asked:
        again = ask(PAGE, **question)
        assert (again.status, again.content) == ("304 Not Modified", b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert ask(PAGE, if_none_match='"other"', if_modified_since=first.headers["Last-Modified"]).content


def test_a_file_is_sent_packed_or_not_at_all_as_it_is_asked_for() -> None:
    found, whole = ask(PAGE, "HEAD"), ask(PAGE)
    assert (found.status, found.content, found.headers) == ("200 OK", b"", whole.headers)
    packed = ask(PAGE, accept_encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == whole.content
    assert packed.headers["ETag"] != whole.headers["ETag"]
    for refused in ("gzip; q=0", "gzip;Q=0.000", "*;q=0", "notgzip", "identity"):
        assert "Content-Encoding" not in ask(PAGE, accept_encoding=refused).headers, refused
    for wanted in ("GZIP", "gzip;q=0.5", "br;q=0, gzip ; q=1.0", "gzip;q=0.001, *;q=0"):
        assert ask(PAGE, accept_encoding=wanted).headers["Content-Encoding"] == "gzip", wanted
    assert "Content-Encoding" not in ask(f"{PAGE}plan.pdf", accept_encoding="gzip").headers


def test_what_is_no_file_goes_on_to_django() -> None:
    assert [path for path, asked in HANDED_ON if ask(path, **asked).is_file] == []  # type: ignore[arg-type]
    assert ask(PAGE).is_file


def test_plain_requests_go_on_to_be_redirected_where_https_is_insisted_on() -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert not ask(PAGE).is_file
    secure = ask(PAGE, x_forwarded_proto="https")
    assert secure.headers["Strict-Transport-Security"] == "max-age=60"


def test_nginx_and_files_have_the_headers_of_the_table() -> None:
    for name, text in nginx.files().items():
        assert Path(settings.BASE_DIR, "deploy", name).read_text() == text
    assert headers.PUBLIC.items() <= ask(PAGE).headers.items()


def test_no_file_needs_headers_beside_it() -> None:
    """Else nginx hands it on: only what leads on does, and lists of the data interface, which name their neighbours."""
    odd = [file for file in (folders.root() / "builds").glob("*/*/odd/**/*") if file.is_file()]
    assert {file.parent.name for file in odd} == {"v1"}
