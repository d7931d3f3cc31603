"""The texts that steps, schedules and links name: a tree as it was at a click, kept for ever."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.codec import cached_from_json
from documents.tree import PlanDocument
from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from publishing.models.edition import Edition, edition_storage
from publishing.models.subject import SubjectRow


class FrozenText(SubjectRow, AppendOnlyModel):
    """The document of a plan or follow-up at one moment. The same text of the same subject is kept once.
    `basis`: the edition of the plan that a follow-up's goals are taken from."""

    document_json = models.TextField(_("document"))
    document_sha256 = models.CharField(_("checksum of the document"), max_length=64)
    basis = models.ForeignKey(
        Edition,
        verbose_name=_("edition of the plan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="texts_based_on_it",
    )
    frozen_at = models.DateTimeField(_("when"), auto_now_add=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="frozen_texts",
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen text")
        verbose_name_plural = _("frozen texts")
        ordering = ["plan", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "document_sha256"],
                condition=Q(follow_up=None),
                name="frozen_text_of_plan_is_kept_once",
            ),
            models.UniqueConstraint(
                fields=["follow_up", "document_sha256"],
                condition=Q(follow_up__isnull=False),
                name="frozen_text_of_follow_up_is_kept_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.document_sha256[:12]}"

    @property
    def document(self) -> PlanDocument:
        return cached_from_json(self.document_json)


class TextPdf(AppendOnlyModel):
    """A frozen text as a PDF marked as a draft: rendered once, however many read it."""

    text = models.OneToOneField(
        FrozenText, verbose_name=_("frozen text"), on_delete=models.PROTECT, related_name="rendered"
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    pdf = models.FileField(_("PDF"), storage=edition_storage, max_length=200)
    pdf_sha256 = models.CharField(_("checksum of the PDF"), max_length=64)
    pdf_size = models.PositiveIntegerField(_("size of the PDF"), help_text=_("In bytes."))
    pdf_pages = models.PositiveSmallIntegerField(_("pages of the PDF"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("PDF of a frozen text")
        verbose_name_plural = _("PDFs of frozen texts")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.text} (PDF)"
