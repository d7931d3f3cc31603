"""Every public address that is made of editions and of public facts: what the site's files are built from, and what its
map lists. What is not here is answered on demand, or leads on to an address that is."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import pairwise

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import filepath_to_uri

from documents.tree import GoalRef, PlanDocument, PlanRef
from plans.years import years_of
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import last_year_of, published_editions, withdrawal_of
from publishing.models import Edition, EditionFile, Rendition
from website.domain import groups, history
from website.domain.plan_addresses import (
    Kind,
    PublicAddress,
    Town,
    changed_at,
    plan_pages,
    report_pages,
    tables,
)
from website.domain.readable_editions import readable_among
from website.domain.records.resources import RESOURCES
from website.domain.target_groups import known_groups

NATIONAL_GOALS = '"national_goals": [\n'
"""How an edition's JSON begins a list of them that is not empty."""


def municipalities() -> list[str]:
    """The slugs of those that have published anything: one query."""
    return list(
        Edition.objects.order_by("municipality_slug").values_list("municipality_slug", flat=True).distinct()
    )


def town_of(slug: str) -> Town:
    """Four queries. Raises `NotPublishedError`."""
    published = published_editions(slug)
    served = Edition.objects.filter(municipality_slug=slug).served()
    opened = {edition.pk: edition for edition in served.with_withdrawal()}
    renditions: dict[int, dict[tuple[str, str], Rendition]] = {}
    for one in Rendition.objects.filter(edition__in=opened).served().order_by("made_at"):
        renditions.setdefault(one.edition_id, {})[one.kind, one.subject] = one
    files = EditionFile.objects.filter(edition__in=opened).values_list("path")
    return Town(
        slug,
        published,
        readable_among(published, opened),
        opened,
        {key: tuple(of_edition.values()) for key, of_edition in renditions.items()},
        tuple(files.annotate(first=Max("edition__published_at")).order_by("path")),
    )


def of_municipality(slug: str) -> Iterator[PublicAddress]:
    """All that is one municipality's. Raises `NotPublishedError`."""
    town = town_of(slug)
    yield PublicAddress(
        reverse("publishing:municipality", args=[slug]), Kind.CURRENT, town.changed, listed=True
    )
    for edition in town.opened.values():
        yield from _permanent(town, edition)
    yield from _permanent_comparisons(town)
    yield from _current_plans(town)
    yield from _current_reports(town)
    yield from _editions_pages(town)
    yield from _target_groups(town)
    yield from _lines(town)
    yield from _comparisons(town)
    for path, changed in town.files:
        yield PublicAddress(f"{settings.MEDIA_URL}{filepath_to_uri(path)}", Kind.FILE, changed)
    for name in ("feed", "sitemap"):
        yield PublicAddress(reverse(f"publishing:town-{name}", args=[slug]), Kind.FILE, town.changed)


def shared() -> Iterator[PublicAddress]:
    """What shows several municipalities, or belongs to none."""
    newest = Edition.objects.aggregate(newest=Max("published_at"))["newest"]
    if newest is None:
        return
    several = len(municipalities()) > 1  # with one, the address leads there
    kind = Kind.CURRENT if several else Kind.REDIRECT
    yield PublicAddress(reverse("publishing:home"), kind, newest, listed=several)
    for accent in Edition.objects.order_by("accent").values_list("accent", flat=True).distinct():
        yield PublicAddress(reverse("publishing:accent", args=[accent.removeprefix("#")]), Kind.FILE, newest)
    for year, changed in sorted(_national_years().items()):
        yield PublicAddress(reverse("publishing:national", args=[year]), Kind.CURRENT, changed, listed=True)
        yield from tables("national-table", [year], changed)
    yield PublicAddress(reverse("publishing:groups"), Kind.CURRENT, newest, listed=True)
    yield from _side_by_side()
    for name in ("feed", "sitemap-index", "sitemap-shared"):
        yield PublicAddress(reverse(f"publishing:{name}"), Kind.FILE, newest)


def data() -> Iterator[PublicAddress]:
    """Everything for programs: what describes it, all of each kind, and the beginning of each list. Single records, and what
    filters leave, are answered on demand."""
    newest = Edition.objects.aggregate(newest=Max("published_at"))["newest"]
    if newest is None:
        return
    for name in ("data", "api"):
        yield PublicAddress(reverse(f"publishing:{name}"), Kind.CURRENT, newest, listed=True)
    for name in ("api-index", "api-description", "data-everything"):
        yield PublicAddress(reverse(f"publishing:{name}"), Kind.FILE, newest)
    for resource in RESOURCES:
        yield PublicAddress(reverse("publishing:api-list", args=[resource]), Kind.FILE, newest)
        for kind in ("csv", "jsonl"):
            yield PublicAddress(reverse("publishing:data-file", args=[resource, kind]), Kind.FILE, newest)


# Of one edition, for ever


