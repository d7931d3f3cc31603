"""A rendering that goes wrong fails by itself: with a message, and nothing beside it."""

import time
from dataclasses import replace
from typing import Any

import pytest

from documents import tree
from documents.codec import to_json
from documents.printing import Pdf, RenderError, render_pdf
from tests.documents.printing.conftest import stamp_for
from tests.documents.printing.plans import EMPTY, PARAGRAPH

pytestmark = pytest.mark.usefixtures("media")


def printed_pdf(document: tree.PlanDocument, **options: Any) -> Pdf:
    json = to_json(document)
    return render_pdf(document, stamp_for(document, json), json, **options)


def fault_of(document: tree.PlanDocument) -> str:
    with pytest.raises(RenderError) as raised:
        printed_pdf(document)
    return str(raised.value)


def with_actions(text: str) -> tree.PlanDocument:
    return replace(EMPTY, themes=(tree.Theme(1, "Unge", "unge", ambition="Kort.", actions=text),))


LONG = "\n\n".join([PARAGRAPH * 5] * 1500)


def test_text_that_takes_too_long_is_stopped_with_its_place(settings: Any) -> None:
    settings.PDF_SECONDS = 2
    started = time.monotonic()

    assert fault_of(with_actions(LONG)) == (
        "Tema 1 Unge › Det gør vi i 2019: PDF'en blev ikke færdig i tide. Det, der står her, er for stort: "
        "Gør det kortere, eller del det op."
    )
    assert time.monotonic() - started < 10
    assert printed_pdf(EMPTY).pages == 3


def test_text_that_takes_too_much_of_the_processor_is_stopped(settings: Any) -> None:
    settings.PDF_CPU_SECONDS = 1

    assert "blev ikke færdig i tide" in fault_of(with_actions(LONG))


def test_text_that_takes_too_much_memory_is_stopped(settings: Any) -> None:
    settings.PDF_MEGABYTES = 220

    assert fault_of(with_actions("| a | b |\n| - | - |\n" + "| a | b |\n" * 4900)) == (
        "Tema 1 Unge › Det gør vi i 2019: PDF'en bruger for meget hukommelse. Det, der står her, er for "
        "stort: Gør det kortere, eller del det op."
    )


def test_pages_are_told_as_they_are_laid_out() -> None:
    pages: list[int] = []
    pdf = printed_pdf(with_actions(PARAGRAPH * 60), told=pages.append)

    assert pages == list(range(1, pdf.pages + 1))
