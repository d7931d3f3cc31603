"""What is made of an edition after it has been published. Written once, then never changed: as with
editions, the methods refuse it, and so does the database (`publishing/triggers.py`)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from publishing.enums import RenditionKind
from publishing.models.edition import Edition, edition_storage

COMPARING = (RenditionKind.SINCE_PLAN, RenditionKind.SINCE_EDITION)


class RenditionQuerySet(AppendOnlyQuerySet):
    def served(self) -> "RenditionQuerySet":
        """What is made of two editions holds the text of both: it goes when either is withdrawn, or suspended with its
        plan."""
        return self.filter(against__withdrawal=None).exclude(
            against__suspension__isnull=False, against__suspension__keep=None
        )

    def of(self, kind: str, subject: str = "") -> "RenditionQuerySet":
        return self.filter(kind=kind, subject=subject)


class Rendition(AppendOnlyModel):
    """A part of an edition, the edition beside another, or the edition as the print shop wants it."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="renditions"
    )
    kind = models.CharField(_("kind"), max_length=13, choices=RenditionKind.choices)
    subject = models.SlugField(
        _("theme"), max_length=120, blank=True, help_text=_("Address of the theme; else empty.")
    )
    against = models.ForeignKey(
        Edition,
        verbose_name=_("compared with"),
        help_text=_(
            "Of one theme: the follow-up whose results it shows, or the plan that the results are of."
        ),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="comparisons",
    )
    made_at = models.DateTimeField(_("made"))
    pdf = models.FileField(_("PDF"), storage=edition_storage, max_length=200)
    pdf_sha256 = models.CharField(_("checksum of the PDF"), max_length=64)
    pdf_size = models.PositiveIntegerField(_("size of the PDF"), help_text=_("In bytes."))
    pdf_pages = models.PositiveSmallIntegerField(_("pages of the PDF"))

    objects = RenditionQuerySet.as_manager()

    class Meta:
        db_table = "publishing_variant"
        verbose_name = _("further PDF")
        verbose_name_plural = _("further PDFs")
        ordering = ["edition", "kind", "subject", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "subject"],
                condition=Q(against=None),
                name="variant_is_made_once",
            ),
            models.UniqueConstraint(
                fields=["edition", "kind", "subject", "against"], name="comparison_is_made_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=RenditionKind.values), name="variant_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=COMPARING, against__isnull=False)
                | Q(kind=RenditionKind.THEME)
                | ~Q(kind__in=COMPARING) & Q(against__isnull=True),
                name="variant_is_compared_where_it_compares",
            ),
            models.CheckConstraint(
                condition=Q(kind=RenditionKind.THEME) & ~Q(subject="")
                | ~Q(kind=RenditionKind.THEME) & Q(subject=""),
                name="variant_names_a_theme_where_it_shows_one",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [f"{self.edition}: {self.get_kind_display()}", self.subject]))
