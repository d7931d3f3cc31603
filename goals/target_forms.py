"""The form of a target: one value, or a value for each year of the plan. What makes no sense is refused at its
field."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goals.admin_measures import MEASURES, narrow_to_municipality
from goals.domain import target_sentences
from goals.domain.assessing import of_plan
from goals.domain.by_year import by_year, due_in
from goals.domain.figures import measure
from goals.enums import BY_RANK, AreaKind, Operator
from goals.models import Area, Target
from goals.target_rules import Typed, refusals
from plans.admin_forms import ModelForm, Rows, narrow
from plans.admin_validity import valid_in
from plans.fields import DanishDecimalField
from plans.models import Plan

OF_YEAR = "value_"
OPEN_YEARS = 4
"""Years that a plan without an end is offered values for."""


def name_of(row: Target) -> tuple[int | None, int | None]:
    """What tells the indicator and the comparator of two stored rows apart."""
    return row.indicator_id, row.comparator_id


class TargetForm(ModelForm):
    """Refuses what makes no sense together, at the field to look at. Of the row, only what the database is told
    is a rule: what older plans have is copied and read on.

    With values by year, the row is that of the first year; `later` are those of the years after it."""

    plan: ClassVar[Plan | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later: dict[date, Decimal] = {}
        for name in self.fields.keys() & set(MEASURES):
            field: Any = Target._meta.get_field(name)
            widget: Any = self.fields[name].widget
            if field.is_cached(self.instance):
                getattr(widget, "widget", widget).stored = getattr(self.instance, name)

    @property
    def summary(self) -> str:
        """What is stored, as citizens read it."""
        return sentence_of(self.instance.__dict__.get("steps", (self.instance,)))

    def show_years(self, group: Iterable[Target]) -> None:
        """The values of the targets that are one with the row, and the day where it is not the year's last."""
        rows = list(group)
        day = rows[-1].due if rows[-1].due and (rows[-1].due.month, rows[-1].due.day) != (12, 31) else None
        values = {f"{OF_YEAR}{row.due.year}": row.value for row in rows if row.due}
        self.initial.update({"value": None, "due": day, **values})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        years = values_by_year(data)
        if years and data.get("value") is not None:
            self.add_error("value", _("Write one value, or values by year: not both."))
        elif years and data.get("each_year"):
            self.add_error("each_year", _("With values by year, each year has its own."))
        elif data.get("operator") and not (self.errors.keys() & {"value", "baseline", *MEASURES}):
            self._refuse(data, years)
        if years and "value" not in self.errors:
            first, *_later = due = {due_in(year, data.get("due")): value for year, value in years.items()}
            data |= {"value": due.pop(first), "due": first}
            self.later = due
        return data

    def _refuse(self, data: Mapping[str, Any], years: Mapping[int, Decimal]) -> None:
        named: dict[str, Any] = {f"{OF_YEAR}{year}": value for year, value in years.items()}
        named = named or {"value": data.get("value")}
        others = others_in(data["comparator"], self.plan) if _is_place(data) else 0
        for name, value in named.items():
            for field, why in refusals(typed({**data, "value": value}, others)).items():
                at = name if field == "value" else field
                if at not in self.errors:
                    self.add_error(at if at in self.fields else None, why)


def values_by_year(data: Mapping[str, Any]) -> dict[int, Decimal]:
    found = {int(name.removeprefix(OF_YEAR)): data[name] for name in data if name.startswith(OF_YEAR)}
    return {year: value for year, value in sorted(found.items()) if value is not None}


def _is_place(data: Mapping[str, Any]) -> bool:
    return data["operator"] in BY_RANK and data.get("comparator") is not None


def others_in(area: Area, plan: Plan | None) -> int:
    """The municipalities that a place in the area is counted among, beside the plan's own."""
    members = area.members.all()
    if area.kind == AreaKind.COUNTRY and not members:
        members = Area.objects.filter(kind=AreaKind.MUNICIPALITY)
    return members.exclude(code=plan.municipality.code).count() if plan else members.count()


def typed(data: Mapping[str, Any], others: int = 0) -> Typed:
    indicator, area = data.get("indicator"), data.get("comparator")
    return Typed(
        operator=Operator(data["operator"]),
        value=data.get("value"),
        unit=data.get("unit") or "",
        area=area.kind if area else None,
        baseline=data.get("baseline"),
        each_year=bool(data.get("each_year")),
        measured_in=indicator.unit if indicator else None,
        unit_name=indicator.unit_name if indicator else "",
        others=others,
    )


