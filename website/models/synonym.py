from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import Municipality

MOST = 12
"""Expressions in a row: each is looked up when one of them is searched for."""


def several_expressions(text: str) -> None:
    found = expressions_in(text)
    if not 2 <= len(found) <= MOST:
        raise ValidationError(
            _("Write between two and %(most)s expressions with commas between them."), params={"most": MOST}
        )


def expressions_in(text: str) -> list[str]:
    return [one for one in (" ".join(part.split()) for part in text.split(",")) if one]


class Synonym(models.Model):
    """Expressions that a search takes for one another. A municipality's own count in its own texts only, so that
    no municipality changes what another one's readers find."""

    owner = models.ForeignKey(
        Municipality,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="own_synonyms",
        help_text=_("Left empty, it is the whole country's."),
    )
    expressions = models.CharField(
        _("expressions"),
        max_length=240,
        validators=[several_expressions],
        help_text=_(
            "Words that mean nearly the same, with commas between them, e.g. bistand, kontanthjælp. Whoever searches for one also finds the others."
        ),
    )
    note = models.CharField(
        _("explanation"),
        max_length=240,
        blank=True,
        help_text=_("Why, or where it is from. Only shown here."),
    )

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["expressions", "pk"]

    def __str__(self) -> str:
        return self.expressions


class SynonymStart(models.Model):
    """How an expression of a row begins, in the forms by which a typed word is looked up: kept by
    `website/domain/search/synonyms.py`."""

    synonym = models.ForeignKey(
        Synonym, verbose_name=_("synonyms"), on_delete=models.CASCADE, related_name="starts"
    )
    form = models.CharField(_("word form"), max_length=80, db_index=True)

    class Meta:
        verbose_name = _("beginning of an expression")
        verbose_name_plural = _("beginnings of expressions")
        ordering = ["form", "pk"]

    def __str__(self) -> str:
        return self.form
