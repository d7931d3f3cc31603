"""The entry point: a document and its stamp in, a PDF out."""

import subprocess
import sys
from typing import Any

import pikepdf
import pytest
from django.utils import translation

from documents.codec import to_json
from documents.printing import Pdf, render_pdf
from tests.documents.printing.conftest import Printed, stamp_for
from tests.documents.printing.plans import EMPTY
from tests.documents.printing.reading import page_texts


@pytest.fixture(scope="module")
def pdf() -> Pdf:
    json = to_json(EMPTY)
    with translation.override("en"):
        return render_pdf(EMPTY, stamp_for(EMPTY, json), json)


def test_render_pdf_counts_the_pages(pdf: Pdf, tmp_path: Any) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf.content)

    with pikepdf.open(file) as opened:
        assert len(opened.pages) == pdf.pages == 2


def test_render_pdf_is_in_danish_whoever_publishes(pdf: Pdf, tmp_path: Any) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf.content)

    assert "Udgave 2, udgivet 12. december 2018" in " ".join(page_texts(file)[0].replace("  ", " ").split())


def test_importing_the_package_does_not_load_weasyprint() -> None:
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; import django; django.setup();"
        "import documents.printing; print('weasyprint' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "False\n"


def test_follow_up_shows_the_verdicts_and_counts_them(printed: dict[str, Printed]) -> None:
    summary = page_texts(printed["herning-2020"].file)[1]

    assert "8 af 12 mål opfyldt" in summary
    assert summary.split("Nr.")[0].split("opfyldt\n", 1)[1].split()[:8] == [
        "8", "opfyldt", "3", "delvist", "opfyldt", "1", "ikke", "opfyldt",
    ]  # fmt: skip


def test_follow_up_judges_every_goal_with_a_word_and_a_shape(printed: dict[str, Printed]) -> None:
    root = printed["hard-report"].root
    shown = [
        (span.get("class"), "".join(span.itertext()))
        for span in root.iter("span")
        if span.get("class", "").startswith("status ")
    ]

    assert set(shown) == {
        ("status met", "Opfyldt"),
        ("status partly", "Delvist opfyldt"),
        ("status not", "Ikke opfyldt"),
        ("status open", "Kan ikke vurderes"),
        ("status silent", "Ikke opgjort"),
    }
    assert len(shown) == 2 * 14  # in the table, and with the goal


def test_every_page_of_a_proposal_says_what_it_is(printed: dict[str, Printed]) -> None:
    cover, *pages = page_texts(printed["proposal"].file)
    assert "FORSLAG – ikke vedtaget" in cover
    for text in pages:
        assert "Forslag i høring til Plan" in text
        assert "FORSLAG 2 · 12. december 2018" in text
    assert all("udgave 2" not in text.lower() for text in (cover, *pages))
