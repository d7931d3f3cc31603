from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from desk.two_step import note_at_sign_in  # noqa: PLC0415 needs the models

        user_logged_in.connect(note_at_sign_in)
