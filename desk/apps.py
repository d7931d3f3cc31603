from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from desk.domain.unfinished import unfinished_of  # noqa: PLC0415 needs the models
        from desk.draft_notice import remember  # noqa: PLC0415 needs the models
        from desk.system_checks import check_markdown_addresses  # noqa: PLC0415 needs the models
        from plans.domain.lock import draft_begins  # noqa: PLC0415 needs the models
        from publishing.domain.check_input import unfinished_items  # noqa: PLC0415 needs the models

        checks.register(check_markdown_addresses, checks.Tags.urls)
        draft_begins.append(remember)
        unfinished_items.append(unfinished_of)
