"""Fills what can be found from the editions that the public can read, and from nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from documents.tree import TargetGroup
from plans.years import years_of
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import (
    NotPublishedError,
    PublishedEditions,
    last_year_of,
    published_editions,
    withdrawal_of,
)
from publishing.enums import PublicChange
from publishing.models import Edition
from website.domain.search import index, marks, synonyms
from website.domain.search.danish import STOP
from website.domain.search.parts import Found, parts_of
from website.domain.search.words import key, read, words_of
from website.enums import WordForm
from website.models import SearchForm, SearchPart, SearchSource, SearchWord

LONGEST_TITLE, LONGEST_ADDRESS = 400, 600
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Age:
    """As `SearchSource` has it."""

    is_old: bool
    last_year: int | None
    changes_on: date | None


@transaction.atomic
def rebuild() -> int:
    """Everything anew; the number of editions. Each word is counted here and entered once: PostgreSQL keeps every
    version of a row until the transaction ends, and looks through them all."""
    index.keep_others_out()
    for model in (SearchForm, SearchWord, SearchPart, SearchSource):
        model._default_manager.all().delete()
    synonyms.enter_all()
    slugs = Edition.objects.order_by("municipality_slug").values_list("municipality_slug", flat=True)
    counted = Counter(word for slug in slugs.distinct() for words in _renew(slug) for word in words)
    _enter_words(counted)
    return SearchSource.objects.count()


def fill_if_empty() -> None:
    """Synonyms are there before anything is published."""
    if Edition.objects.exists() and not SearchSource.objects.exists():
        rebuild()
    else:
        synonyms.enter_all()


@transaction.atomic
def refresh(municipality: str) -> None:
    """What is no longer read is gone, what is new or has another age is entered."""
    index.keep_others_out()
    for words in _renew(municipality):
        _enter_words(Counter(words))


def _renew(municipality: str) -> Iterator[list[str]]:
    """Of each edition that is entered, the different words, which are left to whoever asks."""
    try:
        published = published_editions(municipality)
    except NotPublishedError:
        ages: Mapping[int, Age] = {}
    else:
        ages = ages_of(published, timezone.localdate())
    there = SearchSource.objects.filter(municipality=municipality)
    kept = {row.edition_id for row in there.defer("words") if ages.get(row.edition_id) == _age_of(row)}
    _remove(there.exclude(edition__in=kept))
    with translation.override("da"):
        for edition in Edition.objects.filter(pk__in=ages.keys() - kept).order_by("pk"):
            yield _enter(edition, ages[edition.pk])


def hear(edition: Edition, change: PublicChange) -> None:
    """Within the transaction that publishes, withdraws or shows again; a further PDF has no other words."""
    if change is not PublicChange.MADE:
        refresh(edition.municipality_slug)


def refresh_by_timer() -> Iterator[str]:
    """Of plans that were published before the year that they begin with, and of those without an end when a year
    begins; the municipalities' slugs."""
    due = SearchSource.objects.filter(changes_on__lte=timezone.localdate())
    for slug in due.order_by("municipality").values_list("municipality", flat=True).distinct():
        refresh(slug)
        yield slug


def ages_of(published: PublishedEditions, today: date) -> dict[int, Age]:
    """Of every edition that can be found. A proposal can until the plan is adopted, unless search engines are
    asked to leave it out."""
    plans = [edition for edition in published.plans if not withdrawal_of(edition)]
    reports = [edition for edition in published.follow_ups if not withdrawal_of(edition)]
    main = published.main_reports
    proposals = [edition for edition in published.open_proposals if not edition.noindex]
    replaced_on = {edition.pk: _followed_on(edition, plans) for edition in plans}
    replaced_on |= {edition.pk: _followed_on(edition, main) for edition in main}
    replaced_on |= {edition.pk: date.min for edition in reports if edition not in main}
    found = {*plans, *reports, *proposals}
    return {edition.pk: _age(edition, replaced_on.get(edition.pk), plans, today) for edition in found}


def _followed_on(edition: Edition, others: Iterable[Edition]) -> date | None:
    """The first day of the next of its kind."""
    later = [
        other.year
        for other in others
        if other.plan_series == edition.plan_series and other.year > edition.year
    ]
    return date(min(later), 1, 1) if later else None


