from django.urls import URLPattern, URLResolver, include, path, register_converter

from publishing import converters
from publishing.views import downloads, editions, follow_up, front, media, plan, service

register_converter(converters.Year, "year")
register_converter(converters.Whole, "number")
register_converter(converters.Colour, "colour")

app_name = "publishing"
REPORT = {"follow_ups": True}

plan_edition: list[URLPattern | URLResolver] = [
    path("", plan.plan, name="edition"),
    path("plan.pdf", downloads.pdf, name="edition-pdf"),
    path("plan.json", downloads.json, name="edition-json"),
    path("afsnit/<slug:slug>/", plan.section, name="edition-section"),
    path("tema/<slug:slug>/", plan.theme, name="edition-theme"),
    path("maal/", plan.goals, name="edition-goals"),
]

follow_up_edition: list[URLPattern | URLResolver] = [
    path("", follow_up.follow_up, name="follow-up-edition"),
    path("opfoelgning.pdf", downloads.pdf, REPORT, name="follow-up-edition-pdf"),
    path("opfoelgning.json", downloads.json, REPORT, name="follow-up-edition-json"),
]

year: list[URLPattern | URLResolver] = [
    path("", plan.plan, name="plan"),
    path("plan.pdf", downloads.pdf, name="plan-pdf"),
    path("plan.json", downloads.json, name="plan-json"),
    path("afsnit/<slug:slug>/", plan.section, name="section"),
    path("tema/<slug:slug>/", plan.theme, name="theme"),
    path("maal/", plan.goals, name="goals"),
    path("udgaver/", editions.editions, name="editions"),
    path("udgave/<number:number>/", include(plan_edition)),
    path("opfoelgning/", follow_up.follow_up, name="follow-up"),
    path("opfoelgning.pdf", downloads.pdf, REPORT, name="follow-up-pdf"),
    path("opfoelgning.json", downloads.json, REPORT, name="follow-up-json"),
    path("opfoelgning/udgaver/", editions.editions, REPORT, name="follow-up-editions"),
    path("opfoelgning/udgave/<number:number>/", include(follow_up_edition)),
]

urlpatterns = [
    path("", front.home, name="home"),
    path("healthz", service.healthz, name="healthz"),
    path("robots.txt", service.robots, name="robots"),
    path("farve/<colour:colour>.css", service.accent, name="accent"),
    path("media/<path:path>", media.media, name="media"),
    path("<slug:municipality>/", front.municipality, name="municipality"),
    path("<slug:municipality>/<year:year>/", include(year)),
]
