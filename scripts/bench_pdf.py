"""How long a PDF takes, beside Chromium's print of the same HTML: only the ratios travel between machines.

All in one run, each the median of its rounds. Ours: in a server that has made one before (warm), and a
server's first (cold), for which the process that is forked from is started and loads WeasyPrint. Chromium:
started anew each time (cold), and left running (warm). Memory is the most that the rendering filled.
Ours are judged by the validator, as whatever is kept; "lavet" is without, as Chromium's are.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import translation  # noqa: E402 (settings come first)

from documents.codec import from_json, to_json  # noqa: E402
from documents.printing import Pdf, html_of, print_html  # noqa: E402
from documents.stamp import Stamp  # noqa: E402
from documents.tree import PlanDocument  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
PLANS = {"Herning 2019": (1, 5), "60 sider": (5, 3), "220 sider": (19, 1)}
"""How many times the plan's themes are repeated, and how many rounds are measured."""
HEAD = (
    "",
    "sider",
    "kB",
    "MB",
    "lavet, s",
    "varm, s",
    "s/side",
    "kold, s",
    "Chromium kold, s",
    "lavet/C. kold",
    "varm/C. kold",
    "kold/C. kold",
    "varm/C. varm",
)


def repeated(times: int) -> PlanDocument:
    plan = from_json((ROOT / "fixtures/plans/herning-2019.json").read_text())
    themes = [theme for _ in range(times) for theme in plan.themes]
    numbered = [replace(theme, number=n, slug=f"tema-{n}") for n, theme in enumerate(themes, start=1)]
    return replace(plan, themes=tuple(numbered))


def html_and_json(document: PlanDocument) -> tuple[str, str]:
    text = to_json(document)
    stamp = Stamp("1", date(2018, 12, 12), "https://eksempel.dk/", sha256(text.encode()).hexdigest())
    with translation.override("da"):
        return html_of(document, stamp), text


def median(rounds: int, action: Callable[[], object]) -> float:
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def with_peak(action: Callable[[], Pdf]) -> tuple[Pdf, int]:
    """And the most megabytes that the process which made it filled."""
    peak, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            for child in multiprocessing.active_children():
                status = Path(f"/proc/{child.pid}/status")
                lines = status.read_text().splitlines() if status.exists() else []
                peak.extend(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        return action(), max(peak)
    finally:
        done.set()
        watching.join()


def first_of_a_server(html: Path) -> float:
    """As that server measures it: starting the server itself is not counted."""
    run = subprocess.run([sys.executable, __file__, str(html)], capture_output=True, text=True, check=True)
    return float(run.stdout)


def chromium_cold(page: Path) -> None:
    target = page.with_suffix(".pdf")
    command = [CHROMIUM, "--headless", *FLAGS, f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True)


def chromium_warm(page: Path, rounds: int) -> float:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page()

        def once() -> None:
            tab.goto(page.as_uri())
            tab.pdf(path=page.with_suffix(".pdf"), prefer_css_page_size=True)

        once()
        return median(rounds, once)


def measure(name: str, folder: Path) -> list[str]:
    times, rounds = PLANS[name]
    html, text = html_and_json(repeated(times))
    page = folder / "plan.html"
    page.write_text(html)
    pdf, megabytes = with_peak(lambda: print_html(html, text))
    made = median(rounds, lambda: print_html(html, text, judged=False))
    warm = median(rounds, lambda: print_html(html, text))
    cold = statistics.median(first_of_a_server(page) for _ in range(rounds))
    page.write_text(html.replace('"/static/', f'"{ROOT.as_uri()}/static/'))
    other_cold = median(rounds, lambda: chromium_cold(page))
    other_warm = chromium_warm(page, rounds)
    seconds = (made, warm, warm / pdf.pages, cold, other_cold)
    ratios = (made / other_cold, warm / other_cold, cold / other_cold, warm / other_warm)
    whole = (pdf.pages, len(pdf.content) // 1000, megabytes)
    return [name, *map(str, whole), *(f"{number:.2f}" for number in (*seconds, *ratios))]


def main() -> None:
    if len(sys.argv) > 1:
        html = Path(sys.argv[1]).read_text()
        sys.stdout.write(str(median(1, lambda: print_html(html, "{}"))))
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = [list(HEAD), *(measure(name, Path(folder)) for name in PLANS)]
    for row in rows:
        sys.stdout.write("| " + " | ".join(row) + " |\n")


if __name__ == "__main__":
    main()
