"""The print shop's file: geometry, inks, and nothing that PDF/X forbids on the page."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import override_settings
from django.utils import translation
from PIL import Image

from desk.writing.pictures import PictureForm
from documents import tree
from documents.printing import html_of, print_for_press
from documents.printing.press import BLACK, BLEED, MILLIMETRE, PROFILE, inks
from tests.documents.printing.conftest import stamp_for
from tests.documents.printing.plans import EMPTY, goals

COLOURED = {"rg", "RG", "g", "G", "sc", "SC", "scn", "SCN", "cs", "CS"}
SET_MARKS = [("CS", "/Marks"), ("SCN", "1")]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with charts, links, verdicts and a picture larger than it is printed."""
    folder = tmp_path_factory.mktemp("press")
    (folder / "media" / "billeder").mkdir(parents=True)
    Image.new("RGB", (2400, 1200), "#335577").save(folder / "media" / "billeder" / "stor.jpg")
    Image.new("RGBA", (300, 200), (20, 90, 30, 128)).save(folder / "media" / "billeder" / "klar.png")
    body = (
        "![Stor](/media/billeder/stor.jpg)\n\n![Klar](/media/billeder/klar.png)\n\n[Ud](https://eksempel.dk/)"
    )
    plan = replace(
        EMPTY,
        sections=(tree.Section("Billeder", "billeder", body=body),),
        themes=(tree.Theme(1, "Unge", "unge", ambition="Vi vil.", goals=goals(2)),),
    )
    with override_settings(MEDIA_ROOT=folder / "media"), translation.override("da"):
        pdf = print_for_press(html_of(plan, stamp_for(plan, "{}")))
    (folder / "trykkeri.pdf").write_bytes(pdf.content)
    return folder / "trykkeri.pdf"


@pytest.fixture
def pdf(file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(file) as opened:
        yield opened


def sides(box: Any) -> list[float]:
    return [round(float(side), 2) for side in box]


def test_every_page_has_its_trim_its_bleed_and_room_for_marks(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        left, bottom, right, top = sides(page.TrimBox)
        assert (right - left, top - bottom) == (595.28, 841.89)
        for box, room in ((page.BleedBox, BLEED), (page.MediaBox, 10 * MILLIMETRE)):
            assert sides(box) == pytest.approx(
                [left - room, bottom - room, right + room, top + room], abs=0.02
            )


def test_output_intent_is_the_profile_that_ships(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, intent.OutputConditionIdentifier, intent.DestOutputProfile.N) == (
        "/GTS_PDFX",
        "FOGRA39",
        4,
    )
    assert intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()
    assert b"GTS_PDFXVersion>PDF/X-4<" in pdf.Root.Metadata.read_bytes()
    assert (pdf.pdf_version, pdf.docinfo.Trapped) == ("1.6", "/False")


def painted(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[Any]]]:
    """Every operator of every page, form and pattern."""
    forms = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream)
        and (item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1)
    ]
    for source in (*pdf.pages, *forms):
        for instruction in pikepdf.parse_content_stream(source):
            yield str(instruction.operator), list(instruction.operands)


def test_every_colour_is_inks_but_for_the_marks(pdf: pikepdf.Pdf) -> None:
    other = [(name, str(operands[0])) for name, operands in painted(pdf) if name in COLOURED]
    assert other == SET_MARKS * len(pdf.pages)


def test_black_type_is_black_ink_alone_and_laid_over(pdf: pikepdf.Pdf) -> None:
    instructions = list(painted(pdf))
    black = [
        following
        for (name, operands), following in pairwise(instructions)
        if name == "k" and [float(value) for value in operands] == list(BLACK)
    ]
    assert len(black) > 20
    assert {(name, str(operands[0])) for name, operands in black} == {("gs", "/BlackOver")}
    rich = [
        operands
        for name, operands in instructions
        if name in ("k", "K") and float(operands[3]) > 0.85 and sum(map(float, operands[:3])) > 0
    ]
    assert rich == []


@pytest.mark.parametrize("colour", ["#000000", "#15191d"])
def test_near_black_is_full_black(colour: str) -> None:
    assert inks(*(value / 255 for value in bytes.fromhex(colour[1:]))) == BLACK


def test_grey_is_a_tint_of_black_and_white_is_paper() -> None:
    assert inks(0.29, 0.325, 0.357)[:3] == (0, 0, 0)
    assert inks(1, 1, 1) == (0, 0, 0, 0)


