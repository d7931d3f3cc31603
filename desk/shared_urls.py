"""Addresses of a draft: of a shared one below `/udkast/<token>/`, of one's own below the plan's page."""

from django.contrib import admin
from django.urls import URLPattern, path

from desk import shared_pages
from desk.shared_pages import View, own, shared

within = admin.site.admin_view


def addresses(plan: View, pdf: View, file: View, section: View, theme: View) -> list[URLPattern]:
    return [
        path("", plan, name="plan"),
        path("fil/<path:path>", file, name="file"),
        path("plan.pdf", pdf, name="pdf"),
        path("afsnit/<slug:slug>/", section, name="section"),
        path("tema/<slug:slug>/", theme, name="theme"),
    ]


by_link = addresses(
    plan=shared("pages_read")(shared_pages.plan),
    pdf=shared("pdfs_read")(shared_pages.pdf),
    file=shared()(shared_pages.file),
    section=shared("pages_read")(shared_pages.section),
    theme=shared("pages_read")(shared_pages.theme),
)
signed_in = addresses(
    plan=within(own(shared_pages.plan)),
    pdf=within(own(shared_pages.pdf)),
    file=within(own(shared_pages.file)),
    section=within(own(shared_pages.section)),
    theme=within(own(shared_pages.theme)),
)
