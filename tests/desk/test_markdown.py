"""The preview and the upload are closed to those who may not write, and careful with the rest."""

import html
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin
from pytest_django import Settings

from desk.writing.markdown import MAX_PREVIEW
from documents.markdown import render
from plans.models import Municipality
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    StrategyFactory,
    ThemeEditorFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/markdownx/markdownify/"
UPLOAD = "/admin/markdownx/upload/"
PLACE = 0x8825
"""The EXIF tag under which a camera writes where the picture was taken."""


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (40, 30),
    mode: str = "RGB",
    name: str = "foto.jpg",
    **how: object,
) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 1).save(content, kind, **how)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def upload(
    client: Client,
    file: SimpleUploadedFile,
    description: str = "En mester og en lærling",
    address: str = UPLOAD,
) -> HttpResponse:
    return client.post(address, {"image": file, "description": description})


def stored(response: HttpResponse, settings: Settings) -> Path:
    start, path = response.json()["image_code"].split("(/media/")
    assert start == "![En mester og en lærling]"
    return Path(settings.MEDIA_ROOT) / path.removesuffix(")")


@pytest.mark.parametrize(("address", "data"), [(PREVIEW, {"content": "hej"}), (UPLOAD, {})])
class TestWhoMayWrite:
    def test_stranger_and_manager_are_refused(
        self, client: Client, manager: Client, address: str, data: dict[str, str]
    ) -> None:
        member_of_nothing = Client()
        member_of_nothing.force_login(UserFactory())
        for refused in (client, manager, member_of_nothing):
            assert refused.post(address, data).status_code == 403

    def test_editor_approver_and_superuser_are_let_in(
        self, editor: Client, approver: Client, superuser: Client, address: str, data: dict[str, str]
    ) -> None:
        expected = 200 if address == PREVIEW else 400  # no picture was sent
        for writer in (editor, approver, superuser):
            assert writer.post(address, data).status_code == expected

    def test_only_post_is_answered(self, editor: Client, address: str, data: dict[str, str]) -> None:
        assert editor.get(address, data).status_code == 405

    def test_a_request_from_another_site_is_refused(
        self, editor: Client, address: str, data: dict[str, str]
    ) -> None:
        foreign = Client(enforce_csrf_checks=True)
        foreign.cookies = editor.cookies
        assert foreign.post(address, data).status_code == 403


def test_preview_is_the_page_s_own_markdown(editor: Client) -> None:
    response = editor.post(PREVIEW, {"content": "Flere i **arbejde** <script>x</script>"})
    content = response.content.decode()
    assert "<strong>arbejde</strong>" in content
    assert "<script" not in content


def test_preview_of_a_text_that_is_too_long_says_so(editor: Client) -> None:
    assert editor.post(PREVIEW, {"content": "a" * MAX_PREVIEW}).status_code == 200
    response = editor.post(PREVIEW, {"content": "a" * (MAX_PREVIEW + 1)})
    assert (response.status_code, response.headers["Content-Type"]) == (413, "text/plain; charset=utf-8")
    assert str(MAX_PREVIEW) in response.content.decode()


def test_preview_without_a_text_is_refused(editor: Client) -> None:
    assert editor.post(PREVIEW).status_code == 400


def test_refusal_of_an_upload_can_be_shown(client: Client) -> None:
    response = client.post(UPLOAD)
    assert (response.status_code, list(response.json())) == (403, ["error"])


@pytest.mark.parametrize(
    ("file", "suffix", "kind"),
    [
        (lambda: picture("JPEG"), ".jpg", "JPEG"),
        (lambda: picture("PNG"), ".png", "PNG"),
        (lambda: picture("PNG", mode="P"), ".png", "PNG"),
        (lambda: picture("PNG", mode="RGBA"), ".png", "PNG"),
        (lambda: picture("JPEG", mode="CMYK"), ".jpg", "JPEG"),
        (lambda: picture("JPEG", mode="L"), ".jpg", "JPEG"),
        (lambda: picture("MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))]), ".jpg", "JPEG"),
        (lambda: picture("PNG", name="../../ond.svg"), ".png", "PNG"),
    ],
    ids=["jpeg", "png", "palette", "transparent", "cmyk", "grey", "phone", "wrong name"],
)
def test_picture_is_stored_as_what_it_is(
    editor: Client, settings: Settings, file: Callable[[], SimpleUploadedFile], suffix: str, kind: str
) -> None:
    path = stored(upload(editor, file()), settings)
    assert path.suffix == suffix
    with Image.open(path) as image:
        assert (image.format, image.size) == (kind, (40, 30))


def test_two_uploads_of_one_name_are_two_files(editor: Client, settings: Settings) -> None:
    first, second = (stored(upload(editor, picture()), settings) for _ in range(2))
    assert first != second
    assert sorted(first.parent.iterdir()) == sorted([first, second])


def test_wide_picture_is_scaled_down(editor: Client, settings: Settings) -> None:
    with Image.open(stored(upload(editor, picture(size=(3686, 1000))), settings)) as image:
        assert image.size == (1843, 500)


def test_camera_s_notes_are_gone_and_the_picture_stands_upright(editor: Client, settings: Settings) -> None:
    notes = Image.Exif()
    notes[0x0112] = 6  # the camera was held on its side
    notes[0x010E] = "Hemmelig adresse 7"
    notes[PLACE] = {1: "N", 2: (56.0, 8.0, 0.0)}
    path = stored(upload(editor, picture(exif=notes, comment=b"Hemmelig adresse 7")), settings)
    with Image.open(path) as image:
        assert image.size == (30, 40)
        assert dict(image.getexif()) == {}
    assert b"Hemmelig" not in path.read_bytes()


def test_text_in_a_png_is_gone(editor: Client, settings: Settings) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Hemmelig")
    assert b"Hemmelig" not in stored(upload(editor, picture("PNG", pnginfo=notes)), settings).read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0 almost a jpeg",
        picture("PNG").read()[:60],
        picture("GIF").read(),
        picture("WEBP").read(),
        b"",
    ],
    ids=["svg", "pdf", "broken jpeg", "half a png", "gif", "webp", "empty"],
)
def test_what_is_not_a_readable_jpeg_or_png_is_refused(
    editor: Client, settings: Settings, content: bytes
) -> None:
    response = upload(editor, SimpleUploadedFile("foto.png", content, "image/png"))
    assert (response.status_code, list(response.json())) == (400, ["error"])
    assert not (Path(settings.MEDIA_ROOT) / "billeder").exists()


