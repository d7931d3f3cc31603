"""Which figures a plan stood on: what was measured later is told by its follow-up, not by the plan. Pure.

A plan's tree holds no later figures. Those of editions made before that rule may: what is shown and printed
of them passes here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from documents.tree import Figure, PlanDocument, Target


def stood_on(figures: Iterable[Figure], until: date | None) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if until is None or figure.period_end <= until)


def as_it_stood(document: PlanDocument, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The document's targets, with the figures that it stood on."""
    end = document.figures_end
    return tuple(replace(target, figures=stood_on(target.figures, end)) for target in targets)


def holds_later(document: PlanDocument, targets: Sequence[Target]) -> bool:
    """Whether the edition holds figures that came after its plan was made."""
    return as_it_stood(document, targets) != tuple(targets)