def _permanent(town: Town, edition: Edition) -> Iterator[PublicAddress]:
    there = Addresses(edition, permanent=True)
    if edition.is_proposal:
        yield from plan_pages(town, edition, there, Kind.PERMANENT, listed=_is_listed(town, edition))
    elif edition.follow_up_id:
        yield from report_pages(town, edition, there, Kind.PERMANENT)
    else:
        yield from plan_pages(town, edition, there, Kind.PERMANENT)


def _is_listed(town: Town, proposal: Edition) -> bool:
    """A proposal has no other address: it is listed until something has come of it."""
    newest = town.published.proposal_of(proposal.plan_ref)
    plan = town.published.plan_of(proposal.plan_ref)
    adopted = plan is not None and withdrawal_of(plan) is None
    return newest == proposal and not adopted and not proposal.noindex


def _permanent_comparisons(town: Town) -> Iterator[PublicAddress]:
    """Each edition with the readable one before it, and each edition of a plan with the last proposal."""
    series: dict[object, list[Edition]] = {}
    for edition in sorted(town.opened.values(), key=lambda one: one.label):
        series.setdefault((edition.series, edition.follow_up_id), []).append(edition)
    for editions in series.values():
        for before, after in pairwise(editions):
            yield from _compared(Addresses(after).changes_since(before), after)
    for edition in town.opened.values():
        proposal = town.published.proposal_of(edition.plan_ref)
        is_plan = not (edition.follow_up_id or edition.is_proposal)
        if is_plan and proposal and proposal.pk in town.opened:
            yield from _compared(Addresses(edition).changes_since(proposal), edition)


def _compared(path: str, edition: Edition) -> Iterator[PublicAddress]:
    """The whole, and each theme alone."""
    for page in (path, *(f"{path}tema/{theme.slug}/" for theme in edition.document.themes)):
        yield PublicAddress(page, Kind.PERMANENT, edition.published_at)


# What is in force


def _current_plans(town: Town) -> Iterator[PublicAddress]:
    for edition in town.readable.plans.values():
        yield from plan_pages(town, edition, Addresses(edition), Kind.CURRENT, listed=True)
    for ref, report in town.readable.reports.items():
        if town.published.plan_of(ref) is None:
            yield PublicAddress(_plan_address(town, ref), Kind.REDIRECT, report.published_at)
            for theme, goal in report.document.all_goals():  # read in the follow-up alone
                path = Addresses(report).goal(theme.slug if theme else "", goal.number)
                yield PublicAddress(path, Kind.CURRENT, report.published_at, listed=True)
    for proposal in town.published.open_proposals:
        if proposal.plan_ref not in town.readable.reports:
            yield from _pages_of_proposal(town, proposal)


def _pages_of_proposal(town: Town, proposal: Edition) -> Iterator[PublicAddress]:
    """While there is no edition of the plan to read, its address shows the proposal, and those within it lead there."""
    there, own = _plan_address(town, proposal.plan_ref), Addresses(proposal).front
    yield PublicAddress(there, Kind.CURRENT, proposal.published_at)
    for page in plan_pages(town, proposal, Addresses(proposal), Kind.REDIRECT):
        if page.kind is Kind.REDIRECT and page.path != own:
            yield PublicAddress(page.path.replace(own, there, 1), page.kind, page.changed)


def _plan_address(town: Town, ref: PlanRef) -> str:
    return reverse("publishing:plan", args=[town.slug, ref])


def _current_reports(town: Town) -> Iterator[PublicAddress]:
    readable = town.readable
    for edition in (
        *readable.reports.values(),
        *(one for others in readable.others.values() for one in others),
    ):
        yield from report_pages(town, edition, Addresses(edition), Kind.CURRENT, listed=True)
    for ref, edition in readable.reports.items():
        start, changed = [town.slug, ref], edition.published_at
        # The follow-up's own address says the same, and is the one to be found.
        yield PublicAddress(reverse("publishing:follow-up", args=start), Kind.CURRENT, changed)
        for name in ("follow-up-pdf", "follow-up-json"):
            yield PublicAddress(reverse(f"publishing:{name}", args=start), Kind.FILE, changed)
        for name in ("follow-up-table", "follow-up-figures-table"):
            yield from tables(name, start, changed)
        for one in town.renditions.get(edition.pk, ()):
            name = f"publishing:follow-up-{one.kind.replace('_', '-')}-pdf"
            args = [*start, *filter(None, [one.subject])]
            yield PublicAddress(reverse(name, args=args), Kind.FILE, one.made_at)


def _editions_pages(town: Town) -> Iterator[PublicAddress]:
    """They name what has been withdrawn too."""
    published = town.published
    for ref in {edition.plan_ref for edition in (*published.plans, *published.proposals)}:
        path = reverse("publishing:editions", args=[town.slug, ref])
        yield PublicAddress(path, Kind.CURRENT, town.changed, listed=True)
    for ref in {edition.plan_ref for edition in published.follow_ups}:
        path = reverse("publishing:follow-up-editions", args=[town.slug, ref])
        yield PublicAddress(
            path, Kind.CURRENT, town.changed
        )  # names the follow-up's own as the one to be found
    for edition in published.follow_ups:
        path = Addresses(edition).editions
        yield PublicAddress(path, Kind.CURRENT, town.changed, listed=True)


