"""Addresses of a shared draft, below `/udkast/<token>/`."""

from django.urls import path

from desk import shared_pages

app_name = "shared"

urlpatterns = [
    path("", shared_pages.plan, name="plan"),
    path("fil/<path:path>", shared_pages.file, name="file"),
    path("plan.pdf", shared_pages.pdf, name="pdf"),
    path("afsnit/<slug:slug>/", shared_pages.section, name="section"),
    path("tema/<slug:slug>/", shared_pages.theme, name="theme"),
]
