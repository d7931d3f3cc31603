"""Editions without the press: a document made in memory, stored as published, with a small PDF."""

import hashlib
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile
from django.db import transaction

from documents import tree
from documents.codec import to_json
from goals.models import FollowUp
from plans.models import Municipality, Plan, Series
from publishing.domain import proof
from publishing.domain.renditions import missing
from publishing.domain.texts import document_now
from publishing.enums import RenditionKind
from publishing.models import Edition, Rendition, Withdrawal
from publishing.models.edition import SHARED, series_of
from tests.factories import EditionFactory, FollowUpFactory, MunicipalityFactory, PlanFactory

FIRST_DAY = datetime(2018, 12, 12, 9, 30, tzinfo=UTC)


def small_pdf(text: str = "") -> bytes:
    """With the text inside it, as the real ones, or with nothing, as the print shop's."""
    return _small_pdf(text)


@cache
def _small_pdf(text: str) -> bytes:
    with pikepdf.new() as pdf, BytesIO() as file:
        pdf.add_blank_page()
        if text:
            pdf.attachments["plan.json"] = pikepdf.AttachedFileSpec(pdf, text.encode(), filename="plan.json")
        pdf.save(file)
        return file.getvalue()


def theme_of(number: int, year: int, goals: int = 2, predecessor: tree.ThemeRef | None = None) -> tree.Theme:
    return tree.Theme(
        number=number,
        title=f"Tema nummer {number}",
        slug=f"tema-{number}",
        ambition=f"Vi vil **noget** i {year}.\n\n# Mere\n\nOgså en note[^1].\n\n[^1]: Noten.",
        actions="Vi gør noget.",
        goals=tuple(tree.Goal(n, f"Mål {n} af tema {number} skal nås.") for n in range(1, goals + 1)),
        strategies=(tree.Strategy("En strategi", "Sådan.", children=(tree.Strategy("En del"),)),),
        initiatives=(tree.Initiative("Et initiativ", "Sådan.", responsible_unit="Jobcentret"),),
        predecessor=predecessor,
    )


def document_of(
    slug: str = "herning", year: int = 2019, themes: int = 2, goals: int = 2
) -> tree.PlanDocument:
    name = slug.capitalize()
    return tree.PlanDocument(
        municipality=tree.Municipality(f"{name} Kommune", name, slug, "657", accent="#7a2e3a"),
        title=f"Beskæftigelsesplan {year}",
        year=year,
        last_year=year,
        summary="Sådan kommer flere i job.",
        sections=(
            tree.Section(
                "Indledning", "indledning", "introduction", body="En indledning.\n\n## Baggrund\n\nTekst."
            ),
            tree.Section(
                "Rammer",
                "rammer",
                "chapter",
                label="Kapitel 1",
                children=(tree.Section("Økonomi", "oekonomi", body="Tal."),),
            ),
        ),
        themes=tuple(theme_of(number, year, goals) for number in range(1, themes + 1)),
    )


def report_of(document: tree.PlanDocument, verdict: tree.Verdict = "met") -> tree.PlanDocument:
    """A follow-up that judges every goal alike."""
    assessments = tuple(
        tree.Assessment(document.goal_ref(theme, goal), verdict, "Det gik **godt**.")
        for theme, goal in document.all_goals()
    )
    report = tree.FollowUp(f"Målopfølgning {document.year}", assessments=assessments)
    return replace(document, follow_up=report)


