"""One unsurprising factory per model: valid, small, and the same on every run.

What belongs together is of one plan: `AssessmentFactory()` judges a goal of its follow-up's plan,
`StrategyFactory()` is of a theme; pass `plan=` and `theme=None` for one of the whole plan.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import factory
from django.contrib.auth.models import User
from django.db.models import Max
from django.utils.timezone import now
from factory.django import DjangoModelFactory

from accounts.models import Invitation, PeopleEvent, PeopleStep
from desk.models import LastSeen, Mark, PartMark, Presence, Remark, ShareLink
from documents.codec import to_json
from documents.from_rows import document_of
from documents.tree import PlanDocument
from goals.domain.follow_ups import address_for
from goals.enums import AreaKind, Direction, FollowUpKind, Operator, Unit, Verdict
from goals.models import (
    AnnualGoal,
    Area,
    Assessment,
    DroppedGoal,
    FigureImport,
    FollowUp,
    FollowUpSection,
    Indicator,
    KeyFigureRow,
    KeyFigureTable,
    NationalGoal,
    Observation,
    ReportDecision,
    ShownKeyFigures,
    Target,
    ThemeAnswer,
)
from intake.enums import PlacingState
from intake.formats.reading import read
from intake.models import Placing
from intake.recognise.reading import recognise
from intake.recognised import to_json as placing_json
from plans.enums import AccountEventKind, PlanState, Role
from plans.models import (
    AccountEvent,
    Attachment,
    Deadline,
    Decision,
    Membership,
    Municipality,
    Plan,
    Recipient,
    Section,
    Series,
)
from publishing.domain.texts import document_now
from publishing.enums import JobKind, ProofKind, RenditionKind, Step
from publishing.models import (
    CheckWaiver,
    Edition,
    EditionFile,
    FollowUpBasis,
    FrozenText,
    Job,
    ProofEntry,
    Rendition,
    ScheduledPublication,
    Suspension,
    TextPdf,
    Withdrawal,
    WorkflowStep,
)
from themes.models import (
    DroppedTheme,
    Initiative,
    Strategy,
    TargetGroup,
    TargetGroupContact,
    Theme,
    ThemeEditor,
    ThemeGroup,
)
from website.models import Synonym

PASSWORD = "en lang og god adgangskode"


class UserFactory(DjangoModelFactory):
    """May sign in to the admin (`PASSWORD`), and may do nothing there until it has a membership."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@eksempel.dk")
    password = factory.django.Password(PASSWORD)
    is_staff = True


class AccountEventFactory(DjangoModelFactory):
    class Meta:
        model = AccountEvent

    account = factory.SubFactory(UserFactory)
    by = factory.SubFactory(UserFactory)
    kind = AccountEventKind.LINK_SHOWN


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    short_name = factory.Sequence(lambda n: f"Kommuneby {n}")
    name = factory.LazyAttribute(lambda municipality: f"{municipality.short_name} Kommune")
    slug = factory.Sequence(lambda n: f"kommuneby-{n}")
    code = factory.Sequence(lambda n: f"{100 + n % 900}")
    region = "Region Midtjylland"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    role = Role.EDITOR


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    municipality = factory.SubFactory(MunicipalityFactory)
    email = factory.Sequence(lambda n: f"ny{n}@eksempel.dk")
    first_name = "Ny"
    last_name = factory.Sequence(lambda n: f"Kollega {n}")
    roles = factory.LazyFunction(lambda: [str(Role.EDITOR)])
    expires_at = factory.LazyFunction(lambda: now() + timedelta(days=14))


class PeopleStepFactory(DjangoModelFactory):
    class Meta:
        model = PeopleStep

    municipality = factory.SubFactory(MunicipalityFactory)
    event = PeopleEvent.CHANGED
    who = "En kollega"


def next_year(plan: Any) -> int:
    """2019 for a municipality's first plan, else the year after its latest."""
    if plan.municipality.pk is None:
        return 2019
    latest = plan.municipality.plans.aggregate(year=Max("last_year"))["year"]
    return 2019 if latest is None else latest + 1


class SeriesFactory(DjangoModelFactory):
    """One beside the municipality's first."""

    class Meta:
        model = Series

    municipality = factory.SubFactory(MunicipalityFactory)
    slug = factory.Sequence(lambda n: f"handleplan-{n}")
    name = "Handleplaner"
    word = "Handleplan"


