"""What a browser would send: the form as the page shows it, with some fields changed."""

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import HttpResponse
from django.test import Client


def shown(response: Any) -> dict[str, Any]:
    """The data of an admin page's form and inlines, as they stand."""
    data = _of(response.context["adminform"].form)
    for formset in (inline.formset for inline in response.context["inline_admin_formsets"]):
        for each in (formset, *(form.nested for form in formset.forms if hasattr(form, "nested"))):
            data |= _of(each.management_form)
            for form in each.forms:
                data |= _of(form)
    return data


def _of(form: Any) -> dict[str, Any]:
    data = {}
    for field in form:
        value = field.value()
        if value is None or value is False or isinstance(value, FieldFile):
            continue  # a file that is stored already is kept when nothing is sent
        data[field.html_name] = [str(part) for part in value] if isinstance(value, list) else value
    return data


def send(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Opens the page, changes fields of its form (None removes one) and saves."""
    data = shown(client.get(address)) | changes
    return client.post(address, {name: value for name, value in data.items() if value is not None})
