"""Addresses under `/admin/` that stand before the admin's own."""

from django.contrib import admin
from django.urls import include, path, register_converter

from desk import (
    basis_pages,
    check_pages,
    choices,
    decision_pages,
    discard_pages,
    drop_pages,
    follow_up_pages,
    front_page,
    history_pages,
    markdown,
    plan_pages,
    presence,
    put_away_pages,
    remarks,
    share_pages,
    since_pages,
    step_pages,
    writing_help,
)
from desk.domain.progress import PLAN, REPORT
from desk.shared_urls import frozen_text, signed_in

within = admin.site.admin_view


class SubjectKind:
    """What a page is about: a plan, or a follow-up on one."""

    regex = f"{PLAN}|{REPORT}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SubjectKind, "subject")

urlpatterns = [
    path("", within(front_page.front_page), name="desk-front"),
    path("tabeller/", within(admin.site.index), name="desk-tables"),
    path("plan/<int:pk>/", within(plan_pages.plan_page), name="desk-plan"),
    path("plan/<int:pk>/maerke/", within(plan_pages.mark_part), name="desk-mark"),
    path("plan/<int:pk>/flyt/", within(plan_pages.move_part), name="desk-move"),
    path("plan/<int:pk>/maal/<int:part>/udgaar/", within(drop_pages.drop_goal), name="desk-drop-goal"),
    path("plan/<int:pk>/tema/<int:part>/udgaar/", within(drop_pages.drop_theme), name="desk-drop-theme"),
    path("plan/<int:pk>/tidligere-maal/<int:part>/", within(drop_pages.ended_goal), name="desk-ended-goal"),
    path("plan/<int:pk>/tidligere-tema/<int:part>/", within(drop_pages.ended_theme), name="desk-ended-theme"),
    path("plan/<int:pk>/naeste-aar/", within(plan_pages.next_year), name="desk-next-year"),
    path("plan/<int:pk>/opfoelgning/", within(follow_up_pages.begin_follow_up), name="desk-follow-up"),
    path("opfoelgning/<int:pk>/plan/", within(basis_pages.renew_page), name="desk-renew-basis"),
    path("opfoelgning/<int:pk>/trukket-plan/", within(basis_pages.answer_page), name="desk-held"),
    path("<subject:kind>/<int:pk>/trin/<slug:name>/", within(step_pages.step_page), name="desk-step"),
    path("<subject:kind>/<int:pk>/forloeb/", within(step_pages.steps_page), name="desk-steps"),
    path("<subject:kind>/<int:pk>/planlagt/stop/", within(step_pages.stop_page), name="desk-stop"),
    path("<subject:kind>/<int:pk>/beslutning/", within(decision_pages.decision_page), name="desk-decision"),
    path("<subject:kind>/<int:pk>/arbejde/", within(step_pages.jobs_beside), name="desk-jobs"),
    path("<subject:kind>/<int:pk>/arbejde/<int:job>/", within(step_pages.retry_job), name="desk-retry"),
    path("tekst/<int:pk>/", include((frozen_text, "text"))),
    path("plan/<int:pk>/laeg-vaek/", within(put_away_pages.put_away_page), name="desk-put-away"),
    path("plan/<int:pk>/hent/", within(put_away_pages.fetch_plan), name="desk-fetch"),
    path("lagt-vaek/", within(put_away_pages.put_away_plans), name="desk-put-away-plans"),
    path("<subject:kind>/<int:pk>/kasser/", within(discard_pages.discard_page), name="desk-discard"),
    path("<subject:kind>/<int:pk>/kontrol/", within(check_pages.checks_page), name="desk-checks"),
    path(
        "<subject:kind>/<int:pk>/kontrol/kort/", within(check_pages.checks_beside), name="desk-checks-beside"
    ),
    path("<subject:kind>/<int:pk>/kontrol/se-bort/", within(check_pages.waive_page), name="desk-waive"),
    path("<subject:kind>/<int:pk>/del/", within(share_pages.share_page), name="desk-share"),
    path("<subject:kind>/<int:pk>/del/<int:link>/luk/", within(share_pages.recall_link), name="desk-recall"),
    path("<subject:kind>/<int:pk>/del/<int:link>/forny/", within(share_pages.renew_link), name="desk-renew"),
    path("<subject:kind>/<int:pk>/kladde/", include((signed_in, "own"))),
    path(
        "<subject:kind>/<int:pk>/siden-udgaven/",
        within(since_pages.since_edition),
        name="desk-since-edition",
    ),
    path("<slug:app>/<slug:model>/<int:pk>/history/", within(history_pages.history_page)),
    path(
        "<slug:app>/<slug:model>/<int:pk>/history/gendan/",
        within(history_pages.restore_page),
        name="desk-restore",
    ),
    path("autocomplete/", admin.site.admin_view(choices.ChoiceView.as_view(admin_site=admin.site))),
    path("bemaerkning/<slug:app>/<slug:model>/<int:pk>/", within(remarks.remark), name="desk-remark"),
    path("bemaerkning/<int:pk>/", within(remarks.resolve), name="desk-resolve"),
    path("tilstede/", presence.PresenceView.as_view(), name="presence"),
    path("markdownx/indsaet/", writing_help.PasteView.as_view(), name="markdown-paste"),
    path("markdownx/dele/", writing_help.PartsView.as_view(), name="markdown-parts"),
    path("markdownx/markdownify/", markdown.PreviewView.as_view(), name="markdown-preview"),
    path("markdownx/upload/", markdown.UploadView.as_view(), name="markdown-upload"),
]