class PlanFactory(DjangoModelFactory):
    """Several plans of one municipality get years of their own: 2019, 2020, …"""

    class Meta:
        model = Plan

    municipality = factory.SubFactory(MunicipalityFactory)
    year = factory.LazyAttribute(next_year)
    last_year = factory.LazyAttribute(lambda plan: plan.year)
    title = factory.LazyAttribute(lambda plan: f"Beskæftigelsesplan {plan.year}")
    summary = "Sådan kommer flere i job."


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Afsnit {n}")
    slug = factory.Sequence(lambda n: f"afsnit-{n}")
    body = "Kommunen har **lav** ledighed."


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    plan = factory.SubFactory(PlanFactory)
    body = "Byrådet"
    date = date(2018, 12, 11)


class DeadlineFactory(DjangoModelFactory):
    class Meta:
        model = Deadline

    plan = factory.SubFactory(PlanFactory)
    what = factory.Sequence(lambda n: f"Planen sendes til råd {n}")
    date = date(2018, 12, 15)


class RecipientFactory(DjangoModelFactory):
    class Meta:
        model = Recipient

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"Råd {n}")
    email = factory.Sequence(lambda n: f"raad{n}@eksempel.dk")


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = Attachment

    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Bilag {n}")
    file = factory.django.FileField(filename="bilag.txt", data=b"Et bilag\n")


class TargetGroupFactory(DjangoModelFactory):
    class Meta:
        model = TargetGroup

    name = factory.Sequence(lambda n: f"Målgruppe {n}")
    slug = factory.Sequence(lambda n: f"maalgruppe-{n}")


class TargetGroupContactFactory(DjangoModelFactory):
    class Meta:
        model = TargetGroupContact

    municipality = factory.SubFactory(MunicipalityFactory)
    target_group = factory.SubFactory(TargetGroupFactory)
    who = "Ungeenheden"
    phone = "12 34 56 78"


class ThemeGroupFactory(DjangoModelFactory):
    class Meta:
        model = ThemeGroup

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n)
    label = "A"
    title = factory.Sequence(lambda n: f"Pejlemærke om noget {n}")
    slug = factory.Sequence(lambda n: f"pejlemaerke-{n}")
    body = "Vi går efter **flere** i job."


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Tema om noget {n}")
    slug = factory.Sequence(lambda n: f"tema-{n}")
    ambition = "Alle skal **med**."
    actions = "Vi hjælper den enkelte."


class ThemeEditorFactory(DjangoModelFactory):
    class Meta:
        model = ThemeEditor

    membership = factory.SubFactory(MembershipFactory, role=Role.THEME_EDITOR)
    theme = factory.SubFactory(
        ThemeFactory, plan__municipality=factory.SelfAttribute("...membership.municipality")
    )


class StrategyFactory(DjangoModelFactory):
    class Meta:
        model = Strategy

    theme = factory.SubFactory(ThemeFactory)
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Strategi {n}")
    body = "Vi gør det sammen."


class InitiativeFactory(DjangoModelFactory):
    class Meta:
        model = Initiative

    theme = factory.SubFactory(ThemeFactory)
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Initiativ {n}")
    body = "En mentor til hver."


class NationalGoalFactory(DjangoModelFactory):
    class Meta:
        model = NationalGoal

    year = 2019
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Flere i arbejde {n}")


class ThemeAnswerFactory(DjangoModelFactory):
    class Meta:
        model = ThemeAnswer
        skip_postgeneration_save = True

    theme = factory.SubFactory(ThemeFactory)
    text = "Temaet svarer **samlet**."

    @factory.post_generation
    def answers(row: Any, create: bool, given: Any, **_kwargs: Any) -> None:
        """One of the plan's year, where none are given."""
        if create:
            row.answers.set(given or [NationalGoalFactory(year=row.theme.plan.year)])


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    name = factory.Sequence(lambda n: f"Ledighed {n}")
    slug = factory.Sequence(lambda n: f"ledighed-{n}")
    unit = Unit.PERCENT
    better = Direction.LOWER


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    owner = None
    kind = factory.LazyAttribute(lambda area: AreaKind.CLUSTER if area.owner else AreaKind.REGION)
    name = factory.Sequence(lambda n: f"Region {n}")


