from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from website.domain.search.filling import rebuild


class Command(BaseCommand):
    help = _("Makes what can be searched anew from the published editions.")

    def handle(self, **_options: Any) -> None:
        editions = rebuild()
        text = ngettext("%(count)d edition can be searched.", "%(count)d editions can be searched.", editions)
        self.stdout.write(text % {"count": editions})
