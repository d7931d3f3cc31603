from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from goals.enums import BY_RANK, AreaKind, GoalQuality, GoalScope, Operator, Unit
from goals.models.indicator import Area, Indicator, is_for
from goals.models.national_goal import NationalGoal
from goals.target_rules import MARGIN_IN_PER_CENT, RULES, Rule
from plans.fields import MarkdownField, ShortMarkdownField
from plans.models import Plan
from plans.models.part import ContinuingPart, SituatedPart, does_not_continue_itself
from plans.text_length import LimitedText, text_lengths
from themes.models import Strategy, TargetGroup, Theme


def _rule(operator: Operator, rule: Rule) -> Q:
    """The pairs of value and area that a condition takes, as the database is told of them."""
    pairs = (Q(value__isnull=not value, comparator__isnull=not area) for value, area in rule.pairs)
    return Q(operator=operator) & reduce(or_, pairs)


TARGET_RULE = reduce(or_, (_rule(operator, rule) for operator, rule in RULES.items()))


def goals_of_plan(plan: Plan | int | None) -> "models.QuerySet[AnnualGoal]":
    """The plan's own and those of its themes."""
    return (
        AnnualGoal.objects.filter(Q(plan=plan) | Q(theme__plan=plan)) if plan else AnnualGoal.objects.none()
    )


