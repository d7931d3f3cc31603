import html
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.utils import translation

from documents import tree
from documents.markdown import plain
from documents.outline import Entry, outline
from documents.printing.html import contents_of, html_of, parts_of
from documents.stamp import Stamp
from tests import real_plans
from tests.documents.leveled_plans import SIGNPOSTS
from tests.documents.printing.conftest import Printed, stamp_for
from tests.documents.printing.plans import EMPTY, HARD, HARD_REPORT, LONG_TITLE

pytestmark = pytest.mark.usefixtures("danish")

PROSE = {"body", "ambition", "actions", "text", "note", "introduction"}
NAMES = {"title", "label", "summary", "notice", "service_area", "responsible_unit", "change_reason"}
"""Fields of the tree whose words are printed; the first are Markdown."""


def written(document: tree.PlanDocument) -> Iterator[str]:
    """Every text of the tree that a reader is to see."""

    def below(node: Any) -> Iterator[str]:
        if isinstance(node, tuple):
            for item in node:
                yield from below(item)
        elif is_dataclass(node):
            for field in fields(node):
                value = getattr(node, field.name)
                if isinstance(value, str):
                    yield from plain(value).splitlines() if field.name in PROSE else ()
                    yield from [value] if field.name in NAMES else ()
                else:
                    yield from below(value)

    shown = document
    if document.follow_up:  # a report judges the goals; what the plan let go of stands in the plan
        nothing: Any = {"sections": (), "strategies": (), "dropped_goals": (), "dropped_themes": ()}
        shown = replace(document, summary="", **nothing)
    if document.follow_up or not any(section.kind == "national_goals" for section in document.sections):
        shown = replace(shown, national_goals=())
    yield from below(shown)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def words(element: Any) -> Iterator[str]:
    """Without the numbers that point to footnotes, and the addresses that paper shows beside a link."""
    if element.get("class") not in ("footnote-ref", "address"):
        yield element.get("data-read") or element.text or ""
        for child in element:
            yield from words(child)
            yield child.tail or ""


def test_every_text_of_the_tree_is_printed(each: Printed) -> None:
    shown = letters("".join(words(each.root)))

    missing = [text for text in written(each.document) if letters(text) not in shown]

    assert missing == []


def test_contents_of_a_plan_is_its_outline_without_what_every_theme_consists_of() -> None:
    overview, *entries = contents_of(HARD)
    themes = {f"tema-{theme.slug}" for theme in HARD.themes}

    assert (overview.anchor, overview.title) == ("maalene-i-overblik", "Målene i overblik")
    assert entries == [
        replace(entry, children=()) if entry.anchor in themes else entry for entry in outline(HARD)
    ]


@pytest.mark.parametrize("name", real_plans.NAMES)
def test_contents_repeat_no_words(name: str) -> None:
    def below(entries: tuple[Entry, ...]) -> Iterator[str]:
        for entry in entries:
            yield entry.title
            yield from below(entry.children)

    titles = list(below(contents_of(real_plans.filed(name))))

    assert [title for title in set(titles) if titles.count(title) > 1] == []


def test_numbers_of_the_overview_lead_to_their_goals(each: Printed) -> None:
    places = {element.get("id") for element in each.root.iter() if element.get("id")}
    numbers = [link.get("href") for link in each.root.findall(".//th[@class='no']/a")]

    assert len(numbers) == sum(1 for _pair in each.document.all_goals())
    assert {number.removeprefix("#") for number in numbers} <= places


@pytest.mark.parametrize(("label", "wide"), [("10.1", False), ("Fokus 10.11b", True)])
def test_contents_make_room_for_long_numbers_below_a_level(label: str, wide: bool) -> None:
    document = replace(SIGNPOSTS, themes=(replace(SIGNPOSTS.themes[0], label=label),))
    assert ('class="contents wide"' in html_of(document, stamp_for(document, "{}"))) == wide


def test_contents_of_a_follow_up_begins_with_the_result_and_leaves_the_plans_sections_out() -> None:
    assert [entry.anchor for entry in contents_of(HARD_REPORT)] == [
        "opfoelgning",
        "kapitel-noegletal",
        "kapitel-oekonomi",
        "afsnit-planens-maal",
        "tema-uden-maal",
        "tema-mange-maal",
        "tema-kun-en-titel",
        "kapitel-tal",
    ]


def test_parts_of_a_follow_up_are_those_with_goals() -> None:
    assert [part.entry.anchor for part in parts_of(HARD_REPORT)] == [
        entry.anchor for entry in contents_of(HARD_REPORT)[3:-1]
    ]


def cover(document: tree.PlanDocument, stamp: Stamp | None = None) -> str:
    made = html_of(document, stamp or stamp_for(document, "{}"))
    facts = made[made.index('<header class="cover') : made.index("</header>")]
    return html.unescape(" ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", facts, flags=re.DOTALL).split()))


def test_cover_of_an_adopted_plan() -> None:
    assert cover(replace(HARD, title="Plan")) == (
        "Æblerød-Østerås Kommune Plan 1. januar 2022 – 31. december 2025 "
        "Vedtaget Byrådet, 14. december 2021 Udgave 2, udgivet 12. december 2018 "
        "På nettet planer.eksempel.dk/aebleroed/2022/udgave/2"
    )