def _target_groups(town: Town) -> Iterator[PublicAddress]:
    """Of every group that can be read of: in all that is in force, and where it is not, what has taken its place."""
    if not town.readable.refs:
        return
    path = reverse("publishing:target-groups", args=[town.slug])
    yield PublicAddress(path, Kind.CURRENT, town.changed, listed=True)
    for slug in known_groups(town.readable):
        path = reverse("publishing:municipality-target-group", args=[town.slug, slug])
        yield PublicAddress(path, Kind.CURRENT, town.changed, listed=True)


# Through the years


def _lines(town: Town) -> Iterator[PublicAddress]:
    """Of each theme and goal that other plans may have, and of each goal that is in a thread."""
    readable = town.readable
    documents = [year.document for year in readable.lineage.published_years.values()]
    threaded = set(_threaded(documents))
    for document in documents:
        if len(documents) > 1:
            for one in document.themes:
                path = history.address_of_theme_line(town.slug, document.ref.theme(one.slug))
                yield PublicAddress(path, Kind.CURRENT, town.changed, listed=True)
                yield from tables("theme-line-table", [town.slug, document.ref, one.slug], town.changed)
        for theme, goal in document.all_goals():
            ref = document.goal_ref(theme, goal)
            if len(documents) > 1 or goal.predecessors:
                yield from _goal_line(town, ref)
            if ref in threaded:
                path = history.address_of_thread(town.slug, ref)
                yield PublicAddress(path, Kind.CURRENT, town.changed, listed=True)


def _threaded(documents: Iterable[PlanDocument]) -> Iterator[GoalRef]:
    """Goals that carry out others, and those that are carried out."""
    for document in documents:
        for theme, goal in document.all_goals():
            if goal.carries_out:
                yield document.goal_ref(theme, goal)
                yield from (each.goal for each in goal.carries_out)


def _goal_line(town: Town, ref: GoalRef) -> Iterator[PublicAddress]:
    path = history.address_of_goal_line(town.slug, ref)
    yield PublicAddress(path, Kind.CURRENT, town.changed, listed=True)
    name, start = (
        ("theme-goal", [town.slug, ref.plan, ref.theme]) if ref.theme else ("goal", [town.slug, ref.plan])
    )
    for table in ("line-table", "line-figures-table"):
        yield from tables(f"{name}-{table}", [*start, ref.number], town.changed)


def _comparisons(town: Town) -> Iterator[PublicAddress]:
    """Of plans of one series: neighbours, and the newest with each."""
    series: dict[str, list[PlanRef]] = {}
    for ref in town.readable.refs:
        series.setdefault(ref.series, []).append(ref)
    for refs in series.values():
        pairs = {*pairwise(refs), *((before, refs[-1]) for before in refs[:-1])}
        for before, after in sorted(pairs):
            path = reverse("publishing:changes", args=[town.slug, after, before])
            changed = max(changed_at(town.readable.of(ref)) for ref in (before, after))
            yield PublicAddress(path, Kind.CURRENT, changed, listed=True)
            for theme in town.readable.of(after).document.themes:
                yield PublicAddress(f"{path}tema/{theme.slug}/", Kind.CURRENT, changed, listed=True)


# Of several municipalities


def _national_years() -> dict[int, datetime]:
    """The years of which an edition in force has national goals, with when the last of them was published."""
    found: dict[int, datetime] = {}
    today, plans = timezone.localdate(), _plans_of_towns()
    editions = Edition.objects.current().filter(document_json__contains=NATIONAL_GOALS)
    for edition in editions.order_by("-published_at").iterator(chunk_size=50):
        last = last_year_of(edition, plans.get(edition.municipality_slug, ()), today)
        covered = years_of(edition.year, last, today)
        if set(covered) - found.keys():  # else nothing of it is news
            for goal in edition.document.national_goals:
                if goal.year in covered:
                    found.setdefault(goal.year, edition.published_at)
    return found


def _plans_of_towns() -> dict[str, list[Edition]]:
    """Those in force, without their long texts."""
    plans: dict[str, list[Edition]] = {}
    for edition in Edition.objects.current().of_plans().light().with_withdrawal():
        plans.setdefault(edition.municipality_slug, []).append(edition)
    return plans


def _side_by_side() -> Iterator[PublicAddress]:
    """Of each group and indicator, the newest period and each for itself."""
    seen: set[tuple[str, str]] = set()
    for group, indicator, period in groups.available():
        changed = datetime.combine(period.end, time(), UTC)
        if (group, indicator) not in seen:
            seen.add((group, indicator))
            path = reverse("publishing:comparison-newest", args=[group, indicator])
            yield PublicAddress(path, Kind.CURRENT, changed)  # names the period's own as the one to be found
        path = reverse("publishing:comparison", args=[group, indicator, period])
        yield PublicAddress(path, Kind.CURRENT, changed, listed=True)
        yield from tables("comparison-table", [group, indicator, period], changed)
