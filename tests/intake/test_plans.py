"""Plans of nine kinds in seven forms, the smallest inputs that once failed, and kinds that nothing was made for."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import tree
from documents.codec import from_json, to_json
from intake import made, telling
from intake.formats.reading import read
from intake.recognise.reading import recognise
from intake.recognised import (
    Piece,
    Recognised,
    Role,
    outline_from_json,
    recognised_from_json,
)
from intake.recognised import to_json as work_to_json
from tests.intake import scoring

TOWN = tree.Municipality("Prøve Kommune", "Prøve", "proeve", "999")
FILES = [
    (plan, f"{plan}.{ending}") for plan in sorted(scoring.expected()) for ending in scoring.FORMS.values()
]
READMES_COUNTS = {  # themes, goals, initiatives, strategies, decisions
    "odder-2020": (4, 8, 10, 0, 2),
    "rebild-2021": (3, 3, 0, 0, 0),
    "rebild-2022": (6, 15, 20, 0, 3),
    "favrskov-2024": (4, 5, 10, 0, 1),
    "hoeje-taastrup-2019": (3, 7, 0, 6, 2),
    "holstebro-2019": (4, 7, 0, 0, 4),
    "aarhus-2010": (0, 3, 0, 0, 0),
    "middelfart-2016": (0, 0, 0, 0, 0),
    "lejre-2015": (2, 4, 0, 0, 1),
}
PERIODS = {
    "favrskov-2024": (2024, 2025),
    "hoeje-taastrup-2019": (2019, 2022),
    "holstebro-2019": (2019, 2021),
}


def found(name: str) -> Recognised:
    path = scoring.PLANS / "min" / name
    return recognise(read(path.read_bytes(), name))


def held_out(name: str) -> Recognised:
    path = scoring.PLANS.parent / "held_out" / f"{name}.md"
    return recognise(read(path.read_bytes(), path.name))


def texts(recognised: Recognised, *roles: Role) -> list[str]:
    return [piece.text for piece in recognised.pieces if piece.role in roles]


def below(recognised: Recognised, role: Role) -> list[tuple[str, str]]:
    titles = {piece.id: piece.text for piece in recognised.pieces}
    return [(titles.get(p.parent, ""), p.text) for p in recognised.pieces if p.role == role]


# The nine plans


@pytest.mark.parametrize("plan", sorted(READMES_COUNTS))
def test_what_is_expected_is_what_the_plan_has(plan: str) -> None:
    counted = Counter(item[0] for item in scoring.expected()[plan]["items"])
    kinds = ("theme", "goal", "initiative", "strategy", "decision")
    assert tuple(counted[kind] for kind in kinds) == READMES_COUNTS[plan]
    if plan in PERIODS:
        first, last = PERIODS[plan]
        assert ["period", f"{first}-{last}", "", ""] in scoring.expected()[plan]["items"]


@pytest.mark.parametrize("form", scoring.FORMS)
def test_share_of_what_is_recognised_does_not_fall(form: str) -> None:
    total = scoring.Score(0, 0, 0)
    for plan in scoring.expected():
        total += scoring.score_of(f"{plan}.{scoring.FORMS[form]}", plan)
    assert total.precision >= scoring.FLOORS[form], scoring.table()
    assert total.recall >= scoring.FLOORS[form], scoring.table()


@pytest.mark.parametrize("form", scoring.FORMS)
def test_false_headings_are_under_two_in_a_hundred(form: str) -> None:
    names = [(f"{plan}.{scoring.FORMS[form]}", plan) for plan in scoring.expected()]
    false = [heading for name, plan in names for heading in scoring.false_headings(name, plan)]
    every = sum(len(scoring.headings_of(scoring.recognised(name))) for name, _plan in names)
    assert len(false) < 0.02 * every, false


@pytest.mark.parametrize(("plan", "name"), FILES, ids=[name for _plan, name in FILES])
def test_every_block_has_its_place(plan: str, name: str) -> None:
    outline, recognised = scoring.outline_of(name), scoring.recognised(name)
    placements = list(telling.placements_of(recognised, outline))
    assert [placement for placement in placements if not placement.place] == []
    assert {number for piece in recognised.pieces for number in piece.blocks} == {
        b.number for b in outline.blocks
    }


@pytest.mark.parametrize(("plan", "name"), FILES, ids=[name for _plan, name in FILES])
def test_every_word_of_the_plan_is_in_the_outline(plan: str, name: str) -> None:
    """Whatever the form: the words that the plan's Markdown has."""
    source = (scoring.PLANS / f"{plan}.md").read_text()
    source = re.sub(r"^\|?[|:\s-]+\|$|^#+ |\[\^\d+\]:?", " ", source, flags=re.MULTILINE)
    held = _squeezed(" ".join(block.text for block in scoring.outline_of(name).blocks))
    missing = [word for word in re.findall(r"\w{3,}", source) if _squeezed(word) not in held]
    assert missing == []


