"""The interface's description, made of the declarations that answer."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from website.domain.records import searching
from website.domain.records.columns import schema_of
from website.domain.records.query import PAGE
from website.domain.records.resources import RESOURCES, Filter, Resource

VERSION = "1"
PROBLEM = "Problem"
Data = dict[str, Any]


@lru_cache
def openapi() -> Data:
    with translation.override("da"):
        return {
            "openapi": "3.1.0",
            "info": {
                "title": _("Municipal employment plans"),
                "version": VERSION,
                "description": _("Everything that has been published, as data. Nothing of a draft is here."),
            },
            "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
            "paths": {
                **{path: item for one in RESOURCES.values() for path, item in _paths(one).items()},
                f"/{searching.NAME}": _search(),
            },
            "components": {
                "schemas": {
                    PROBLEM: _problem(),
                    **{one.name: schema_of(one.record) for one in RESOURCES.values()},
                    **{f"{one.name}-side": _page(one.name) for one in RESOURCES.values()},
                    searching.NAME: schema_of(searching.HitRecord),
                    f"{searching.NAME}-side": _page(searching.NAME, **searching.about_schema()),
                }
            },
        }


def _paths(one: Resource) -> dict[str, Data]:
    filters = [_parameter(each) for each in one.filters]
    record = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": _("The record's id, with its slashes."),
        "schema": {"type": "string"},
    }
    of_file = {"text/csv": {"schema": {"type": "string"}}}
    return {
        f"/{one.name}": _operation(one, one.name, [*filters, _page_number()], _json(f"{one.name}-side")),
        f"/{one.name}.csv": _operation(one, f"{one.name}-csv", filters, of_file),
        f"/{one.name}/{{id}}": _operation(one, f"{one.name}-id", [record], _json(one.name)),
    }


def _search() -> Data:
    parameters = [*map(_parameter, searching.FILTERS), _page_number()]
    content = _json(f"{searching.NAME}-side")
    return _answers(searching.TITLE, searching.ABOUT, searching.NAME, parameters, content)


def _page_number() -> Data:
    return {
        "name": PAGE,
        "in": "query",
        "description": _("The number of the page, from 1."),
        "schema": {"type": "integer", "minimum": 1, "maximum": 999_999},
    }


def _operation(one: Resource, name: str, parameters: list[Data], content: Data) -> Data:
    return _answers(one.title, one.about, name, parameters, content)


def _answers(
    title: str | Promise, about: str | Promise, name: str, parameters: list[Data], content: Data
) -> Data:
    problem = {"content": {"application/problem+json": {"schema": _ref(PROBLEM)}}}
    return {
        "get": {
            "operationId": name,
            "summary": str(title),
            "description": str(about),
            "parameters": parameters,
            "responses": {
                "200": {"description": str(about), "content": content},
                "304": {"description": _("Unchanged since it was fetched with this ETag.")},
                "400": {"description": _("The request is wrong; “detail” says what."), **problem},
                "404": {"description": _("There is no such page or record."), **problem},
            },
        }
    }


def _parameter(one: Filter) -> Data:
    schema: Data = {"type": "string", "pattern": f"^(?:{one.pattern})$"}
    if one.choices:
        schema = {"type": "string", "enum": list(one.choices)}
    found: Data = {"name": one.name, "in": "query", "description": str(one.about), "schema": schema}
    return {**found, "required": True} if one.required else found


def _page(name: str, **more: Data) -> Data:
    address = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "required": ["side", "sider", "naeste", "forrige", *more, "data"],
        "properties": {
            "side": {"type": "integer", "description": _("The number of the page, from 1.")},
            "sider": {"type": "integer", "description": _("How many pages there are.")},
            "naeste": {**address, "description": _("The next page's address, if there is one.")},
            "forrige": {**address, "description": _("The page before, if there is one.")},
            **more,
            "data": {"type": "array", "items": _ref(name)},
        },
    }


def _problem() -> Data:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": _("What is wrong, in a Danish sentence.")},
        },
    }


def _json(name: str) -> Data:
    return {"application/json": {"schema": _ref(name)}}


def _ref(name: str) -> Data:
    return {"$ref": f"#/components/schemas/{name}"}
