"""The checks before a plan is published. `CHECKS` is the list of them; a new one is a function here and a line
there.

A check is a plain function from `CheckInput`, the tree with some facts about its surroundings, to findings.
*Stops* must be put right; a *warning* can be waived by somebody who says why.
"""

from publishing.checks import (
    cpr_number,
    empty_text,
    figures,
    file_scan,
    front,
    goals,
    links,
    period,
    unfinished,
    worded_twice,
    writing,
    wrong_year,
)
from publishing.checks.model import (
    Check,
    CheckInput,
    Finding,
    Place,
    Severity,
    UnfinishedItem,
)

__all__ = [
    "CHECKS",
    "Check",
    "CheckInput",
    "Finding",
    "Place",
    "Severity",
    "UnfinishedItem",
]

CHECKS: tuple[Check, ...] = (
    empty_text.CHECK,
    writing.ALTERNATIVE_TEXT,
    writing.HEADING_ORDER,
    *writing.MISTAKES,
    links.INTERNAL_LINK,
    cpr_number.CHECK,
    file_scan.CHECK,
    *goals.CHECKS,
    *front.CHECKS,
    period.ENDED_CHOICE,
    *figures.CHECKS,
    period.OUTSIDE_PERIOD,
    wrong_year.CHECK,
    links.MISSING_FILE,
    writing.LONG_TITLE,
    writing.HARD_TO_READ,
    worded_twice.CHECK,
    *unfinished.CHECKS,
)
