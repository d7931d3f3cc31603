"""The field for long text, Markdown with a live preview, and a choice for one municipality."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.utils.translation import gettext as _
from markdownx.widgets import AdminMarkdownxWidget


def tools() -> dict[str, str]:
    """What the toolbar's script says, by what it does."""
    return {
        "bar": _("Toolbar for the text"),
        "heading": _("Heading"),
        "bold": _("Bold"),
        "bullets": _("Bulleted list"),
        "numbers": _("Numbered list"),
        "quote": _("Quotation"),
        "foreign": _("Other language"),
        "table": _("Table"),
        "cells": _("Name | Number"),
        "link": _("Link"),
        "picture": _("Picture"),
        "choose": _("Choose a part of the plan to link to"),
        "lix": _(
            "LIX: words to a sentence, plus the long words in per cent. Under 25 is very easy, over 55 very hard."
        ),
    }


def picture_dialog() -> dict[str, Any]:
    """What the script of the picture dialog says, and the most bytes that a picture may have."""
    limit = settings.MARKDOWNX_UPLOAD_MAX_SIZE
    megabytes = {"limit": limit // 1024 // 1024}
    return {
        "insert": _("Insert picture"),
        "file": _("Picture (JPEG or PNG, %(limit)d MB at most)") % megabytes,
        "description": _("What does the picture show?"),
        "help": _(
            "Read aloud to those who cannot see the picture. Write what it tells in a sentence or two. A "
            "picture that only decorates is better left out."
        ),
        "cancel": _("Cancel"),
        "working": _("The picture is being uploaded."),
        "failed": _("No answer from the server. Nothing is lost; try again in a moment."),
        "no_file": _("Choose a picture."),
        "no_description": _("Write what the picture shows."),
        "too_large": _("The picture is larger than %(limit)d MB.") % megabytes,
        "limit": limit,
    }


class MarkdownWidget(AdminMarkdownxWidget):  # type: ignore[misc]
    """markdownx's field, addresses and template with a script of our own.

    The library's script takes the Tab key (nobody gets out of the field by keyboard), does not see
    rows added to an inline, writes "Invalid response" into the text when an upload fails, and
    fetches every preview of the page at once. `markdown-field.js` does none of that.
    """

    municipality: int | None = None
    """Whose text it is, by primary key, so that its pictures go into that one's folder. None on a
    page for adding, where it is not known yet."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-preview": _("Preview"),
            "data-empty": _("The preview is shown here when you write."),
            "data-picture": json.dumps(picture_dialog()),
            "data-tools": json.dumps(tools()),
            "data-failed": _("No answer from the server. Your text is kept; try again in a moment."),
        }
        if self.municipality:
            context["widget"]["attrs"]["data-markdownx-upload-urls-path"] += f"?kommune={self.municipality}"
        return context

    class Media:
        extend = False
        css = {"all": ["css/markdown-field.css"]}
        js = ["js/markdown-field.js", "js/markdown-toolbar.js", "js/markdown-picture.js"]


class ChoiceOfMunicipality(AutocompleteSelect):
    """Found while one types, among what all share and what is the one municipality's own. None where it is
    not known yet: then among all that the person may choose."""

    parameter = "kommune"
    municipality: int | None = None
    of_plan = "plan"
    plan: int | None = None
    """What is offered is valid in its period."""
    stored: Model | None = None
    """The row that is chosen, where it has been read with others'."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """Without a query for a row that is known."""
        if self.stored is None or list(value) != [str(self.stored.pk)]:
            return super().optgroups(name, value, attr)
        label = self.choices.field.label_from_instance(self.stored)
        chosen = self.create_option(name, self.stored.pk, label, True, 0)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*blank, chosen], 0)]

    def get_url(self) -> str:
        address: str = super().get_url()
        asked = {self.parameter: self.municipality, self.of_plan: self.plan}
        query = urlencode({name: key for name, key in asked.items() if key})
        return f"{address}?{query}" if query else address
