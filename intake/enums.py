from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlacingState(TextChoices):
    """How far a document has come on its way to a draft."""

    READING = "reading", _("is being read")
    REFUSED = "refused", _("cannot be read")
    OPEN = "open", _("in work")
    DRAFTED = "drafted", _("made into a draft")
