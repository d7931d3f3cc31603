"""How many pages of an edition have been laid out, for the page that waits for it."""

from contextlib import AbstractContextManager

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from goals.models import FollowUp
from plans.admin_base import MunicipalityAdmin
from plans.domain.access import Right
from plans.models import Plan
from plans.progress import Told, progress_answer
from plans.progress import telling as telling_of


def telling(row: Plan | FollowUp) -> AbstractContextManager[Told]:
    return telling_of(_key(row))


@require_GET
def pages_answer(request: HttpRequest, owner: MunicipalityAdmin, row: Plan | FollowUp) -> JsonResponse:
    if not owner.may(request, Right.PUBLISH, row):
        raise PermissionDenied
    return progress_answer(_key(row))


def _key(row: Plan | FollowUp) -> str:
    return f"{row._meta.label_lower}-{row.pk}"