def _age(edition: Edition, followed_on: date | None, plans: Iterable[Edition], today: date) -> Age:
    last = last_year_of(edition, plans, today)
    new_year = date(today.year + 1, 1, 1) if last is None else None
    changes = [day for day in (followed_on, new_year) if day and day > today]
    return Age(followed_on is not None and followed_on <= today, last, min(changes, default=None))


def _age_of(row: SearchSource) -> Age:
    return Age(row.is_old, row.last_year, row.changes_on)


def _remove(sources: Iterable[SearchSource]) -> None:
    for source in sources:
        words = source.words.split()
        for some in _portions(words):
            SearchWord.objects.filter(word__in=some).update(sources=F("sources") - 1)
        source.delete()
    SearchWord.objects.filter(sources__lte=0).delete()


def _enter(edition: Edition, age: Age) -> list[str]:
    document = edition.document
    found = list(parts_of(document, Addresses(edition)))
    source = SearchSource.objects.create(
        edition=edition,
        municipality=edition.municipality_slug,
        municipality_name=edition.municipality_short_name,
        title=edition.title,
        year=edition.year,
        last_year=age.last_year,
        is_report=edition.follow_up_id is not None,
        is_proposal=edition.is_proposal,
        is_old=age.is_old,
        changes_on=age.changes_on,
        target_groups={group.slug: group.name for part in found for group in part.groups},
        words="",
    )
    context = f"{edition.municipality_short_name} {edition.title} {document.years}"
    rows = [_part(source, number, part, context) for number, part in enumerate(found)]
    SearchPart.objects.bulk_create(rows, batch_size=AT_ONCE)
    texts = [context, *(f"{part.title} {part.place} {part.text}" for part in found)]
    words = sorted({word for text in texts for word in words_of(text)})
    source.words = " ".join(words)
    source.save(update_fields=["words"])
    return words


def _part(source: SearchSource, number: int, part: Found, context: str) -> SearchPart:
    return SearchPart(
        source=source,
        kind=part.kind,
        position=number,
        title=part.title[:LONGEST_TITLE],
        place=part.place[:LONGEST_TITLE],
        text=part.text,
        address=part.address[:LONGEST_ADDRESS],
        target_groups=[group.slug for group in part.groups],
        title_keys=_keys(part.label or part.title),
        text_keys=_keys(part.text),
        context_keys=_keys(f"{part.place} {part.title if part.label else ''} {context}"),
        marks=marks.together(_marks(source, part.kind, part.groups)),
    )


def _keys(text: str) -> str:
    return " ".join(filter(None, map(key, words_of(text))))


def _marks(source: SearchSource, kind: str, groups: Iterable[TargetGroup]) -> Iterator[str]:
    yield marks.OLD if source.is_old else marks.CURRENT
    yield marks.of_municipality(source.municipality)
    yield marks.of_kind(kind)
    for year in years_of(source.year, source.last_year, timezone.localdate()):
        yield marks.of_year(year)
    for group in groups:
        for slug in (group.slug, *group.replaces):
            yield marks.of_group(slug)


def _enter_words(counted: Mapping[str, int]) -> None:
    """With how many more editions have each."""
    new = []
    for some in _portions(sorted(counted)):
        there = set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
        for times in {counted[word] for word in there}:
            alike = [word for word in there if counted[word] == times]
            SearchWord.objects.filter(word__in=alike).update(sources=F("sources") + times)
        new += [
            SearchWord(word=word, key=key(word), sources=counted[word]) for word in some if word not in there
        ]
    rows = SearchWord.objects.bulk_create([row for row in new if row.key], batch_size=AT_ONCE)
    SearchForm.objects.bulk_create([form for row in rows for form in _forms(row)], batch_size=AT_ONCE)


def _forms(row: SearchWord) -> Iterator[SearchForm]:
    """A word too frequent to look for is no word that another can be taken for."""
    found = read(row.word)
    by_how = {
        WordForm.SPELLED: found.forms,
        WordForm.INFLECTED: found.inflections,
        WordForm.PART: frozenset() if row.word in STOP else found.parts,
    }
    for how, forms in by_how.items():
        yield from (SearchForm(form=form, word=row, how=how) for form in sorted(forms) if form)


def _portions(words: list[str]) -> Iterator[list[str]]:
    return (words[at : at + AT_ONCE] for at in range(0, len(words), AT_ONCE))