def publish(document: tree.PlanDocument, note: str = "Første udgave.", *, noindex: bool = False) -> Edition:
    """The next edition of the document's plan, or of the follow-up on it; a day after the one before. Of a
    document that is one, the next proposal."""
    plan = _plan(document)
    follow_up = _follow_up(plan) if document.follow_up else None
    number = (
        Edition.objects.filter(series=series_of(follow_up or plan, proposal=document.proposal)).count() + 1
    )
    text, town = to_json(document), document.municipality
    edition = Edition(
        plan=plan,
        follow_up=follow_up,
        number=number,
        change_note=note,
        published_at=FIRST_DAY + timedelta(days=number),
        document_json=text,
        document_sha256=hashlib.sha256(text.encode()).hexdigest(),
        pdf_sha256=hashlib.sha256(small_pdf(text)).hexdigest(),
        pdf_size=len(small_pdf(text)),
        pdf_pages=1,
        municipality_slug=town.slug,
        municipality_name=town.name,
        municipality_short_name=town.short_name,
        accent=town.accent,
        year=document.year,
        last_year=document.last_year,
        plan_series=document.series.slug,
        title=document.display_title,
        themes=[_entry(theme) for theme in document.themes],
        carried_out=[asdict(ref) for ref in document.carried_out],
        is_proposal=document.proposal,
        noindex=noindex,
    )
    edition.pdf.save(
        f"{town.slug}-{edition.file_stem}-{number}.pdf", ContentFile(small_pdf(text)), save=False
    )
    with transaction.atomic():
        edition.save()
        proof.record_edition(edition, document, proof.head())
    return edition


def numbered_with_others(report: FollowUp, number: int) -> Edition:
    """An edition of the follow-up as it is, from when those on one plan shared a series."""
    text, plan = to_json(document_now(report)), report.plan
    edition = EditionFactory.build(
        plan=plan,
        follow_up=report,
        report_slug=report.slug,
        report_kind=report.kind,
        series=f"{SHARED}{plan.pk}",
        number=number,
        published_by=None,
        document_json=text,
        title=report.title,
    )
    Edition.objects.bulk_create([edition])  # `save` would give it the series of today
    return edition


def make(edition: Edition, kind: str, subject: str = "", against: Edition | None = None) -> Rendition:
    """A further PDF of the edition, as `make_missing` would store it."""
    content = small_pdf("" if kind == RenditionKind.PRESS else edition.document_json)
    rendition = Rendition(
        edition=edition,
        kind=kind,
        subject=subject,
        against=against,
        made_at=FIRST_DAY + timedelta(days=30),
        pdf_sha256=hashlib.sha256(content).hexdigest(),
        pdf_size=len(content),
        pdf_pages=1,
    )
    rendition.pdf.save(f"{edition.municipality_slug}-{kind}.pdf", ContentFile(content), save=False)
    with transaction.atomic():
        rendition.save()
        proof.record_rendition(rendition, proof.head())
    return rendition


def make_all(edition: Edition) -> list[Rendition]:
    """Everything that there should be of the edition."""
    return [make(edition, one.kind, one.subject, one.against) for one in missing(edition)]


def withdraw(edition: Edition, reason: str = "Bilaget rummede navne.") -> None:
    with transaction.atomic():
        made = Withdrawal.objects.create(edition=edition, reason=reason, withdrawn_at=FIRST_DAY)
        proof.record_withdrawal(made)


def _entry(theme: tree.Theme) -> dict[str, object]:
    return {
        "number": theme.number,
        "title": theme.title,
        "slug": theme.slug,
        "predecessors": [asdict(ref) for ref in theme.predecessors],
    }


def _plan(document: tree.PlanDocument) -> Plan:
    town = document.municipality
    row = Municipality.objects.filter(slug=town.slug).first() or MunicipalityFactory(slug=town.slug)
    slug = document.series.slug
    found = Plan.objects.filter(municipality=row, year=document.year, series__slug=slug).first()
    years = {"year": document.year, "last_year": document.last_year}
    series = Series.objects.get_or_create(municipality=row, slug=slug, defaults=asdict(document.series))[0]
    return found or PlanFactory(municipality=row, series=series, **years)


def _follow_up(plan: Plan) -> FollowUp:
    return FollowUp.objects.filter(plan=plan).first() or FollowUpFactory(plan=plan)
