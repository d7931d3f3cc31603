from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.migrations import Migration
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "website"
    verbose_name = _("The public site")

    def ready(self) -> None:
        from publishing.domain import public_changes  # noqa: PLC0415 needs the models
        from website.domain.search import filling  # noqa: PLC0415 needs the models

        public_changes.listeners.append(filling.refresh)
        public_changes.daily.append(filling.refresh_outdated)
        post_migrate.connect(_fill_search, sender=self)


def _fill_search(*, plan: Sequence[tuple[Migration, bool]] = (), **_signal: Any) -> None:
    """A portal from before the search has editions already. Only where the tables have just been made: another
    migration may be on its way to where there are none."""
    if not any(migration.app_label == "website" and not backwards for migration, backwards in plan):
        return
    from website.domain.search import filling  # noqa: PLC0415 needs the models

    filling.fill_if_empty()
