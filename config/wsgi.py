import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = get_wsgi_application()
application: Callable[..., Iterable[bytes]] = _django

from django.conf import settings  # noqa: E402 needs the settings
from django.core.signals import request_started  # noqa: E402 needs the settings
from django.urls import get_resolver  # noqa: E402 needs the settings

from documents import printing  # noqa: E402 needs the settings
from publishing.domain import jobs  # noqa: E402 needs the settings
from website.building.serving import SiteFiles  # noqa: E402 needs the settings


def prepare_for_people(environ: dict[str, Any], **_signal: Any) -> None:
    """Who is signed in may publish a little later, and then finds the process that makes PDFs ready. A server
    process that only the public asks does without it, and its 90 MB."""
    if f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", ""):
        request_started.disconnect(prepare_for_people)
        with suppress(OSError):  # who prints will be told
            printing.prepare()


jobs.run_in_threads()
get_resolver().url_patterns  # noqa: B018 loaded now, while nobody waits for them
request_started.connect(prepare_for_people)
if settings.SITE_FILES:
    application = SiteFiles(_django)
