"""A picture as it stands in a page: whole, named, and with its numbers."""

import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from documents import tree
from documents.charts.dots import Value, dots
from documents.charts.of_targets import charts_of
from documents.charts.strip import strip
from tests.documents.charts.figures import OWN, REGION, figure, figures, target
from tests.publishing.edition_factory import document_of, report_of
from tests.website.pages import Page

PLAN = document_of(year=2020)
LINES = target(
    *figures(OWN, y2017="11.25"),
    figure(OWN, "2018", "10.8", series_break=True),
    *figures(OWN, y2019="10.3"),
    figure(OWN, "2020", "10.0", provisional=True),
    *figures(REGION, y2020="10.4"),
    comparator=REGION,
)
BARS = target(*figures(OWN, y2020="10.0"), *figures(REGION, y2020="10.4"), value="9.5")
PICTURES = {
    "development": charts_of(PLAN, [LINES])[0],
    "bars": charts_of(PLAN, [BARS])[0],
    "dots": dots("Unge", "percent", "lower", [Value("Herning", Decimal("10.25"), chosen=True)]),
    "strip": strip(report_of(document_of(themes=1))),
}


def read(chart: object) -> tuple[str, Page]:
    text = render_to_string("document/charts/figure.html", {"chart": chart, "accent": "#7a2e3a"})
    page = Page()
    page.feed(text)
    page.close()
    return text, page


@pytest.fixture(params=PICTURES)
def picture(request: pytest.FixtureRequest) -> tuple[str, Page]:
    return read(PICTURES[request.param])


def test_every_kind_has_its_template() -> None:
    assert [chart.kind for chart in PICTURES.values() if chart] == list(PICTURES)


def test_picture_is_well_formed_and_has_no_style_or_script(picture: tuple[str, Page]) -> None:
    _text, page = picture
    assert (page.unclosed, page.open) == ([], [])
    assert [tag for tag, attributes in page.tags if "style" in attributes or tag in {"style", "script"}] == []


def test_picture_has_its_description_once_and_its_title_above_it(picture: tuple[str, Page]) -> None:
    """The label is what a screen reader reads of it, and the PDF's alternative text; a `<desc>` would be read once
    more."""
    _text, page = picture
    svg = page.all("svg")[0]
    assert svg["role"] == "img"
    assert svg["aria-label"] != ""
    assert page.text("figcaption") != [""]
    assert page.all("title") + page.all("desc") == []


def test_sources_stand_below_the_picture_where_nothing_need_be_opened() -> None:
    source = "jobindsats.dk, tabel Y36, udtrukket 12.06.2026"
    found = [figure(OWN, year, "10", source=source) for year in ("2019", "2020")]
    text, page = read(charts_of(PLAN, [target(*found)])[0])
    assert page.text("p").count(f"Kilde: {source}") == 1
    assert text.index("Kilde: ") < text.index("<details")


def test_numbers_stand_in_a_table_with_caption_and_scoped_heads(picture: tuple[str, Page]) -> None:
    _text, page = picture
    assert (len(page.all("table")), len(page.all("caption"))) == (1, 1)
    assert page.text("caption") != [""]
    assert {head["scope"] for head in page.all("th")} == {"col", "row"}


def test_lengths_are_written_with_a_point_and_numbers_with_a_comma(picture: tuple[str, Page]) -> None:
    _text, page = picture
    drawn = [value for _tag, attributes in page.tags for name, value in attributes.items() if name in LENGTHS]
    assert [value for value in drawn if not re.fullmatch(r"-?\d+(\.\d+)?%?", value)] == []
    shown = " ".join([*page.text("text"), *page.text("td")])
    assert re.findall(r"\d+\.\d+ %", shown) == []


LENGTHS = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "stroke-width"}


def test_picture_can_be_told_in_grey() -> None:
    """Colours are the municipality's, and greys; lines differ in weight and dash, points in being hollow."""
    _text, page = read(PICTURES["development"])
    groups = page.all("g")
    dashes = {group.get("stroke-dasharray") for group in groups if group.get("stroke") == "#4a535b"}
    assert "6 4" in dashes
    assert {"fill": "#fff"}.items() <= page.all("circle")[3].items()
    assert {colour for group in groups for colour in (group.get("stroke"), group.get("fill")) if colour} <= {
        "currentColor",
        "#4a535b",
        "#15191d",
        "#d4dadf",
    }


def test_each_verdict_has_a_shape_of_its_own() -> None:
    verdicts: list[tree.Verdict | None] = ["met", "partly", "not_met", "cannot_be_assessed", None]
    shapes = [render_to_string("document/charts/mark.svg.html", {"verdict": verdict}) for verdict in verdicts]
    colourless = [re.sub(r"#[0-9a-f]{6}", "", shape) for shape in shapes]
    assert len(set(colourless)) == 5


def test_names_are_never_markup() -> None:
    evil = tree.Area("region", "<script>alert(1)</script>")
    _text, page = read(charts_of(PLAN, [target(*figures(OWN, y2020="1"), *figures(evil, y2020="2"))])[0])
    assert page.all("script") == []


@pytest.mark.parametrize("name", PICTURES)
def test_table_below_is_named_after_what_it_holds(name: str) -> None:
    _text, page = read(PICTURES[name])
    words = "Vis resultaterne som tabel" if name == "strip" else "Vis tallene som tabel"
    assert page.text("summary") == [words]
