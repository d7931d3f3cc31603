from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.domain.front import front_of
from intake.domain.unfinished import unfinished_of
from plans.admin_pages import page


def front_page(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("My plans"),
        "front": front_of(request.user),
        "placings": unfinished_of(request.user),
        "today": timezone.localdate(),
    }
    return page(request, "desk/front.html", context)
