"""Addresses under `/admin/` for getting in, and for the people of a municipality."""

from django.contrib import admin
from django.urls import path

from accounts.views import invitation, password, people, session, sign_in, single_sign_on, two_step

within = admin.site.admin_view

urlpatterns = [
    path("login/", sign_in.SignInView.as_view(), name="account_login"),
    path("login/kode/", sign_in.CodeView.as_view(), name="mfa_authenticate"),
    path("sso/", single_sign_on.begin, name="single-sign-on"),
    path("sso/svar/", single_sign_on.finish, name="single-sign-on-answer"),
    path("invitation/<str:token>/", invitation.invitation_page, name="invitation"),
    path("glemt/", password.AskView.as_view(), name="account_reset_password"),
    path("glemt/sendt/", password.AskedView.as_view(), name="account_reset_password_done"),
    path(
        "glemt/<uidb36>/<key>/",
        password.ChooseView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("session/", session.session, name="session"),
    path("totrin/", within(two_step.two_step_page), name="two-step"),
    path("kommune/<int:pk>/folk/", within(people.people_page), name="desk-people"),
    path("kommune/<int:pk>/folk/inviter/", within(people.invite_page), name="desk-invite"),
    path("kommune/<int:pk>/folk/<int:person>/", within(people.person_page), name="desk-person"),
    path("kommune/<int:pk>/folk/<int:person>/afslut/", within(people.end_page), name="desk-end"),
    path(
        "kommune/<int:pk>/invitation/<int:invitation>/<slug:name>/",
        within(people.invitation_step),
        name="desk-invitation",
    ),
]
