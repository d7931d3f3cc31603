"""Labels that a plan has of its own: a short line that comes again in theme after theme, above lists or tables, leads
in to what stands there, whatever it is called."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from intake.outline import Block
from intake.recognise import words
from intake.recognise.lines import NAMED_GOAL, PART_COLUMN, Line, goal_column
from intake.recognise.sentences import PROSE_GOAL
from intake.recognise.words import PART_WORDS, Lead, LeadKind

LONGEST = 60
OF_GOALS = re.compile(
    r"\b(?:mål\w*|milepæl\w*|succes\w*|resultat\w*|indikator\w*|lykkes|opnå\w*|måle[rs]?)\b", re.IGNORECASE
)
"""A word in a label above goals, though these say in no word how much."""
NO_PART = re.compile(
    r"målgrupper?|baggrund|samarbejds\w*|ansvarlig\w*|økonomi\w*|opfølgning\w*|fakta\w*|.*udfordring\w*|kilder?|data|tal|"
    r"status|forudsætninger|.*\btal\b.*|.*i dag|hvorfor\b.*|vidste du.*|lovgivning|læs mere.*|evaluering",
    re.IGNORECASE,
)
"""What such a line is called above a list that is no part of the plan."""


TITLED = re.compile(r"\*\*[^*]+[.:](?:\*\*)?\s+\S|\*\*[^*]+\*\*[.:]?\s+\S")
"""A paragraph that begins with its title in bold."""


MEASURED = re.compile(r"\d|\bud af\b|\bhver (?:anden|tredje|fjerde|femte)\b|\bhalvdelen\b", re.IGNORECASE)


def give_repeated_leads(lines: Sequence[Line]) -> None:
    """Only in a document that has some goals: lists in another one are of anything."""
    _give_measured_wills(lines)
    found = _repeated(lines)
    kinds = {text: _kind(lines, places) for text, places in found.items() if len(places) > 1}
    if "goals" not in kinds.values() and not any(map(_tells_of_goals, lines)):
        lists = [text for text, kind in kinds.items() if kind == "initiatives"]
        if not (goals := _of_goals(lines, {text: found[text] for text in lists})):
            return
        kinds[goals] = "goals"
    _give(lines, {text: Lead(kind) for text, kind in kinds.items() if kind}, found)
    inner = [text for text, kind in kinds.items() if not kind and _are_inner(lines, found[text])]
    _give(lines, {text: Lead("text", stays=True) for text in inner}, found)


def _give_measured_wills(lines: Sequence[Line]) -> None:
    """ "Vi vil:" above lists, theme after theme, most of whose items say how much: these are goals."""
    places = [at for at, line in enumerate(lines) if line.lead == Lead("will") and _items(lines, [at])]
    items = _items(lines, places)
    measured = sum(bool(MEASURED.search(item)) or words.is_goalish(item) for item in items)
    if len(places) > 1 and measured * 2 > len(items):
        for at in places:
            lines[at].lead = Lead("goals")


def _repeated(lines: Sequence[Line]) -> dict[str, list[int]]:
    """Where each label stands; one that comes once, by what it says beside the words of the heading above: "Mål for
    unge" and "Mål for syge" are the same."""
    labels = [index for index, line in enumerate(lines) if _could_be_label(line)]
    same = Counter(words.plain(lines[index].text) for index in labels)
    headings = [
        index for index, line in enumerate(lines) if line.is_heading and same[words.plain(line.text)] < 2
    ]
    found: dict[str, list[int]] = defaultdict(list)
    for index in labels:
        text = words.plain(lines[index].text)
        at = bisect_left(headings, index)
        above = lines[headings[at - 1]].text if at else ""
        found[text if same[text] > 1 else _without(text, above)].append(index)
    return found


def _tells_of_goals(line: Line) -> bool:
    if line.block.kind == "table":
        return goal_column(line.block.rows) is not None
    told = NAMED_GOAL.fullmatch(line.text) or PROSE_GOAL.search(line.text)
    return bool(told) or (line.lead is not None and line.lead.kind == "goals")


def _of_goals(lines: Sequence[Line], places: dict[str, list[int]]) -> str:
    """Of several labels above lists, none of which says that these are goals, the one whose items are measured most; no
    later one is more often than it."""
    shares = {}
    for text, at in places.items():
        items = _items(lines, at)
        measured = sum(bool(MEASURED.search(item)) or words.is_goalish(item) for item in items)
        shares[text] = measured / len(items)
    first = next(iter(shares), "")
    most = max(shares.values(), default=0)
    return first if len(shares) > 1 and 0 < most == shares[first] else ""


