"""Atom feeds of what is published, and the map of the site for search engines."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from publishing.domain.published_editions import NotPublishedError
from publishing.models import Edition
from website.domain.addresses import data, of_municipality, shared
from website.domain.events import Event, events
from website.domain.plan_addresses import PublicAddress
from website.views.page import NOINDEX, as_file, page

if TYPE_CHECKING:
    EventFeed = Feed[Event, list[Event]]
    AddressMap = Sitemap[PublicAddress]
else:
    EventFeed, AddressMap = Feed, Sitemap


class _Events(EventFeed):
    """What is published is known by its permanent address, under the portal's own name."""

    feed_type = Atom1Feed
    language = "da"

    def __init__(self, municipality: str = "") -> None:
        self.municipality = municipality

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[Event]:  # noqa: ARG002
        found = events(self.municipality)
        if self.municipality and not found:
            raise NotPublishedError(self.municipality)
        return found

    def title(self, obj: list[Event]) -> str:
        if self.municipality:
            return _("Employment plans of %(place)s") % {"place": obj[0].municipality}
        return _("Municipal employment plans")

    def subtitle(self) -> str:
        return _("Plans, follow-ups, proposals and corrections as they are published, and what is withdrawn.")

    def link(self) -> str:
        return settings.SITE_URL + (f"/{self.municipality}/" if self.municipality else "/")

    def feed_url(self) -> str:
        return settings.SITE_URL + feed_address(self.municipality)

    feed_guid = feed_url

    def author_name(self, obj: list[Event]) -> str:
        return self.title(obj)

    def items(self, obj: list[Event]) -> list[Event]:
        return obj

    def item_title(self, item: Event) -> str:
        return item.title

    def item_description(self, item: Event) -> str:
        """The format takes it for HTML."""
        return escape(item.text)

    def item_link(self, item: Event) -> str:
        return settings.SITE_URL + item.path

    item_guid = item_link

    def item_author_name(self, item: Event) -> str:
        return item.municipality

    def item_pubdate(self, item: Event) -> datetime:
        return item.at

    item_updateddate = item_pubdate

    def item_categories(self, item: Event) -> list[str]:
        return [item.kind]


def feed_address(municipality: str = "") -> str:
    if municipality:
        return reverse("publishing:town-feed", args=[municipality])
    return reverse("publishing:feed")


@page
def feed(request: HttpRequest, municipality: str = "") -> HttpResponseBase:
    return as_file(request, _Events(municipality)(request))


class _Map(AddressMap):
    """Of one municipality; else of what shows several."""

    def __init__(self, municipality: str = "") -> None:
        self.municipality = municipality

    def items(self) -> list[PublicAddress]:
        found = of_municipality(self.municipality) if self.municipality else (*shared(), *data())
        return [address for address in found if address.listed]

    def location(self, item: PublicAddress) -> str:
        return item.path

    def lastmod(self, item: PublicAddress) -> datetime:
        return item.changed

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002 - passed by name
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002 - passed by name
        return settings.SITE_URL.partition("://")[2]


@page
def sitemap(request: HttpRequest, municipality: str = "") -> HttpResponseBase:
    response = sitemap_views.sitemap(request, {"": _Map(municipality)}).render()
    response["X-Robots-Tag"] = NOINDEX
    return as_file(request, response)


@page
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """One map for each municipality, with when it last published anything: one query."""
    rows = Edition.objects.order_by("municipality_slug").values_list("municipality_slug")
    towns = list(rows.annotate(newest=Max("published_at")))
    maps = [
        SitemapIndexItem(settings.SITE_URL + reverse("publishing:town-sitemap", args=[slug]), newest)
        for slug, newest in towns
    ]
    whole = settings.SITE_URL + reverse("publishing:sitemap-shared")
    maps.insert(0, SitemapIndexItem(whole, max((newest for _slug, newest in towns), default=None)))
    response = TemplateResponse(request, "sitemap_index.xml", {"sitemaps": maps})
    return as_file(request, response.render())
