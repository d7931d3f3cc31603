"""A rendering that goes wrong fails by itself: with a message, and nothing beside it."""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from documents import tree
from documents.codec import to_json
from documents.printing import Pdf, RenderError, process, render_pdf
from documents.printing.errors import PassingRenderError
from documents.printing.watch import Limits
from tests import bombs, real_plans
from tests.documents.printing.conftest import stamp_for
from tests.documents.printing.plans import EMPTY, OWN, PARAGRAPH, UNIT_COST
from tests.documents.printing.reading import page_texts

pytestmark = pytest.mark.usefixtures("media")
ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
ACTIONS = "Tema 1 Unge › Det gør vi i 2019"
LONG = "\n\n".join([PARAGRAPH * 5] * 1500)
TOO_DEEP = "For mange afsnit, lister eller citater er sat ind i hinanden."


def printed_pdf(document: tree.PlanDocument, **options: Any) -> Pdf:
    json = to_json(document)
    return render_pdf(document, stamp_for(document, json), json, **options)


def fault_of(document: tree.PlanDocument, kind: type[RenderError] = RenderError) -> str:
    with pytest.raises(kind) as raised:
        render_pdf(document, stamp_for(document, "{}"), "{}")
    return str(raised.value)


def with_actions(text: str) -> tree.PlanDocument:
    return replace(EMPTY, themes=(tree.Theme(1, "Unge", "unge", ambition="Kort.", actions=text),))


def table(columns: int, rows: int) -> str:
    return "\n".join(["|" + cell * columns for cell in ("a|", "-|", *["a|"] * (rows - 1))])


def test_text_that_takes_too_much_of_the_processor_is_stopped_with_its_place(settings: Any) -> None:
    settings.PDF_CPU_SECONDS = 2

    assert fault_of(with_actions(table(2, 4900))) == (
        f"{ACTIONS}: PDF'en blev ikke færdig i tide. Teksten her er for lang eller tung: Gør den kortere, eller del den op."
    )


def test_text_that_takes_too_long_is_stopped_and_the_next_one_works(settings: Any) -> None:
    """How far it comes by the clock depends on what else the machine does."""
    settings.PDF_SECONDS = 1
    started = time.monotonic()

    told = fault_of(with_actions(LONG), PassingRenderError)  # another time it may be quicker
    assert "PDF'en blev ikke færdig i tide." in told
    assert time.monotonic() - started < 10
    settings.PDF_SECONDS = 60
    assert printed_pdf(EMPTY).pages == 2


def test_file_that_takes_too_long_to_judge_is_refused_as_one_that_takes_too_long_to_make() -> None:
    with pikepdf.new() as pdf, BytesIO() as file:
        for _page in range(20_000):
            pdf.add_blank_page()
        pdf.save(file)
        content = file.getvalue()

    with pytest.raises(RenderError) as raised:
        process._verdict_on(content, Limits(0, 60, 1000))

    assert str(raised.value) == "PDF'en blev ikke færdig i tide. Teksten er for lang."


def test_text_that_takes_too_much_memory_is_stopped_with_its_place(settings: Any) -> None:
    settings.PDF_MEGABYTES = 220

    assert fault_of(with_actions(table(2, 4900))) == (
        f"{ACTIONS}: PDF'en bruger for meget hukommelse. Teksten her er for lang eller tung: Gør den kortere, eller del den op."
    )


def test_process_that_breaks_down_is_an_error_and_the_next_one_works() -> None:
    """Killed from outside, as a machine without memory does."""

    def kill(_page: int, _total: int = 0, /) -> None:
        multiprocessing.active_children()[0].kill()

    with pytest.raises(RenderError, match="stoppede uventet"):
        printed_pdf(with_actions(PARAGRAPH * 500), on_progress=kill)
    assert printed_pdf(EMPTY).pages == 2