def test_cover_of_a_plan_that_nobody_is_known_to_have_adopted() -> None:
    assert cover(EMPTY) == (
        "Æblerød-Østerås Kommune Plan 1. januar – 31. december 2019 "
        "Beslutning ikke oplyst "
        "Udgave 2, udgivet 12. december 2018 På nettet planer.eksempel.dk/aebleroed/2019/udgave/2"
    )


def imprint(document: tree.PlanDocument, stamp: Stamp | None = None) -> str:
    made = html_of(document, stamp or stamp_for(document, "{}"))
    facts = made[made.index('<div class="imprint"') : made.index("</dl>", made.index('<div class="imprint"'))]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", facts).split()))


MINUTES = "www.eksempel.dk/politik/beskaeftigelsesudvalget/2021-09-01/referat?punkt=12"
EDITION = "Udgave 2, udgivet 12. december 2018"
CHECK = (
    "Kontrolsum 44136fa3 55b3678a 1146ad16 f7e8649e 94fb4fc2 1fe77e83 10c060f6 1caaff8a Kontrol Udgavens tekst er vedhæftet denne PDF som filen plan.json. Teksten er den udgivne, hvis filens kontrolsum (SHA-256) er den, der står her og på nettet. "
    "Fremgangsmåden står på nettet under »Alle udgaver«."
)


def test_imprint_names_decisions_contact_annexes_and_how_to_check() -> None:
    assert imprint(HARD) == (
        f"Om denne udgave {EDITION} "
        "Sendt i høring Beskæftigelsesudvalget, 1. september 2021 · KLE-nr. 15.20.00-P22 "
        "Høringsparter: Handicaprådet, Seniorrådet og det regionale arbejdsmarkedsråd "
        f"Høringsfrist: 1. oktober 2021 Læs referatet {MINUTES} "
        "Anbefalet Beskæftigelsesudvalget, 3. november 2021 "
        "Vedtaget Byrådet, 14. december 2021 · sagsnr. 21/12345 Stemmer: 24 for, 7 imod "
        "Mindretalsudtalelse: Et mindretal ville mere. "
        "Kontakt 12 34 56 78 · plan@eksempel.dk · https://eksempel.dk/ "
        f"Bilag Budget (12 kB) {CHECK}"
    )


def test_imprint_of_a_plan_of_which_little_is_known() -> None:
    assert imprint(EMPTY) == f"Om denne udgave {EDITION} {CHECK}"


def test_draft_says_so_on_cover_and_imprint_and_has_nothing_to_check() -> None:
    document = replace(HARD, title="Plan", attachments=(), decisions=HARD.decisions[1:])
    draft = replace(stamp_for(document, "{}"), draft=True)

    assert imprint(document, draft) == (
        "Om denne udgave Udgave UDKAST – ikke vedtaget "
        "Anbefalet Beskæftigelsesudvalget, 3. november 2021 "
        "Kontakt 12 34 56 78 · plan@eksempel.dk · https://eksempel.dk/"
    )
    assert cover(document, draft) == (
        "Æblerød-Østerås Kommune UDKAST – ikke vedtaget Plan 1. januar 2022 – 31. december 2025 "
        "Udgave udkast af 12. december 2018"
    )
    made = html_of(document, draft)
    assert ('class="qr"' in made, draft.address in made) == (False, False)
    assert 'class="qr"' in html_of(document, stamp_for(document, "{}"))


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("Beskæftigelsesplan 2019", "large"),
        ("Arbejdsmarkedspolitikken", "medium"),
        ("Plan " * 20, "medium"),
        (LONG_TITLE, "small"),
    ],
)
def test_title_is_set_in_a_size_that_fits(title: str, size: str) -> None:
    assert f'<h1 class="{size}">' in html_of(replace(EMPTY, title=title), stamp_for(EMPTY, "{}"))


@pytest.mark.parametrize(
    ("document", "count"),
    [(HARD, 1), (HARD_REPORT, 0), (EMPTY, 0), (replace(EMPTY, dropped_goals=HARD.dropped_goals), 1)],
    ids=["goals", "the report begins with them", "no goals", "none any more"],
)
def test_goals_at_a_glance(document: tree.PlanDocument, count: int) -> None:
    assert html_of(document, stamp_for(document, "{}")).count('<section class="at-a-glance') == count


def test_goals_at_a_glance_where_the_plan_has_such_tables_of_its_own() -> None:
    document = replace(
        HARD, sections=(tree.Section("A", "a", children=(tree.Section("B", "b", "goal_overview"),)),)
    )

    assert html_of(document, stamp_for(document, "{}")).count('<section class="at-a-glance') == 0


def test_print_shop_s_file_claims_no_attachment_and_the_others_name_theirs() -> None:
    stamp = stamp_for(EMPTY, "{}")
    with translation.override("da"):
        whole, press = html_of(EMPTY, stamp), html_of(EMPTY, stamp, attached=False)
    assert ("plan.json" in whole, "plan.json" in press) == (True, False)
    assert "ligger på nettet som data (JSON)" in press


def test_newest_entry_of_the_chain_is_printed_where_there_is_one() -> None:
    stamp = replace(stamp_for(EMPTY, "{}"), proof_entry=17, proof_head="0123456789abcdef" * 4)
    with translation.override("da"):
        printed, first = html_of(EMPTY, stamp), html_of(EMPTY, stamp_for(EMPTY, "{}"))
    assert "Post 17: 01234567 89abcdef 01234567" in " ".join(printed.split())
    assert "Beviskæde" not in first