def form_with_years(years: Iterable[int]) -> type[TargetForm]:
    fields = {
        f"{OF_YEAR}{year}": DanishDecimalField(
            label=str(year), required=False, max_digits=16, decimal_places=4
        )
        for year in years
    }
    return type("TargetForm", (TargetForm,), fields)


def years_of(plan: Plan | None, rows: Iterable[Target] = ()) -> list[int]:
    """Of a plan of several years each; and those that targets have a value for already."""
    groups = [group for group in by_year(rows, name_of) if len(group) > 1]
    typed_already = {row.due.year for group in groups for row in group if row.due}
    if plan is None:
        return sorted(typed_already)
    last = plan.year + OPEN_YEARS - 1 if plan.last_year is None else plan.last_year
    return sorted(typed_already | (set(range(plan.year, last + 1)) if last > plan.year else set()))


class TargetRows(Rows):
    """Targets that are one by year are shown as one row, and stored as one for each year."""

    @cached_property
    def _by_leader(self) -> dict[int, tuple[Target, ...]]:
        groups = sorted(by_year(self._stored(), name_of), key=lambda group: group[0].pk)
        for group in groups:
            group[0].__dict__["steps"] = group
        return {group[0].pk: group for group in groups}

    def _stored(self) -> Any:
        return super().get_queryset()

    def get_queryset(self) -> Any:
        return [group[0] for group in self._by_leader.values()]

    def _later(self, row: Target) -> tuple[Target, ...]:
        return self._by_leader.get(row.pk, ())[1:]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self._later(form.instance):
            form.show_years(self._by_leader[form.instance.pk])

    def save(self, commit: bool = True) -> list[Any]:
        saved: list[Any] = super().save(commit)
        for form in self.forms if commit else ():
            if form.has_changed() and form not in self.deleted_forms:
                self._store_later(form.instance, form.later)
        return saved

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        for row in self._later(obj) if commit else ():
            row.delete()
        super().delete_existing(obj, commit)

    def _store_later(self, first: Target, values: Mapping[date, Decimal]) -> None:
        """A year that was there keeps its row."""
        rows = {row.due.year: row for row in self._later(first) if row.due}
        for due, value in values.items():
            later_step(first, due, value, rows.pop(due.year, None)).save()
        for row in rows.values():
            row.delete()


class TargetsOfGoal(TargetRows):
    """Within the row of their goal, read with those of the other goals."""

    def _stored(self) -> Any:
        return self.instance.targets.all() if self.instance.pk else ()


def narrow_measures(form: Any, plan: Plan | None) -> None:
    """What a target is measured by is the country's, or the own of its plan's municipality; and an indicator
    that is valid in the plan's period, or that the plan has chosen already."""
    if plan is None:
        return
    form.plan = plan
    narrow_to_municipality(form, plan.municipality_id, plan)
    chosen = Q(pk__in=Target.objects.filter(of_plan(plan)).order_by().values("indicator"))
    narrow(form, "indicator", lambda rows: rows.filter(valid_in(plan) | chosen))
    if operator := form.base_fields.get("operator"):
        operator.widget.attrs["data-sentence"] = reverse("admin:goals_target_sentence", args=[plan.pk])


def sentence_of(steps: Sequence[Target]) -> str:
    """Of a target, or of all those that are one by year. Empty where nothing is said yet."""
    if not steps or not steps[0].operator:
        return ""
    if len(steps) == 1:
        return str(capfirst(target_sentences.sentence(stated(steps[0]))))
    return str(capfirst(target_sentences.of_years([stated(each) for each in steps])))


def steps_of(form: TargetForm) -> list[Target]:
    """What a valid form would store."""
    first: Target = form.instance
    return [first, *(later_step(first, due, value) for due, value in form.later.items())]


def later_step(first: Target, due: date, value: Decimal, row: Target | None = None) -> Target:
    row = row or Target(goal=first.goal, strategy=first.strategy)
    for name in ("indicator", "operator", "unit", "comparator", "baseline"):
        setattr(row, name, getattr(first, name))
    row.value, row.due = value, due
    return row


def stated(row: Target) -> target_sentences.Stated:
    indicator = row.indicator
    one, many = (indicator.unit_one, indicator.unit_many) if indicator else ("", "")
    return target_sentences.Stated(
        operator=row.operator,
        value=row.value,
        unit=measure(row.unit, one, many),
        area=row.comparator.name if row.comparator else "",
        indicator=indicator.name if indicator else "",
        measured_in=measure(indicator.unit, one, many) if indicator else None,
        baseline=row.baseline,
        due=row.due,
        each_year=row.each_year,
    )
