"""From a query to the parts that answer it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from django.utils import timezone
from django.utils.translation import gettext as _

from plans.years import year_span
from website.domain.search import index, marks
from website.domain.search.danish import STOP
from website.domain.search.excerpts import Answers, Piece, excerpt, pieces
from website.domain.search.question import Question, understand
from website.domain.search.ranking import ranked
from website.domain.search.words import folded
from website.enums import SearchKind, WordForm
from website.models import SearchForm, SearchPart, SearchSource, SearchWord

PAGE_SIZE = 10
DEPTH, RANKED = 100, 50
"""How many of the current, and of the old, can be paged to, for nobody reads on for longer; and how many of them are put
in order by `ranking.py`: the others follow as the index has them."""
COUNTED = 1_000
"""Results: more are told of as more than so many."""
MOST_MARKED = 2_000
SHARED_BEGINNING, LOOKED_AT, NEAR_WORDS, NEAR = 3, 400, 4, 0.75


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty ones leave nothing out. `municipality` and `group` are slugs, `kind` is one of `SearchKind`."""

    municipality: str = ""
    year: int | None = None
    kind: str = ""
    group: str = ""

    @property
    def marks(self) -> list[str]:
        return [
            *([marks.of_municipality(self.municipality)] if self.municipality else []),
            *([marks.of_year(self.year)] if self.year else []),
            *([marks.of_kind(self.kind)] if self.kind else []),
            *([marks.of_group(self.group)] if self.group else []),
        ]


@dataclass(frozen=True, slots=True)
class Hit:
    """One part, at an address within the portal. `state` is what a reader is told of its plan or follow-up:
    "gældende", "ældre plan" …"""

    address: str
    kind: SearchKind
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    place: str
    municipality: str
    municipality_name: str
    plan: str
    years: str
    year: int
    state: str
    is_old: bool
    is_proposal: bool
    target_groups: tuple[str, ...] = ()

    @property
    def title_text(self) -> str:
        return "".join(piece.text for piece in self.title)

    @property
    def excerpt_text(self) -> str:
        return "".join(piece.text for piece in self.excerpt)


@dataclass(frozen=True, slots=True)
class Results:
    """`total` is how many there are, or with `is_more` that there are more than so many; `reachable` how many of
    them can be paged to. `corrected` has words that are
    not published with those that were searched for instead; `some_words`: nothing has all the words, and these
    have some; `near` are published words to try where nothing was found."""

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_more: bool = False
    reachable: int = 0
    page: int = 1
    corrected: Mapping[str, str] = field(default_factory=dict)
    some_words: bool = False
    near: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return -(-self.reachable // PAGE_SIZE)


def search(query: str, filters: Filters | None = None, page: int = 1) -> Results:
    """A page past the last one has no hits. A dozen database queries at most, whatever is asked."""
    question = understand(query)
    if not question.units:
        return Results(question.typed, page=page)
    condition = index.Condition(question.choices, (filters or Filters()).marks)
    total, some_words = index.count(condition, COUNTED + 1), False
    if not total and len(question.units) > 1:
        condition, some_words = replace(condition, any_choice=True), True
        total = index.count(condition, COUNTED + 1)
    if not total:
        return Results(question.typed, page=page, near=_near(question))
    keys, reachable = _keys_of_page(condition, question, page)
    return Results(
        query=question.typed,
        hits=_hits(keys, question),
        total=min(total, COUNTED),
        is_more=total > COUNTED,
        reachable=reachable,
        page=page,
        corrected=question.corrected,
        some_words=some_words,
    )


def _keys_of_page(condition: index.Condition, question: Question, page: int) -> tuple[list[int], int]:
    """The current ones come first; old ones are only put in order where the page has room for them."""
    of_old = condition.marked(marks.OLD)
    current, old = index.best(condition.marked(marks.CURRENT), DEPTH), index.count(of_old, DEPTH)
    start, reachable = (page - 1) * PAGE_SIZE, len(current) + old
    if start >= reachable:
        return [], reachable
    found = _in_order(current, question) if start < len(current) else current
    if start + PAGE_SIZE > len(current) and old:
        found = [*found, *_in_order(index.best(of_old, DEPTH), question)]
    return found[start : start + PAGE_SIZE], reachable


def _in_order(keys: Sequence[int], question: Question) -> list[int]:
    return [*ranked(keys[:RANKED], question), *keys[RANKED:]]


def _hits(keys: Sequence[int], question: Question) -> tuple[Hit, ...]:
    rows = SearchPart.objects.order_by().select_related("source")
    parts = rows.defer("source__words", "title_keys", "text_keys", "context_keys", "marks").in_bulk(keys)
    answers, today = _answers(question), timezone.localdate()
    # What is withdrawn at this moment is there no more.
    return tuple(_hit(parts[key], answers, today) for key in keys if key in parts)


def _answers(question: Question) -> Answers:
    rows = (
        SearchWord.objects.filter(key__in=question.keys).exclude(word__in=STOP).order_by("-sources", "word")
    )
    published: dict[str, list[str]] = {}
    for word, key in rows.values_list("word", "key")[:MOST_MARKED]:
        published.setdefault(key, []).append(word)

    def words(term: Mapping[str, float], weight: float) -> dict[str, float]:
        return {word: weight * term[key] for key in term for word in published.get(key, ())}

    single: dict[str, float] = {}
    expressions = []
    for one in (alternative for unit in question.units for alternative in unit):
        terms = [words(term, one.weight) for term in one.terms]
        if len(terms) > 1:
            expressions.append(terms)
        else:
            single = {**terms[0], **single}
    return Answers(single, expressions)


def _hit(part: SearchPart, answers: Answers, today: date) -> Hit:
    source = part.source
    return Hit(
        address=part.address,
        kind=SearchKind(part.kind),
        title=pieces(part.title, answers),
        excerpt=excerpt(part.text, answers),
        place=part.place,
        municipality=source.municipality,
        municipality_name=source.municipality_name,
        plan=source.title,
        years=year_span(source.year, source.last_year),
        year=source.year,
        state=state_of(source, today),
        is_old=source.is_old,
        is_proposal=source.is_proposal,
        target_groups=tuple(part.target_groups),
    )


def state_of(source: SearchSource, today: date) -> str:
    """In words, of a plan and of a follow-up on one."""
    if source.is_proposal:
        return _("proposal")
    if source.is_report:
        return _("older follow-up") if source.is_old else ""
    if source.is_old:
        return _("older plan")
    if today.year < source.year:
        return _("applies from %(year)d") % {"year": source.year}
    return _("expired") if source.last_year and source.last_year < today.year else _("in force")


def _near(question: Question) -> tuple[str, ...]:
    """Published words that begin as those that were not found, and are spelled much the same."""
    found: list[str] = []
    for word in question.unknown[:NEAR_WORDS]:
        form = folded(word)
        beginning = form[:SHARED_BEGINNING]
        rows = SearchForm.objects.filter(form__startswith=beginning, how=WordForm.SPELLED)
        there = dict(rows.order_by("-word__sources", "form").values_list("form", "word__word")[:LOOKED_AT])
        found += [there[one] for one in get_close_matches(form, there, n=NEAR_WORDS, cutoff=NEAR)]
    return _different(found)


def _different(words: Collection[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word not in STOP)[:NEAR_WORDS]
