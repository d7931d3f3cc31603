from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from plans.domain.lock import draft_begins  # noqa: PLC0415 needs the models
        from publishing import system_checks  # noqa: PLC0415 needs the models
        from publishing.domain import notices, renditions, submitting, workflow  # noqa: F401, PLC0415 needs the models

        draft_begins.append(workflow.begin_draft)
        post_migrate.connect(_install_triggers, sender=self)
        checks.register(system_checks.check_folders)
        checks.register(system_checks.check_site_url)
        checks.register(system_checks.check_triggers, checks.Tags.database)


def _install_triggers(*, using: str, **_signal: Any) -> None:
    from publishing import triggers  # noqa: PLC0415 needs the models

    triggers.install(connections[using])