def test_accent_is_separated_by_the_profile() -> None:
    cyan, magenta, yellow, black = inks(0x7A / 255, 0x1F / 255, 0x5C / 255)
    assert magenta > 0.8
    assert cyan + magenta + yellow + black < 3.3  # what coated paper takes


def test_pictures_are_inks_of_300_dots_an_inch_at_most(pdf: pikepdf.Pdf) -> None:
    pictures = [
        item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]
    seen = [item for item in pictures if item.ColorSpace == "/DeviceCMYK"]
    assert {str(item.ColorSpace) for item in pictures} == {"/DeviceCMYK", "/DeviceGray"}
    assert len(seen) == 2
    assert max(int(item.Width) for item in seen) == pytest.approx(122 / 25.4 * 300, abs=2)


def dots_an_inch(page: Any) -> list[tuple[float, float]]:
    """Of each picture painted on the page, along its width and its height."""
    found, matrices = [], [pikepdf.Matrix()]
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            matrices.append(matrices[-1])
        elif name == "Q":
            matrices.pop()
        elif name == "cm":
            matrices[-1] = pikepdf.Matrix(*operands) @ matrices[-1]
        elif name == "Do" and (item := page.Resources.XObject[str(operands[0])]).Subtype == "/Image":
            wide, high = abs(matrices[-1].a) / 72, abs(matrices[-1].d) / 72
            found.append((int(item.Width) / wide, int(item.Height) / high))
    return found


def test_uploaded_photograph_over_the_whole_line_has_300_dots_an_inch(media: Path, danish: None) -> None:
    """From the camera to the print shop: scaled once, at upload, to just that."""
    photograph = BytesIO()
    Image.effect_mandelbrot((4000, 2000), (-2, -1, 1, 1), 90).convert("RGB").save(photograph, "JPEG")
    upload = SimpleUploadedFile("foto.jpg", photograph.getvalue())
    form = PictureForm({"description": "Et foto"}, {"image": upload})
    assert form.is_valid()
    (media / "billeder" / "foto.jpg").write_bytes(form.content)
    plan = replace(
        EMPTY, sections=(tree.Section("Et", "et", body="Se:\n\n![Et foto](/media/billeder/foto.jpg)"),)
    )

    content = print_for_press(html_of(plan, stamp_for(plan, "{}"))).content

    with pikepdf.open(BytesIO(content)) as pdf:
        (found,) = [dots for page in pdf.pages for dots in dots_an_inch(page)]
    assert found == pytest.approx((300, 300), abs=0.5)


def test_nothing_that_is_forbidden_is_left(pdf: pikepdf.Pdf) -> None:
    assert [page for page in pdf.pages if "/Annots" in page] == []
    assert "/AcroForm" not in pdf.Root
    assert list(pdf.attachments) == []


def pixels(file: Path, page: int) -> Any:
    run = subprocess.run(
        ["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), "-png", file],
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(run.stdout)).convert("RGB")


def test_cover_reaches_into_the_bleed_and_not_further(file: Path) -> None:
    page = pixels(file, 1)
    edge, bleed = 10 * MILLIMETRE, 7.5 * MILLIMETRE
    ground = page.getpixel((int(edge + 40), int(edge + 40)))
    assert ground != (255, 255, 255)
    for place in ((bleed, 300), (page.width - bleed, 300), (300, bleed)):
        assert page.getpixel(tuple(map(int, place))) == ground
    for place in ((6 * MILLIMETRE, 200), (200, 6 * MILLIMETRE)):
        assert page.getpixel(tuple(map(int, place))) == (255, 255, 255)


def test_marks_stand_at_the_corners_outside_the_bleed(file: Path) -> None:
    page = pixels(file, 2)
    edge = round(10 * MILLIMETRE)
    dark = [
        x for x in range(edge) if min(min(page.getpixel((x, y))) for y in (edge - 1, edge, edge + 1)) < 200
    ]
    assert dark != []
    assert max(dark) < edge - BLEED


def test_gradients_are_inks(tmp_path: Path, danish: None) -> None:
    shaded = "<style>.contents{background:linear-gradient(90deg,#7a4f00 50%,#fff 50%)}</style></head>"
    content = print_for_press(html_of(EMPTY, stamp_for(EMPTY, "{}")).replace("</head>", shaded)).content
    with pikepdf.open(BytesIO(content)) as pdf:
        spaces = {
            str(item.ColorSpace)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item
        }
        lengths = {
            len(part.C0)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item
            for part in item.Function.get("/Functions", [item.Function])
        }
    assert (spaces, lengths) == ({"/DeviceCMYK"}, {4})
