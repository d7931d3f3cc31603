"""The lines of a document with what each leads in to: what names a goal, what is a label, and what opens something."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from intake.formats.text_lines import NAME
from intake.outline import Block, Outline
from intake.recognise import words
from intake.recognise.words import DEEPER, GOAL_WORDS, PART_WORDS, Label, Lead

NUMBERED_GOAL = re.compile(
    r"(?:(?:(?:del|års|resultat|effekt)?mål)\s+)?"
    r"(?P<number>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\b(?!\s*(?:%|mio|kr|pct))|[A-ZÆØÅ](?:\.?\d{1,2}){1,3})[.:)]?\s+(?P<text>[^\W_].*)",
    re.DOTALL,
)
NAMED_GOAL = re.compile(
    r"(?:del|års|resultat|effekt)?mål\s+(?P<number>"
    rf"(?:\d{{1,2}}|[IVX]{{1,4}})(?:{DEEPER})?|[A-ZÆØÅ](?:\.?\d{{1,2}}){{0,3}}|[a-z])"
    r"(?:\s*[:–-]\s*|\s*\.(?!\d)\s*|(?<=\.[a-zæøå\d])\s+|(?<=\.\d\d)\s+)(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


GOAL_COLUMN = re.compile(
    r"(?:(?:konkrete|lokale|vores) )?(?:mål|årsmål|resultatmål|delmål|effektmål|målsætning(?:er)?|indikator(?:er)?|succeskriteri(?:um|er))",
    re.IGNORECASE,
)
PART_COLUMN = re.compile(
    r"(?:(?:vores|konkrete|planlagte|nye) )?(?:indsats(?:er)?|initiativ(?:er)?|handling(?:er)?|aktivitet(?:er)?|tiltag"
    r"|strategi(?:er)?|hvad gør vi|hvad)",
    re.IGNORECASE,
)


def goal_column(rows: tuple[tuple[str, ...], ...]) -> int | None:
    """The column of a table that has goals, a goal a row."""
    if len(rows) < 2:
        return None
    headings = [words.bare(cell) for cell in rows[0]]
    found = [index for index, heading in enumerate(headings) if GOAL_COLUMN.fullmatch(heading)]
    return found[0] if found and not any(words.REVIEW_WORD.search(heading) for heading in headings) else None


LONGEST_HEADING = 120
OFFICE = re.compile(r"\w*formand(?:en)?\b|\w*borgmester(?:en)?\b", re.IGNORECASE)
NO_LABEL = Label("", "", "")


@dataclass(slots=True)
class Line:
    """A block as the recognition sees it. `text` is bare."""

    block: Block
    text: str
    lead: Lead | None = None
    label: Label = NO_LABEL

    @property
    def is_heading(self) -> bool:
        """One that opens something: a label such as "Mål" is none."""
        return self.block.kind == "heading" and self.lead is None


ENDS_IN_LABEL = re.compile(r"(?P<told>.*[.!?])\s+(?P<label>[A-ZÆØÅ][^.!?:]{2,40}:)", re.DOTALL)


def _with_labels_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """A paragraph above a list that ends in a label, "… på en ydelse. Vi vil:", is a paragraph and a label."""
    for block, following in zip_longest(blocks, blocks[1:]):
        above_list = block.kind == "paragraph" and following is not None and following.kind == "item"
        found = ENDS_IN_LABEL.fullmatch(block.text) if above_list else None
        if found and words.lead_of(found["label"]):
            yield replace(block, text=found["told"])
            yield replace(block, text=found["label"])
        else:
            yield block


def lines_of(outline: Outline) -> list[Line]:
    lines: list[Line] = []
    above = ""
    for block in _with_labels_apart(outline.blocks):
        line = Line(block, words.bare(block.text) if block.kind != "table" else "")
        if block.kind in ("heading", "paragraph"):
            is_label = (
                block.kind == "heading" or block.style.bold or line.text.endswith(":") or len(line.text) < 40
            )
            line.lead = words.lead_of(line.text, above) if is_label else None
            counted = f"{block.label}. " if block.kind == "heading" and block.label else ""
            line.label = words.label_of(counted + line.text)
            above = line.text if line.is_heading else above
        lines.append(line)
    return lines


def settle_leads(lines: list[Line], *, has_levels: bool) -> list[Line]:
    """Without what only looks like a label, or only like a heading."""
    if not has_levels:
        _names_above_offices(lines)
        _headings_like_others(lines)
        _headings_between_others(lines)
        _goals_below_labels(lines)
        _named_goals(lines)
        _items_below_labels(lines)
    lines = _without_false_leads(_without_answers(lines), has_levels)
    return lines if has_levels else _without_goal_headings(lines)


def _names_above_offices(lines: list[Line]) -> None:
    """In plain text: a name above "Borgmester" signs a foreword."""
    for line, following in pairwise(lines):
        if line.is_heading and NAME.fullmatch(line.text) and OFFICE.match(following.text):
            line.block = replace(line.block, kind="paragraph", level=0)


def _headings_like_others(lines: list[Line]) -> None:
    """In plain text: "Fokuspunkt 2: …" is a heading where "Fokuspunkt 1: …" and "Fokuspunkt 3: …" stand like ones."""
    known = Counter(line.label.word for line in lines if line.is_heading and line.label.number)
    for line in lines:
        label = line.label
        goal = GOAL_WORDS.fullmatch(label.word) or PART_WORDS.fullmatch(label.word)
        like = label.word and label.number and known[label.word] > 1 and not goal
        if (
            like
            and line.block.kind == "paragraph"
            and len(line.text) < LONGEST_HEADING
            and line.text[-1] not in ".:;"
        ):
            line.block = replace(line.block, kind="heading", level=2)
            line.lead = None


def _headings_between_others(lines: list[Line]) -> None:
    """In plain text: "3. …" is a heading between the headings "2. …" and "4. …", though it is long for one."""
    numbers = {
        line.label.number: at
        for at, line in enumerate(lines)
        if line.is_heading and not line.label.word and line.label.number.isdecimal()
    }
    for at, line in enumerate(lines):
        number = line.label.number
        if line.block.kind != "paragraph" or line.label.word or not number.isdecimal() or number in numbers:
            continue
        before, after = numbers.get(str(int(number) - 1), len(lines)), numbers.get(str(int(number) + 1), 0)
        if before < at < after and line.text[-1] not in ".:;":
            line.block = replace(line.block, kind="heading", level=lines[before].block.level)


def _goals_below_labels(lines: list[Line]) -> None:
    """In plain text: what stands below a label "Mål" that comes in theme after theme, and says how much of something,
    is a goal, though it is short enough for a heading."""
    labels = Counter(words.plain(line.text) for line in lines if line.lead and line.lead.kind == "goals")
    inside, above = False, ""
    for line in lines:
        if line.lead or line.block.kind not in ("heading", "paragraph", "furniture"):
            inside = bool(line.lead and line.lead.kind == "goals" and labels[words.plain(line.text)] > 1)
        elif inside and line.is_heading and not line.block.sure:
            inside = words.is_goalish(line.text) or bool(
                NUMBERED_GOAL.fullmatch(line.text)
                and (line.label.number.count(".") > 1 or (above and line.label.number.startswith(above)))
            )
            if inside:
                text = f"{line.block.label} {line.block.text}".strip()
                line.block = replace(line.block, kind="paragraph", level=0, label="", text=text)
        if line.is_heading:
            above = line.label.number


def _named_goals(lines: list[Line]) -> None:
    """In plain text: "Mål 3: … skal være højst 95 personer" is a goal, though it stands like a heading; so is "Indsats:
    Mentor" what is done, and "Mål I.2 Netværket mødes" where "Mål I.1 …" stands like a sentence."""
    in_sentences = any(line.block.kind == "paragraph" and _is_deep_goal(line) for line in lines)
    for line in lines:
        if in_sentences and line.is_heading and not line.block.sure and _is_deep_goal(line):
            line.block = replace(line.block, kind="paragraph", level=0)
        told = words.run_in_lead(line.text) if line.is_heading and not line.block.sure else None
        if told and told[0].kind in ("goals", "initiatives", "strategies"):
            line.block = replace(line.block, kind="paragraph", level=0)
        named = line.label.word and GOAL_WORDS.fullmatch(line.label.word)
        if named and line.is_heading and not line.block.sure:
            title = line.label.title
            if re.search(r"\d", title) and words.is_goalish(title):
                line.block = replace(line.block, kind="paragraph", level=0)


