"""Who may do what at each address: the table that `tests/test_access_walk.py` walks along.

It is written down here and not asked of the code, so that a slip in the code is a difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils.timezone import now

from desk.domain.parts import name_of
from desk.domain.sharing import share
from desk.models import Remark
from intake.enums import PlacingState
from plans.enums import Role
from plans.models import Municipality
from publishing.enums import JobState
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    AttachmentFactory,
    EditionFactory,
    FigureImportFactory,
    FollowUpFactory,
    FrozenTextFactory,
    IndicatorFactory,
    InvitationFactory,
    JobFactory,
    MembershipFactory,
    PlacingFactory,
    PlanFactory,
    ReportDecisionFactory,
    SectionFactory,
    TargetGroupFactory,
    ThemeFactory,
    ThemeGroupFactory,
    UserFactory,
    WorkflowStepFactory,
)
from themes.models import Theme

EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
WRITERS = frozenset({Role.EDITOR, Role.APPROVER})
NAMED = WRITERS | {Role.THEME_EDITOR}
APPROVERS = frozenset({Role.APPROVER})
MANAGERS = frozenset({Role.MANAGER})
KEEPERS = WRITERS | MANAGERS


@dataclass(frozen=True)
class ModelRule:
    """Superusers may do everything but what is `kept` from everybody: pages of the desk do it."""

    view: frozenset[Role] = EVERYBODY
    add: frozenset[Role] = NOBODY
    change: frozenset[Role] = NOBODY
    delete: frozenset[Role] = NOBODY
    kept: frozenset[str] = frozenset()


TEXT = ModelRule(add=WRITERS, change=WRITERS, delete=WRITERS)
PART_OF_REPORT = ModelRule(change=WRITERS, delete=WRITERS, kept=frozenset({"add"}))
"""Added on the page of its follow-up."""
THEME_PART = ModelRule(add=NAMED, change=NAMED, delete=NAMED)
PEOPLE = ModelRule(view=MANAGERS, delete=MANAGERS, kept=frozenset({"add", "change"}))
REFERENCE = ModelRule()
OWN_FIGURES = ModelRule(add=KEEPERS, change=KEEPERS, delete=KEEPERS)
"""The country's are tried in tests/goals/test_admin_figures.py."""
RECORD = ModelRule(kept=frozenset({"add", "change", "delete"}))
MADE_BY_PAGES = frozenset({"add", "change"})
SUPERUSERS = ModelRule(view=NOBODY)

MODELS: Mapping[str, ModelRule] = {
    "auth.User": SUPERUSERS,
    "plans.Municipality": ModelRule(change=MANAGERS),
    "plans.Membership": ModelRule(view=MANAGERS, kept=MADE_BY_PAGES),
    "plans.Plan": ModelRule(add=WRITERS, change=WRITERS, delete=MANAGERS),
    "plans.Series": ModelRule(add=WRITERS, change=WRITERS, delete=MANAGERS),
    "plans.Section": TEXT,
    "plans.Decision": TEXT,
    "plans.Attachment": TEXT,
    "plans.Deadline": TEXT,
    "plans.Recipient": TEXT,
    "themes.ThemeGroup": TEXT,
    "themes.Theme": ModelRule(add=WRITERS, change=NAMED, delete=WRITERS),
    "themes.ThemeEditor": PEOPLE,
    "themes.Strategy": THEME_PART,
    "themes.Initiative": THEME_PART,
    "themes.TargetGroup": REFERENCE,
    "themes.TargetGroupContact": OWN_FIGURES,
    "goals.AnnualGoal": THEME_PART,
    "goals.Target": THEME_PART,
    "goals.ThemeAnswer": THEME_PART,
    "goals.FollowUp": TEXT,
    "goals.Assessment": PART_OF_REPORT,
    "goals.ReportDecision": PART_OF_REPORT,
    "goals.FollowUpSection": PART_OF_REPORT,
    "goals.KeyFigureTable": OWN_FIGURES,
    "goals.KeyFigureRow": OWN_FIGURES,
    "goals.ShownKeyFigures": THEME_PART,
    "goals.NationalGoal": REFERENCE,
    "goals.Area": OWN_FIGURES,
    "goals.Indicator": OWN_FIGURES,
    "goals.Observation": OWN_FIGURES,
    "goals.FigureImport": RECORD,
    "website.Synonym": ModelRule(add=MANAGERS, change=MANAGERS, delete=MANAGERS),
    "publishing.Edition": RECORD,
    "desk.PartMark": ModelRule(delete=WRITERS, kept=MADE_BY_PAGES),
    "desk.ShareLink": ModelRule(delete=WRITERS, kept=MADE_BY_PAGES),
    "goals.DroppedGoal": ModelRule(kept=MADE_BY_PAGES),
    "themes.DroppedTheme": ModelRule(kept=MADE_BY_PAGES),
}

