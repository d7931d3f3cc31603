"""Addresses under `/admin/` that take precedence over the admin's own."""

from django.contrib import admin
from django.urls import include, path, register_converter

from desk.domain.workflow_status import PLAN, REPORT
from desk.shared_urls import frozen_text, signed_in
from desk.views import (
    archive,
    basis,
    check,
    choices,
    decision,
    discard,
    drop,
    first_steps,
    follow_up,
    front,
    goals_from_file,
    history,
    many,
    move,
    plan,
    share,
    since,
    step,
)
from desk.writing import markdown, presence, remarks, writing_help

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
    path("", within(front.front_page), name="desk-front"),
    path("tabeller/", within(admin.site.index), name="desk-tables"),
    path("kommune/ny/", within(first_steps.new_municipality_page), name="desk-new-municipality"),
    path("kommune/<int:pk>/begynd/", within(first_steps.first_steps_page), name="desk-first-steps"),
    path("plan/<int:pk>/", within(plan.plan_page), name="desk-plan"),
    path("plan/<int:pk>/maerke/", within(plan.mark_part), name="desk-mark"),
    path("plan/<int:pk>/flyt/", within(plan.move_part), name="desk-move"),
    path("plan/<int:pk>/flyt/<slug:kind>/<int:part>/", within(move.move_page), name="desk-move-to"),
    path("plan/<int:pk>/maal/<int:part>/udgaar/", within(drop.drop_goal), name="desk-drop-goal"),
    path("plan/<int:pk>/tema/<int:part>/udgaar/", within(drop.drop_theme), name="desk-drop-theme"),
    path("plan/<int:pk>/tidligere-maal/<int:part>/", within(drop.ended_goal), name="desk-ended-goal"),
    path("plan/<int:pk>/tidligere-tema/<int:part>/", within(drop.ended_theme), name="desk-ended-theme"),
    path("plan/<int:pk>/maal-fra-regneark/", within(goals_from_file.goals_file_page), name="desk-goals-file"),
    path(
        "plan/<int:pk>/maal-fra-regneark/maal.<slug:kind>",
        within(goals_from_file.goals_table_file),
        name="desk-goals-table",
    ),
    path("plan/<int:pk>/flere/", within(many.many_page), name="desk-many"),
    path("plan/<int:pk>/naeste-aar/", within(plan.next_year), name="desk-next-year"),
    path("plan/<int:pk>/opfoelgning/", within(follow_up.begin_follow_up), name="desk-follow-up"),
    path("opfoelgning/<int:pk>/plan/", within(basis.renew_page), name="desk-renew-basis"),
    path("opfoelgning/<int:pk>/trukket-plan/", within(basis.answer_page), name="desk-suspended"),
    path("<subject:kind>/<int:pk>/trin/<slug:name>/", within(step.step_page), name="desk-step"),
    path("<subject:kind>/<int:pk>/forloeb/", within(step.steps_page), name="desk-steps"),
    path("<subject:kind>/<int:pk>/planlagt/stop/", within(step.stop_page), name="desk-stop"),
    path("<subject:kind>/<int:pk>/beslutning/", within(decision.decision_page), name="desk-decision"),
    path("<subject:kind>/<int:pk>/arbejde/", within(step.jobs_beside), name="desk-jobs"),
    path("<subject:kind>/<int:pk>/arbejde/<int:job>/", within(step.retry_job), name="desk-retry"),
    path("tekst/<int:pk>/", include((frozen_text, "text"))),
    path("plan/<int:pk>/laeg-vaek/", within(archive.archive_page), name="desk-archive"),
    path("plan/<int:pk>/hent/", within(archive.unarchive_plan), name="desk-unarchive"),
    path("lagt-vaek/", within(archive.archived_plans), name="desk-archived-plans"),
    path("<subject:kind>/<int:pk>/kasser/", within(discard.discard_page), name="desk-discard"),
    path("<subject:kind>/<int:pk>/kontrol/", within(check.checks_page), name="desk-checks"),
    path("<subject:kind>/<int:pk>/kontrol/kort/", within(check.checks_beside), name="desk-checks-beside"),
    path("<subject:kind>/<int:pk>/kontrol/se-bort/", within(check.waive_page), name="desk-waive"),
    path("<subject:kind>/<int:pk>/del/", within(share.share_page), name="desk-share"),
    path("<subject:kind>/<int:pk>/del/<int:link>/luk/", within(share.recall_link), name="desk-recall"),
    path("<subject:kind>/<int:pk>/del/<int:link>/forny/", within(share.renew_link), name="desk-renew"),
    path("<subject:kind>/<int:pk>/kladde/", include((signed_in, "own"))),
    path(
        "<subject:kind>/<int:pk>/siden-udgaven/",
        within(since.since_edition),
        name="desk-since-edition",
    ),
    path("<slug:app>/<slug:model>/<int:pk>/history/", within(history.history_page)),
    path(
        "<slug:app>/<slug:model>/<int:pk>/history/gendan/",
        within(history.restore_page),
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
