"""What `manage.py check` says of the addresses that an editor's pages call."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

LEADS_TO = {
    "MARKDOWNX_URLS_PATH": "markdown-preview",
    "MARKDOWNX_UPLOAD_URLS_PATH": "markdown-upload",
}


def check_markdown_addresses(**_kwargs: Any) -> list[CheckMessage]:
    """markdownx's own views ask nobody's permission: its addresses must lead to ours
    (`desk/writing/markdown.py`)."""
    return [
        Error(
            _("%(setting)s (%(address)s) does not lead to the page that asks who may write.")
            % {"setting": setting, "address": getattr(settings, setting)},
            hint=_("Let it be the address of %(name)s in desk/urls.py.") % {"name": name},
            id="desk.E001",
        )
        for setting, name in LEADS_TO.items()
        if _name(getattr(settings, setting)) != name
    ]


def _name(address: str) -> str | None:
    try:
        return resolve(address).url_name
    except Resolver404:
        return None
