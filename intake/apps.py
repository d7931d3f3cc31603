from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = _("Documents read in")

    def ready(self) -> None:
        from intake.domain import reading  # noqa: PLC0415 needs the models
        from publishing.domain import jobs  # noqa: PLC0415 needs the models

        jobs.by_timer.extend([reading.read_waiting, reading.delete_old_files])
