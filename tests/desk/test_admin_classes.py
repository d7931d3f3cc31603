"""What keeps the admin plain: few classes above each page, one registration, no look into the registry."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory

from goals.models import Assessment, ReportDecision
from intake.models import Placing
from plans.admin_base import PortalAdmin, PortalInline
from plans.admin_policy import policies
from plans.enums import Role
from plans.models import Municipality
from tests.factories import AssessmentFactory, MembershipFactory, ReportDecisionFactory

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(config.name for config in apps.get_app_configs() if (ROOT / config.name).is_dir())
FILES = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
PAGES = [type(model_admin) for model_admin in admin.site._registry.values()]
INLINES = sorted({inline for page in PAGES for inline in page.inlines}, key=lambda inline: inline.__name__)
MOST = 5
OURS = {model.__name__ for model in apps.get_models() if model._meta.app_label in ROOMS}


def of_ours(cls: type[Any]) -> list[type[Any]]:
    return [each for each in cls.__mro__ if each.__module__.split(".")[0] in ROOMS]


@pytest.mark.parametrize("cls", [*PAGES, *INLINES], ids=lambda cls: cls.__name__)
def test_page_or_inline_is_made_of_few_classes(cls: type[Any]) -> None:
    assert len(of_ours(cls)) <= MOST


def test_pages_and_inlines_ask_the_policies() -> None:
    assert {page.__name__ for page in PAGES if not issubclass(page, PortalAdmin)} == {"PersonAdmin"}
    assert all(issubclass(inline, PortalInline) for inline in INLINES)
    assert set(policies) - {Placing} == set(admin.site._registry), "a document is placed on pages of its own"


def names_called(tree: ast.AST, called: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == called:
            yield from (
                name.id for given in node.args for name in ast.walk(given) if isinstance(name, ast.Name)
            )


def test_no_model_of_ours_is_taken_out_of_the_admin_again() -> None:
    """Who registers twice is refused by Django: so each is registered once."""
    taken_out = {name for file in FILES for name in names_called(ast.parse(file.read_text()), "unregister")}
    assert "User" in taken_out  # Django's own, registered by Django
    assert taken_out & OURS == set()


def test_nothing_looks_into_the_registry() -> None:
    assert [str(file) for file in FILES if "_registry" in file.read_text()] == []


def test_rooms_below_the_desk_ask_no_other_admin() -> None:
    below = [file for file in FILES if file.relative_to(ROOT).parts[0] != "desk"]
    assert [str(file) for file in below if "get_model_admin" in file.read_text()] == []


@pytest.mark.django_db
def test_answer_that_is_kept_is_of_that_row_only(rf: RequestFactory, municipality: Municipality) -> None:
    """Two models may share a policy, and their rows a key."""
    request = rf.get("/")
    request.user = MembershipFactory(municipality=municipality, role=Role.EDITOR).person
    own = AssessmentFactory(pk=7, follow_up__plan__municipality=municipality)
    foreign = ReportDecisionFactory(pk=7)
    assert policies[Assessment] is policies[ReportDecision]
    assert policies[Assessment].has_change_permission(request, own)
    assert not policies[ReportDecision].has_change_permission(request, foreign)
