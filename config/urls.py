from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from desk.shared_urls import by_link

urlpatterns = [
    path("admin/", include("accounts.urls")),
    path("admin/", include("intake.urls")),
    path("admin/", include("desk.urls")),
    path("admin/", admin.site.urls),
    path("sprog/", set_language, name="set_language"),
    path("udkast/<str:token>/", include((by_link, "shared"))),
    path("", include("website.urls")),
]

handler404 = "website.views.errors.not_found"
handler500 = "website.views.errors.failed"
