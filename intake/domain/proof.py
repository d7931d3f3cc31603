"""The proof: every paragraph of the file, and where it stands in the draft now."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from documents import tree
from documents.follow_up_tree import report_on
from documents.from_rows import document_of
from documents.wording import goal_number
from intake.domain.placing_page import KINDS
from intake.models import Placing
from intake.outline import Block
from intake.recognised import Piece
from intake.roles import Paths
from intake.telling import REASONS
from plans.models import Plan

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """`placed` is what it was placed as, `now` the parts of the draft that have its words; none of both where it
    was left out, for `reason`."""

    block: Block
    kind: str
    placed: tuple[str, ...]
    now: tuple[str, ...]
    reason: str = ""

    @property
    def is_changed(self) -> bool:
        return bool(self.placed and not self.now)


def now_of(placing: Placing, plan: Plan) -> tree.PlanDocument:
    """What the document became, as it is now: the plan, or for a report the newest of its kind on the plan."""
    document = document_of(plan)
    if placing.read_recognised().kind != "review":
        return document
    row = plan.follow_ups.filter(kind="review").order_by("pk").last()
    return report_on(document, row, by_rows=True) if row else document


def standings(placing: Placing, document: tree.PlanDocument) -> list[Standing]:
    outline, recognised = placing.read_outline(), placing.read_recognised()
    texts = _Texts(document)
    paths = Paths(recognised)
    by_block: dict[int, list[Piece]] = {}
    for piece in recognised.pieces:
        for number in piece.blocks:
            by_block.setdefault(number, []).append(piece)
    return [
        _standing(block, by_block.get(block.number, []), paths, texts)
        for block in outline.blocks
        if block.text.strip()
    ]


class _Texts:
    """The texts of the draft as one, in which a piece's words are looked for."""

    def __init__(self, document: tree.PlanDocument) -> None:
        named = [(name, _bare(text)) for name, text in _texts(document)]
        self.names = [name for name, _text in named]
        self.starts = list(accumulate((len(text) + 1 for _name, text in named), initial=0))[:-1]
        self.whole = "\n".join(text for _name, text in named)

    def with_words(self, words: str) -> Iterator[str]:
        """The names of the first that have them."""
        at = self.whole.find(words)
        for _time in range(MOST_NAMES):
            if at < 0:
                return
            place = bisect_right(self.starts, at) - 1
            yield self.names[place]
            following = self.starts[place + 1 : place + 2]
            at = self.whole.find(words, following[0]) if following else -1


def _standing(block: Block, pieces: list[Piece], paths: Paths, texts: _Texts) -> Standing:
    placed = [piece for piece in pieces if piece.role != "left_out"]
    kind = str(KINDS[block.kind])
    if not placed:
        reason = pieces[0].reason if pieces else ""
        return Standing(block, kind, (), (), str(REASONS[reason]))
    wanted = [words for piece in placed for text in _said_by(piece) if (words := _bare(text))]
    now = (name for words in wanted for name in texts.with_words(words))
    return Standing(
        block,
        kind,
        tuple(dict.fromkeys(map(paths.of, placed))),
        tuple(dict.fromkeys(now))[:MOST_NAMES],
    )


def _said_by(piece: Piece) -> Iterator[str]:
    """What to look for: a decision stands in the draft by its body, and a table by its cells."""
    if piece.decisions:
        yield from (decision.body for decision in piece.decisions)
    else:
        yield piece.text or piece.body


def _bare(text: str) -> str:
    """The letters and figures alone: how a text is marked up is no difference."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _texts(document: tree.PlanDocument) -> Iterator[tuple[str, str]]:
    """Every text of the draft by the name of its part."""
    yield document.title, f"{document.title} {document.summary}"
    if document.follow_up:
        yield from _of_report(document.follow_up)
    for decision in document.decisions:
        yield decision.body, f"{decision.body} {decision.votes} {decision.minority_statement}"
    for section in document.all_sections():
        yield section.title, f"{section.label} {section.title} {section.body}"
    for group in document.theme_groups:
        yield document.group_name(group), f"{group.title} {group.body}"
    for national in document.national_goals:
        yield national.title, f"{national.title} {national.text}"
    for strategy in document.strategies:
        yield from _of_strategy(strategy)
    for theme, goal in document.all_goals():
        name = f"{document.goal_label} {goal_number(goal, theme)}"
        yield name, f"{goal.text} {goal.note} {goal.status} {goal.challenge}"
    for theme in document.themes:
        name = f"{document.theme_label} {theme.printed_number}: {theme.title}"
        yield name, " ".join([theme.title, theme.ambition, theme.actions, theme.status, theme.challenge])
        for strategy in theme.strategies:
            yield from _of_strategy(strategy)
        for initiative in theme.initiatives:
            yield initiative.title, f"{initiative.title} {initiative.body}"


def _of_report(report: tree.FollowUp) -> Iterator[tuple[str, str]]:
    yield report.title, f"{report.title} {report.introduction}"
    for chapter in report.chapters:
        for section in chapter.with_descendants():
            yield section.title, f"{section.label} {section.title} {section.body}"
    for judged in report.assessments:
        yield report.title, f"{judged.text} {judged.reason}"


def _of_strategy(strategy: tree.Strategy) -> Iterator[tuple[str, str]]:
    yield strategy.title, " ".join([strategy.title, strategy.body, strategy.status, strategy.challenge])
    for initiative in strategy.initiatives:
        yield initiative.title, f"{initiative.title} {initiative.body}"
    for child in strategy.children:
        yield from _of_strategy(child)
