from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _

from plans.danish import add_sqlite_collation
from plans.upgrade import refuse_texts_that_are_too_long


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        connection_created.connect(add_sqlite_collation)
        pre_migrate.connect(refuse_texts_that_are_too_long, sender=self)
