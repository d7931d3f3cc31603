from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models.validity import Replaceable, validity_in_order


class TargetGroup(Replaceable):
    """The citizen's way into a plan: whom a theme, goal, strategy or initiative is for."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["position", "name"]
        constraints = [validity_in_order("target_group")]

    def __str__(self) -> str:
        return self.name