class ObservationFactory(DjangoModelFactory):
    class Meta:
        model = Observation

    indicator = factory.SubFactory(IndicatorFactory)
    area = factory.SubFactory(AreaFactory)
    period_start = date(2019, 1, 1)
    period_end = date(2019, 12, 31)
    value = Decimal("3.7")
    source = "jobindsats.dk"


class FigureImportFactory(DjangoModelFactory):
    class Meta:
        model = FigureImport

    file_name = "tal.csv"
    sha256 = "0" * 64
    person = factory.SubFactory(UserFactory)
    added = 1


class AnnualGoalFactory(DjangoModelFactory):
    class Meta:
        model = AnnualGoal

    theme = factory.SubFactory(ThemeFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Ledigheden skal være lavere end før ({n}).")


class TargetFactory(DjangoModelFactory):
    """Below 3.5 per cent: the plainest of the conditions."""

    class Meta:
        model = Target

    goal = factory.SubFactory(AnnualGoalFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    operator = Operator.BELOW
    value = Decimal("3.5")
    unit = Unit.PERCENT


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = FollowUp

    plan = factory.SubFactory(PlanFactory)
    title = factory.LazyAttribute(lambda follow_up: f"Målopfølgning {follow_up.plan.year}")
    kind = FollowUpKind.FINAL
    slug = factory.LazyAttribute(
        lambda row: address_for(FollowUp(plan=row.plan, title=row.title, kind=row.kind))
    )
    introduction = "Sådan gik det."


class KeyFigureTableFactory(DjangoModelFactory):
    class Meta:
        model = KeyFigureTable

    municipality = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda n: f"Personer på ydelser {n}")


class KeyFigureRowFactory(DjangoModelFactory):
    class Meta:
        model = KeyFigureRow

    table = factory.SubFactory(KeyFigureTableFactory)
    indicator = factory.SubFactory(IndicatorFactory, unit=Unit.FULL_TIME_PERSONS)


class ShownKeyFiguresFactory(DjangoModelFactory):
    class Meta:
        model = ShownKeyFigures

    section = None
    theme = factory.SubFactory(ThemeFactory)
    table = factory.SubFactory(
        KeyFigureTableFactory,
        municipality=factory.LazyAttribute(
            lambda row: (row.factory_parent.section or row.factory_parent.theme).plan.municipality
        ),
    )


class FollowUpSectionFactory(DjangoModelFactory):
    class Meta:
        model = FollowUpSection

    follow_up = factory.SubFactory(FollowUpFactory)
    title = "Rammer"
    slug = "rammer"
    body = "Rammerne for indsatsen."


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = Assessment

    follow_up = factory.SubFactory(FollowUpFactory)
    goal = factory.SubFactory(
        AnnualGoalFactory,
        theme=factory.SubFactory(ThemeFactory, plan=factory.SelfAttribute("...follow_up.plan")),
    )
    verdict = Verdict.MET
    text = "Målet er nået."


class ReportDecisionFactory(DjangoModelFactory):
    class Meta:
        model = ReportDecision

    follow_up = factory.SubFactory(FollowUpFactory)
    body = "Byrådet"
    date = date(2020, 4, 28)


def _text_of(edition: Any) -> PlanDocument:
    follow_up = getattr(edition, "follow_up", None)
    return document_now(follow_up) if follow_up else document_of(edition.plan)


class EditionFactory(DjangoModelFactory):
    """As `publish` would make it, but for the PDF, which takes seconds: a file of one line."""

    class Meta:
        model = Edition

    plan = factory.SubFactory(PlanFactory)
    number = 1
    change_note = "Første udgave."
    published_at = datetime(2019, 1, 2, 12, tzinfo=UTC)
    published_by = factory.SubFactory(UserFactory)
    document_json = factory.LazyAttribute(lambda edition: to_json(_text_of(edition)))
    document_sha256 = factory.LazyAttribute(
        lambda edition: sha256(edition.document_json.encode()).hexdigest()
    )
    pdf = factory.django.FileField(filename="plan.pdf", data=b"%PDF-1.7\n")
    pdf_sha256 = sha256(b"%PDF-1.7\n").hexdigest()
    pdf_size = 9
    pdf_pages = 1
    municipality_slug = factory.SelfAttribute("plan.municipality.slug")
    municipality_name = factory.SelfAttribute("plan.municipality.name")
    municipality_short_name = factory.SelfAttribute("plan.municipality.short_name")
    accent = factory.SelfAttribute("plan.municipality.accent")
    year = factory.SelfAttribute("plan.year")
    last_year = factory.SelfAttribute("plan.last_year")
    title = factory.SelfAttribute("plan.title")
    themes = [{"number": 1, "title": "Tema om noget", "slug": "tema", "predecessor": None}]


class RenditionFactory(DjangoModelFactory):
    """The goals of an edition."""

    class Meta:
        model = Rendition

    edition = factory.SubFactory(EditionFactory)
    kind = RenditionKind.GOALS
    made_at = datetime(2019, 1, 2, 13, tzinfo=UTC)
    pdf = factory.django.FileField(filename="maal.pdf", data=b"%PDF-1.7\n")
    pdf_sha256 = sha256(b"%PDF-1.7\n").hexdigest()
    pdf_size = 9
    pdf_pages = 1


class EditionFileFactory(DjangoModelFactory):
    class Meta:
        model = EditionFile

    edition = factory.SubFactory(EditionFactory)
    path = factory.Sequence("bilag/1/notat-{}.pdf".format)
    sha256 = sha256(b"indhold").hexdigest()
    size = 7


class ProofEntryFactory(DjangoModelFactory):
    """No entry of any chain: for what the table itself refuses."""

    class Meta:
        model = ProofEntry

    sequence = factory.Sequence(lambda number: number + 1)
    kind = ProofKind.EDITION
    subject = factory.SelfAttribute("sequence")
    content = "{}"
    previous = factory.LazyAttribute(lambda entry: sha256(b"%d" % (entry.sequence - 1)).hexdigest())
    sha256 = factory.LazyAttribute(lambda entry: sha256(b"%d" % entry.sequence).hexdigest())


class WithdrawalFactory(DjangoModelFactory):
    class Meta:
        model = Withdrawal

    edition = factory.SubFactory(EditionFactory)
    reason = "Tallene var forkerte."
    withdrawn_at = datetime(2019, 3, 1, 12, tzinfo=UTC)


class FollowUpBasisFactory(DjangoModelFactory):
    class Meta:
        model = FollowUpBasis

    follow_up = factory.SubFactory(FollowUpFactory)
    edition = factory.SubFactory(EditionFactory, plan=factory.SelfAttribute("..follow_up.plan"))


class SuspensionFactory(DjangoModelFactory):
    """Nobody has answered yet."""

    class Meta:
        model = Suspension

    withdrawal = factory.SubFactory(WithdrawalFactory)
    edition = factory.SubFactory(
        EditionFactory,
        follow_up=factory.SubFactory(
            FollowUpFactory, plan=factory.SelfAttribute("...withdrawal.edition.plan")
        ),
        plan=factory.SelfAttribute("follow_up.plan"),
    )


class PartMarkFactory(DjangoModelFactory):
    """Of a section; pass `section=None` with another part of the plan."""

    class Meta:
        model = PartMark

    plan = factory.SubFactory(PlanFactory)
    section = factory.SubFactory(SectionFactory, plan=factory.SelfAttribute("..plan"))
    mark = Mark.READY


class DroppedGoalFactory(DjangoModelFactory):
    class Meta:
        model = DroppedGoal

    plan = factory.SubFactory(PlanFactory)
    goal = factory.SubFactory(
        AnnualGoalFactory,
        theme=factory.SubFactory(
            ThemeFactory,
            plan=factory.SubFactory(PlanFactory, municipality=factory.SelfAttribute("....plan.municipality")),
        ),
    )
    reason = "Målet er nået."


class DroppedThemeFactory(DjangoModelFactory):
    class Meta:
        model = DroppedTheme

    plan = factory.SubFactory(PlanFactory)
    theme = factory.SubFactory(
        ThemeFactory,
        plan=factory.SubFactory(PlanFactory, municipality=factory.SelfAttribute("...plan.municipality")),
    )
    reason = "Opgaven er løst."


class ShareLinkFactory(DjangoModelFactory):
    """Open for years; its token is what `sha256` is of."""

    class Meta:
        model = ShareLink

    plan = factory.SubFactory(PlanFactory)
    token_sha256 = factory.Sequence(lambda n: sha256(f"token-{n}".encode()).hexdigest())
    recipient = "Udvalget"
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)


