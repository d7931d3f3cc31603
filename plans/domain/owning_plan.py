"""From any row of a plan to the plan itself."""

from typing import Any

from plans.models import Plan

OWNERS = ("theme", "section", "strategy", "goal", "follow_up")
"""What a row that does not name its plan may lie in."""


def plan_around(row: Any) -> Plan | None:
    """None for what is of no plan (yet)."""
    held = _held(row)
    return held if held is None or isinstance(held, Plan) else held.plan


def plan_of(row: Any) -> Plan:
    """For a stored part of a plan, which always has one: the database refuses others."""
    plan = plan_around(row)
    if plan is None:
        raise ValueError(f"{row!r} is of no plan")
    return plan


def plan_key(row: Any) -> int | None:
    """The plan's primary key, without reading the plan."""
    held = _held(row)
    return getattr(held, "pk" if isinstance(held, Plan) else "plan_id", None)


def _held(row: Any) -> Any:
    """The nearest, from the row upwards, that is a plan or names one."""
    while row is not None and not isinstance(row, Plan) and not getattr(row, "plan_id", None):
        row = next((owner for name in OWNERS if (owner := getattr(row, name, None))), None)
    return row
