from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from plans.domain.lock import draft_begins  # noqa: PLC0415 needs the models
        from publishing.domain import notices, submitting, variants, workflow  # noqa: F401, PLC0415 needs the models

        draft_begins.append(workflow.begin_draft)