class WorkflowStepFactory(DjangoModelFactory):
    class Meta:
        model = WorkflowStep

    plan = factory.SubFactory(PlanFactory)
    step = Step.SUBMIT
    from_state = PlanState.DRAFT
    to_state = PlanState.SUBMITTED
    by = factory.SubFactory(UserFactory)


class FrozenTextFactory(DjangoModelFactory):
    """The plan as its rows are now."""

    class Meta:
        model = FrozenText

    plan = factory.SubFactory(PlanFactory)
    document_json = factory.LazyAttribute(lambda text: to_json(document_of(text.plan)))
    document_sha256 = factory.LazyAttribute(lambda text: sha256(text.document_json.encode()).hexdigest())


class TextPdfFactory(DjangoModelFactory):
    """A file of one line: a real one takes seconds."""

    class Meta:
        model = TextPdf

    text = factory.SubFactory(FrozenTextFactory)
    pdf = factory.django.FileField(filename="tekst.pdf", data=b"%PDF-1.7\n")
    pdf_sha256 = sha256(b"%PDF-1.7\n").hexdigest()
    pdf_size = 9
    pdf_pages = 1


class JobFactory(DjangoModelFactory):
    """The PDF of a text that was sent for approval."""

    class Meta:
        model = Job

    plan = factory.SubFactory(PlanFactory)
    kind = JobKind.SUBMISSION
    text = factory.SubFactory(FrozenTextFactory, plan=factory.SelfAttribute("..plan"))


