"""Whose documents a person may place."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from intake.models import Placing
from plans.admin_policy import OF_NO_PLAN, Permissions, Policy, Scope, policies
from plans.domain.access import Permission, accessible_to

policies[Placing] = Policy(
    Scope(("municipality",)),
    Permissions(
        view=Permission.EDIT_PLAN,
        add=Permission.EDIT_PLAN,
        change=Permission.EDIT_PLAN,
        delete=(Permission.EDIT_PLAN,),
    ),
    OF_NO_PLAN,
)


def placing_for(request: HttpRequest, pk: int) -> Placing:
    """404 for another municipality's, as if it did not exist; 403 for a member who does not write whole plans."""
    seen = accessible_to(Placing.objects.all(), request.user, Permission.VIEW, ["municipality"])
    placing = get_object_or_404(seen.select_related("municipality", "series", "plan", "changed_by"), pk=pk)
    if not policies[Placing].has_change_permission(request, placing):
        raise PermissionDenied
    return placing
