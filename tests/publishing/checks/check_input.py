"""Small plans for the checks, with one text that matters."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from documents import tree
from publishing.checks import CHECKS, CheckInput, Finding

TODAY = date(2026, 3, 1)
TOWN = tree.Municipality("Prøve Kommune", "Prøve", "proeve", "999")
TARGET = tree.Target("delivered")
GOAL = tree.Goal(1, "Flere unge skal i uddannelse i hele kommunen.", targets=(TARGET,))
THEME = tree.Theme(1, "Unge", "unge", ambition="Vi vil have flere i job.", goals=(GOAL,))
PLAN = tree.PlanDocument(TOWN, "Beskæftigelsesplan 2019", 2019, 2019, summary="Flere i job.", themes=(THEME,))
"""Nothing is to be found in it."""


def plan_with(text: str) -> tree.PlanDocument:
    """The text stands in a section."""
    return replace(PLAN, sections=(tree.Section("Indledning", "indledning", body=text),))


def found(check: str, document: tree.PlanDocument, **facts: Any) -> list[Finding]:
    """What the check of that name finds."""
    chosen = next(one for one in CHECKS if one.id == check)
    return list(chosen.find(CheckInput(document, TODAY, **facts)))


def places(findings: Iterable[Finding]) -> list[str]:
    return [finding.place.id for finding in findings]


SECTION = "section:indledning:body"
