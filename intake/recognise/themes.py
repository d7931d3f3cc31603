"""Which headings are themes: what repeats with words, numbers or letters at one level and carries goals, whatever the
municipality calls it."""

import re
from collections import Counter
from collections.abc import Iterable

from intake.outline import Block
from intake.recognise import decisions, words
from intake.recognise.goal_tables import is_form, theme_column
from intake.recognise.heads import Head
from intake.recognise.lines import NAMED_GOAL, NUMBERED_GOAL, Line, goal_column
from intake.recognise.sentences import PROSE_GOAL
from intake.recognise.words import GOAL_WORDS, PART_WORDS, LeadKind

CARRIES = re.compile(
    r"\b(?:mål|målene|målsætning\w*|tema\w*|fokusområde\w*|indsatsområde\w*|indsatser|pejlemærk\w*|spor|målgrupper|"
    r"prioriter\w*)\b",
    re.IGNORECASE,
)


class Themes:
    def __init__(self, heads: list[Head], title: Head | None, *, has_levels: bool) -> None:
        told = Counter(words.plain(head.title) for head in heads)
        self.heads = [
            head
            for head in heads
            if not _is_apart(head)
            and told[words.plain(head.title)] < 3  # what comes again and again is a label within each theme
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
        self._by_word() or self._by_number() or self._by_place() or self._by_count() or self._alone()
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
            and (_is_known_level(word, members) or sum(map(carries, members)) * 2 >= len(members) > 1)
        ]
        if (
            not levels
            and goals
            and (around := self._above_goals([head for word in goals for head in classes[word]]))
        ):
            self.themes = around
            return True
        if (
            not levels
            and goals
            and all(not head.label.word or head.label.word in goals for head in self.heads)
        ):
            levels = [
                word
                for word in goals
                if len(classes[word]) > 1 and all(_says(head) or carries(head) for head in classes[word])
            ]
        if not levels:
            return False
        lowest = self._lowest(levels, classes)
        if around := self._around(classes[lowest]):
            self.themes = around
            return True
        self.themes, self.word = classes[lowest], lowest
        above = [word for word in levels if word != lowest and classes[word][0].index < self.themes[0].index]
        if above:
            self.groups, self.group_word = classes[above[0]], above[0]
        return True

    def _above_goals(self, goals: list[Head]) -> list[Head]:
        """The themes where each goal is a heading of its own, and stands in one of several others."""
        known = {id(head) for head in self.heads}
        above = {id(goal.parent): goal.parent for goal in goals if goal.parent is not None}
        found = [head for head in above.values() if id(head) in known and head is not self.title]
        if not len(found) == len(above) > 1 or len({head.level for head in found}) > 1:
            return []
        first, last = found[0], found[-1]
        return [
            head
            for head in self.heads
            if first.index <= head.index <= last.index
            and head.level == first.level
            and (head in found or carries(head))
        ]

    def _around(self, members: list[Head]) -> list[Head]:
        """The themes where the headings are one in each, as "Ambition: Alle i job" in "Unge" and in "Sygemeldte"."""
        known = {id(head) for head in self.heads}
        parents = [head.parent for head in members if head.parent and not head.label.number]
        around = [head for head in parents if id(head) in known and not head.label.word]
        each = len(around) == len(members) == len({id(head) for head in around})
        return around if self.has_levels and each and len(members) > 1 else []

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
                self.themes = _from_first_to_last(members)
                return True
        return False

    def _by_place(self) -> bool:
        """Headings below one other that carry goals."""
        classes: dict[tuple[int, int], list[Head]] = {}
        for head in self.heads:
            key = (id(head.parent), head.level) if self.has_levels else (0, 0)
            classes.setdefault(key, []).append(head)
        best: list[Head] = self._in_several()
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

    def _in_several(self) -> list[Head]:
        """The headings of one level, below several others, where each of these has nothing but such."""
        whole: dict[int, list[Head]] = {}
        for parent in self.heads if self.has_levels else []:
            if parent.children and all(map(carries, parent.children)):
                whole.setdefault(parent.children[0].level, []).append(parent)
        found = (
            [head for parent in parents for head in parent.children]
            for parents in whole.values()
            if len(parents) > 1
        )
        return max(found, key=len, default=[])

    def _by_count(self) -> bool:
        """Headings that have a word in common and are counted from the first on, though nothing stands below them that
        says what they carry."""
        classes: dict[str, list[Head]] = {}
        for head in self.heads:
            if head.label.word and not GOAL_WORDS.fullmatch(head.label.word):
                classes.setdefault(head.label.word, []).append(head)
        for word, members in classes.items():
            if len(members) > 1 and [words.value_of(head.label.number) for head in members] == [
                *range(1, len(members) + 1)
            ]:
                self.themes, self.word, self.sure = members, word, False
                return True
        return False

    def _alone(self) -> bool:
        found = [
            head
            for head in self.heads
            if _leads(head) >= {"will", "does"}
            or (_strongly(head) and (self.has_levels or len(_leads(head)) > 1))
        ]
        found = [head for head in found if not _is_of_goals(head)][:1]
        self.themes, self.sure = found, False
        return bool(found)

    def _word_from_text(self) -> str:
        """The municipality's word, where the headings do not have it: above them all, or counted in the text."""
        parents = {id(head.parent): head.parent for head in self.themes}
        parent = next(iter(parents.values())) if len(parents) == 1 else None
        if parent is not None and parent is not self.title:
            named = [match["word"] for match in words.LEVEL_WORD.finditer(parent.title)]
            if named:
                return named[-1].lower()
        counts = [*words.COUNTS, *[""] * 2][len(self.themes) : len(self.themes) + 2]
        numbers = {*filter(None, counts), str(len(self.themes)), str(len(self.themes) + 1)}
        found: Counter[str] = Counter()
        for head in [*([self.title] if self.title else []), *self.all]:
            for line in head.own:
                for match in words.LEVEL_WORD.finditer(line.text):
                    before = line.text[: match.start()].split()[-1:]
                    counted = before and before[0].lower() in numbers  # one's heading may be missing
                    if counted or not words.NOT_BY_ITSELF.fullmatch(match["word"]):
                        found[match["word"].lower()] += 5 if counted else 1
        best = found.most_common(1)
        return best[0][0] if best and best[0][1] >= 2 else ""


