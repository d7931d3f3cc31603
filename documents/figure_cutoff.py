"""Which figures a plan is based on: what was measured later belongs to its follow-up, not to the plan. Pure.

A plan's tree holds no later figures. Those of editions made before that rule may: what is shown and printed
of them is filtered here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from documents.tree import Figure, PlanDocument, Target


def figures_at_start(figures: Iterable[Figure], until: date | None) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if until is None or figure.period_end <= until)


def targets_at_start(document: PlanDocument, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The document's targets, with the figures that it is based on."""
    end = document.figures_end
    return tuple(replace(target, figures=figures_at_start(target.figures, end)) for target in targets)


def has_later_figures(document: PlanDocument, targets: Sequence[Target]) -> bool:
    """Whether the edition holds figures that came after its plan was made."""
    return targets_at_start(document, targets) != tuple(targets)
