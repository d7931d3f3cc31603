from typing import Any

from django.urls import URLPattern, URLResolver, include, path, register_converter

from publishing.enums import RenditionKind
from website import converters
from website.views import (
    data_files,
    downloads,
    edition_changes,
    editions,
    feeds,
    follow_up,
    front,
    goals,
    groups,
    history,
    media,
    national,
    open_data,
    plan,
    search,
    service,
    target_groups,
)

register_converter(converters.Year, "year")
register_converter(converters.Plan, "plan")
register_converter(converters.Whole, "number")
register_converter(converters.Edition, "edition")
register_converter(converters.Colour, "colour")
register_converter(converters.Kind, "kind")
register_converter(converters.Span, "span")
register_converter(converters.Bulk, "bulk")
register_converter(converters.Facet, "facet")

app_name = "publishing"
REPORT = {"follow_ups": True}


def renditions(prefix: str, *kinds: RenditionKind, **rest: Any) -> list[URLPattern | URLResolver]:
    """The PDFs that are made of an edition beside its own."""
    return [
        path(
            f"{kind.file_name}{'/<slug:slug>' if kind == RenditionKind.THEME else ''}.pdf",
            downloads.rendition,
            {"kind": kind, **rest},
            name=f"{prefix}-{kind.replace('_', '-')}-pdf",
        )
        for kind in kinds
    ]


OF_REPORTS = (RenditionKind.THEME, RenditionKind.GOALS, RenditionKind.PRESS)

PROPOSAL = {"proposal": True}


def plan_edition(prefix: str, **rest: Any) -> list[URLPattern | URLResolver]:
    """One edition of a plan, or one proposal, for ever."""
    return [
        path("", plan.plan, rest, name=prefix),
        path("plan.pdf", downloads.pdf, rest, name=f"{prefix}-pdf"),
        path("plan.json", downloads.json, rest, name=f"{prefix}-json"),
        path("afsnit/<slug:slug>/", plan.section, rest, name=f"{prefix}-section"),
        path("gruppe/<slug:slug>/", plan.theme_group, rest, name=f"{prefix}-theme-group"),
        path("tema/<slug:slug>/", plan.theme, rest, name=f"{prefix}-theme"),
        path("maalgruppe/<slug:slug>/", target_groups.in_plan, rest, name=f"{prefix}-target-group"),
        path("sammenlign/<edition:other>/", edition_changes.editions, rest, name=f"{prefix}-changes"),
        path(
            "sammenlign/<edition:other>/tema/<slug:theme>/",
            edition_changes.editions,
            rest,
            name=f"{prefix}-theme-changes",
        ),
        path("tema/<slug:slug>/maal/<number:goal>/", goals.goal, rest, name=f"{prefix}-theme-goal"),
        path("maal/", goals.goals, rest, name=f"{prefix}-goals"),
        path("maal/<number:goal>/", goals.goal, rest, name=f"{prefix}-goal"),
        path("maal/<facet:facet>/<slug:value>/", goals.goals, rest, name=f"{prefix}-goals-by"),
        path("maal.<kind:kind>", data_files.goals, rest, name=f"{prefix}-goals-table"),
        path("tal.<kind:kind>", data_files.figures, rest, name=f"{prefix}-figures-table"),
        *renditions(prefix, *RenditionKind, **rest),
    ]


def report(prefix: str) -> list[URLPattern | URLResolver]:
    """One follow-up, as it is now or as an edition has it."""
    return [
        path("", follow_up.follow_up, name=prefix),
        path("opfoelgning.pdf", downloads.pdf, REPORT, name=f"{prefix}-pdf"),
        path("opfoelgning.json", downloads.json, REPORT, name=f"{prefix}-json"),
        path("opfoelgning.<kind:kind>", data_files.follow_up, name=f"{prefix}-table"),
        path("tal.<kind:kind>", data_files.follow_up_figures, name=f"{prefix}-figures-table"),
        *renditions(prefix, *OF_REPORTS, **REPORT),
    ]


def report_edition(prefix: str) -> list[URLPattern | URLResolver]:
    return [
        *report(prefix),
        path("sammenlign/<edition:other>/", edition_changes.editions, REPORT, name=f"{prefix}-changes"),
        path(
            "sammenlign/<edition:other>/tema/<slug:theme>/",
            edition_changes.editions,
            REPORT,
            name=f"{prefix}-theme-changes",
        ),
    ]


goal_line: list[URLPattern | URLResolver] = [
    path("", goals.goal, name="goal"),
    path("traad/", history.thread, name="goal-thread"),
    path("gennem-aarene/", history.goal, name="goal-line"),
    path("gennem-aarene.<kind:kind>", data_files.goal_line, name="goal-line-table"),
    path("gennem-aarene/tal.<kind:kind>", data_files.goal_line_figures, name="goal-line-figures-table"),
]

theme_goal_line: list[URLPattern | URLResolver] = [
    path("", goals.goal, name="theme-goal"),
    path("traad/", history.thread, name="theme-goal-thread"),
    path("gennem-aarene/", history.goal, name="theme-goal-line"),
    path("gennem-aarene.<kind:kind>", data_files.goal_line, name="theme-goal-line-table"),
    path("gennem-aarene/tal.<kind:kind>", data_files.goal_line_figures, name="theme-goal-line-figures-table"),
]

