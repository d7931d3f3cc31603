from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from publishing.models.edition import Edition


class EditionFileQuerySet(AppendOnlyQuerySet):
    def served(self) -> "EditionFileQuerySet":
        return self.filter(edition__in=Edition.objects.served())


class EditionFile(AppendOnlyModel):
    """A file of the media folder that an edition consists of beside its text: an annex, a picture, the
    crest. Written with the edition, and the only thing that makes such a file public."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="files"
    )
    path = models.CharField(_("file"), max_length=500, db_index=True, help_text=_("Within the media folder."))
    sha256 = models.CharField(_("checksum"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["edition", "path"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "path"], name="edition_file_is_named_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="edition_file_has_a_checksum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.path}"