@pytest.mark.parametrize(("plan", "name"), FILES, ids=[name for _plan, name in FILES])
def test_every_word_that_is_not_left_out_is_in_the_document(plan: str, name: str) -> None:
    recognised = scoring.recognised(name)
    assert _lost(recognised, made.document_of(recognised, TOWN)) == []


def _lost(recognised: Recognised, document: tree.PlanDocument) -> list[str]:
    """Words of pieces that the document does not have; a decision's are its own."""
    held = _squeezed(to_json(document).replace("\\n", " "))
    kept = [piece for piece in recognised.pieces if piece.role not in ("left_out", "decision")]
    words = {word for piece in kept for word in re.findall(r"\w{3,}", f"{piece.text} {piece.body}")}
    return sorted(word for word in words if _squeezed(word) not in held)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


@pytest.mark.parametrize(("plan", "name"), FILES, ids=[name for _plan, name in FILES])
def test_tables_stay_tables_or_are_goals_or_decisions(plan: str, name: str) -> None:
    outline, recognised = scoring.outline_of(name), scoring.recognised(name)
    wanted = sum(block.kind == "table" for block in scoring.outline_of(f"{plan}.md").blocks)
    tables = [block.number for block in outline.blocks if block.kind == "table"]
    assert len(tables) == wanted
    for number in tables:
        pieces = [piece for piece in recognised.pieces if number in piece.blocks]
        assert all(piece.form == "table" or piece.rows for piece in pieces)


def test_titles_in_capitals_are_in_ordinary_case() -> None:
    recognised = scoring.recognised("lejre-2015.plain.docx")
    sections = texts(recognised, "title", "section")
    assert sections[:3] == ["Beskæftigelsesplan 2015", "Indledning", "Udfordringer i Lejre Kommune"]


def test_national_goals_have_status_and_challenges() -> None:
    document = made.document_of(scoring.recognised("lejre-2015.docx"), TOWN)
    assert [(goal.number, goal.title) for goal in document.national_goals] == [
        (1, "Flere unge skal have en uddannelse"),
        (2, "Langtidsledigheden skal bekæmpes"),
        (3, "Flere på kanten af arbejdsmarkedet skal ind i fællesskabet"),
        (4, "Bedre samarbejde med virksomhederne"),
    ]
    assert document.national_goals[1].text == (
        "### Status\n\nDer var 121 langtidsledige i juni 2014.\n\n"
        "### Udfordringer\n\nHovedparten er over 50 år, og flere har mistet retten til dagpenge."
    )


def test_overview_that_repeats_the_goals_is_listed_as_repeated() -> None:
    recognised = scoring.recognised("lejre-2015.pdf")
    assert sum(piece.reason == "repeated" for piece in recognised.pieces if piece.form == "numbered") == 4


