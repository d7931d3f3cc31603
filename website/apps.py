from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "website"
    verbose_name = _("Website")

    def ready(self) -> None:
        from publishing.domain import jobs, public_changes  # noqa: PLC0415 needs the models
        from website.building import changes, waiting  # noqa: PLC0415 needs the models

        public_changes.heard_by.append(changes.tell)
        jobs.by_timer.append(waiting.build_by_timer)