def test_process_ends_when_the_server_that_asked_is_killed() -> None:
    code = (
        "import django; django.setup(); import multiprocessing\n"
        "from documents.printing import print_html\n"
        "def told(page, total): print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "print_html('<title>x</title><h1>x</h1>' + '<p>x</p>' * 9000, '{}', on_progress=told)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=ENVIRONMENT) as server:
        assert server.stdout is not None
        child = int(server.stdout.readline())
        server.kill()
    for _ in range(50):
        if not runs(child):
            break
        time.sleep(0.1)
    assert not runs(child)


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_process_finds_the_portal_wherever_the_command_is_started(tmp_path: Path) -> None:
    """As a timer does, in a folder of its own."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import django; django.setup()\n"
        "import os; before = os.environ.get('PYTHONPATH')\n"
        "from documents.printing import print_html\n"
        "print(print_html('<html lang=da><title>x</title><h1>x</h1>', '{}').pages)\n"
        "print(os.environ.get('PYTHONPATH') == before)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, cwd=tmp_path
    )
    assert (run.stdout.split(), run.stderr) == (["1", "True"], "")


def test_process_is_cut_off_from_the_network_and_starts_no_other() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        port = listening.getsockname()[1]
        code = (
            "import os, socket, subprocess, sys, django; django.setup()\n"
            "from documents import limited\n"
            "limited.cut_off()\n"
            f"tries = [lambda: socket.create_connection(('127.0.0.1', {port})),\n"
            "         lambda: socket.gethostbyname('localhost'), lambda: socket.getaddrinfo('localhost', 80),\n"
            "         lambda: subprocess.run(['true']), lambda: os.system('true'), os.fork]\n"
            "for attempt in tries:\n"
            "    try: attempt()\n"
            "    except PermissionError: print('afvist')\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
        )
        with pytest.raises(BlockingIOError):
            listening.accept()

    assert run.stdout.split() == ["afvist"] * 6


def test_pages_are_told_as_they_are_laid_out() -> None:
    told: list[tuple[int, int]] = []
    pdf = printed_pdf(with_actions(PARAGRAPH * 60), on_progress=lambda *far: told.append(far))

    assert told == [*((page, 0) for page in range(1, pdf.pages + 1)), (pdf.pages, pdf.pages)]


def test_plan_of_220_pages_keeps_within_300_megabytes_and_30_seconds(settings: Any) -> None:
    """Seconds of the processor: by the clock it depends on what else the machine does."""
    settings.PDF_MEGABYTES, settings.PDF_CPU_SECONDS = 300, 30
    plan = real_plans.filed("herning-2019")
    themes = [theme for _ in range(18) for theme in plan.themes]
    numbered = (replace(theme, number=n, slug=f"tema-{n}") for n, theme in enumerate(themes, start=1))
    pages: list[int] = []

    pdf = printed_pdf(
        replace(plan, themes=tuple(numbered)), on_progress=lambda page, _total=0, /: pages.append(page)
    )

    assert pdf.pages >= 220
    assert pages[: pdf.pages] == list(range(1, pdf.pages + 1))


def test_table_of_too_many_cells_is_refused_with_its_place() -> None:
    assert fault_of(with_actions(table(11, 1000))) == (
        f"{ACTIONS}: En tabel med 11000 celler kan ikke vises i PDF'en. Der må højst være 10000. Del den op."
    )


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("  " * level + "- x" for level in range(1000)),
        "> " * 1000 + "x",
        "[" * 1000 + "x" + "](/)" * 1000,
    ],
    ids=["lists", "quotations", "links"],
)
def test_text_nested_a_thousand_deep_is_printed_flat(text: str) -> None:
    assert printed_pdf(with_actions(text)).pages >= 2


def test_emphasis_nested_a_thousand_deep_is_refused_with_its_place() -> None:
    assert fault_of(with_actions("*" * 1000 + "x" + "*" * 1000)) == f"{ACTIONS}: {TOO_DEEP}"


@pytest.mark.parametrize("depth", [60, 1000])
def test_sections_that_are_nested_too_deep_are_refused(depth: int) -> None:
    section = tree.Section("Inderst", "inderst", body="x")
    for level in range(depth):
        section = tree.Section(f"Afsnit {level}", f"afsnit-{level}", children=(section,))

    assert fault_of(replace(EMPTY, sections=(section,))).endswith(TOO_DEEP)


def test_picture_of_400_million_pixels_is_refused_with_its_place(media: Path) -> None:
    (media / "billeder/bombe.png").write_bytes(bombs.png(20_000, 20_000))

    assert fault_of(with_actions("![Figur](/media/billeder/bombe.png)")) == (
        f"{ACTIONS}: Billedet http://127.0.0.1:8000/media/billeder/bombe.png kan ikke vises i PDF'en: billedet har for mange pixels."
    )


def test_numbers_of_a_thousand_million_are_printed(tmp_path: Path) -> None:
    figures = tuple(
        tree.Figure(OWN, date(year, 1, 1), date(year, 12, 31), Decimal(10**9) * year, source="Jobindsats")
        for year in range(2015, 2020)
    )
    target = tree.Target("at_most", UNIT_COST, Decimal(10**9), "kroner", figures=figures)
    goal = tree.Goal(number=10**9, text="Mål", targets=(target,))
    theme = tree.Theme(10**9, "Unge", "unge", actions="999999999. Først\n1. Så", goals=(goal,))

    file = tmp_path / "plan.pdf"
    file.write_bytes(printed_pdf(replace(EMPTY, themes=(theme,), figures_until=date(2019, 12, 31))).content)
    words = set(" ".join(page_texts(file)).split())

    assert words & {"1.000.000.000", "2.019.000.000.000"} == {"1.000.000.000", "2.019.000.000.000"}
