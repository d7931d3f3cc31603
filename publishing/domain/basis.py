"""The edition of the plan that a follow-up is of: chosen when it is begun, renewed by choice."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.follow_up_tree import ref_of
from documents.from_rows import goal_ref, goals_alone
from documents.measured import UpdatedTargets
from documents.same_goals import same_goals, texts_of
from documents.tree import Computed, GoalRef, PlanDocument
from documents.wording import goal_number
from goals.domain.follow_ups import figures_until
from goals.models import AnnualGoal, FollowUp
from goals.models.annual_goal import goals_of_plan
from plans.domain.lock import begin_edit
from plans.errors import RefusedError
from plans.models import Plan
from publishing.models import Edition, FollowUpBasis


def basis_of(follow_up: FollowUp) -> Edition | None:
    found = FollowUpBasis.objects.filter(follow_up=follow_up).select_related("edition__withdrawal").first()
    return found.edition if found else None


def in_force(plan: Plan) -> Edition | None:
    found: Edition | None = Edition.objects.of_plans().current().filter(plan=plan).first()
    return found


@transaction.atomic
def begin(follow_up: FollowUp) -> None:
    """Called once, when the follow-up has been made, without verdicts or with such that name the goals as
    the edition in force has them: it is of that edition."""
    if edition := in_force(follow_up.plan):
        FollowUpBasis.objects.create(follow_up=follow_up, edition=edition)


@transaction.atomic
def renew(follow_up: FollowUp, edition: Edition, by: User) -> None:
    """From now on the follow-up is of another edition. Verdicts go along to the goals that are the same.
    Raises `RefusedError` while it is with its approvers."""
    begin_edit(follow_up, by)
    before = basis_of(follow_up)
    known = texts_of(before.document) if before else refs_of_rows(follow_up.plan)
    FollowUpBasis.objects.update_or_create(follow_up=follow_up, defaults={"edition": edition})
    _rename(follow_up, known, edition.document, by_rows=before is None)


def go_back(follow_up: FollowUp, edition: Edition | None) -> None:
    """It is again of the edition that it was of, or of none; its verdicts come back as rows of their own."""
    if edition is None:
        FollowUpBasis.objects.filter(follow_up=follow_up).delete()
    else:
        FollowUpBasis.objects.update_or_create(follow_up=follow_up, defaults={"edition": edition})


def lost_by(follow_up: FollowUp, edition: Edition) -> tuple[str, ...]:
    """The goals that are judged and that the edition does not have, in the words of the text that they are
    judged in."""
    before = basis_of(follow_up)
    known = texts_of(before.document) if before else refs_of_rows(follow_up.plan)
    same = same_goals(known, texts_of(edition.document))
    rows = follow_up.assessments.select_related("goal__theme__plan__series", "goal__plan__series")
    refs = (ref_of(row, edition.document, by_rows=before is None) for row in rows)
    return tuple(known[ref] for ref in refs if ref in known and ref not in same)


def refuse_withdrawn(follow_up: FollowUp, basis: Edition | None) -> None:
    """What has been withdrawn is not published again in a follow-up, unless somebody has said that the
    follow-up stays. Raises `RefusedError`."""
    if basis is None or not hasattr(basis, "withdrawal"):
        return
    kept = Edition.objects.current().filter(follow_up=follow_up, suspension__withdrawal__edition=basis)
    if not kept.exists():
        raise RefusedError(
            _(
                "Edition %(number)s of the plan, which the follow-up is of, has been withdrawn. Choose the"
                " edition that is in force."
            )
            % {"number": basis.label}
        )


@dataclass(frozen=True, slots=True)
class GoalToJudge:
    """A goal as the follow-up has it. `row` is the key of its row, where there is one; `computed` is what
    the figures of now say of it."""

    ref: GoalRef
    label: str
    text: str
    row: int | None
    computed: Computed | None


def goals_to_judge(follow_up: FollowUp) -> tuple[GoalToJudge, ...]:
    """In printed order."""
    basis, plan = basis_of(follow_up), follow_up.plan
    document = basis.document if basis else goals_alone(plan)
    rows = keys_by_ref(plan, document)
    targets = [target for _theme, goal in document.all_goals() for target in goal.targets]
    today, until = timezone.localdate(), figures_until(follow_up)
    period = (document.year, document.last_day)
    measured = UpdatedTargets(targets, period, plan.municipality, today, until, follow_up.period_end)
    return tuple(
        GoalToJudge(
            ref=(ref := document.goal_ref(theme, goal)),
            label=goal_number(goal, theme),
            text=goal.text,
            row=rows.get(ref),
            computed=measured.computed(goal.targets),
        )
        for theme, goal in document.all_goals()
    )


def keys_by_ref(plan: Plan, document: PlanDocument) -> Mapping[GoalRef, int]:
    """The rows that the document's goals are now."""
    rows = {goal_ref(row): row for row in _rows(plan)}
    same = same_goals(texts_of(document), {ref: row.text for ref, row in rows.items()})
    return {there: rows[here].pk for there, here in same.items()}


def _rename(
    follow_up: FollowUp, known: Mapping[GoalRef, str], document: PlanDocument, *, by_rows: bool
) -> None:
    """Each verdict is on what `document` calls the goal; where it has none, on nothing that is shown."""
    same = same_goals(known, texts_of(document))
    rows = list(follow_up.assessments.select_related("goal__theme__plan__series", "goal__plan__series"))
    wanted = {row.pk: same.get(ref_of(row, document, by_rows=by_rows)) for row in rows}
    for row in rows:  # aside first: the database keeps each name unique at every moment
        follow_up.assessments.filter(pk=row.pk).update(number=None)
    for row in rows:
        if ref := wanted[row.pk]:
            row.theme_slug, row.number = ref.theme, ref.number
            row.save(update_fields=["theme_slug", "number"])


def refs_of_rows(plan: Plan) -> Mapping[GoalRef, str]:
    return {goal_ref(row): row.text for row in _rows(plan)}


def _rows(plan: Plan) -> list[AnnualGoal]:
    return list(goals_of_plan(plan).select_related("theme__plan__series", "plan__series"))
