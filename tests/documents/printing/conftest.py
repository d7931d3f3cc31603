"""Every plan is printed once for all tests here; the files are judged by the validators in one run."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings
from django.utils import translation
from PIL import Image

from documents.codec import to_json
from documents.plan_changes import Changes, LinkedChange, about, compare
from documents.printing import html_of, lay_out, write
from documents.printing.renditions import Results, Version, html_of_changes, html_of_goals, html_of_theme
from documents.same_goals import reported_beside
from documents.stamp import Stamp
from documents.tree import PlanDocument
from plans.svg import safe_svg
from tests import real_plans
from tests.documents.leveled_plans import SIGNPOSTS
from tests.documents.printing.plans import EMPTY, HARD, HARD_REPORT, PROPOSAL

MADE = {
    "hard": HARD,
    "hard-report": HARD_REPORT,
    "empty": EMPTY,
    "levels": SIGNPOSTS,
    "proposal": PROPOSAL,
    "drawn-crest": replace(EMPTY, municipality=replace(EMPTY.municipality, crest="vaaben/skjold.svg")),
}
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 80"><defs>
<clipPath id="c"><path d="M0 0H60V50L30 80L0 50Z"/></clipPath></defs><g clip-path="url(#c)">
<rect width="60" height="80" fill="#335577"/><circle id="o" cx="20" cy="25" r="8" fill="#ffd200" opacity=".8"/>
<use href="#o" x="20"/></g></svg>"""
PICTURES = {
    "vaaben/skjold.png": (300, 200),
    "billeder/figur.png": (300, 200),
    "billeder/stor.png": (1600, 2400),
    "billeder/lille.png": (24, 24),
}
NAMES = (*real_plans.NAMES, *MADE)


@dataclass(frozen=True)
class Printed:
    document: PlanDocument
    stamp: Stamp
    json: str
    html: str
    laid_out: Any
    file: Path

    @property
    def root(self) -> Any:
        """The HTML that was laid out, as a tree."""
        return self.laid_out._html.etree_element


def stamp_for(document: PlanDocument, json: str) -> Stamp:
    address = f"https://planer.eksempel.dk/{document.municipality.slug}/{document.year}/udgave/2/"
    return Stamp("2", date(2018, 12, 12), address, hashlib.sha256(json.encode()).hexdigest())


def pictures(folder: Path) -> None:
    for name, size in PICTURES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, "#335577").save(file)
    (folder / "vaaben/skjold.svg").write_bytes(safe_svg(DRAWING))


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    folder = tmp_path_factory.mktemp("pdf")
    pictures(folder / "media")
    real = {name: real_plans.filed(name) for name in real_plans.NAMES}
    result = {}
    with override_settings(MEDIA_ROOT=folder / "media"), translation.override("da"):
        for name, document in {**real, **MADE}.items():
            json = to_json(document)
            stamp = stamp_for(document, json)
            html = html_of(document, stamp)
            laid_out = lay_out(html)
            file = folder / f"{name}.pdf"
            file.write_bytes(write(laid_out, json))
            result[name] = Printed(document, stamp, json, html, laid_out, file)
    return result


EXTRACTS = ("theme", "hard-theme", "judged-theme", "goals", "results", "many-goals", "changes", "corrections")
VARIANTS = (*EXTRACTS, "draft")


@pytest.fixture(scope="session")
def renditions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One paper of each kind, of real plans and of the hard one, and a draft."""
    folder = tmp_path_factory.mktemp("renditions")
    pictures(folder / "media")
    before, plan, report = (
        real_plans.filed(name) for name in ("herning-2018", "herning-2019", "herning-2020")
    )
    corrected = replace(plan, summary=plan.summary.replace("sikre", "give"))
    with override_settings(MEDIA_ROOT=folder / "media"), translation.override("da"):
        pages = {
            "theme": (plan, html_of_theme(plan, plan.themes[0], edition_stamp(plan))),
            "hard-theme": (HARD, html_of_theme(HARD, HARD.themes[1], edition_stamp(HARD))),
            "judged-theme": (HARD_REPORT, html_of_judged_theme()),
            "goals": (plan, html_of_goals(plan, edition_stamp(plan), "roomy")),
            "results": (report, html_of_goals(report, edition_stamp(report), "dense")),
            "many-goals": (HARD, html_of_goals(HARD, edition_stamp(HARD), "roomy")),
            "changes": (plan, changed(before, plan)),
            "corrections": (corrected, changed(plan, corrected)),
            "draft": (plan, html_of(plan, replace(edition_stamp(plan), draft=True))),
        }
        for name, (document, html) in pages.items():
            (folder / f"{name}.pdf").write_bytes(write(lay_out(html), to_json(document)))
    return {name: folder / f"{name}.pdf" for name in pages}


def html_of_judged_theme() -> str:
    """As a follow-up has it."""
    plan, report = replace(HARD_REPORT, follow_up=None), HARD_REPORT
    results = Results(reported_beside(plan, report), Version(report, edition_stamp(report)), is_attached=True)
    return html_of_theme(plan, plan.themes[1], edition_stamp(plan), results)


def changed(before: PlanDocument, after: PlanDocument) -> str:
    found = Changes(
        about(before, after),
        tuple(LinkedChange(one, "/foer/", "/nu/" if one.after else "") for one in compare(before, after)),
    )
    return html_of_changes(
        Version(before, edition_stamp(before)), Version(after, edition_stamp(after)), found
    )


def edition_stamp(document: PlanDocument) -> Stamp:
    return stamp_for(document, to_json(document))


@pytest.fixture(params=NAMES)
def each(request: pytest.FixtureRequest, printed: dict[str, Printed]) -> Printed:
    return printed[request.param]


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    pictures(settings.MEDIA_ROOT)
    return settings.MEDIA_ROOT


@pytest.fixture
def danish() -> Iterator[None]:
    with translation.override("da"):
        yield