@pytest.mark.parametrize("description", ["", "  \n ", "a" * 301])
def test_picture_is_not_stored_without_words_that_fit(
    editor: Client, settings: Settings, description: str
) -> None:
    assert upload(editor, picture(), description).status_code == 400
    assert not (Path(settings.MEDIA_ROOT) / "billeder").exists()


@pytest.mark.parametrize(
    "words", ["To [unge] på \\værksted\\ ](x)", "*Ung* & under < 25 år", "En\nlinje  til"]
)
def test_words_of_a_picture_stand_in_it_as_they_were_written(editor: Client, words: str) -> None:
    shown = render(upload(editor, picture(), words).json()["image_code"], parent_level=2)
    alternative = re.findall(r'<p><img src="[^"]+" alt="([^"]*)"></p>', shown)
    assert [html.unescape(one) for one in alternative] == [" ".join(words.split())]


def test_picture_of_too_many_bytes_is_refused(editor: Client, settings: Settings) -> None:
    settings.MARKDOWNX_UPLOAD_MAX_SIZE = 100
    assert upload(editor, picture()).status_code == 400


@pytest.mark.parametrize("side", [8_000, 20_000])
def test_picture_that_unfolds_to_too_many_pixels_is_refused(editor: Client, side: int) -> None:
    bomb = picture("PNG", size=(side, side), mode="1")
    assert len(bomb.read()) < 200_000
    bomb.seek(0)
    response = upload(editor, bomb)
    assert response.status_code == 400
    assert response.json() == {"error": "Billedet har for mange pixels. Gør det mindre først."}


class TestFolder:
    """A picture lies in the folder of the municipality whose text it is in."""

    def test_page_sends_its_municipality(self, editor: Client, municipality: Municipality) -> None:
        theme = ThemeFactory(plan__municipality=municipality)
        StrategyFactory(theme=theme)
        page = editor.get(reverse("admin:themes_theme_change", args=[theme.pk])).content.decode()
        addresses = set(re.findall(r'data-markdownx-upload-urls-path="([^"]*)"', page))
        assert addresses == {f"{UPLOAD}?kommune={municipality.pk}"}

    def test_picture_goes_into_its_municipality_s_folder(
        self, editor: Client, municipality: Municipality
    ) -> None:
        response = upload(editor, picture(), "x", f"{UPLOAD}?kommune={municipality.pk}")
        assert response.json()["image_code"].startswith(f"![x](/media/billeder/{municipality.pk}/")

    def test_foreign_municipality_does_not_exist(self, editor: Client, settings: Settings) -> None:
        foreign = MunicipalityFactory()
        for given in (str(foreign.pk), "0", "x", "-1", ""):
            assert upload(editor, picture(), "x", f"{UPLOAD}?kommune={given}").status_code == 404
        assert not Path(settings.MEDIA_ROOT).exists()

    def test_who_writes_in_several_must_save_first(self, municipality: Municipality) -> None:
        person = MembershipFactory(municipality=municipality).person
        MembershipFactory(person=person)
        client = Client()
        client.force_login(person)
        assert upload(client, picture()).status_code == 400

    def test_editor_of_a_named_theme_puts_pictures_into_it(self, municipality: Municipality) -> None:
        named = ThemeEditorFactory(membership__municipality=municipality)
        client = Client()
        client.force_login(named.membership.person)
        address = f"{UPLOAD}?kommune={municipality.pk}"
        assert upload(client, picture(), "x", address).status_code == 200


def test_preview_shows_the_text_as_it_will_be_stored(editor: Client) -> None:
    answer = editor.post(PREVIEW, {"content": "4. kvartal 2018\n1. kvartal 2019"})
    assert answer.content.decode() == "<p>4. kvartal 2018<br>\n1. kvartal 2019</p>"


def test_preview_says_what_is_not_shown(editor: Client) -> None:
    answer = editor.post(PREVIEW, {"content": "| A | B |\n|---|---|\n| 1 | 2 | <b>3</b> |"})
    told = answer.content.decode().partition("</ul>")[0]
    assert told == (
        '<ul class="mistakes" role="note"><li>En række i en tabel har flere celler, end tabellen har kolonner. '
        "Disse vises ikke: “&lt;b&gt;3&lt;/b&gt;”</li>"
    )
