"""The records. What each field is called outside is Danish and does not change within a version of the interface;
the order is that of the columns in the files."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from website.domain.records.codes import (
    AREA_KINDS,
    EDITION_KINDS,
    OPERATORS,
    PLAN_KINDS,
    REPORT_KINDS,
    VERDICTS,
)
from website.domain.records.columns import column


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Of a municipality. `id` is the same for as long as the part is there."""

    id: str = column("id", _("Stable id. With it, the record can be fetched alone."))
    address: str = column("adresse", _("The page where it can be read."))
    municipality_code: str = column(
        "kommune_kode", _("The municipality's three-digit code in Statistics Denmark.")
    )
    municipality_name: str = column("kommune", _("The municipality's name."))
    municipality: str = column("kommune_id", _("The municipality in the portal's addresses."))


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityRecord(Record):
    short_name: str = column("kort_navn", _("The name as in running text."))
    region: str = column("region", _("The region, where it is known."))
    email: str = column("email", _("E-mail."))
    phone: str = column("telefon", _("Telephone."))
    website: str = column("websted", _("The municipality's own website."))
    accessibility: str = column("tilgaengelighed", _("The registered accessibility statement."))
    plan: str = column("plan_id", _("The newest plan that can be read; empty if there is none."))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRecord(Record):
    slug: str = column("serie", _("The series in addresses; empty for the municipality's first series."))
    name: str = column("navn", _("What the municipality calls its plans of this series."))
    word: str = column("ord", _("What a single document is called."))
    rhythm: str = column("rytme", _("How often one is made, in words."))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart(Record):
    """Of a plan, as one edition has it."""

    series: str = column("serie", _("The series in addresses; empty for the municipality's first series."))
    series_name: str = column("serie_navn", _("What the municipality calls its plans of this series."))
    year: int = column("aar", _("The plan's first year."))
    last_year: int | None = column("sidste_aar", _("The plan's last year; empty if it has no end."))
    plan: str = column("plan_id", _("The plan's id."))
    edition: str = column("udgave", _("The number of the edition that it is taken from, e.g. 1 or 1.1."))
    edition_id: str = column(
        "udgave_id", _("The edition's id, which is its permanent address in the portal.")
    )
    published_at: datetime = column("udgivet", _("When the edition was published."))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord(PlanPart):
    title: str = column("titel", _("The title."))
    kind: str = column("type", _("What kind of document it is."), *PLAN_KINDS.values())
    summary: str = column("resume", _("The plan's own summary as plain text."))
    adopted_by: str = column("vedtaget_af", _("Who adopted it."))
    adopted_on: date | None = column("vedtaget", _("The day on which it was adopted."))
    before: str = column("foregaaende_id", _("The plan that it follows."))
    above: str = column("udmoenter_id", _("The document above that it carries out."))
    themes: int = column("antal_temaer", _("How many themes it has."))
    goals: int = column("antal_maal", _("How many goals it has."))
    report: str = column(
        "opfoelgning_id", _("The follow-up that speaks for the plan; empty if there is none.")
    )
    pdf: str = column("pdf", _("The PDF's address."))
    json: str = column("json", _("The address of the whole text as JSON."))
    sha256: str = column("sha256", _("Checksum of the whole text."))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord(PlanPart):
    kind: str = column("type", _("What was published."), *EDITION_KINDS)
    title: str = column("titel", _("The title."))
    in_force: bool = column("gaeldende", _("Whether it is the newest of its kind that can be read."))
    note: str = column("aendring", _("What was changed, in the municipality's words."))
    pages: int = column("sider", _("Pages of the PDF."))
    pdf: str = column("pdf", _("The PDF's address."))
    pdf_sha256: str = column("pdf_sha256", _("Checksum of the PDF."))
    json: str = column("json", _("The address of the whole text as JSON."))
    sha256: str = column("sha256", _("Checksum of the whole text."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRecord(PlanPart):
    number: int = column("nummer", _("The theme's number in the plan."))
    printed_number: str = column("trykt_nummer", _("The number as printed, e.g. 2 or A.1."))
    title: str = column("titel", _("The title."))
    group: str = column("hovedtema", _("The level above, where there is one."))
    ambition: str = column("ambition", _("What the municipality wants, as plain text."))
    actions: str = column("handling", _("What it does, as plain text."))
    target_groups: tuple[str, ...] = column("maalgrupper", _("For whom: the target groups' names."))
    target_group_ids: tuple[str, ...] = column(
        "maalgruppe_id", _("For whom: the target groups, written as in addresses.")
    )
    national: tuple[str, ...] = column(
        "ministermaal", _("The national goals that are answered, as year/number.")
    )
    before: tuple[str, ...] = column("foregaaende", _("The ids of what it continues from earlier plans."))
    goals: int = column("antal_maal", _("How many goals it has."))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRecord(PlanPart):
    number: str = column("nummer", _("The number as printed."))
    text: str = column("maal", _("The goal's words as plain text."))
    theme: str = column("tema_id", _("The theme's id; empty for a goal of the whole plan."))
    theme_title: str = column("tema", _("The theme's title."))
    measure: str = column("maales_paa", _("What it is measured by, in words."))
    target_groups: tuple[str, ...] = column("maalgrupper", _("For whom: the target groups' names."))
    target_group_ids: tuple[str, ...] = column(
        "maalgruppe_id", _("For whom: the target groups, written as in addresses.")
    )
    unit: str = column("ansvarlig", _("The responsible unit."))
    partners: str = column("samarbejdspartnere", _("Partners."))
    national: tuple[str, ...] = column(
        "ministermaal", _("The national goals that are answered, as year/number.")
    )
    before: tuple[str, ...] = column("foregaaende", _("The ids of what it continues from earlier plans."))
    carries_out: tuple[str, ...] = column("udmoenter", _("The ids of the goals above that it carries out."))
    verdict: str | None = column(
        "resultat",
        _("The municipality's verdict in the follow-up that speaks for the plan; empty if there is none."),
        *VERDICTS.values(),
    )
    is_final: bool | None = column(
        "afsluttende", _("Whether that verdict is final, and not only the state so far.")
    )
    computed: str | None = column(
        "beregnet", _("What the figures alone say; empty if nothing has been computed."), *VERDICTS.values()
    )
    report: str = column("opfoelgning_id", _("The edition of the follow-up that the result is taken from."))


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRecord(PlanPart):
    goal: str = column("maal_id", _("The goal's id."))
    goal_number: str = column("maal_nummer", _("The goal's number as printed."))
    goal_text: str = column("maal", _("The goal's words as plain text."))
    sentence: str = column("krav", _("What is demanded, in words."))
    operator: str = column("betingelse", _("How it is met, as a code."), *OPERATORS.values())
    indicator: str = column("indikator", _("What is measured."))
    indicator_id: str = column("indikator_id", _("What is measured, as a code."))
    value: Decimal | None = column("vaerdi", _("The value that is aimed at."))
    unit: str = column("enhed", _("What the value is in."))
    comparator: str = column("sammenlignet_med", _("The area that it is compared with."))
    baseline: Decimal | None = column("udgangspunkt", _("The value that it is counted from."))
    due: date | None = column("frist", _("The day by which it shall be met."))
    computed: str | None = column(
        "beregnet", _("What the figures alone say; empty if nothing has been computed."), *VERDICTS.values()
    )
    computed_text: str = column("beregnet_tekst", _("What the figures say, in words."))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord(PlanPart):
    indicator: str = column("indikator", _("What is measured."))
    indicator_id: str = column("indikator_id", _("What is measured, as a code."))
    is_own: bool = column(
        "egen", _("Whether the indicator is the municipality's own, and not the country's.")
    )
    area: str = column("omraade", _("The area that the figure is of."))
    area_kind: str = column("omraade_type", _("What kind of area it is."), *AREA_KINDS.values())
    start: date = column("fra", _("The period's first day."))
    end: date = column("til", _("The period's last day."))
    value: Decimal = column("vaerdi", _("The figure as published."))
    unit: str = column("enhed", _("What the value is in."))
    provisional: bool = column("foreloebig", _("Whether the figure was provisional."))
    series_break: bool = column("ny_serie", _("Whether it cannot be compared with those before."))
    mean_of: int | None = column(
        "gennemsnit_af", _("The figure is a mean of so many municipalities, computed here; else empty.")
    )
    source: str = column("kilde", _("The source."))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRecord(PlanPart):
    report_title: str = column("opfoelgning", _("The follow-up's title."))
    report_kind: str = column("opfoelgning_type", _("What kind of follow-up it is."), *REPORT_KINDS.values())
    start: date | None = column(
        "periode_fra", _("The first day that the follow-up is about, if it names one.")
    )
    end: date | None = column("periode_til", _("The last day that the follow-up is about, if it names one."))
    goal: str = column("maal_id", _("The goal's id."))
    goal_number: str = column("maal_nummer", _("The goal's number as printed."))
    goal_text: str = column("maal", _("The goal's words as plain text."))
    verdict: str = column("resultat", _("The municipality's verdict."), *VERDICTS.values())
    text: str = column("vurdering", _("The municipality's words about it, as plain text."))
    computed: str | None = column(
        "beregnet", _("What the figures alone say; empty if nothing has been computed."), *VERDICTS.values()
    )
    reason: str = column("begrundelse", _("Why the verdict is another than that of the figures."))


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalRecord(PlanPart):
    national_year: int = column("ministermaal_aar", _("The national goal's year."))
    number: int = column("nummer", _("The national goal's number."))
    title: str = column("titel", _("The title."))
    text: str = column("tekst", _("Its words as plain text."))
    answers: tuple[str, ...] = column("svar", _("The ids of the plan's goals and themes that answer it."))


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRecord(PlanPart):
    title: str = column("titel", _("The title."))
    text: str = column("tekst", _("Its words as plain text."))
    theme: str = column("tema_id", _("The theme's id; empty for an initiative of the whole plan."))
    theme_title: str = column("tema", _("The theme's title."))
    strategy: str = column("strategi", _("The strategy that it is a part of."))
    unit: str = column("ansvarlig", _("The responsible unit."))
    partners: str = column("samarbejdspartnere", _("Partners."))
    starts: date | None = column("starter", _("The day on which it begins."))
    ends: date | None = column("slutter", _("The day on which it ends."))
    target_groups: tuple[str, ...] = column("maalgrupper", _("For whom: the target groups' names."))
    target_group_ids: tuple[str, ...] = column(
        "maalgruppe_id", _("For whom: the target groups, written as in addresses.")
    )
