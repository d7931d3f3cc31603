"""The checks before a plan is published. `CHECKS` is the list of them; a new one is a module here and a line
there.

A check is a plain function from `CheckInput`, the tree with some facts about its surroundings, to findings.
*Stops* must be put right; a *warning* can be waived by somebody who says why.
"""

from publishing.checks import (
    alternative_text,
    cpr_number,
    empty_text,
    ended,
    figures,
    file_scan,
    front,
    goals,
    hard_to_read,
    heading_order,
    internal_link,
    long_title,
    missing_file,
    outside_period,
    unfinished,
    worded_twice,
    writing,
    wrong_year,
)
from publishing.checks.model import Check, CheckInput, Fact, Finding, Place, Severity, Unfinished

__all__ = ["CHECKS", "Check", "CheckInput", "Fact", "Finding", "Place", "Severity", "Unfinished"]

CHECKS: tuple[Check, ...] = (
    empty_text.CHECK,
    alternative_text.CHECK,
    heading_order.CHECK,
    *writing.CHECKS,
    internal_link.CHECK,
    cpr_number.CHECK,
    file_scan.CHECK,
    *goals.CHECKS,
    *front.CHECKS,
    ended.CHECK,
    *figures.CHECKS,
    outside_period.CHECK,
    wrong_year.CHECK,
    missing_file.CHECK,
    long_title.CHECK,
    hard_to_read.CHECK,
    worded_twice.CHECK,
    *unfinished.CHECKS,
)
