"""The frame of pages about a whole plan, and about one row of it."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from plans.admin_pages import page
from plans.admin_policy import policies
from plans.models import Plan


def page_of_plan(
    request: HttpRequest, template: str, plan: Plan, title: str, context: dict[str, Any]
) -> TemplateResponse:
    """A page about a whole plan."""
    shared = {
        "title": title,
        "subtitle": plan.municipality.name if title == plan.title else str(plan),
        "plan": plan,
        "back": reverse("desk-plan", args=[plan.pk]),
    }
    return page(request, template, {**shared, **context})


def page_of_row(
    request: HttpRequest, owner: Any, row: Any, template: str, context: dict[str, Any]
) -> TemplateResponse:
    """A page that belongs to one row, and leads back to the row's own. `owner` is the row's admin."""
    shared = {
        "opts": owner.opts,
        "original": row,
        "plan": policies[type(row)].lock.plan_of(row),
        "subtitle": str(row),
        "back": change_address(row),
    }
    return page(request, template, {**shared, **context})


def change_address(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
