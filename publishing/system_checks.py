"""What `manage.py check --database default` and `manage.py migrate` say of the database."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.utils.translation import gettext as _

from publishing import triggers


def check_triggers(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A warning and no error: `migrate` asks before it sets them up."""
    return [
        Warning(
            _("The database does not refuse changes to what is kept for ever: %(tables)s")
            % {"tables": ", ".join(tables)},
            hint=_(
                "Run manage.py migrate, which sets the triggers up, and find out who took them away:"
                " manage.py verify tells whether anything has been changed meanwhile."
            ),
            id="publishing.W001",
        )
        for alias in databases or ()
        if (tables := triggers.missing(connections[alias]))
    ]
