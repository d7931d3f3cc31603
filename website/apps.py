from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "website"
    verbose_name = _("Website")

    def ready(self) -> None:
        from publishing.domain import jobs, public_changes  # noqa: PLC0415 needs the models
        from website.building import changes, waiting  # noqa: PLC0415 needs the models
        from website.domain.search import filling, synonyms  # noqa: PLC0415 needs the models

        public_changes.heard_by.extend([filling.hear, changes.tell])
        jobs.by_timer.extend([filling.refresh_by_timer, waiting.build_by_timer])
        post_save.connect(synonyms.enter, sender="website.Synonym")
        post_migrate.connect(_fill_search, sender=self)


def _fill_search(*, plan: Sequence[tuple[Migration, bool]] = (), **_signal: Any) -> None:
    """A portal from before the search has editions already. Only where the tables have just been made: another
    migration may be on its way to where there are none."""
    if not any(migration.app_label == "website" and not backwards for migration, backwards in plan):
        return
    from website.domain.search import filling  # noqa: PLC0415 needs the models

    filling.fill_if_empty()
