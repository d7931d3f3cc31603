"""Below `/admin/`: from a file to a draft."""

from django.contrib import admin
from django.urls import path

from intake.views import draft, place, upload

within = admin.site.admin_view

urlpatterns = [
    path("indlaes/", within(upload.upload_page), name="intake-upload"),
    path("indlaes/plan/<int:plan>/", within(draft.proofs_page), name="intake-proofs"),
    path("indlaes/<int:pk>/", within(place.place_page), name="intake-place"),
    path("indlaes/<int:pk>/ret/", within(place.change_page), name="intake-change"),
    path("indlaes/<int:pk>/kladde/", within(draft.draft_page), name="intake-draft"),
    path("indlaes/<int:pk>/bevis/", within(draft.proof_page), name="intake-proof"),
    path("indlaes/<int:pk>/kasser/", within(upload.discard), name="intake-discard"),
]