def test_municipalitys_own_word_is_read() -> None:
    words = {plan: scoring.recognised(f"{plan}.pdf").theme_word for plan in scoring.expected()}
    assert words == {
        "aarhus-2010": "",
        "favrskov-2024": "målgruppe",
        "hoeje-taastrup-2019": "tema",
        "holstebro-2019": "målsætning",
        "lejre-2015": "spor",
        "middelfart-2016": "",
        "odder-2020": "fokuspunkt",
        "rebild-2021": "tema",
        "rebild-2022": "indsatsområde",
    }


def test_themes_answer_the_national_goals_that_they_name() -> None:
    document = made.document_of(scoring.recognised("rebild-2022.word.txt"), TOWN)
    assert [[ref.number for ref in theme.answers] for theme in document.themes] == [
        [1],
        [2],
        [3],
        [4],
        [5],
        [],
    ]


def test_dissent_and_votes_are_in_the_decision() -> None:
    for ending in scoring.FORMS.values():
        document = made.document_of(scoring.recognised(f"odder-2020.{ending}"), TOWN)
        assert document.adopted is not None
        assert document.adopted.votes == "17 stemmer for og 1 imod"
        assert document.adopted.minority_statement.startswith("Mindretalsudtalelse fra Enhedslisten")
        assert "mål for mennesker" in document.adopted.minority_statement


def test_targets_are_offered_and_stored_only_with_a_yes() -> None:
    recognised = scoring.recognised("hoeje-taastrup-2019.docx")
    assert len(recognised.offers) == 28
    document = made.document_of(recognised, TOWN)
    assert [goal.targets for _theme, goal in document.all_goals() if goal.targets] == []
    yes = replace(recognised, offers=tuple(replace(offer, accepted=True) for offer in recognised.offers))
    stored = [target for _theme, goal in made.document_of(yes, TOWN).all_goals() for target in goal.targets]
    assert len(stored) == 28
    assert {target.due.year for target in stored if target.due} == {2019, 2020, 2021, 2022}


def test_marks_of_change_stay_in_the_goals() -> None:
    goals = texts(scoring.recognised("holstebro-2019.txt"), "goal")
    assert [goal.endswith(("[ny]", "[ændret]")) for goal in goals] == [
        True,
        True,
        False,
        True,
        False,
        False,
        False,
    ]


def test_report_on_results_is_a_follow_up() -> None:
    for ending in scoring.FORMS.values():
        recognised = scoring.recognised(f"aarhus-2010.{ending}")
        document = made.document_of(recognised, TOWN)
        assert recognised.kind == "review"
        assert document.follow_up is not None
        assert [a.verdict for a in document.follow_up.assessments] == ["not_met", "met", "partly"]
        asked = next(one.text for one in recognised.questions if one.code == "comparison")
        assert "København, Odense, Aalborg, Randers, Esbjerg" in asked


def test_sheet_of_figures_is_told_from_a_plan() -> None:
    for ending in scoring.FORMS.values():
        assert scoring.recognised(f"middelfart-2016.{ending}").kind == "figures"


def test_work_can_be_saved_and_taken_up_again() -> None:
    for plan in scoring.expected():
        name = f"{plan}.docx"
        assert recognised_from_json(work_to_json(scoring.recognised(name))) == scoring.recognised(name)
        assert outline_from_json(work_to_json(scoring.outline_of(name))) == scoring.outline_of(name)


def test_document_survives_json() -> None:
    for plan, name in FILES:
        document = made.document_of(scoring.recognised(name), TOWN)
        assert from_json(to_json(document)) == document, plan


# What a person changes

