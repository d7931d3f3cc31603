"""What the admin's pages of plans and follow-ups have in common: their addresses stay what they are once they
are out in the world, and their pages show how far they have come."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from desk.domain.basis import basis_to_show
from desk.domain.progress import progress_of
from desk.making import pages_answer
from desk.publication import has_been_published, publication_of
from desk.publish_pages import publish_page
from goals.models import FollowUp
from plans.admin_base import MunicipalityAdmin


class PublishedAddress(MunicipalityAdmin):
    """A public address that is out in the world goes on leading to what it named."""

    def address_is_fixed(self, obj: Any) -> bool:
        return has_been_published(obj)


class Publishable(PublishedAddress):
    """A page with a button that publishes, or a line that says why there is none."""

    change_form_template = "desk/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_publish"
        return [
            path("<path:object_id>/udgiv/", self.admin_site.admin_view(self.publish_view), name=name),
            path(
                "<path:object_id>/udgiv/sider/",
                self.admin_site.admin_view(self.pages_view),
                name=f"{name}_pages",
            ),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        return publish_page(request, self, self.get_object(request, object_id))

    def pages_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        return pages_answer(request, self, self.get_object(request, object_id))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["publication"] = publication_of(obj, request.user) if obj else None
        context["basis"] = basis_to_show(obj) if isinstance(obj, FollowUp) else None
        context["progress"] = progress_of(obj, request.user) if obj else None
        return super().render_change_form(request, context, add, change, form_url, obj)
