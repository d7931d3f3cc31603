"""From the placed document to the draft: what it would become, what would change in one that is there, and the one
transaction that writes it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import tree
from documents.carrying_over import Gone, carried_over
from documents.codec import from_json, to_json
from documents.comparison import Passage, Skipped
from documents.follow_up_rows import store_follow_up
from documents.from_rows import document_of, municipality_of, series_of
from documents.matching import Matches
from documents.onto_rows import store_onto
from documents.places import PlaceChange
from documents.plan_changes import PartChange, about, compare, moves
from documents.to_rows import store
from goals.models import NationalGoal
from goals.models.national_goal import in_period
from intake import made
from intake.enums import PlacingState
from intake.models import Placing
from intake.plan_in import with_answers_known
from intake.recognised import Recognised
from plans.domain.lock import begin_edit
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.basis import begin as begin_follow_up
from publishing.domain.basis import in_force, keys_by_ref


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """What differs between a draft and what it would become, as `desk/text_changes.html` shows it."""

    about: tuple[Passage | Skipped, ...]
    parts: tuple[PartChange, ...]
    places: tuple[PlaceChange, ...]

    def __bool__(self) -> bool:
        return bool(self.about or self.parts or self.places)


@dataclass(frozen=True, slots=True)
class DraftResult:
    """`plan` is the draft that is there already, `seen` the checksum of what it was when this was made. `warnings`
    say what of the document the draft cannot have."""

    document: tree.PlanDocument
    plan: Plan | None = None
    changes: DraftChanges | None = None
    gone: tuple[Gone, ...] = ()
    kept: tuple[Gone, ...] = ()
    seen: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def needs_reason(self) -> bool:
        return any(one.ends for one in self.gone)


class StaleDraftError(Exception):
    """Somebody has changed the draft since it was shown what would become of it."""


def document_for(placing: Placing, recognised: Recognised) -> tree.PlanDocument:
    """The plan that the pieces are now. National goals are worded as the portal has them."""
    series = series_of(placing.series) if placing.series else tree.Series()
    document = made.document_of(recognised, municipality_of(placing.municipality), series=series)
    return replace(document, national_goals=_as_known(document))


def _report_on(plan: tree.PlanDocument, document: tree.PlanDocument) -> tree.PlanDocument:
    """The plan with the document's report, whose verdicts are on the plan's own goals: the same or nearly the same
    words. Raises `RefusedError` where the plan has no such goal."""
    plan, document = from_json(to_json(plan)), from_json(to_json(document))  # each part is there once
    matches = Matches(plan, document)
    refs = {id(goal): plan.goal_ref(theme, goal) for theme, goal in plan.all_goals()}
    found = {
        document.goal_ref(theme, goal): refs[id(old)]
        for theme, goal in document.all_goals()
        if (old := matches.old(goal))
    }
    texts = {document.goal_ref(theme, goal): goal.text for theme, goal in document.all_goals()}
    report = document.follow_up or tree.FollowUp("")
    for judged in report.assessments:
        if judged.goal not in found:
            text = _("The plan for the year has no goal like “%(goal)s”, which the document assesses.")
            raise RefusedError(text % {"goal": texts[judged.goal][:120]})
    verdicts = tuple(replace(judged, goal=found[judged.goal]) for judged in report.assessments)
    return replace(plan, follow_up=replace(report, assessments=verdicts))


def _as_known(document: tree.PlanDocument) -> tuple[tree.NationalGoal, ...]:
    """Those that a goal answers, but nothing words, are left to the portal's own."""
    if not document.year:
        return document.national_goals
    rows = NationalGoal.objects.filter(in_period(document.year, document.last_year))
    known = {
        (row.year, row.number): tree.NationalGoal(row.year, row.number, row.title, row.text) for row in rows
    }
    own = {(goal.year, goal.number): goal for goal in document.national_goals}
    return tuple((own | known)[key] for key in sorted(own | known))


def draft_there(placing: Placing, year: int) -> Plan | None:
    plans = Plan.objects.filter(municipality=placing.municipality, year=year)
    slug = placing.series.slug if placing.series else ""
    return plans.filter(series__slug=slug).select_related("municipality", "series").first()


def outcome(
    placing: Placing, recognised: Recognised, keep: Collection[str] = (), reason: str = ""
) -> DraftResult:
    """What *Gør til kladde* would do. Raises `RefusedError` where it can do nothing."""
    if not recognised.year:
        raise RefusedError(_("Say which year the plan is for."))
    read = document_for(placing, recognised)
    document, warnings = with_answers_known(read, read.national_goals)
    plan = draft_there(placing, document.year)
    if plan is None:
        return DraftResult(document, warnings=warnings)
    if document.follow_up:
        edition = in_force(plan)
        told = _report_on(edition.document if edition else document_of(plan), document)
        return DraftResult(told, plan, warnings=warnings)
    now = document_of(plan)
    carried = carried_over(now, document, keep, reason)
    parts = tuple(part for part in compare(now, carried.document) if part.kind != "same")
    passages = tuple(one for one in about(now, carried.document) if not isinstance(one, Skipped))
    changes = DraftChanges(passages, parts, moves(now, carried.document))
    return DraftResult(carried.document, plan, changes, carried.gone, carried.kept, checksum(now), warnings)


def checksum(document: tree.PlanDocument) -> str:
    return sha256(to_json(document).encode()).hexdigest()


@transaction.atomic
def make_draft(
    placing: Placing, by: User, keep: Collection[str] = (), reason: str = "", seen: str = ""
) -> tuple[Plan, tuple[str, ...]]:
    """The draft, and what of the document it could not have. All of it or nothing. `seen` is the checksum of the draft as it was shown. Raises
    `StaleDraftError`, and `RefusedError`, also while the plan is with its approvers."""
    rows = Placing.objects.select_for_update(of=("self",)).select_related("municipality", "series")
    locked = rows.get(pk=placing.pk)
    if not locked.is_open:
        raise RefusedError(_("The document has been made into a draft already."))
    recognised = locked.read_recognised()
    plan = draft_there(locked, recognised.year)
    if plan and recognised.kind != "review":  # a report is written beside the plan's own text
        begin_edit(plan, by)
    found = outcome(locked, recognised, keep, reason)
    if found.seen != seen:
        raise StaleDraftError
    if found.needs_reason and not reason:
        raise RefusedError(_("Write why what was continued is not continued any more."))
    if found.plan and found.document.follow_up:
        edition = in_force(found.plan)
        keys = keys_by_ref(found.plan, edition.document if edition else document_of(found.plan))
        begin_follow_up(store_follow_up(found.document.follow_up, found.plan, keys))
        plan = found.plan
    elif found.plan:
        said = _("Read from %(file)s") % {"file": locked.file_name}
        plan = store_onto(found.document, found.plan, said)
    else:
        plan = store(found.document)
    locked.state, locked.plan, locked.drafted_at = PlacingState.DRAFTED, plan, timezone.now()
    locked.changed_by, locked.changed_at = by, timezone.now()
    locked.save()
    return plan, found.warnings
