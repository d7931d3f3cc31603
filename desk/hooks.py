"""What the desk does around the admin's pages of what it publishes: addresses stay what they are once they
are published, parts link back to their plan, and pages show how far a draft has come."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from desk.domain.dropping import orphaned_by, refuse_delete
from desk.domain.parts import mark_reviewed, name_of
from desk.domain.workflow_status import workflow_status_of
from desk.publication import basis_to_show, edition_to_show, has_been_published, publication_of
from desk.views.publish import pages_response, publish_page
from desk.views.withdraw import withdraw_page
from goals.domain.continued import Continuing
from goals.models import AnnualGoal, FollowUp
from plans.admin_base import PortalAdmin
from plans.admin_hooks import Hooks
from plans.domain.access import Permission, has_permission
from plans.domain.owning_plan import plan_around, plan_key, plan_of
from plans.models import Plan
from publishing.models import Edition
from themes.models import Theme


def needing_reasons(rows: Any) -> list[Continuing]:
    """Of the goals and themes that would be deleted with the rows, those that alone continue something. A
    theme's reason is that of its goals."""
    themes = Theme.objects.filter(pk__in=[row.pk for row in rows if isinstance(row, Theme)])
    alone = [theme for theme in themes.select_related("plan", "predecessor__plan") if orphaned_by(theme)]
    of_rows = Q(pk__in=[row.pk for row in rows if isinstance(row, AnnualGoal)]) | Q(theme__in=themes)
    goals = AnnualGoal.objects.filter(of_rows, predecessor__isnull=False).exclude(theme__in=alone)
    related = ("theme__plan", "plan", "predecessor__theme__plan", "predecessor__plan")
    return [*alone, *(goal for goal in goals.select_related(*related) if orphaned_by(goal))]


def refusal(part: Continuing) -> str:
    """Leads to where it is dropped with a reason."""
    text = _("Drop the theme") if isinstance(part, Theme) else _("Drop the goal")
    return format_html('{} <a href="{}">{}</a>', refuse_delete(part), drop_address(part), text)


def drop_address(part: Continuing) -> str:
    name = "desk-drop-theme" if isinstance(part, Theme) else "desk-drop-goal"
    return reverse(name, args=[plan_of(part).pk, part.pk])


class AddressHooks(Hooks):
    """A published address keeps leading to what it named."""

    def address_is_fixed(self, row: Any) -> bool:
        return has_been_published(row)


class PartHooks(AddressHooks):
    """Of sections, themes, goals and strategies: they lead back to the plan's page, what is saved has been
    looked through, and what continues another is dropped with a reason, not deleted."""

    def saved(self, request: HttpRequest, row: Any, formsets: Any) -> None:  # noqa: ARG002
        mark_reviewed([row, *(inside for formset in formsets for inside, _fields in formset.changed_objects)])

    def address_after_save(self, row: Any) -> str:
        page = self.address_after_delete(row)
        return page and f"{page}#{name_of(row)}"

    def address_after_delete(self, row: Any) -> str:
        plan = plan_key(row)
        return reverse("desk-plan", args=[plan]) if plan else ""

    def address_instead_of_delete(self, row: Any) -> str:
        return drop_address(row) if needing_reasons([row])[:1] == [row] else ""

    def obstacles(self, rows: Any) -> Sequence[str]:
        """A part that continues another prevents the deletion of whatever contains it: each needs a
        reason."""
        return [refusal(part) for part in needing_reasons(rows)]


class InitiativeHooks(Hooks):
    """It is not in the plan's outline, where the others are moved."""

    def context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        plan = plan_around(row)
        if plan is None or not has_permission(request.user, Permission.EDIT, plan.municipality_id):
            return {}
        return {"move_address": reverse("desk-move-to", args=[plan.pk, "initiativ", row.pk])}


def page_of(
    owner: PortalAdmin,
    address: str,
    name: str,
    view: Callable[[HttpRequest, PortalAdmin, Any], HttpResponseBase],
) -> URLPattern:
    """A page below that of a row."""

    def shown(request: HttpRequest, object_id: str) -> HttpResponseBase:
        return view(request, owner, owner.get_object(request, object_id))

    name = f"{owner.opts.app_label}_{owner.opts.model_name}_{name}"
    return path(f"<path:object_id>/{address}/", owner.admin_site.admin_view(shown), name=name)


class PublishingHooks(AddressHooks):
    """A page with a button that publishes, or a line that says why there is none."""

    def urls(self, model_admin: Any) -> list[URLPattern]:
        return [
            page_of(model_admin, "udgiv", "publish", publish_page),
            page_of(model_admin, "udgiv/sider", "publish_pages", pages_response),
        ]

    def context(self, request: HttpRequest, row: Plan | FollowUp | None) -> dict[str, Any]:
        return {
            "publication": publication_of(row, request.user) if row else None,
            "basis": basis_to_show(row) if isinstance(row, FollowUp) else None,
            "progress": workflow_status_of(row, request.user) if row else None,
        }


class EditionHooks(Hooks):
    def urls(self, model_admin: Any) -> list[URLPattern]:
        return [page_of(model_admin, "traek-tilbage", "withdraw", withdraw_page)]

    def context(self, request: HttpRequest, row: Edition) -> dict[str, Any]:
        return {"edition": edition_to_show(row, request.user)}