Fill = Callable[[Municipality], dict[str, Any]]
"""The parts of the address that name an object of the municipality; `data` is what is sent there."""


@dataclass(frozen=True)
class PageRule:
    """`get` and `post`: who is let in; None where the method is not answered at all."""

    get: frozenset[Role] | None = EVERYBODY
    post: frozenset[Role] | None = EVERYBODY
    fill: Fill | None = None
    """None: the address names no object."""
    owned: bool = True
    """Whether the object that the address names belongs to a municipality."""
    strangers: int = 302
    """What an anonymous person is answered: led to the sign-in, or 403 where a script asks."""
    outsiders: bool = False
    """Whether signed-in people without any membership are let in."""
    superuser: bool = True


@dataclass(frozen=True)
class Open:
    """For everybody. `why` is what a reader of this table should know."""

    why: str


def of_plan(municipality: Municipality) -> dict[str, Any]:
    return {"pk": PlanFactory(municipality=municipality).pk}


def of_goals_table(municipality: Municipality) -> dict[str, Any]:
    return {**of_plan(municipality), "kind": "csv"}


def of_plan_of_target(municipality: Municipality) -> dict[str, Any]:
    return {"plan": PlanFactory(municipality=municipality).pk}


def of_own_indicator(municipality: Municipality) -> dict[str, Any]:
    return {"object_id": IndicatorFactory(owner=municipality).pk}


def of_figure_import(municipality: Municipality) -> dict[str, Any]:
    return {"object_id": FigureImportFactory(owner=municipality).pk}


def of_kept_plan(municipality: Municipality) -> dict[str, Any]:
    return {"pk": WorkflowStepFactory(plan__municipality=municipality).plan_id}


def of_archived_plan(municipality: Municipality) -> dict[str, Any]:
    return {"pk": PlanFactory(municipality=municipality, archived_at=now()).pk}


def of_new_follow_up(municipality: Municipality) -> dict[str, Any]:
    return {**of_plan(municipality), "data": {"kind": "mid_year"}}


def of_slug(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality)
    return {"kind": "plan", "pk": section.plan_id, "slug": section.slug}


def of_theme_page(municipality: Municipality) -> dict[str, Any]:
    theme = ThemeFactory(plan__municipality=municipality)
    return {"kind": "plan", "pk": theme.plan_id, "slug": theme.slug}


def of_theme_page_of_report(municipality: Municipality) -> dict[str, Any]:
    judged = AssessmentFactory(follow_up__plan__municipality=municipality)
    return {"kind": "opfoelgning", "pk": judged.follow_up_id, "slug": judged.goal.theme.slug}


def of_goal_page(municipality: Municipality) -> dict[str, Any]:
    goal = AnnualGoalFactory(theme__plan__municipality=municipality)
    return {"kind": "plan", "pk": goal.theme.plan_id, "slug": goal.theme.slug, "goal": goal.number}


def of_goal_page_of_report(municipality: Municipality) -> dict[str, Any]:
    judged = AssessmentFactory(follow_up__plan__municipality=municipality)
    there = {"pk": judged.follow_up_id, "slug": judged.goal.theme.slug, "goal": judged.goal.number}
    return {"kind": "opfoelgning", **there}


def of_own_goal(municipality: Municipality) -> dict[str, Any]:
    goal = AnnualGoalFactory(theme=None, plan=PlanFactory(municipality=municipality))
    return {"kind": "plan", "pk": goal.plan_id, "goal": goal.number}


def of_annex(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality, kind="annex")
    annex = AttachmentFactory(plan=section.plan, section=section)
    return {"kind": "plan", "pk": annex.plan_id, "path": annex.file.name}


