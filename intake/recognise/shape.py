"""The shape of a document: its lines with what each leads in to, and which headings are themes. What repeats with
numbers or letters at one level and carries goals is a theme, whatever the municipality calls it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from intake.outline import Block, Outline
from intake.recognise import words
from intake.recognise.words import Label, Lead

GOAL_WORDS = re.compile(r"(?:del|års|resultat|effekt)?mål", re.IGNORECASE)
PART_WORDS = re.compile(r"(?:indsats|initiativ|handling|aktivitet|tiltag|strategi)", re.IGNORECASE)
CARRIES = re.compile(
    r"\b(?:mål|målene|målsætning\w*|tema\w*|fokusområde\w*|indsatsområde\w*|indsatser|pejlemærk\w*|spor|målgrupper|"
    r"prioriter\w*)\b",
    re.IGNORECASE,
)
NUMBERED_GOAL = re.compile(
    r"(?:(?:(?:del|års|resultat|effekt)?mål)\s+)?"
    r"(?P<number>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\b(?!\s*(?:%|mio|kr|pct))|[A-ZÆØÅ](?:\.?\d{1,2}){1,3})[.:)]?\s+(?P<text>[^\W_].*)",
    re.DOTALL,
)
NAMED_GOAL = re.compile(
    r"(?:del|års|resultat|effekt)?mål\s+(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,4}|[A-ZÆØÅ](?:\.?\d{1,2}){0,3}|[a-z])\s*[:.–-]\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


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


@dataclass(slots=True)
class Head:
    """A heading, and the lines until the next one."""

    index: int
    line: Line
    level: int
    parent: "Head | None" = None
    own: list[Line] = field(default_factory=list)
    children: list["Head"] = field(default_factory=list)

    @property
    def label(self) -> Label:
        return self.line.label

    @property
    def title(self) -> str:
        return self.line.label.title or self.line.text

    def within(self) -> Iterable[Line]:
        yield from self.own
        for child in self.children:
            yield child.line
            yield from child.within()


@dataclass(slots=True)
class Shape:
    lines: list[Line]
    heads: list[Head]
    title: Head | None
    themes: list[Head]
    groups: list[Head]
    theme_word: str
    group_word: str
    sure: bool
    """Whether the themes say themselves that they are: by a word and a number, or by what they carry."""


def shape_of(outline: Outline) -> Shape:
    lines = _lines(outline)
    if not outline.has_levels:
        lines = _without_goal_headings(lines)
    title_index = _title_index(lines)
    heads = _heads(lines, outline.has_levels, title_index)
    title = next((head for head in heads if head.index == title_index), None)
    finder = _Themes([head for head in heads if head is not title], title, has_levels=outline.has_levels)
    finder.find()
    return Shape(
        lines, heads, title, finder.themes, finder.groups, finder.word, finder.group_word, finder.sure
    )


def _lines(outline: Outline) -> list[Line]:
    lines = []
    for block in outline.blocks:
        line = Line(block, words.bare(block.text) if block.kind != "table" else "")
        if block.kind in ("heading", "paragraph"):
            is_label = (
                block.kind == "heading" or block.style.bold or line.text.endswith(":") or len(line.text) < 40
            )
            line.lead = words.lead_of(line.text) if is_label else None
            line.label = words.label_of(
                f"{block.label} {line.text}".strip() if block.kind == "heading" else line.text
            )
        lines.append(line)
    return _without_false_leads(_without_answers(lines), outline.has_levels)


def _without_answers(lines: list[Line]) -> list[Line]:
    """A line "Ministermål 2" is no heading, however it looks in plain text."""
    for line in lines:
        if line.block.kind == "heading" and not line.block.sure and words.ANSWERS.fullmatch(line.text):
            line.lead = Lead("will", stays=True)
    return lines


def _without_false_leads(lines: list[Line], has_levels: bool) -> list[Line]:
    """A heading "Mål" above others is a chapter, and no label, where the file says which are above which. So is one
    that stands beside chapters that are known to be no themes."""
    for index, line in enumerate(lines):
        if line.block.kind != "heading" or line.lead is None:
            continue
        if not has_levels:
            below = lines[index + 1 : index + 2]
            if below and below[0].is_heading and not words.ANSWERS.fullmatch(line.text):
                line.lead = None
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


def _title_index(lines: Sequence[Line]) -> int:
    """The first heading that names a plan, unless it comes late; else the very first one."""
    first = [index for index, line in enumerate(lines) if line.block.kind == "heading"][:3]
    named = [
        i
        for i in first
        if words.PERIOD.search(lines[i].text) or words.PLAN_WORD.search(lines[i].text.split()[0])
    ]
    if named:
        return named[0]
    foremost = next((index for index, line in enumerate(lines) if line.block.kind != "furniture"), -1)
    highest = [i for i in first[:1] if lines[i].block.level == 1 or (i == foremost and not lines[i].lead)]
    return highest[0] if highest else -1


def _heads(lines: list[Line], has_levels: bool, title_index: int) -> list[Head]:
    heads: list[Head] = []
    open_heads: list[Head] = []
    for index, line in enumerate(lines):
        if not line.is_heading:
            if heads:
                heads[-1].own.append(line)
            continue
        head = Head(index, line, 0 if index == title_index else _level(line, has_levels))
        while open_heads and open_heads[-1].level >= head.level:
            open_heads.pop()
        head.parent = open_heads[-1] if open_heads else None
        if head.parent:
            head.parent.children.append(head)
        open_heads.append(head)
        heads.append(head)
    return heads


def _level(line: Line, has_levels: bool) -> int:
    """Without levels in the file, the depth of its number says it, else the reader's guess."""
    number = line.label.number
    if not has_levels and (words.CHAPTER.fullmatch(line.text) or words.ANNEX.fullmatch(line.text)):
        return 1
    if not has_levels and re.fullmatch(r"\d+(?:\.\d+)*", number):
        return 1 + len(number.split("."))
    return max(1, line.block.level)


