from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.crest import CrestField
from plans.danish import by_name
from plans.enums import Role
from plans.uploads import crest_path
from plans.validators import (
    municipality_code,
    not_an_address_of_the_portal,
    phone_number,
    readable_on_white,
)


class Municipality(models.Model):
    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_("Official name, e.g. Herning Kommune."),
    )
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        help_text=_("As in running text, e.g. Herning."),
    )
    slug = models.SlugField(
        _("address"),
        unique=True,
        validators=[not_an_address_of_the_portal],
        help_text=_("Part of every public address. Cannot change once a plan is published."),
    )
    code = models.CharField(_("municipality code"), max_length=3, unique=True, validators=[municipality_code])
    region = models.CharField(_("region"), max_length=60, blank=True)
    accent = models.CharField(_("colour"), max_length=7, default="#0b5468", validators=[readable_on_white])
    crest = CrestField(
        _("crest"), upload_to=crest_path, blank=True, help_text=_("A PNG, a JPEG, or an SVG without texts.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[phone_number])
    website = models.URLField(_("website"), blank=True)
    accessibility_statement_url = models.URLField(
        _("accessibility statement"),
        blank=True,
        help_text=_("Address of the registered statement (was.digst.dk)."),
    )
    author_may_approve = models.BooleanField(
        _("one person may both send and approve"),
        default=False,
        help_text=_(
            "For small houses. Otherwise whoever sends a plan for approval cannot approve it. The plan's history tells when it happened."
        ),
    )

    two_step_required = models.BooleanField(
        _("two-step sign-in for everybody"),
        default=False,
        help_text=_(
            "From their next sign-in, all who have a role here must turn it on before they go on. Whoever comes through single sign-on is left to that."
        ),
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = [by_name("short_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{3}$"), name="municipality_code_is_three_digits"
            ),
            models.CheckConstraint(
                condition=Q(accent__regex=r"^#[0-9a-f]{6}$"), name="municipality_accent_is_hex"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person may do, and where."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    from_claim = models.BooleanField(
        _("from single sign-on"),
        default=False,
        editable=False,
        help_text=_("Follows what the sign-in service says each time the person signs in."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["municipality", "person", "role"]
        constraints = [
            models.UniqueConstraint(fields=["person", "municipality", "role"], name="membership_is_unique"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.municipality}"
