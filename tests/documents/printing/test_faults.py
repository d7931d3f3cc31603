from dataclasses import replace
from pathlib import Path

import pytest

from documents import tree
from documents.printing import RenderError, lay_out, render_pdf, write
from tests.documents.printing.conftest import DRAWING, stamp_for
from tests.documents.printing.plans import EMPTY

pytestmark = pytest.mark.usefixtures("danish", "media")


def fault_of(document: tree.PlanDocument) -> str:
    with pytest.raises(RenderError) as raised:
        render_pdf(document, stamp_for(document, "{}"), "{}")
    return str(raised.value)


def in_section(text: str) -> tree.PlanDocument:
    return replace(EMPTY, sections=(tree.Section("Indledning", "indledning", body=text),))


def in_theme(text: str) -> tree.PlanDocument:
    return replace(EMPTY, themes=(tree.Theme(1, "Unge", "unge", actions=f"### Praktik\n\n{text}"),))


def test_missing_picture_names_picture_and_place() -> None:
    assert fault_of(in_section("![Figur](/media/billeder/mangler.png)")) == (
        "Indledning: Billedet http://127.0.0.1:8000/media/billeder/mangler.png kan ikke vises i PDF'en: filen findes ikke."
    )


def test_place_is_named_with_the_headings_around_it() -> None:
    assert fault_of(in_theme("![Figur](/media/billeder/mangler.png)")) == (
        "Tema 1 Unge › Det gør vi i 2019: Billedet http://127.0.0.1:8000/media/billeder/mangler.png kan ikke vises i PDF'en: filen findes ikke."
    )


def test_file_that_is_no_picture(media: Path) -> None:
    (media / "billeder/tekst.png").write_text("Dette er ikke et billede.")

    assert fault_of(in_section("![Figur](/media/billeder/tekst.png)")) == (
        "Indledning: Billedet http://127.0.0.1:8000/media/billeder/tekst.png kan ikke vises i PDF'en: filen er ikke et billede."
    )


def test_link_to_a_place_that_is_not_there() -> None:
    assert fault_of(in_section("Se [dér](#ingen-steder).")) == (
        "Indledning: Linket til #ingen-steder virker ikke: Intet sted i teksten har det navn."
    )


def test_drawing_that_has_not_been_made_safe(media: Path) -> None:
    (media / "vaaben/skjold.svg").write_bytes(DRAWING)
    crest = replace(EMPTY.municipality, crest="vaaben/skjold.svg")

    assert fault_of(replace(EMPTY, municipality=crest)) == (
        "Billedet http://127.0.0.1:8000/media/vaaben/skjold.svg kan ikke vises i PDF'en: tegningen er ikke gjort sikker."
    )


def test_missing_crest(media: Path) -> None:
    crest = replace(EMPTY.municipality, crest="vaaben/mangler.png")

    assert fault_of(replace(EMPTY, municipality=crest)) == (
        "Billedet http://127.0.0.1:8000/media/vaaben/mangler.png kan ikke vises i PDF'en: filen findes ikke."
    )


def test_each_fault_is_named_once() -> None:
    text = "![A](/media/a.png) ![A](/media/a.png) ![B](/media/b.png)"

    assert len(fault_of(in_section(text)).splitlines()) == 2


def test_error_of_the_renderer_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ValueError("no place in the tree")

    monkeypatch.setattr("documents.printing.tagging.StructureTree.add_page", fail)
    with pytest.raises(RenderError) as raised:
        write(lay_out("<!doctype html><title>Plan</title><h1>Plan</h1>"), "{}")

    assert str(raised.value) == "PDF'en kan ikke laves: no place in the tree"