class _Themes:
    def __init__(self, heads: list[Head], title: Head | None, *, has_levels: bool) -> None:
        self.heads = [
            head
            for head in heads
            if not _is_apart(head)
            and not (head.label.word and PART_WORDS.fullmatch(head.label.word))
            and not any(_is_apart(above) for above in _above(head) if has_levels or above.level == 1)
        ]
        self.all = heads
        self.has_levels = has_levels
        self.title = title
        self.themes: list[Head] = []
        self.groups: list[Head] = []
        self.word = ""
        self.group_word = ""
        self.sure = True

    def find(self) -> None:
        self._by_word() or self._by_number() or self._by_place() or self._alone()
        if self.themes and not self.word:
            self.word = self._word_from_text()

    def _by_word(self) -> bool:
        """Headings that have a word for their level in common."""
        classes: dict[str, list[Head]] = {}
        for head in self.heads:
            word = head.label.word
            if word and not PART_WORDS.fullmatch(word):
                classes.setdefault(word, []).append(head)
        goals = [word for word in classes if GOAL_WORDS.fullmatch(word)]
        levels = [
            word
            for word, members in classes.items()
            if word not in goals
            and (words.KNOWN_LEVELS.fullmatch(word) or sum(map(carries, members)) * 2 >= len(members) > 1)
        ]
        if (
            not levels
            and goals
            and all(not head.label.word or head.label.word in goals for head in self.heads)
        ):
            levels = [
                word
                for word in goals
                if len(classes[word]) > 1 and all(_says(head) for head in classes[word])
            ]
        if not levels:
            return False
        lowest = self._lowest(levels, classes)
        self.themes, self.word = classes[lowest], lowest
        above = [word for word in levels if word != lowest and classes[word][0].index < self.themes[0].index]
        if above:
            self.groups, self.group_word = classes[above[0]], above[0]
        return True

    @staticmethod
    def _lowest(levels: list[str], classes: dict[str, list[Head]]) -> str:
        """The word whose headings carry goals themselves; of several, that which comes most often."""
        return max(levels, key=lambda word: (sum(map(carries, classes[word])), len(classes[word])))

    def _by_number(self) -> bool:
        """Headings of one level that are numbered, most of which carry goals."""
        classes: dict[tuple[int, int], list[Head]] = {}
        for head in self.heads:
            if head.label.number:
                classes.setdefault((head.level, head.label.number.count(".")), []).append(head)
        for members in classes.values():
            if len(members) > 1 and sum(map(carries, members)) * 5 >= len(members) * 3:
                self.themes = [head for head in members if carries(head) or not head.own or len(members) > 3]
                return True
        return False

    def _by_place(self) -> bool:
        """Headings below one other that carry goals."""
        classes: dict[tuple[int, int], list[Head]] = {}
        for head in self.heads:
            key = (id(head.parent), head.level) if self.has_levels else (0, 0)
            classes.setdefault(key, []).append(head)
        best: list[Head] = []
        for members in classes.values():
            parent = members[0].parent
            says = parent is not None and parent is not self.title and CARRIES.search(parent.title)
            found = [head for head in members if carries(head) or (says and _says(head))]
            if len(found) > len(best):
                best = members if says and len(found) * 2 >= len(members) else found
        if len(best) < 2:
            return False
        self.themes = best
        self.sure = all(_strongly(head) for head in best)
        return True

    def _alone(self) -> bool:
        found = [head for head in self.heads if _strongly(head) and (self.has_levels or _leads(head) > 1)][:1]
        self.themes, self.sure = found, False
        return bool(found)

    def _word_from_text(self) -> str:
        """The municipality's word, where the headings do not have it: above them all, or counted in the text."""
        parents = {id(head.parent): head.parent for head in self.themes}
        parent = next(iter(parents.values())) if len(parents) == 1 else None
        if parent is not None and parent is not self.title:
            named = [match["word"] for match in words.LEVEL_WORD.finditer(parent.title)]
            if named:
                return _singular(named[-1])
        count = words.COUNTS[len(self.themes)] if len(self.themes) < len(words.COUNTS) else ""
        found: Counter[str] = Counter()
        for head in [*([self.title] if self.title else []), *self.all]:
            for line in head.own:
                for match in words.LEVEL_WORD.finditer(line.text):
                    before = line.text[: match.start()].split()[-1:]
                    counted = before and count and before[0].lower() in (count, str(len(self.themes)))
                    found[_singular(match["word"])] += 5 if counted else 1
        best = found.most_common(1)
        return best[0][0] if best and best[0][1] >= 2 else ""


