"""Addresses of a draft: of a shared one below `/udkast/<token>/`, of one's own below the plan's page, of a
frozen text that is to be approved below its own."""

from collections.abc import Callable

from django.contrib import admin
from django.urls import URLPattern, path

from desk.views import shared as pages
from desk.views.shared import View, frozen, own, shared

within = admin.site.admin_view


def addresses(opened: Callable[[str, View], View]) -> list[URLPattern]:
    """`opened` finds the draft for a view; its second argument is the counter that a reader of the page adds
    to."""
    return [
        path("", opened("pages_read", pages.plan), name="plan"),
        path("fil/<path:path>", opened("", pages.file), name="file"),
        path("plan.pdf", opened("pdfs_read", pages.pdf), name="pdf"),
        path("maal/", opened("pages_read", pages.goals), name="goals"),
        path("maal/<int:goal>/", opened("pages_read", pages.goal), name="goal"),
        path("afsnit/<slug:slug>/", opened("pages_read", pages.section), name="section"),
        path("gruppe/<slug:slug>/", opened("pages_read", pages.theme_group), name="theme-group"),
        path("maalgruppe/<slug:slug>/", opened("pages_read", pages.target_group), name="target-group"),
        path("tema/<slug:slug>/", opened("pages_read", pages.theme), name="theme"),
        path("tema/<slug:slug>/maal/<int:goal>/", opened("pages_read", pages.goal), name="theme-goal"),
    ]


by_link = addresses(lambda field, view: shared(field)(view))
signed_in = addresses(lambda _field, view: within(own(view)))
frozen_text = [
    *addresses(lambda _field, view: within(frozen(view))),
    path("aendringer/", within(frozen(pages.since_edition)), name="changes"),
]