of_plan: list[URLPattern | URLResolver] = [
    path("", plan.plan, name="plan"),
    path("plan.pdf", downloads.pdf, name="plan-pdf"),
    path("plan.json", downloads.json, name="plan-json"),
    path("afsnit/<slug:slug>/", plan.section, name="section"),
    path("gruppe/<slug:slug>/", plan.theme_group, name="theme-group"),
    path("tema/<slug:slug>/", plan.theme, name="theme"),
    path("maalgruppe/<slug:slug>/", target_groups.in_plan, name="target-group"),
    path("maal/", goals.goals, name="goals"),
    path("maal/<facet:facet>/<slug:value>/", goals.goals, name="goals-by"),
    path("maal.<kind:kind>", data_files.goals, name="goals-table"),
    path("tal.<kind:kind>", data_files.figures, name="figures-table"),
    *renditions("plan", *RenditionKind),
    path("tema/<slug:slug>/gennem-aarene/", history.theme, name="theme-line"),
    path("tema/<slug:slug>/gennem-aarene.<kind:kind>", data_files.theme_line, name="theme-line-table"),
    path("tema/<slug:slug>/maal/<number:goal>/", include(theme_goal_line)),
    path("maal/<number:goal>/", include(goal_line)),
    path("sammenlign/<plan:other>/", edition_changes.changes, name="changes"),
    path("sammenlign/<plan:other>/tema/<slug:theme>/", edition_changes.changes, name="theme-changes"),
    path("udgaver/", editions.editions, name="editions"),
    path("udgave/<edition:number>/", include(plan_edition("edition"))),
    path(
        "udgave/<edition:number>/sammenlign/forslag/<edition:against>/",
        edition_changes.since_hearing,
        name="edition-changes-in-hearing",
    ),
    path(
        "udgave/<edition:number>/sammenlign/forslag/<edition:against>/tema/<slug:theme>/",
        edition_changes.since_hearing,
        name="edition-theme-changes-in-hearing",
    ),
    path("forslag/<edition:number>/", include(plan_edition("proposal", **PROPOSAL))),
    path("opfoelgning/", follow_up.follow_up, name="follow-up"),
    path("opfoelgning.pdf", downloads.pdf, REPORT, name="follow-up-pdf"),
    path("opfoelgning.json", downloads.json, REPORT, name="follow-up-json"),
    path("opfoelgning.<kind:kind>", data_files.follow_up, name="follow-up-table"),
    path("opfoelgning/", include(renditions("follow-up", *OF_REPORTS, **REPORT))),
    path("opfoelgning/tal.<kind:kind>", data_files.follow_up_figures, name="follow-up-figures-table"),
    path("opfoelgning/udgaver/", editions.editions, REPORT, name="follow-up-editions"),
    path("opfoelgning/udgave/<edition:number>/", include(report_edition("follow-up-edition"))),
    path("opfoelgning/<slug:report>/", include(report("report"))),
    path("opfoelgning/<slug:report>/udgaver/", editions.editions, REPORT, name="report-editions"),
    path("opfoelgning/<slug:report>/udgave/<edition:number>/", include(report_edition("report-edition"))),
]

api: list[URLPattern | URLResolver] = [
    path("", open_data.api, name="api"),
    path("v1/", open_data.index, name="api-index"),
    path("v1/openapi.json", open_data.description, name="api-description"),
    path("v1/soeg", open_data.found, name="api-search"),
    path("v1/<slug:resource>", open_data.listed, name="api-list"),
    path("v1/<slug:resource>.csv", open_data.chosen_csv, name="api-table"),
    path("v1/<slug:resource>/<path:id>", open_data.one, name="api-record"),
    path("<path:rest>", open_data.nothing, name="api-nothing"),
]

data: list[URLPattern | URLResolver] = [
    path("", open_data.data, name="data"),
    path("alt.jsonl", open_data.everything, name="data-everything"),
    path("<slug:resource>.<bulk:kind>", open_data.file, name="data-file"),
]

urlpatterns = [
    path("", front.home, name="home"),
    path("api/", include(api)),
    path("data/", include(data)),
    path("healthz", service.healthz, name="healthz"),
    path("beviskaede.txt", service.newest_proof, name="proof"),
    path("robots.txt", service.robots, name="robots"),
    path("favicon.ico", service.favicon, name="favicon"),
    path("was", service.accessibility, name="accessibility"),
    path("feed.xml", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap_index, name="sitemap-index"),
    path("sitemap-faelles.xml", feeds.sitemap, name="sitemap-shared"),
    path("farve/<colour:colour>.css", service.accent, name="accent"),
    path("soeg/", search.search_page, name="search"),
    path("media/<path:path>", media.media, name="media"),
    path("ministermaal/<year:year>/", national.national, name="national"),
    path("ministermaal/<year:year>.<kind:kind>", data_files.national, name="national-table"),
    path("sammenlign/", groups.groups, name="groups"),
    path("sammenlign/<slug:group>/<slug:indicator>/", groups.comparison, name="comparison-newest"),
    path("sammenlign/<slug:group>/<slug:indicator>/<span:period>/", groups.comparison, name="comparison"),
    path(
        "sammenlign/<slug:group>/<slug:indicator>/<span:period>.<kind:kind>",
        data_files.comparison,
        name="comparison-table",
    ),
    path("<slug:municipality>/", front.municipality, name="municipality"),
    path("<slug:municipality>/feed.xml", feeds.feed, name="town-feed"),
    path("<slug:municipality>/sitemap.xml", feeds.sitemap, name="town-sitemap"),
    path("<slug:municipality>/maalgrupper/", target_groups.groups, name="target-groups"),
    path(
        "<slug:municipality>/maalgruppe/<slug:slug>/", target_groups.group, name="municipality-target-group"
    ),
    path("<slug:municipality>/<plan:plan>/", include(of_plan)),
]