ROLES: tuple[Role, ...] = (
    *("title", "summary", "section", "annex", "theme_group", "theme", "goal", "strategy", "initiative"),
    *("national_goal", "decision", "assessment", "will", "does", "status", "challenge", "text", "left_out"),
)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_change_loses_a_word(data: st.DataObject) -> None:
    """Whatever is made of any piece, wherever it is put, below itself too."""
    recognised = scoring.recognised(data.draw(st.sampled_from(["odder-2020.docx", "lejre-2015.docx"])))
    pieces = data.draw(st.lists(st.sampled_from(recognised.pieces), max_size=12))
    ids = st.sampled_from([0, *(piece.id for piece in recognised.pieces)])
    changed = [replace(p, role=data.draw(st.sampled_from(ROLES)), parent=data.draw(ids)) for p in pieces]
    recognised = recognised.with_pieces(changed)
    told = [piece for piece in recognised.pieces if piece.role == "decision" and not piece.decisions]
    document = made.document_of(recognised, TOWN)
    assert _lost(recognised, document) == []
    held = _squeezed(to_json(document).replace("\\n", " "))
    assert [
        p.text for p in told if _squeezed(p.text.replace("|", "")) not in held and p.form != "table"
    ] == []


def test_all_like_it_are_those_that_look_the_same() -> None:
    name = "odder-2020.plain.docx"
    recognised, outline = scoring.recognised(name), scoring.outline_of(name)
    first = next(piece for piece in recognised.pieces if piece.role == "theme")
    alike = recognised.alike(first.id, outline)
    assert [recognised.piece(number).role for number in alike] == ["theme"] * 4


def test_a_piece_that_is_made_something_else_goes_there() -> None:
    recognised = scoring.recognised("odder-2020.docx")
    section = next(piece for piece in recognised.pieces if piece.text == "Opfølgning")
    document = made.document_of(recognised.with_pieces([replace(section, role="theme")]), TOWN)
    assert document.themes[-1].title == "Opfølgning"
    assert document.themes[-1].ambition.startswith("Beskæftigelsesudvalget får en status")


# The smallest


def test_text_after_a_contents_list_is_kept() -> None:
    recognised = found("a1.md")
    assert texts(recognised, "section") == ["Resume", "Budget"]
    assert texts(recognised, "text") == ["Vi vil have flere i job i 2024."]


def test_table_after_a_contents_list_is_kept() -> None:
    assert "| A-dagpenge | 868 | 742 |" in made.document_of(found("a2.md"), TOWN).sections[0].body


def test_period_of_several_years_is_read() -> None:
    recognised = found("b1.txt")
    assert (texts(recognised, "title"), recognised.year, recognised.last_year) == (
        ["Beskæftigelsesplan 2024-2026"],
        2024,
        2026,
    )


def test_headings_below_another_are_below_it() -> None:
    assert below(found("c1.md"), "theme") == [
        ("Mål og indsatser", "Unge"),
        ("Mål og indsatser", "Sygemeldte"),
    ]


def test_divided_word_is_whole_again() -> None:
    assert texts(found("d1.txt"), "text") == ["Der er mange ledige inden for byggeriet."]


@pytest.mark.parametrize(
    ("name", "word", "goals"),
    [
        ("e1.md", "fokuspunkt", [("Unge", "Højst 40 unge er ledige"), ("Sygemeldte", "Færre er syge")]),
        ("e3.md", "tema", [("Unge", "Højst 40 unge er ledige")]),
        (
            "e4.md",
            "mål",
            [
                ("Flere unge i job", "Højst 40 unge er ledige."),
                ("Færre syge", "Færre end i klyngen er syge."),
            ],
        ),
        ("i1.md", "", [("Unge", "Højst 40 unge er ledige."), ("Unge", "Flere skal opkvalificeres.")]),
        ("l3.txt", "tema", [("Unge", "Højst 40 unge er ledige."), ("Sygemeldte", "Færre skal være syge.")]),
    ],
)
def test_themes_and_goals_are_found(name: str, word: str, goals: list[tuple[str, str]]) -> None:
    assert found(name).theme_word == word
    assert below(found(name), "goal") == goals


def test_banner_and_page_number_are_no_text() -> None:
    recognised = found("f1.txt")
    assert texts(recognised, "title", "section", "text") == [
        "Beskæftigelsesplan 2020",
        "Indledning",
        "Første side.",
        "Anden side.",
    ]
    assert [piece.reason for piece in recognised.pieces if piece.role == "left_out"] == [
        "banner",
        "page_number",
        "banner",
        "page_number",
    ]