def _above(head: Head) -> Iterable[Head]:
    while head.parent is not None:
        head = head.parent
        yield head


def _is_apart(head: Head) -> bool:
    """An annex, or a chapter that is known to hold no themes; what is below it holds none either."""
    text = head.line.text
    return bool(
        words.NEVER_A_THEME.fullmatch(head.title)
        or words.ANNEX.fullmatch(text)
        or words.NATIONAL.search(head.title)
    )


def _singular(word: str) -> str:
    return word.lower()


def carries(head: Head) -> bool:
    """Whether goals, or what is done for them, stand right below the heading: by a label, a number, or in a table."""
    for line in head.own:
        if (
            line.lead
            and not words.ANSWERS.fullmatch(line.text)
            and line.lead.kind in ("goals", "initiatives", "strategies", "does", "will")
        ):
            return True
        run_in = words.run_in_lead(line.block.text) if line.block.kind == "paragraph" else None
        if run_in and run_in[0].kind in ("goals", "initiatives", "strategies"):
            return True
        if line.block.kind in ("paragraph", "item") and (
            NUMBERED_GOAL.fullmatch(line.text) or NAMED_GOAL.fullmatch(line.text)
        ):
            return True
        if line.block.kind == "table" and goal_column(line.block.rows) is not None:
            return True
    return any(
        GOAL_WORDS.fullmatch(child.label.word) or PART_WORDS.fullmatch(child.label.word)
        for child in head.children
        if child.label.word
    )


def _leads(head: Head) -> int:
    """How many kinds of things it leads in to."""
    return len({line.lead.kind for line in head.own if line.lead and not words.ANSWERS.fullmatch(line.text)})


def _says(head: Head) -> bool:
    """Whether what stands right below it are few sentences, most of which could be goals."""
    told = [
        line
        for line in head.own
        if line.block.kind in ("paragraph", "item") and not words.ANSWERS.fullmatch(line.text)
    ]
    goalish = sum(words.is_goalish(line.text) and len(line.text) < 250 for line in told)
    return 0 < len(told) <= 8 and goalish * 2 >= len(told)


def _strongly(head: Head) -> bool:
    return any(
        (line.lead and line.lead.kind in ("goals", "initiatives") and not words.ANSWERS.fullmatch(line.text))
        or (line.block.kind == "table" and goal_column(line.block.rows) is not None)
        or NAMED_GOAL.fullmatch(line.text)
        for line in head.own
    ) or any(words.run_in_lead(line.block.text) for line in head.own if line.block.kind == "paragraph")


GOAL_COLUMN = re.compile(
    r"(?:(?:konkrete|lokale|vores) )?(?:mål|årsmål|resultatmål|delmål|effektmål|målsætning(?:er)?|indikator(?:er)?|succeskriteri(?:um|er))",
    re.IGNORECASE,
)


def goal_column(rows: tuple[tuple[str, ...], ...]) -> int | None:
    """The column of a table that has goals, a goal a row."""
    if len(rows) < 2:
        return None
    headings = [words.bare(cell) for cell in rows[0]]
    found = [index for index, heading in enumerate(headings) if GOAL_COLUMN.fullmatch(heading)]
    return found[0] if found and not any(words.REVIEW_WORD.search(heading) for heading in headings) else None
