"""Papers made from a part of an edition: what stands on them, and that they stand alone."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from documents.markdown import plain
from documents.printing import lay_out
from documents.printing.renditions import MEETING_PAGES, html_of_goals, html_of_theme
from documents.tree import Goal, PlanDocument, Theme
from tests import real_plans
from tests.documents.printing.conftest import EXTRACTS, changed, stamp_for
from tests.documents.printing.plans import EMPTY, HARD, HARD_REPORT
from tests.documents.printing.reading import elements, page_texts, pages_of

Files = dict[str, Path]


def words(text: str) -> str:
    return "".join(text.split())


def text_of(file: Path) -> str:
    return words("".join(page_texts(file)))


def goals_of(document: PlanDocument) -> list[str]:
    return [words(plain(goal.text)) for _theme, goal in document.all_goals()]


def targets(file: Path) -> list[str]:
    with pikepdf.open(file) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        return [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]


def bookmarks(file: Path) -> list[str]:
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        return [item.title for item in outline.root]


@pytest.mark.parametrize("name", EXTRACTS)
def test_rendition_says_from_which_edition_it_is(renditions: Files, name: str) -> None:
    pages = page_texts(renditions[name])
    assert ["udgave 2 · 12. december 2018" in page for page in pages] == [True] * len(pages)
    assert "planer.eksempel.dk/" in pages[0]
    assert [
        target for target in targets(renditions[name]) if target.startswith("https://planer.eksempel.dk/")
    ]


def test_theme_stands_alone(renditions: Files) -> None:
    first, *others = real_plans.filed("herning-2019").themes
    text = text_of(renditions["theme"])
    assert words(first.title) in text
    assert [goal for goal in goals_of(replace(EMPTY, themes=(first,))) if goal not in text] == []
    assert [theme.title for theme in others if words(theme.title) in text] == []
    assert bookmarks(renditions["theme"]) == [f"1 {first.title}"]


def test_judged_theme_has_each_verdict_and_says_whose_they_are(renditions: Files) -> None:
    text = text_of(renditions["judged-theme"])
    said = ("Opfyldt", "Delvist opfyldt", "Ikke opfyldt", "Kan ikke vurderes")
    assert [verdict for verdict in said if words(verdict) not in text] == []
    assert words(f"Resultater fra {HARD_REPORT.display_title}, udgave 2") in text
    assert words("Kontrolsummen gælder målopfølgningens tekst") in text


def test_theme_that_points_into_the_rest_of_the_plan_only_names_it(danish: None) -> None:
    theme = Theme(1, "Unge", "unge", ambition="Se [visionen](#afsnit-vision) og [målene](#tema-unge-vil).")
    html = html_of_theme(replace(EMPTY, themes=(theme,)), theme, stamp_for(EMPTY, "{}"))
    assert "Se visionen og <a href" in html


def test_goals_of_real_plans_fit_the_meeting(renditions: Files) -> None:
    assert len(page_texts(renditions["goals"])) <= MEETING_PAGES
    assert len(page_texts(renditions["results"])) <= MEETING_PAGES


@pytest.mark.parametrize(("name", "document"), [("goals", "herning-2019"), ("results", "herning-2020")])
def test_every_goal_is_there(renditions: Files, name: str, document: str) -> None:
    text = text_of(renditions[name])
    goals = goals_of(real_plans.filed(document))
    assert len(goals) > 8
    with pikepdf.open(renditions[name]) as pdf:
        rows = [element for element in elements(pdf) if element.S == "/TR"]
        assert [len(pages_of(row)) for row in rows if pages_of(row)] == [1] * len(rows)
    assert [goal for goal in goals if goal[:40] not in text] == []


def test_results_are_counted_and_told_in_words(renditions: Files) -> None:
    text = " ".join("".join(page_texts(renditions["results"])).split())
    assert "8 opfyldt 3 delvist opfyldt 1 ikke opfyldt" in text
    assert text.count("Delvist opfyldt") == 3


def test_forty_goals_are_set_no_smaller(renditions: Files) -> None:
    with pikepdf.open(renditions["many-goals"]) as pdf:
        rows = [element for element in elements(pdf) if element.S == "/TR"]
        assert [len(pages_of(row)) for row in rows] == [1] * len(rows)
    assert len(page_texts(renditions["many-goals"])) > MEETING_PAGES
    assert [
        number
        for number in range(1, 41)
        if f"2.{number} " not in "".join(page_texts(renditions["many-goals"]))
    ] == []


def test_forty_goals_as_they_are_written_fit_the_meeting(danish: None) -> None:
    """Ten to a theme, in the words of Herning's."""
    plan = real_plans.filed("herning-2019")
    forty = replace(plan, themes=tuple(replace(theme, goals=_ten(theme.goals)) for theme in plan.themes))
    assert sum(1 for _pair in forty.all_goals()) == 40
    assert len(lay_out(html_of_goals(forty, stamp_for(forty, "{}"), "dense")).pages) == MEETING_PAGES


def _ten(goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
    return tuple(replace(goal, number=number) for number, goal in enumerate((goals * 10)[:10], start=1))


def marked(file: Path) -> list[tuple[str, str]]:
    """What a screen reader says of the marked words, and how they are marked."""
    with pikepdf.open(file) as pdf:
        return [
            (str(element.ActualText), str(element.A.TextDecorationType))
            for element in elements(pdf)
            if "/ActualText" in element
        ]


def test_changed_words_are_marked_and_told(renditions: Files) -> None:
    found = marked(renditions["corrections"])
    assert found == [("[slettet: sikre]", "/LineThrough"), ("[tilføjet: give]", "/Underline")]


def test_changes_between_plans_tell_both_editions(renditions: Files) -> None:
    first = " ".join(page_texts(renditions["changes"])[0].split())
    assert "Hvad er ændret siden Beskæftigelsesplan 2018?" in first
    assert "Beskæftigelsesplan 2019, udgave 2 sammenlignet med Beskæftigelsesplan 2018, udgave 2" in first
    assert bookmarks(renditions["changes"])[:2] == [
        "Om planen",
        "Unge under 25 år skal være i uddannelse eller arbejde",
    ]
    assert {kind for _spoken, kind in marked(renditions["changes"])} == {"/Underline", "/LineThrough"}


def test_changed_text_cannot_end_the_mark_that_tells_of_it(danish: None) -> None:
    html = changed(EMPTY, replace(EMPTY, title='Plan "><b>'))
    assert 'data-read="[tilføjet:  &quot;&gt;&lt;b&gt;]"' in html


def test_hard_theme_keeps_its_footnotes_and_charts(renditions: Files) -> None:
    with pikepdf.open(renditions["hard-theme"]) as pdf:
        figures = [element for element in elements(pdf) if element.S == "/Figure"]
        assert [figure for figure in figures if not str(figure.get("/Alt", ""))] == []
        assert len(figures) > len(HARD.themes[1].goals) // 5
