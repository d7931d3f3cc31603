"""What every page for signed-in people needs: the frame that it shares with Django's admin, and the
person."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    return TemplateResponse(request, template, {**admin_context(request), **context})


def admin_context(request: HttpRequest) -> dict[str, Any]:
    """Without the list of tables: it is one click away, and the text needs the room."""
    return {**admin.site.each_context(request), "is_nav_sidebar_enabled": False}


def signed_in_user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
