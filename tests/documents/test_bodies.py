"""The bodies that web and print share, at the levels where they stand: 1 on a page, 2 in print."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from documents import tree
from documents.outline import Entry, outline
from tests.publishing.edition_factory import document_of, report_of, theme_of
from tests.website.pages import Page

GROUPS = (tree.TargetGroup("unge", "Unge"),)
INITIATIVE = tree.Initiative("Et initiativ", "Sådan.", "Jobcentret", "UU", date(2019, 1, 1), None, GROUPS)
NOTED = "# Mere\n\nTekst[^1].\n\n[^1]: Note."
STRATEGY = tree.Strategy(
    "En strategi",
    "# Hvordan\n\nSådan.",
    "Jobcentret",
    GROUPS,
    (INITIATIVE,),
    status=NOTED,
    challenge=NOTED,
)
TARGET = tree.Target("at_least", value=Decimal("12.5"), unit="percent")
GOALS = (
    tree.Goal(
        1, "Mål et[^1].\n\n[^1]: Note.", note="# Hvorfor\n\nDerfor.", scope="national", targets=(TARGET,)
    ),
    tree.Goal(
        2,
        "Mål to.",
        answers=(tree.NationalGoalRef(2019, 1),),
        change_reason="Skærpet siden sidst.",
        responsible_unit="Jobcentret",
        partners="UU",
        target_groups=GROUPS,
        status=NOTED,
        challenge="Mange er **langt** fra arbejde.",
    ),
)


def full_document() -> tree.PlanDocument:
    themes = tuple(
        replace(
            theme_of(number, 2019),
            goals=GOALS,
            strategies=(replace(STRATEGY, children=(STRATEGY,)),),
            initiatives=(INITIATIVE,),
            target_groups=GROUPS,
            status=NOTED,
            challenge=NOTED,
            answers=(tree.NationalGoalRef(2019, 1),),
            answer_text=NOTED,
        )
        for number in (1, 2)
    )
    sections = (
        tree.Section(
            "Kapitel",
            "kapitel",
            "chapter",
            "Kapitel 1",
            "# Om\n\nTekst[^1].\n\n[^1]: Note.",
            (tree.Attachment("Notat", "bilag/notat.pdf", 1_240_000, "0" * 64),),
            (
                tree.Section(
                    "Del", "del", label="1.1", children=(tree.Section("Dyb", "dyb", body="# Ned\n\nTekst."),)
                ),
            ),
        ),
        tree.Section("Strategier", "strategier", "strategies"),
        tree.Section("Mål", "maalene", "goals"),
        tree.Section("Oversigt", "oversigt", "goal_overview"),
        tree.Section("Ministermål", "ministermaal", "national_goals"),
        tree.Section("Temaer", "temaer", "themes"),
    )
    return replace(
        document_of(),
        sections=sections,
        themes=themes,
        goals=GOALS,
        strategies=(STRATEGY, STRATEGY),
        national_goals=(tree.NationalGoal(2019, 1, "Flere i job", "# Hvordan\n\nSådan."),),
    )


def shown(document: tree.PlanDocument, report: tree.PlanDocument | None, level: int) -> Page:
    """All parts one after the other, each below a title, as in print."""
    parts = [f"<h{level - 1}>Planen</h{level - 1}>"] if level > 1 else []
    for section in document.sections:
        context = {
            "document": document,
            "section": section,
            "report": report,
            "level": level,
            "links": None,
            "overview_links": None,
        }
        body = render_to_string("document/section.html", context)
        parts.append(
            f'<section id="afsnit-{section.slug}"><h{level}>{section.title}</h{level}>{body}</section>'
        )
    for theme in document.themes:
        context = {
            "document": document,
            "theme": theme,
            "report": report,
            "level": level,
            "links": None,
            "overview_links": None,
        }
        body = render_to_string("document/theme.html", context)
        parts.append(f'<section id="tema-{theme.slug}"><h{level}>{theme.title}</h{level}>{body}</section>')
    return read_text("".join(parts))


def read_text(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page


def anchors(entries: tuple[Entry, ...]) -> list[str]:
    return [anchor for entry in entries for anchor in (entry.anchor, *anchors(entry.children))]


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("reported", [False, True])
def test_bodies_are_well_formed_skip_no_heading_and_use_each_id_once(level: int, reported: bool) -> None:
    document = full_document()
    page = shown(document, report_of(document) if reported else None, level)
    skipped = [pair for pair in pairwise(page.heading_levels) if pair[1] > pair[0] + 1]
    assert (page.unclosed, page.open, skipped) == ([], [], [])
    assert sorted(page.ids) == sorted(set(page.ids))


def test_every_line_of_the_outline_has_its_place() -> None:
    document = full_document()
    missing = set(anchors(outline(document))) - set(shown(document, None, 2).ids)
    assert missing == set()


def test_tables_have_a_caption_and_say_which_cells_are_heads() -> None:
    page = read_text(
        render_to_string(
            "document/goal_overview.html",
            {"document": full_document(), "report": None, "level": 1, "links": None, "measures": True},
        )
    )
    assert len(page.all("table")) == len(page.all("caption")) == 4
    assert {th.get("scope") for th in page.all("th")} == {"col", "row"}


def test_verdicts_stand_in_the_table_only_where_there_is_a_report() -> None:
    document = full_document()
    context = {"document": document, "level": 1, "links": None, "measures": True}
    without = render_to_string("document/goal_overview.html", {**context, "report": None})
    with_report = render_to_string("document/goal_overview.html", {**context, "report": report_of(document)})
    assert without.count('class="status') == 0
    assert with_report.count('class="status met"') == 6


def test_goal_shows_all_that_is_known_of_it() -> None:
    document = full_document()
    context = {
        "document": document,
        "goals": GOALS,
        "theme": None,
        "prefix": "maal",
        "level": 2,
        "links": None,
    }
    page = read_text(render_to_string("document/goals.html", {**context, "report": None}))
    texts = page.text("p")
    assert "Derfor." in texts
    assert "Skærpet siden sidst." in texts
    assert [text for text in texts if "Målgruppe" in text] == [
        "Jobcentret · Samarbejdspartner: UU · Målgruppe: unge"
    ]
    assert [text for text in texts if "12,5 %" in text] != []
    assert page.ids[:1] == ["maal-1"]


def test_status_and_challenge_stand_under_the_plans_own_headings() -> None:
    """Of two themes; of a goal and two strategies in sections; of the same, once in each theme."""
    headings = {"status_template": "Status primo {year}", "challenge_template": "Det er svært"}
    document = replace(full_document(), **headings)
    page = shown(document, None, 2)
    for heading in ("Status primo 2019", "Det er svært"):
        assert [page.text(f"h{level}").count(heading) for level in (3, 4, 5)] == [2, 3, 4]


def test_no_heading_stands_without_a_status_or_a_challenge() -> None:
    document = full_document()
    theme = replace(document.themes[0], status="", challenge="", goals=(), strategies=())
    silent = replace(
        document, themes=(theme,), goals=(tree.Goal(1, "Mål."),), strategies=(tree.Strategy("S"),)
    )
    page = shown(silent, None, 2)
    found = {text for level in range(1, 7) for text in page.text(f"h{level}")}
    assert found.isdisjoint({"Hvor er vi i dag", "Udfordring"})


def test_theme_answers_national_goals_in_its_own_words() -> None:
    document = full_document()
    page = shown(document, None, 2)
    assert page.text("h3").count("Svar på ministermålene") == 2
    without = [replace(theme, answers=(), answer_text="") for theme in document.themes]
    silent = shown(replace(document, themes=tuple(without)), None, 2)
    assert "Svar på ministermålene" not in silent.text("h3")
    assert not [one for one in silent.ids if one.startswith("tema-") and one.endswith("-ministermaal")]


def test_follow_up_has_every_goal_with_its_verdict() -> None:
    report = report_of(full_document(), "partly")
    page = read_text(
        render_to_string(
            "website/follow_up_body.html",
            {"document": report, "plan": None, "level": 1, "links": None, "measures": True},
        )
    )
    assert len([item for item in page.all("span") if item.get("class") == "status partly"]) == 6
    assert sorted(page.ids) == sorted(set(page.ids))


def test_attachment_tells_its_size() -> None:
    attachments = full_document().sections[0].attachments
    page = read_text(render_to_string("document/attachments.html", {"attachments": attachments}))
    assert page.links == ["/media/bilag/notat.pdf"]
    assert page.text("li") == ["Notat (1,2 MB)"]
