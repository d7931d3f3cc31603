"""Rows for every model that the admin shows, made so that a new model cannot be forgotten."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from factory.django import DjangoModelFactory

from plans.admin_policy import policies
from plans.models import Municipality
from tests import factories

FACTORIES: dict[type[Model], type[DjangoModelFactory]] = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type) and issubclass(factory, DjangoModelFactory) and factory._meta.model
}
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OWNED = [model for model in MODELS if policies[model].scope.paths]
"""Those whose rows belong to a municipality."""


def name_of(model: type[Model]) -> str:
    return model.__name__


def row_in(model: type[Model], municipality: Municipality) -> Any:
    if model is Municipality:
        return municipality
    paths = policies[model].scope.paths
    through_theme = [path for path in paths if "theme" in path and "strategy" not in path]
    return FACTORIES[model](**{(through_theme or paths)[0]: municipality})


def address(page: str, row: Model | type[Model]) -> tuple[str, list[Any]]:
    """What `reverse` takes for a page of the admin: `changelist`, `add`, `change` …"""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return name, [row.pk] if isinstance(row, Model) else []