def _is_deep_goal(line: Line) -> bool:
    named = NAMED_GOAL.fullmatch(line.text)
    return named is not None and "." in named["number"]


def _items_below_labels(lines: list[Line]) -> None:
    """In plain text: "1. Jobklub" right below "Indsatser:" is one of a list, though it is alone in it."""
    labels = Counter(words.plain(line.text) for line in lines if line.lead)
    inside = False
    for line in lines:
        if line.lead:
            is_label = line.text.endswith(":") or labels[words.plain(line.text)] > 1
            inside = is_label and line.lead.kind in ("goals", "initiatives", "strategies", "does")
        elif (
            inside
            and line.is_heading
            and not line.block.sure
            and line.label.number.isdecimal()
            and not line.label.word
        ):
            number, title = line.label.number, line.label.title
            line.block = replace(line.block, kind="item", level=1, ordered=True, label=number, text=title)
            line.text = title
        elif line.block.kind != "furniture":
            inside = False


def _without_answers(lines: list[Line]) -> list[Line]:
    """A line "Ministermål 2" is no heading, however it looks in plain text."""
    for line in lines:
        if line.block.kind == "heading" and not line.block.sure and words.ANSWERS.fullmatch(line.text):
            line.lead = Lead("will", stays=True)
    return lines


def _chapters_of_plain_text(lines: list[Line]) -> None:
    """In plain text: what looks like a label and comes once is a chapter above another heading, where nothing else of
    its kind comes, or where the theme has had one of its kind already ("Sådan måler vi" after "Succeskriterier")."""
    labels = Counter(words.plain(line.text) for line in lines if line.lead)
    kinds = Counter(line.lead.kind for line in lines if line.lead)
    told: set[words.LeadKind] = set()
    for line, following in zip_longest(lines, lines[1:]):
        if line.is_heading:
            told = set()
        if line.lead is None or words.ANSWERS.fullmatch(line.text):
            continue
        if line.block.kind == "heading" and labels[words.plain(line.text)] == 1:
            alone = kinds["goals"] > 2 and (kinds[line.lead.kind] == 1 or line.lead.kind in told)
            if alone or (following is not None and following.is_heading):
                line.lead = None
                continue
        told.add(line.lead.kind)


