from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from publishing.enums import ProofKind


class ProofEntry(AppendOnlyModel):
    """One link of the installation's chain of proof: what was published, withdrawn or made of an edition, and
    the checksum of the entry before. `docs/proof.md` says what it proves.

    `subject` is the primary key of the row that the entry is about, and no foreign key: an entry outlives a
    row that somebody takes away, and that is how it is noticed.
    """

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ProofKind.choices)
    subject = models.PositiveBigIntegerField(_("row"))
    content = models.TextField(_("content"), help_text=_("Canonical JSON."))
    previous = models.CharField(_("checksum of the entry before"), max_length=64, unique=True)
    sha256 = models.CharField(_("checksum"), max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the chain of proof")
        verbose_name_plural = _("entries of the chain of proof")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="proof_entry_is_made_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="proof_entry_number_is_positive"),
            models.CheckConstraint(condition=Q(kind__in=ProofKind.values), name="proof_entry_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.get_kind_display()} {self.subject}"
