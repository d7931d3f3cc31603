"""Files that are not what they seem, or too much: a Danish sentence, within the limits, and nothing written."""

import os
import signal
import zipfile
import zlib
from io import BytesIO, StringIO
from multiprocessing import forkserver
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from django.core.management import CommandError, call_command

from intake.formats.errors import StoppedError, UnreadableError
from intake.formats.worker import read_limited
from plans.models import Plan
from tests.factories import MunicipalityFactory
from tests.intake import scoring

WORD = (scoring.PLANS / "odder-2020.docx").read_bytes()
ODF = (scoring.PLANS / "odder-2020.odt").read_bytes()
PDF = (scoring.PLANS / "odder-2020.pdf").read_bytes()


def archive_with(content: bytes, name: str, inside: bytes) -> bytes:
    """The file with one part replaced, or added."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                kind = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
                new.writestr(part, old.read(part.filename), compress_type=kind)
        new.writestr(name, inside)
    return made.getvalue()


def pages(count: int) -> bytes:
    """The smallest PDF of so many pages."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count
    return pdf_of(objects)


def pdf_of(objects: list[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            len(made),
        )
    )


def stream_bomb() -> bytes:
    """A page whose content unfolds to 300 MB."""
    packer = zlib.compressobj(9)
    squeezed = (
        b"".join(packer.compress(b"BT /F1 1 Tf (a) Tj ET\n" * 50_000) for _part in range(300))
        + packer.flush()
    )
    content = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(squeezed), squeezed)
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            content,
        ]
    )


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + b"".join(b'<!ENTITY %c "%s">' % (ord("c") + n, b"&%c;" % (ord("b") + n) * 10) for n in range(9))
    + b"]><a>&k;</a>"
)
HOSTILE = {
    "empty": (b"", "tom"),
    "blank": (b" \n\t\n", "tom"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00", "tekstfil"),
    "old Word": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "gammel Word-fil"),
    "locked Word": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "adgangskode"),
    "rich text": (b"{\\rtf1 Plan}", "Rich Text"),
    "cut Word": (WORD[: len(WORD) // 2], "beskadiget eller ikke hel"),
    "cut ODF": (ODF[: len(ODF) // 2], "beskadiget eller ikke hel"),
    "cut PDF": (PDF[: len(PDF) // 2], ""),
    "entities": (archive_with(WORD, "word/document.xml", ENTITIES), ""),
    "entities in ODF": (archive_with(ODF, "content.xml", ENTITIES), ""),
    "macros": (archive_with(WORD, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0"), ""),
    "program": (archive_with(WORD, "word/media/image1.png", b"MZ" * 100), ""),
    "no XML": (archive_with(WORD, "word/document.xml", b"<w:document"), ""),
    "no archive": (b"PK\x03\x04" + b"\0" * 200, "beskadiget eller ikke hel"),
    "many pages": (pages(500), "500 sider"),
    "scanned": (pages(3), "scannet"),
    "100 MB": (b"Beskaeftigelsesplan 2020\n" * 4_200_000, "MB"),
    "broken letters": ("BeskÃ¦ftigelsesplan 2020".encode(), "ødelagt"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_gives_a_sentence(name: str) -> None:
    content, said = HOSTILE[name]
    with pytest.raises(UnreadableError) as error:
        read_limited(content, "plan.docx")
    sentence = str(error.value)
    assert said in sentence
    assert sentence.rstrip(")").endswith(".")
    assert "Traceback" not in sentence


def test_bomb_of_a_zip_is_stopped() -> None:
    bomb = archive_with(WORD, "word/document.xml", b"<w:p/>" * 80_000_000)
    with pytest.raises(UnreadableError):
        read_limited(bomb, "plan.docx")


def test_bomb_in_a_pdf_is_stopped() -> None:
    with pytest.raises(UnreadableError) as error:
        read_limited(stream_bomb(), "plan.pdf")
    assert "Filen" in str(error.value) or "PDF" in str(error.value)


@pytest.mark.parametrize("whom", ["reader", "server"])
def test_reading_that_a_restart_stops_says_nothing_of_the_file(whom: str) -> None:
    """A limit would refuse the file; this asks to try it once more."""
    read_limited(PDF, "plan.pdf")  # what is loaded once
    server: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    before = children_of(server)

    def stop() -> None:
        while not (reader := children_of(server) - before):
            sleep(0.01)
        sleep(0.3)
        if whom == "server":
            os.kill(server, signal.SIGTERM)
        os.kill(reader.pop(), signal.SIGTERM)

    stopping = Thread(target=stop)
    stopping.start()
    with pytest.raises(StoppedError):
        read_limited(stream_bomb(), "plan.pdf")
    stopping.join()


def children_of(process: int) -> set[int]:
    return set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


@pytest.mark.parametrize("name", ["odder-2020.docx", "odder-2020.odt", "odder-2020.pdf", "odder-2020.txt"])
def test_read_in_the_limited_process_is_what_is_read_here(name: str) -> None:
    content = (scoring.PLANS / name).read_bytes()
    found = read_limited(content, name)
    assert found.outline == scoring.outline_of(name)
    assert found.recognised == scoring.recognised(name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["cut Word", "many pages", "macros"])
def test_command_tells_and_stores_nothing(name: str, tmp_path: Path) -> None:
    MunicipalityFactory(name="Odder Kommune", short_name="Odder", slug="odder", code="727")
    file = tmp_path / "plan.docx"
    file.write_bytes(HOSTILE[name][0])
    with pytest.raises(CommandError) as error:
        call_command("import_plan", str(file), municipality="odder", year=2020, stdout=StringIO())
    assert error.value.returncode == 1
    assert not Plan.objects.exists()