def _without_false_leads(lines: list[Line], has_levels: bool) -> list[Line]:
    """A heading "Mål" above others is a chapter, and no label, where the file says which are above which. So is one
    that stands beside chapters that are known to be no themes."""
    if not has_levels:
        _chapters_of_plain_text(lines)
        return lines
    for index, line in enumerate(lines):
        if line.block.kind != "heading" or line.lead is None:
            continue
        level = line.block.level
        following = next((other for other in lines[index + 1 :] if other.block.kind == "heading"), None)
        before = [other for other in lines[:index] if other.block.kind == "heading" and other.lead is None]
        if (
            len(before) <= 1
            and not any(other.block.level >= level for other in before)
            and (not before or words.PLAN_WORD.search(before[0].text))
        ):
            line.lead = None
            continue
        deeper = following is not None and following.block.level > level
        beside = bool(before) and before[-1].block.level >= level
        above = next((other for other in reversed(before) if other.block.level < level), None)
        if (deeper and following is not None and following.lead is None) or (
            beside and (above is None or above.block.level == 1)
        ):
            line.lead = None
    return lines


def _without_goal_headings(lines: list[Line]) -> list[Line]:
    """In plain text: a line that looks like a heading, and is the last goal above "Det gør vi"."""
    for index, line in enumerate(lines[:-1]):
        following, before = lines[index + 1], lines[index - 1] if index else None
        acts = following.lead is not None and following.lead.kind in ("does", "initiatives", "strategies")
        in_goals = before is not None and (
            (before.lead is not None and before.lead.kind == "goals")
            or (before.block.kind in ("paragraph", "item") and words.is_goalish(before.text))
        )
        if line.is_heading and not line.block.sure and acts and in_goals and words.is_goalish(line.text):
            line.block = replace(line.block, kind="paragraph", level=0)
    return lines