def _is_known_level(word: str, members: list[Head]) -> bool:
    """A word for a level says so where it is numbered or comes again; alone, as in "Udgangspunkt: Ledigheden i dag", only
    above goals."""
    first = members[0]
    alone = len(members) == 1 and not first.label.number
    return bool(words.KNOWN_LEVELS.fullmatch(word)) and (
        not alone or carries(first) or any(map(carries, first.children))
    )


def _is_of_goals(head: Head) -> bool:
    """A chapter "Mål for 2018" holds the plan's own goals."""
    lead = words.lead_of(head.title)
    return lead is not None and lead.kind == "goals"


def _from_first_to_last(members: list[Head]) -> list[Head]:
    """Of those that carry goals, or are headings above others; what else stands before and after them is no theme. One
    between them is one among many."""
    kept = [at for at, head in enumerate(members) if carries(head) or not head.own]
    between = members[kept[0] : kept[-1] + 1]
    return [head for head in between if carries(head) or not head.own or len(members) > 3]


def _above(head: Head) -> Iterable[Head]:
    """But for the title, which says nothing of what is below it."""
    while head.parent is not None and head.parent.level > 0:
        head = head.parent
        yield head


def _is_apart(head: Head) -> bool:
    """An annex, or a chapter that is known to hold no themes; what is below it holds none either."""
    text = head.line.text
    return bool(
        (words.DECIDING.search(text) and any(map(_decides, head.own)))
        or words.NEVER_A_THEME.fullmatch(head.title)
        or words.ANNEX.fullmatch(text)
        or words.NATIONAL.search(head.title)
    )


def _decides(line: Line) -> bool:
    if line.block.kind == "table":
        return bool(decisions.decisions_of_rows(line.block.rows))
    return line.block.kind == "paragraph" and bool(
        decisions.decisions_in(line.text, deciding=False).decisions
    )


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
            NUMBERED_GOAL.fullmatch(line.text)
            or NAMED_GOAL.fullmatch(line.text)
            or (line.label.number and PART_WORDS.fullmatch(line.label.word))
            or PROSE_GOAL.search(line.text)
        ):
            return True
        if line.block.kind == "table" and _has_goals(line.block):
            return True
    return any(
        GOAL_WORDS.fullmatch(child.label.word) or PART_WORDS.fullmatch(child.label.word)
        for child in head.children
        if child.label.word
    )


def _has_goals(block: Block) -> bool:
    """A table of goals, unless its themes are in it."""
    rows = block.rows
    return is_form(rows) or (goal_column(rows) is not None and theme_column(rows) is None)


def _leads(head: Head) -> set[LeadKind]:
    """The kinds of things that it leads in to."""
    return {line.lead.kind for line in head.own if line.lead and not words.ANSWERS.fullmatch(line.text)}


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
        or (line.block.kind == "table" and _has_goals(line.block))
        or NAMED_GOAL.fullmatch(line.text)
        for line in head.own
    ) or any(words.run_in_lead(line.block.text) for line in head.own if line.block.kind == "paragraph")
