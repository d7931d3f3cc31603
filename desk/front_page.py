from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.domain.front import front_of


def front_page(request: HttpRequest) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": _("My plans"),
        "front": front_of(request.user),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "desk/front.html", context)
