"""How many pages of an edition have been laid out, for the page that waits for it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from goals.models import FollowUp
from plans.admin_base import PortalAdmin
from plans.domain.access import Permission
from plans.models import Plan
from plans.progress import progress_response
from publishing.domain.progress import key_of


@require_GET
def pages_response(request: HttpRequest, owner: PortalAdmin, row: Plan | FollowUp) -> JsonResponse:
    if not owner.policy.has_permission(request, Permission.PUBLISH, row):
        raise PermissionDenied
    return progress_response(key_of(row))