class CheckWaiverFactory(DjangoModelFactory):
    class Meta:
        model = CheckWaiver

    plan = factory.SubFactory(PlanFactory)
    check_id = "long_title"
    place = "plan::title"
    text_hash = sha256(b"En lang titel").hexdigest()
    by = factory.SubFactory(UserFactory)
    reason = "Titlen er vedtaget."


class ScheduledPublicationFactory(DjangoModelFactory):
    """Due long from now."""

    class Meta:
        model = ScheduledPublication

    plan = factory.SubFactory(PlanFactory, state=PlanState.APPROVED)
    by = factory.SubFactory(UserFactory)
    due_at = datetime(2090, 1, 1, 8, tzinfo=UTC)
    note = "Vedtaget af byrådet."


class RemarkFactory(DjangoModelFactory):
    """On the whole plan; pass `part=` and its `plan=` for one on a part."""

    class Meta:
        model = Remark

    plan = factory.SubFactory(PlanFactory)
    part = factory.SelfAttribute("plan")
    text = factory.Sequence(lambda n: f"Skal tallet ikke være {n}?")
    by = factory.SubFactory(UserFactory)


class PresenceFactory(DjangoModelFactory):
    class Meta:
        model = Presence

    person = factory.SubFactory(UserFactory)
    place = factory.Sequence(lambda n: f"themes.theme/{n}")


class LastSeenFactory(DjangoModelFactory):
    class Meta:
        model = LastSeen

    person = factory.SubFactory(UserFactory)
    plan = factory.SubFactory(PlanFactory)


class SynonymFactory(DjangoModelFactory):
    class Meta:
        model = Synonym

    owner = None
    expressions = factory.Sequence(lambda n: f"ord {n}, andet ord {n}")
    note = "De bruges i flæng."


class PlacingFactory(DjangoModelFactory):
    """A document that has been read, of a town's plan with one theme of one goal."""

    class Meta:
        model = Placing

    municipality = factory.SubFactory(MunicipalityFactory)
    state = PlacingState.OPEN
    file_name = factory.Sequence(lambda n: f"plan{n}.md")
    sha256 = "0" * 64

    class Params:
        text = "# Beskæftigelsesplan 2026\n\n## Tema 1: Unge\n\n**Mål**\n\n1. Flere unge skal i job.\n"

    outline = factory.LazyAttribute(lambda placing: placing_json(read(placing.text.encode(), "plan.md")))
    recognised = factory.LazyAttribute(
        lambda placing: placing_json(recognise(read(placing.text.encode(), "plan.md")))
    )