def test_report_is_no_plan() -> None:
    assert found("g1.md").kind == "review"


def test_decision_with_votes_is_read() -> None:
    decision = made.document_of(found("j1.md"), TOWN).decisions[0]
    assert (decision.body, decision.outcome, decision.votes) == (
        "Byrådet",
        "adopted",
        "17 stemmer for og 1 imod",
    )


def test_page_number_is_no_section() -> None:
    assert texts(found("l1.txt"), "section") == ["Indledning", "Budget"]


def test_missing_themes_and_goals_are_asked_about() -> None:
    assert {"no_themes", "no_goals"} <= {question.code for question in found("b1.txt").questions}


# Kinds that nothing was made for


@pytest.mark.parametrize(
    ("name", "word", "themes", "goals", "parts", "decisions"),
    [
        ("pejlemaerker", "tema", 3, 5, 5, 2),
        ("spor", "spor", 2, 5, 5, 1),
        ("uden_ord", "", 3, 4, 5, 0),
        ("indledt", "fokusområde", 3, 4, 5, 0),
        ("tabeller", "tema", 3, 5, 5, 3),
        ("bogstaver", "", 3, 4, 10, 0),
        ("uden_temaer", "", 0, 3, 2, 0),
    ],
)
def test_other_kinds_are_recognised_too(
    name: str, word: str, themes: int, goals: int, parts: int, decisions: int
) -> None:
    recognised = held_out(name)
    document = made.document_of(recognised, TOWN)
    assert recognised.theme_word == word
    assert len(texts(recognised, "theme")) == themes
    assert len(list(document.all_goals())) == goals
    assert len(texts(recognised, "initiative", "strategy")) == parts
    assert len(document.decisions) == decisions
    assert _lost(recognised, document) == []


def test_level_above_the_themes_is_told_from_them() -> None:
    document = made.document_of(held_out("pejlemaerker"), TOWN)
    assert [(group.label, group.title) for group in document.theme_groups] == [
        ("A", "Alle unge er i gang"),
        ("B", "Virksomhederne vokser"),
    ]
    assert [(theme.label, theme.group) for theme in document.themes] == [
        ("A.1", "alle-unge-er-i-gang"),
        ("A.2", "alle-unge-er-i-gang"),
        ("B.1", "virksomhederne-vokser"),
    ]


def test_initiatives_are_below_their_strategy() -> None:
    document = made.document_of(held_out("bogstaver"), TOWN)
    assert [
        (strategy.title, [one.title for one in strategy.initiatives])
        for theme in document.themes[:1]
        for strategy in theme.strategies
    ] == [
        ("Tidlig indsats", ["Opkald på dag ét", "Jobklub"]),
        ("Virksomheden først", ["Praktik efter fire uger"]),
    ]


def test_verdicts_below_headings_are_read() -> None:
    report = made.document_of(held_out("resultater"), TOWN).follow_up
    assert report is not None
    assert [a.verdict for a in report.assessments] == ["met", "not_met", "met"]


def test_piece_says_how_sure_it_is() -> None:
    assert [Piece(1, "text", "", sure=sure).sureness for sure in (95, 75, 40)] == [
        "certain",
        "likely",
        "guess",
    ]


@pytest.mark.parametrize("plan", sorted(READMES_COUNTS))
def test_what_is_expected_stands_in_the_source_below_its_theme(plan: str) -> None:
    """What is expected was written down from the Markdown: here it is held against the source again, without the
    recognition."""
    source = scoring.plain((scoring.PLANS / f"{plan}.md").read_text().replace("\n", " "))
    items = scoring.expected()[plan]["items"]
    starts = sorted(source.index(item[1]) for item in items if item[0] == "theme")
    for kind, text, parent, _number in items:
        if kind not in ("goal", "initiative", "strategy"):
            continue
        at = source.find(text, source.index(parent) if parent else 0)
        assert at >= 0, text
        above = max((start for start in starts if start < at), default=None)
        assert not parent or above == source.index(parent), text