class AnnualGoal(ContinuingPart, SituatedPart):
    """One goal, of a theme or of the whole plan, in the municipality's own words."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), null=True, blank=True, on_delete=models.CASCADE, related_name="goals"
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, blank=True, on_delete=models.CASCADE, related_name="goals"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = ShortMarkdownField(_("goal"))
    note = MarkdownField(_("explanation"), blank=True)
    scope = models.CharField(_("scope"), max_length=8, choices=GoalScope.choices, default=GoalScope.LOCAL)
    quality = models.CharField(
        _("kind"), max_length=12, choices=GoalQuality.choices, default=GoalQuality.QUALITATIVE
    )
    responsible_unit = models.CharField(
        _("responsible unit"),
        max_length=200,
        blank=True,
        help_text=_("Who in the municipality sees to the goal."),
    )
    partners = models.CharField(
        _("partners"), max_length=300, blank=True, help_text=_("Whom the municipality reaches the goal with.")
    )
    target_groups = models.ManyToManyField(
        TargetGroup,
        verbose_name=_("target groups"),
        blank=True,
        related_name="goals",
        help_text=_("Whom the goal is for, where that is not the same as the whole theme."),
    )
    answers = models.ManyToManyField(
        NationalGoal, verbose_name=_("answers"), blank=True, related_name="answered_by"
    )
    also_continues = models.ManyToManyField(
        "self",
        verbose_name=_("continues also"),
        blank=True,
        symmetrical=False,
        related_name="merged_into",
        help_text=_("Where several goals were merged into this one: the others."),
    )
    change_reason = LimitedText(
        _("reason for the change"),
        blank=True,
        help_text=_("Why the goal differs from the one that it continues."),
    )

    carries_out = models.ManyToManyField(
        "self",
        verbose_name=_("carries out"),
        blank=True,
        symmetrical=False,
        related_name="carried_out_by",
        help_text=_("Goals of the document that the plan is below. They are named, not copied."),
    )

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["theme__number", "number"]
        constraints = [
            *text_lengths("annualgoal", "text", "note", "status", "challenge", "change_reason"),
            models.CheckConstraint(
                condition=Q(plan__isnull=False, theme__isnull=True)
                | Q(plan__isnull=True, theme__isnull=False),
                name="goal_is_of_plan_or_theme",
                violation_error_message=_("A goal belongs to a plan or to a theme: choose one of them."),
            ),
            models.UniqueConstraint(fields=["theme", "number"], name="goal_number_in_theme_is_unique"),
            models.UniqueConstraint(fields=["plan", "number"], name="goal_number_in_plan_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="goal_number_is_positive"),
            models.CheckConstraint(condition=Q(scope__in=GoalScope.values), name="goal_scope_is_known"),
            models.CheckConstraint(condition=Q(quality__in=GoalQuality.values), name="goal_quality_is_known"),
            does_not_continue_itself("goal"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_number} {Truncator(self.text).chars(100)}"

    @property
    def printed_number(self) -> str:
        return f"{self.theme.printed_number}.{self.number}" if self.theme else str(self.number)


class Target(models.Model):
    """What a goal is measured by. Most real targets are relative to another area.

    An aim that a strategy states in its own running text, with no goal for it in the plan's list of
    goals, is a target of that strategy.
    """

    goal = models.ForeignKey(
        AnnualGoal,
        verbose_name=_("goal"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="targets",
    )
    strategy = models.ForeignKey(
        Strategy,
        verbose_name=_("strategy"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="targets",
        help_text=_("Only for an aim in the strategy's own text that is none of the plan's goals."),
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targets",
    )
    operator = models.CharField(_("condition"), max_length=20, choices=Operator.choices)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices, blank=True)
    comparator = models.ForeignKey(
        Area,
        verbose_name=_("compared with"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targets",
    )
    baseline = models.DecimalField(
        _("baseline"),
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_(
            "What an increase or decrease is counted from; left empty, the same period a year before."
        ),
    )
    due = models.DateField(_("due date"), null=True, blank=True)
    each_year = models.BooleanField(
        _("in each year"),
        default=False,
        help_text=_("It holds in every year of the plan, not only in the last."),
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["goal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, strategy__isnull=True)
                | Q(goal__isnull=True, strategy__isnull=False),
                name="target_is_of_goal_or_strategy",
                violation_error_message=_("A target belongs to a goal or to a strategy: choose one of them."),
            ),
            models.CheckConstraint(
                condition=Q(operator__in=Operator.values), name="target_operator_is_known"
            ),
            models.CheckConstraint(
                condition=TARGET_RULE,
                name="target_operator_and_value_agree",
                violation_error_message=_(
                    "Condition, value and comparison do not agree: below, above, at most and at least need either a value or an area; a margin and a place need both; increase and decrease may have a value, a smaller gap needs an area and may have a value; no increase, no decrease and delivered need neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(unit="") | Q(operator__in=[*BY_RANK]),
                name="target_value_has_unit",
                violation_error_message=_("A value needs a unit."),
            ),
            models.CheckConstraint(
                condition=~Q(operator=Operator.BETTER_BY_PERCENT) | Q(unit=Unit.PERCENT),
                name="target_margin_in_per_cent_is_in_per_cent",
                violation_error_message=MARGIN_IN_PER_CENT,
            ),
            models.CheckConstraint(
                condition=~Q(operator__in=[*BY_RANK]) | Q(value__gte=1, unit=""),
                name="target_place_is_a_number_of_municipalities",
                violation_error_message=_("Write a whole number of municipalities, 1 or more."),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(
            str(part)
            for part in (self.indicator, self.get_operator_display(), self.value, self.comparator)
            if part is not None
        )

    def clean(self) -> None:
        """A form that leaves out one of the two fields skips the constraint, so it is said here too.
        In a form for a new goal the goal is there, but has no key yet."""
        if (self.goal is None) == (self.strategy is None):
            raise ValidationError(_("A target belongs to a goal or to a strategy: choose one of them."))
        self._refuse_what_is_another_municipality_s()
        self._refuse_itself()

    def _refuse_what_is_another_municipality_s(self) -> None:
        owned = {name: row for name in ("indicator", "comparator") if (row := getattr(self, name))}
        for name, row in owned.items():
            if row.owner_id and (plan := self._plan()) and not is_for(row, plan.municipality_id):
                raise ValidationError({name: _("This is another municipality's own.")})

    def _refuse_itself(self) -> None:
        area = self.comparator
        if area is None or area.kind != AreaKind.MUNICIPALITY or not area.code:
            return
        if (plan := self._plan()) and plan.municipality.code == area.code:
            text = _("That is the municipality itself: choose what it is compared with.")
            raise ValidationError({"comparator": text})

    def _plan(self) -> Plan | None:
        part = self.goal or self.strategy
        if part is None:
            return None
        return part.theme.plan if part.theme else part.plan