def of_annex_of_report(municipality: Municipality) -> dict[str, Any]:
    follow_up = FollowUpFactory(plan__municipality=municipality)
    minutes = ContentFile(b"Referat", name="referat.txt")
    decision = ReportDecisionFactory(follow_up=follow_up, annex=minutes, annex_title="Referat")
    return {"kind": "opfoelgning", "pk": follow_up.pk, "path": decision.annex.name}


def of_goal(municipality: Municipality) -> dict[str, Any]:
    plan = of_next_year(municipality)
    before = AnnualGoalFactory(theme=None, plan=plan.predecessor)
    return {"pk": plan.pk, "part": AnnualGoalFactory(theme=None, plan=plan, predecessor=before).pk}


def of_theme(municipality: Municipality) -> dict[str, Any]:
    plan = of_next_year(municipality)
    before = ThemeFactory(plan=plan.predecessor)
    return {"pk": plan.pk, "part": ThemeFactory(plan=plan, predecessor=before).pk}


def of_past_goal(municipality: Municipality) -> dict[str, Any]:
    plan = of_next_year(municipality)
    return {"pk": plan.pk, "part": AnnualGoalFactory(theme=None, plan=plan.predecessor).pk}


def of_past_theme(municipality: Municipality) -> dict[str, Any]:
    plan = of_next_year(municipality)
    return {"pk": plan.pk, "part": ThemeFactory(plan=plan.predecessor).pk}


def of_next_year(municipality: Municipality) -> Any:
    return PlanFactory(municipality=municipality, predecessor=PlanFactory(municipality=municipality))


def of_part(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality)
    data = {"part": name_of(section), "mark": "ready", "to": "0"}
    return {"pk": section.plan_id, "data": data}


def of_link(municipality: Municipality) -> dict[str, Any]:
    link, _token = share(PlanFactory(municipality=municipality), "Udvalget", 30, UserFactory())
    return {"kind": "plan", "pk": link.plan_id, "link": link.pk}


def of_municipality(municipality: Municipality) -> dict[str, Any]:
    return {"pk": municipality.pk}


def of_member(municipality: Municipality) -> dict[str, Any]:
    return {"pk": municipality.pk, "person": MembershipFactory(municipality=municipality).person_id}


def of_superuser(municipality: Municipality) -> dict[str, Any]:
    """A manager is let in and told why not: so the membership is still there for the next to try."""
    person = UserFactory(is_superuser=True)
    return {
        "pk": municipality.pk,
        "person": MembershipFactory(municipality=municipality, person=person).person_id,
    }


def of_invitation(name: str) -> Fill:
    def fill(municipality: Municipality) -> dict[str, Any]:
        invitation = InvitationFactory(municipality=municipality)
        return {"pk": municipality.pk, "invitation": invitation.pk, "name": name}

    return fill


def of_person(_municipality: Municipality) -> dict[str, Any]:
    return {"id": UserFactory().pk}


def of_public(municipality: Municipality) -> dict[str, Any]:
    edition = EditionFactory(plan__municipality=municipality)
    kind = ContentType.objects.get_for_model(edition)
    return {"content_type_id": kind.pk, "object_id": edition.pk}


def of_step(name: str) -> Fill:
    return lambda municipality: {**of_kind_plan(municipality), "name": name}


def of_step_of_follow_up(name: str) -> Fill:
    return lambda municipality: {**of_kind_follow_up(municipality), "name": name}


def of_kind_plan(municipality: Municipality) -> dict[str, Any]:
    return {"kind": "plan", **of_plan(municipality)}


def of_kind_follow_up(municipality: Municipality) -> dict[str, Any]:
    return {"kind": "opfoelgning", "pk": FollowUpFactory(plan__municipality=municipality).pk}


def of_report(municipality: Municipality) -> dict[str, Any]:
    return {"pk": FollowUpFactory(plan__municipality=municipality).pk}


def of_both(get: frozenset[Role] | None, post: frozenset[Role] | None) -> tuple[PageRule, PageRule]:
    """The same rule for a plan and for a follow-up."""
    return PageRule(get, post, of_kind_plan), PageRule(get, post, of_kind_follow_up)


