from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from PIL import Image

from documents.printing.portal_files import File, RefusedAddressError, portal_files
from tests import bombs

SITE = "https://planer.eksempel.dk"


def read(address: str, owner: int | None = None) -> File:
    return portal_files(owner).read(address)


@pytest.fixture(autouse=True)
def _site(settings: Any, media: Path) -> Iterator[None]:
    settings.SITE_URL = SITE
    (media / "note.txt").write_text("hemmeligt")
    (media / "tegning.svg").write_text("<svg/>")
    (media / "udenfor.png").symlink_to("/etc/hostname")
    (media.parent / "nabo.png").write_bytes(b"PNG")
    (media.parent / "media-kopi").mkdir()
    (media.parent / "media-kopi" / "nabo.png").write_bytes(b"PNG")
    with translation.override("en"):
        yield


def test_read_uploaded_picture(media: Path) -> None:
    file = read(f"{SITE}/media/billeder/figur.png")

    assert (file.content, file.content_type) == ((media / "billeder/figur.png").read_bytes(), "image/png")


def test_read_uploaded_picture_with_a_space_in_its_name(media: Path) -> None:
    Image.new("RGB", (3, 2)).save(media / "min figur æ.jpg")

    assert read(f"{SITE}/media/min%20figur%20%C3%A6.jpg").content_type == "image/jpeg"


def test_read_static_file(settings: Any) -> None:
    file = read(f"{SITE}/static/css/print.css")

    assert (file.content, file.content_type) == (
        (settings.BASE_DIR / "static/css/print.css").read_bytes(),
        "text/css",
    )


def test_base_address_is_the_site(settings: Any) -> None:
    assert portal_files().base_address == f"{SITE}/"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "file://planer.eksempel.dk/media/billeder/figur.png",
        "file:/etc/hostname",
        "http://planer.eksempel.dk/media/billeder/figur.png",
        "https://planer.eksempel.dk:444/media/billeder/figur.png",
        "https://bruger@planer.eksempel.dk/media/billeder/figur.png",
        "https://planer.eksempel.dk.ond.dk/media/billeder/figur.png",
        "https://planer.eksempel.dk@ond.dk/media/billeder/figur.png",
        "https://ond.dk/media/billeder/figur.png",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/media/billeder/figur.png",
        "https://[ødelagt/media/billeder/figur.png",
        "//planer.eksempel.dk/media/billeder/figur.png",
        "/media/billeder/figur.png",
        "media/billeder/figur.png",
        "ftp://planer.eksempel.dk/media/billeder/figur.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "blob:https://planer.eksempel.dk/1",
        "javascript:alert(1)",
        "gopher://planer.eksempel.dk/",
        "jar:https://planer.eksempel.dk/media/a!/b",
        "about:blank",
        "",
        f"{SITE}/",
        f"{SITE}/admin/",
        f"{SITE}/herning/2019/plan.pdf",
        f"{SITE}/media/",
        f"{SITE}/media/billeder",
        f"{SITE}/media/findes-ikke.png",
        f"{SITE}/media/note.txt",
        f"{SITE}/media/tegning.svg",
        f"{SITE}/media/udenfor.png",
        f"{SITE}/media/../nabo.png",
        f"{SITE}/media/%2e%2e/nabo.png",
        f"{SITE}/media/..%2fnabo.png",
        f"{SITE}/media/../media-kopi/nabo.png",
        f"{SITE}/media//etc/hostname",
        f"{SITE}/media/%2fetc/hostname",
        f"{SITE}/media/figur.png%00.txt",
        f"{SITE}/media/..\\nabo.png",
        f"{SITE}/static/",
        f"{SITE}/static/css",
        f"{SITE}/static/css/findes-ikke.css",
        f"{SITE}/static/../manage.py",
        f"{SITE}/static/%2e%2e/manage.py",
        f"{SITE}/static//etc/hostname",
        f"{SITE}/static/fonts/OFL.txt",
    ],
)
def test_read_refuses_everything_else(address: str) -> None:
    with pytest.raises(RefusedAddressError):
        read(address)


@pytest.fixture
def picture_of_seven(media: Path) -> str:
    file = media / "billeder/7/figur.png"
    file.parent.mkdir()
    Image.new("RGB", (3, 2)).save(file)
    return f"{SITE}/media/billeder/7/figur.png"


def test_read_picture_of_the_municipality_itself(picture_of_seven: str) -> None:
    assert read(picture_of_seven, owner=7).content_type == "image/png"


@pytest.mark.parametrize("owner", [8, 77, None])
@pytest.mark.parametrize(
    "written",
    ["billeder/7/", "billeder//7/", "billeder/./7/", "billeder/8/../7/", "billeder%2F7%2F", "billeder/nabo/"],
)
def test_picture_of_another_municipality_is_refused(
    picture_of_seven: str, media: Path, written: str, owner: int | None
) -> None:
    (media / "billeder/8").mkdir()
    (media / "billeder/nabo").symlink_to(media / "billeder/7")

    with pytest.raises(RefusedAddressError, match="another municipality"):
        read(picture_of_seven.replace("billeder/7/", written), owner)


@pytest.mark.parametrize("size", [(20_000, 20_000), (7_072, 7_072)])
def test_picture_that_unfolds_is_refused(media: Path, size: tuple[int, int]) -> None:
    (media / "billeder/bombe.png").write_bytes(bombs.png(*size))

    with pytest.raises(RefusedAddressError, match="too many pixels"):
        read(f"{SITE}/media/billeder/bombe.png")


@pytest.mark.parametrize(
    "content",
    [b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""],
)
def test_file_that_only_claims_to_be_a_picture_is_refused(media: Path, content: bytes) -> None:
    (media / "billeder/falsk.png").write_bytes(content)

    with pytest.raises(RefusedAddressError, match="not a picture"):
        read(f"{SITE}/media/billeder/falsk.png")
