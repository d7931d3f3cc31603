"""Numbers in the addresses, queries and forms of the admin's own pages, where anybody may write anything.

What is no number of a row names none: it is passed over, or the list says that it cannot be filtered so."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest

from plans.number_input import whole_number

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class FilteredList(ChangeList):
    """A number that is too large for a date or a database is a filter that cannot be read, like the others
    for which Django shows the whole list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().__init__(*args, **kwargs)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error


class ReadsNumbers(ModelAdmin):
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002
        return FilteredList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Of the rows that are ticked, those that can be."""
        if request.method == "POST":
            sent = request.POST.copy()
            ticked = [key for key in sent.getlist(ACTION_CHECKBOX_NAME) if whole_number(key) is not None]
            sent.setlist(ACTION_CHECKBOX_NAME, ticked)
            request.POST = sent  # type: ignore[assignment]
        return super().changelist_view(request, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A page for adding may be opened with values in its address: of rows, only what could be one."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if self._could_be(name, value)}

    def _could_be(self, name: str, value: Any) -> bool:
        try:
            field = self.opts.get_field(name)
        except FieldDoesNotExist:
            return True
        keys = value if isinstance(value, list) else [value]
        return not field.is_relation or all(whole_number(str(key)) is not None for key in keys)
