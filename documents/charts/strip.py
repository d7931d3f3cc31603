"""The result of a whole plan: one small mark for each goal, in printed order."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.charts.scale import pixels
from documents.tree import PlanDocument, Verdict
from documents.wording import goal_number, verdict_label

PER_ROW = 12
SIZE = 22
"""Pixels from one mark to the next: twelve fit the narrowest screen."""


@dataclass(frozen=True, slots=True)
class StripMark:
    x: str
    y: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class VerdictStrip:
    title: str
    description: str
    table: number_labels.Table
    width: str
    height: int
    marks: tuple[StripMark, ...]
    notes: tuple[str, ...] = ()
    kind: Literal["strip"] = "strip"


def strip(report: PlanDocument) -> VerdictStrip | None:
    """None where there is no goal to show. `report` is a follow-up's document."""
    if report.follow_up is None:
        return None
    found = [
        (goal_number(goal, theme), report.follow_up.assessment_of(report.goal_ref(theme, goal)))
        for theme, goal in report.all_goals()
    ]
    judged = [(number, assessment.verdict if assessment else None) for number, assessment in found]
    if not judged:
        return None
    rows = -(-len(judged) // PER_ROW)
    title = _("Each goal's result")
    return VerdictStrip(
        title=title,
        description="; ".join(f"{number}: {word(verdict)}" for number, verdict in judged),
        table=number_labels.Table(
            title,
            (report.goal_label, _("Result")),
            tuple(number_labels.Row(number, (word(verdict),)) for number, verdict in judged),
        ),
        width=str(SIZE * min(len(judged), PER_ROW)),
        height=SIZE * rows,
        marks=tuple(
            StripMark(
                pixels(SIZE * (index % PER_ROW) + SIZE / 2), pixels(SIZE * (index // PER_ROW) + SIZE / 2), one
            )
            for index, (_number, one) in enumerate(judged)
        ),
    )


def word(verdict: Verdict | None, *, interim: bool = False) -> str:
    """What nobody has reported is never shown as a failure, nor as nought, and a verdict on the way never as
    the last one."""
    if verdict is None:
        return _("Not reported")
    label = verdict_label(verdict)
    return _("%(verdict)s (so far)") % {"verdict": label} if interim else label


def is_interim(report: PlanDocument | None) -> bool:
    return bool(report and report.follow_up and not report.follow_up.is_final)