def of_failed_job(municipality: Municipality) -> dict[str, Any]:
    job = JobFactory(plan__municipality=municipality, state=JobState.FAILED)
    return {"kind": "plan", "pk": job.plan_id, "job": job.pk}


def of_text(municipality: Municipality) -> dict[str, Any]:
    return {"pk": FrozenTextFactory(plan__municipality=municipality).pk}


def of_text_with_section(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality)
    return {"pk": FrozenTextFactory(plan=section.plan).pk, "slug": section.slug}


def of_text_with_theme(municipality: Municipality) -> dict[str, Any]:
    theme = ThemeFactory(plan__municipality=municipality)
    return {"pk": FrozenTextFactory(plan=theme.plan).pk, "slug": theme.slug}


def of_text_with_goal(municipality: Municipality) -> dict[str, Any]:
    goal = AnnualGoalFactory(theme__plan__municipality=municipality)
    text = FrozenTextFactory(plan=goal.theme.plan)
    return {"pk": text.pk, "slug": goal.theme.slug, "goal": goal.number}


def of_text_with_own_goal(municipality: Municipality) -> dict[str, Any]:
    goal = AnnualGoalFactory(theme=None, plan=PlanFactory(municipality=municipality))
    return {"pk": FrozenTextFactory(plan=goal.plan).pk, "goal": goal.number}


def of_theme_group(municipality: Municipality) -> dict[str, Any]:
    group = ThemeGroupFactory(plan__municipality=municipality)
    return {"kind": "plan", "pk": group.plan_id, "slug": group.slug}


def of_text_with_theme_group(municipality: Municipality) -> dict[str, Any]:
    group = ThemeGroupFactory(plan__municipality=municipality)
    return {"pk": FrozenTextFactory(plan=group.plan).pk, "slug": group.slug}


def of_target_group(municipality: Municipality) -> dict[str, Any]:
    theme = theme_for_group(municipality)
    return {"kind": "plan", "pk": theme.plan_id, "slug": theme.target_groups.get().slug}


def of_text_with_target_group(municipality: Municipality) -> dict[str, Any]:
    theme = theme_for_group(municipality)
    return {"pk": FrozenTextFactory(plan=theme.plan).pk, "slug": theme.target_groups.get().slug}


def theme_for_group(municipality: Municipality) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality)
    theme.target_groups.add(TargetGroupFactory())
    return theme


def of_movable_theme(municipality: Municipality) -> dict[str, Any]:
    theme = ThemeFactory(plan__municipality=municipality)
    return {"pk": theme.plan_id, "kind": "tema", "part": theme.pk}


def of_text_with_annex(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality, kind="annex")
    annex = AttachmentFactory(plan=section.plan, section=section)
    return {"pk": FrozenTextFactory(plan=annex.plan).pk, "path": annex.file.name}


def of_section(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality)
    # A moment later: before it was made there is nothing to restore.
    moment = (now() + timedelta(seconds=1)).isoformat()
    return {"app": "plans", "model": "section", "pk": section.pk, "data": {"tid": moment}}


def of_open_page(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality)
    return {"data": {"place": f"plans.section/{section.pk}"}}


def of_remark(municipality: Municipality) -> dict[str, Any]:
    section = SectionFactory(plan__municipality=municipality)
    remark = Remark.objects.create(plan=section.plan, part=section, text="Hvornår?", by=UserFactory())
    return {"pk": remark.pk}


def of_ticket(_municipality: Municipality) -> dict[str, Any]:
    return {"ticket": uuid4()}


def of_placing(municipality: Municipality) -> dict[str, Any]:
    return {"pk": PlacingFactory(municipality=municipality).pk, "data": {"do": "undo"}}


def of_drafted(municipality: Municipality) -> dict[str, Any]:
    plan = PlanFactory(municipality=municipality)
    return {"pk": PlacingFactory(municipality=municipality, plan=plan, state=PlacingState.DRAFTED).pk}


def row(factory: Callable[..., Any], path: str) -> Fill:
    return lambda municipality: {"object_id": factory(**{path: municipality}).pk}


PUBLISH_PLAN = row(PlanFactory, "municipality")
PUBLISH_FOLLOW_UP = row(FollowUpFactory, "plan__municipality")
WITHDRAW = row(EditionFactory, "plan__municipality")
ACCOUNT = PageRule(outsiders=True)

