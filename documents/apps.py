from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from documents.system_checks import check_weasyprint  # noqa: PLC0415 needs the models

        checks.register(check_weasyprint)