def _without(text: str, above: str) -> str:
    words_above = set(words.plain(above).split())
    return " ".join(word for word in text.split() if word not in words_above) or text


def _give(lines: Sequence[Line], leads: dict[str, Lead], found: dict[str, list[int]]) -> None:
    for text, lead in leads.items():
        for index in found[text]:
            lines[index].lead = lead


def _are_inner(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Headings of one look, with text below each, that come again between labels of goals: each is in a theme."""
    heads = [lines[place] for place in places]
    looks = {(head.block.kind, head.block.level if head.block.sure else 0) for head in heads}
    text = heads[0].text
    apart = words.NEVER_A_THEME.fullmatch(text) or words.PLAN_WORD.search(text) or words.ANNEX.fullmatch(text)
    told = all(line.block.kind == "paragraph" for place in places for line in lines[place + 1 : place + 2])
    between = all(any(_is_of_goals(line) for line in lines[one:other]) for one, other in pairwise(places))
    return len(looks) == 1 and heads[0].block.kind == "heading" and told and between and not apart


def _is_of_goals(line: Line) -> bool:
    return line.lead is not None and line.lead.kind == "goals"


def _could_be_label(line: Line) -> bool:
    block, text = line.block, line.text
    if block.kind not in ("heading", "paragraph") or line.lead or line.label.number or not text:
        return False
    is_label = block.kind == "heading" or block.style.bold or text.endswith(":") or len(text) < 40
    return is_label and len(text) <= LONGEST and not text.endswith((".", "!")) and text[:1].isupper()


def _kind(lines: Sequence[Line], places: Sequence[int]) -> LeadKind | None:
    text = lines[places[0]].text.rstrip(": ?")
    votes = Counter(_below(lines, place) for place in places)
    kind, count = votes.most_common(1)[0]
    if kind is None or count * 2 <= len(places) or NO_PART.fullmatch(text):
        return None
    if (
        kind == "initiatives"
        and OF_GOALS.search(text)
        and any(re.search(r"\d", one) for one in _items(lines, places))
    ):
        return "goals"
    return "strategies" if kind == "initiatives" and "strateg" in text.lower() else kind


def _below(lines: Sequence[Line], place: int) -> LeadKind | None:
    """What the list or table right below it is of."""
    following = lines[place + 1 : place + 2]
    if not following:
        return None
    block = following[0].block
    if block.kind == "table":
        if goal_column(block.rows) is not None:
            return "goals"
        return (
            "initiatives" if any(PART_COLUMN.fullmatch(words.bare(cell)) for cell in block.rows[0]) else None
        )
    items = _items(lines, [place])
    if not items:
        return None
    return "goals" if sum(map(words.is_goalish, items)) * 2 > len(items) else "initiatives"


def _items(lines: Sequence[Line], places: Sequence[int]) -> list[str]:
    """Those right below the labels; paragraphs that begin with a title of their own are ones too."""
    below = (takewhile(_is_item, islice(lines, place + 1, None)) for place in places)
    return [line.text for items in below for line in items]


def _is_item(line: Line) -> bool:
    return line.block.kind == "item" or (
        line.block.kind == "paragraph" and bool(TITLED.match(line.block.text))
    )


def parts_stand_alone(lines: Sequence[Line]) -> bool:
    """Whether no label, and no table, among the themes' lines says what is done for the goals: what stands below these then, in
    a list or below titles of its own, is that."""
    leads = [line.lead for line in lines]
    leads += [
        lead[0]
        for line in lines
        if line.block.kind == "paragraph" and (lead := words.run_in_lead(line.block.text))
    ]
    told = any(lead is not None and lead.kind in ("initiatives", "strategies", "does") for lead in leads)
    named = any(line.label.word and PART_WORDS.fullmatch(line.label.word) for line in lines)
    tables = [line.block.rows[0] for line in lines if line.block.kind == "table"]
    return not (
        told or named or any(PART_COLUMN.fullmatch(words.bare(cell)) for row in tables for cell in row)
    )


def repeated_run_ins(blocks: Sequence[Block]) -> frozenset[str]:
    """Labels that several paragraphs begin with, such as "Ansvarlig: Jobcentret", and that lead in to no part."""
    counted = Counter(
        label
        for block in blocks
        if block.kind in ("paragraph", "item") and (label := words.run_in_label(words.bare(block.text)))
    )
    return frozenset(label for label, count in counted.items() if count > 1 and not words.lead_of(label))