STEPS = {
    "indsend": WRITERS,
    "tag-tilbage": WRITERS,
    "godkend": APPROVERS,
    "send-tilbage": APPROVERS,
}

PAGES: Mapping[str, PageRule | tuple[PageRule, ...] | Open] = {
    "admin/": ACCOUNT,
    "admin/tabeller/": ACCOUNT,
    "admin/login/": Open("the sign-in itself"),
    "admin/login/kode/": Open("the sign-in's second step, after a right password"),
    "admin/logout/": Open("tells an anonymous person that nothing is left to sign out of"),
    "admin/password_change/": ACCOUNT,
    "admin/password_change/done/": PageRule(post=None, outsiders=True),
    "admin/jsi18n/": PageRule(post=None, outsiders=True),
    "admin/totrin/": ACCOUNT,
    "admin/session/": Open("tells the person's own name and time left, and an anonymous one nothing"),
    "admin/sso/": Open("begins signing in"),
    "admin/sso/svar/": Open("ends signing in; tests/accounts/test_single_sign_on.py"),
    "admin/autocomplete/": PageRule(get=NOBODY, post=None, superuser=False),
    "admin/markdownx/markdownify/": PageRule(get=None, post=NAMED, strangers=403),
    "admin/bemaerkning/<slug:app>/<slug:model>/<int:pk>/": PageRule(None, EVERYBODY, of_section),
    "admin/bemaerkning/<int:pk>/": PageRule(None, EVERYBODY, of_remark),
    "admin/markdownx/indsaet/": PageRule(get=None, post=NAMED, strangers=403),
    "admin/markdownx/dele/": PageRule(None, NAMED, of_open_page, strangers=403),
    "admin/markdownx/upload/": PageRule(get=None, post=NAMED, strangers=403),
    "admin/invitation/<str:token>/": Open("reads and accepts by the secret in its address"),
    "admin/glemt/": Open("asks for an e-mail with a link to choose a new password"),
    "admin/glemt/sendt/": Open("says the same whatever was asked"),
    "admin/glemt/<uidb36>/<key>/": Open("chooses a new password by the secret in its address"),
    "admin/kommune/ny/": PageRule(NOBODY, NOBODY),
    "admin/kommune/<int:pk>/begynd/": PageRule(NOBODY, NOBODY, of_municipality),
    "admin/kommune/<int:pk>/folk/": PageRule(MANAGERS, None, of_municipality),
    "admin/kommune/<int:pk>/folk/inviter/": PageRule(MANAGERS, MANAGERS, of_municipality),
    "admin/kommune/<int:pk>/folk/<int:person>/": PageRule(MANAGERS, MANAGERS, of_member),
    "admin/kommune/<int:pk>/folk/<int:person>/afslut/": PageRule(MANAGERS, MANAGERS, of_superuser),
    "admin/kommune/<int:pk>/invitation/<int:invitation>/<slug:name>/": (
        PageRule(None, MANAGERS, of_invitation("send")),
        PageRule(None, MANAGERS, of_invitation("link")),
    ),
    "admin/plan/<int:pk>/": PageRule(post=None, fill=of_plan),
    "admin/plan/<int:pk>/maerke/": PageRule(None, WRITERS, of_part),
    "admin/plan/<int:pk>/opfoelgning/": PageRule(None, WRITERS, of_new_follow_up),
    "admin/opfoelgning/<int:pk>/plan/": PageRule(WRITERS, WRITERS, of_report),
    "admin/opfoelgning/<int:pk>/trukket-plan/": PageRule(APPROVERS, APPROVERS, of_report),
    "admin/plan/<int:pk>/flyt/": PageRule(None, WRITERS, of_part),
    "admin/<subject:kind>/<int:pk>/del/<int:link>/luk/": PageRule(None, WRITERS, of_link),
    "admin/<subject:kind>/<int:pk>/del/<int:link>/forny/": PageRule(None, WRITERS, of_link),
    "admin/<subject:kind>/<int:pk>/trin/<slug:name>/": tuple(
        PageRule(roles, roles, fill(name))
        for name, roles in STEPS.items()
        for fill in (of_step, of_step_of_follow_up)
    ),
    "admin/<subject:kind>/<int:pk>/forloeb/": of_both(EVERYBODY, None),
    "admin/<subject:kind>/<int:pk>/planlagt/stop/": of_both(APPROVERS, APPROVERS),
    "admin/<subject:kind>/<int:pk>/beslutning/": of_both(APPROVERS, APPROVERS),
    "admin/<subject:kind>/<int:pk>/arbejde/": of_both(EVERYBODY, None),
    "admin/<subject:kind>/<int:pk>/arbejde/<int:job>/": PageRule(None, WRITERS, of_failed_job),
    "admin/tekst/<int:pk>/": PageRule(post=None, fill=of_text),
    "admin/tekst/<int:pk>/fil/<path:path>": PageRule(post=None, fill=of_text_with_annex),
    "admin/tekst/<int:pk>/plan.pdf": PageRule(post=None, fill=of_text),
    "admin/tekst/<int:pk>/maal/": PageRule(post=None, fill=of_text),
    "admin/tekst/<int:pk>/maal/<int:goal>/": PageRule(post=None, fill=of_text_with_own_goal),
    "admin/tekst/<int:pk>/aendringer/": PageRule(post=None, fill=of_text),
    "admin/tekst/<int:pk>/afsnit/<slug:slug>/": PageRule(post=None, fill=of_text_with_section),
    "admin/tekst/<int:pk>/gruppe/<slug:slug>/": PageRule(post=None, fill=of_text_with_theme_group),
    "admin/tekst/<int:pk>/maalgruppe/<slug:slug>/": PageRule(post=None, fill=of_text_with_target_group),
    "admin/tekst/<int:pk>/tema/<slug:slug>/": PageRule(post=None, fill=of_text_with_theme),
    "admin/tekst/<int:pk>/tema/<slug:slug>/maal/<int:goal>/": PageRule(post=None, fill=of_text_with_goal),
    "admin/<subject:kind>/<int:pk>/kontrol/": of_both(EVERYBODY, None),
    "admin/<subject:kind>/<int:pk>/kontrol/kort/": of_both(EVERYBODY, None),
    "admin/<subject:kind>/<int:pk>/kontrol/se-bort/": of_both(None, WRITERS),
    "admin/<subject:kind>/<int:pk>/kladde/": of_both(EVERYBODY, None),
    "admin/<subject:kind>/<int:pk>/kladde/fil/<path:path>": (
        PageRule(post=None, fill=of_annex),
        PageRule(post=None, fill=of_annex_of_report),
    ),
    "admin/<subject:kind>/<int:pk>/kladde/plan.pdf": of_both(EVERYBODY, None),
    "admin/<subject:kind>/<int:pk>/kladde/maal/": of_both(EVERYBODY, None),
    "admin/<subject:kind>/<int:pk>/kladde/maal/<int:goal>/": PageRule(post=None, fill=of_own_goal),
    "admin/<subject:kind>/<int:pk>/kladde/tema/<slug:slug>/maal/<int:goal>/": (
        PageRule(post=None, fill=of_goal_page),
        PageRule(post=None, fill=of_goal_page_of_report),
    ),
    "admin/<subject:kind>/<int:pk>/kladde/afsnit/<slug:slug>/": PageRule(post=None, fill=of_slug),
    "admin/<subject:kind>/<int:pk>/kladde/gruppe/<slug:slug>/": PageRule(post=None, fill=of_theme_group),
    "admin/<subject:kind>/<int:pk>/kladde/maalgruppe/<slug:slug>/": PageRule(post=None, fill=of_target_group),
    "admin/plan/<int:pk>/flyt/<slug:kind>/<int:part>/": PageRule(WRITERS, WRITERS, of_movable_theme),
    "admin/<subject:kind>/<int:pk>/kladde/tema/<slug:slug>/": (
        PageRule(post=None, fill=of_theme_page),
        PageRule(post=None, fill=of_theme_page_of_report),
    ),
    "admin/<subject:kind>/<int:pk>/siden-udgaven/": of_both(EVERYBODY, None),
    "admin/<slug:app>/<slug:model>/<int:pk>/history/": PageRule(fill=of_section),
    "admin/<slug:app>/<slug:model>/<int:pk>/history/gendan/": PageRule(WRITERS, WRITERS, of_section),
    "admin/tilstede/": PageRule(None, EVERYBODY, of_open_page, strangers=403),
    "admin/plan/<int:pk>/flere/": PageRule(WRITERS, WRITERS, of_plan),
    "admin/indlaes/": PageRule(WRITERS, WRITERS),
    "admin/indlaes/plan/<int:plan>/": PageRule(WRITERS, None, of_plan_of_target),
    "admin/indlaes/<int:pk>/": PageRule(WRITERS, None, of_placing),
    "admin/indlaes/<int:pk>/ret/": PageRule(None, WRITERS, of_placing),
    "admin/indlaes/<int:pk>/kladde/": PageRule(WRITERS, WRITERS, of_placing),
    "admin/indlaes/<int:pk>/bevis/": PageRule(WRITERS, None, of_drafted),
    "admin/indlaes/<int:pk>/kasser/": PageRule(None, WRITERS, of_drafted),
    "admin/plan/<int:pk>/naeste-aar/": PageRule(WRITERS, WRITERS, of_plan),
    "admin/plan/<int:pk>/maal-fra-regneark/": PageRule(WRITERS, WRITERS, of_plan),
    "admin/plan/<int:pk>/maal-fra-regneark/maal.<slug:kind>": PageRule(WRITERS, None, of_goals_table),
    "admin/plan/<int:pk>/maal/<int:part>/udgaar/": PageRule(WRITERS, WRITERS, of_goal),
    "admin/plan/<int:pk>/tema/<int:part>/udgaar/": PageRule(WRITERS, WRITERS, of_theme),
    "admin/plan/<int:pk>/tidligere-maal/<int:part>/": PageRule(WRITERS, WRITERS, of_past_goal),
    "admin/plan/<int:pk>/tidligere-tema/<int:part>/": PageRule(WRITERS, WRITERS, of_past_theme),
    "admin/<subject:kind>/<int:pk>/kasser/": of_both(WRITERS, WRITERS),
    "admin/plan/<int:pk>/laeg-vaek/": PageRule(MANAGERS, MANAGERS, of_kept_plan),
    "admin/plan/<int:pk>/hent/": PageRule(None, MANAGERS, of_archived_plan),
    "admin/lagt-vaek/": PageRule(MANAGERS, None),
    "admin/<subject:kind>/<int:pk>/del/": of_both(WRITERS, WRITERS),
    "admin/plans/plan/<path:object_id>/udgiv/": PageRule(APPROVERS, APPROVERS, PUBLISH_PLAN),
    "admin/plans/plan/<path:object_id>/udgiv/sider/": PageRule(APPROVERS, None, PUBLISH_PLAN),
    "admin/goals/followup/<path:object_id>/udgiv/sider/": PageRule(APPROVERS, None, PUBLISH_FOLLOW_UP),
    "admin/goals/followup/<path:object_id>/udgiv/": PageRule(APPROVERS, APPROVERS, PUBLISH_FOLLOW_UP),
    "admin/goals/target/saetning/<int:plan>/": PageRule(post=None, fill=of_plan_of_target),
    "admin/goals/indicator/<path:object_id>/tal/": PageRule(KEEPERS, KEEPERS, of_own_indicator),
    "admin/goals/observation/import/": PageRule(KEEPERS, KEEPERS),
    "admin/goals/observation/import/fremdrift/<uuid:ticket>/": PageRule(
        KEEPERS, None, of_ticket, owned=False
    ),
    "admin/goals/observation/process_import/": PageRule(None, KEEPERS),
    "admin/goals/figureimport/<path:object_id>/tag-tilbage/": PageRule(KEEPERS, KEEPERS, of_figure_import),
    "admin/publishing/edition/<path:object_id>/traek-tilbage/": PageRule(APPROVERS, APPROVERS, WITHDRAW),
    "admin/auth/user/<id>/password/": PageRule(NOBODY, NOBODY, of_person, owned=False),
    # Leads to the public address of what has been published, and tells no more than that address.
    "admin/r/<path:content_type_id>/<path:object_id>/": PageRule(fill=of_public, owned=False, outsiders=True),
    "sprog/": Open("chooses a language, and reads nothing"),
}
