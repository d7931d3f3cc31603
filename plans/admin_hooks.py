"""What a room above adds to the admin page of a row. It registers hooks by model; the room of the model does
not import them."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern


class Hooks:
    """Nothing at all. A subclass says what is to be done."""

    def urls(self, model_admin: "ModelAdmin[Any]") -> list[URLPattern]:  # noqa: ARG002
        return []

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:  # noqa: ARG002
        """For the template; `row` is None where one is being added."""
        return {}

    def address_is_fixed(self, row: Any) -> bool:  # noqa: ARG002
        """Whether the row has been published, so that its address must go on leading to it."""
        return False

    def saved(self, request: HttpRequest, row: Any, formsets: Any) -> None:
        """Once the row and those of its inlines are stored."""

    def address_after_save(self, row: Any) -> str:  # noqa: ARG002
        """Where the person is led, or nothing for the list."""
        return ""

    def address_after_delete(self, row: Any) -> str:  # noqa: ARG002
        return ""

    def address_instead_of_delete(self, row: Any) -> str:  # noqa: ARG002
        """Of the page that asks for more, where the row cannot simply be deleted."""
        return ""

    def obstacles(self, rows: Any) -> Sequence[str]:  # noqa: ARG002
        """What keeps the rows from being deleted, in words."""
        return ()


NOTHING: Final = Hooks()
hooks: Final[dict[type[Model], Hooks]] = {}
