"""What was published. Written once, then never changed: the methods here refuse it, and so does
the database, whichever program asks (`publishing/triggers.py`)."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.codec import cached_from_json
from documents.tree import PlanDocument, PlanRef
from goals.enums import FollowUpKind
from goals.models import FollowUp
from plans.models import Plan
from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from plans.years import year_span
from publishing.numbering import EditionNumber


def edition_storage() -> Storage:
    return storages["editions"]


SAME_SUBJECT = Q(series=OuterRef("series")) & (Q(follow_up=None) | Q(follow_up=OuterRef("follow_up")))
"""Of the same plan, or the same follow-up: those on one plan once shared a series."""
PROPOSAL_MARK = "F"
SHARED = "follow-up-"
"""What such a series begins with: its editions keep their numbers and addresses."""
_HIGHER = Q(number__gt=OuterRef("number")) | Q(
    number=OuterRef("number"), correction__gt=OuterRef("correction")
)
_PASSED_OVER = Q(withdrawal__in_force__isnull=False)
"""Withdrawn, with another in force from then on."""


class EditionQuerySet(AppendOnlyQuerySet):
    """A proposal is no plan: `of_plans`, `shown`, `in_force` and `current` leave it out. Who wants one asks
    for `proposals`; who wants the last of both, `last_of_each` and `in_force_or_proposed`."""

    def of_plans(self) -> "EditionQuerySet":
        return self.adopted().filter(follow_up=None)

    def of_follow_ups(self) -> "EditionQuerySet":
        return self.exclude(follow_up=None)

    def adopted(self) -> "EditionQuerySet":
        """All but proposals: what counts as the municipality's plan, or as a report on it."""
        return self.filter(is_proposal=False)

    def proposals(self) -> "EditionQuerySet":
        return self.filter(is_proposal=True)

    def at(self, municipality: str, plan: PlanRef) -> "EditionQuerySet":
        return self.filter(municipality_slug=municipality, year=plan.year, plan_series=plan.series)

    def newest(self) -> "EditionQuerySet":
        """The last edition of each plan and each follow-up, withdrawn or not."""
        return self.filter(~Exists(Edition.objects.filter(_HIGHER, SAME_SUBJECT)))

    def numbered(self, label: EditionNumber) -> "EditionQuerySet":
        return self.filter(number=label.number, correction=label.correction)

    def shown(self) -> "EditionQuerySet":
        """One of each plan and each follow-up, which its address shows: the one in force; where none is, the
        one that was withdrawn last of those that were, for the page that says so."""
        return self.adopted().last_of_each()

    def last_of_each(self) -> "EditionQuerySet":
        """As `shown`, and one of each plan's proposals."""
        last = ~Exists(Edition.objects.filter(_HIGHER, ~_PASSED_OVER, SAME_SUBJECT))
        return self.filter(last, ~_PASSED_OVER)

    def current(self) -> "EditionQuerySet":
        """What is in force and shown to the public."""
        return self.in_force().served()

    def in_force(self) -> "EditionQuerySet":
        """Neither withdrawn itself nor behind one that is not, or was withdrawn without another in its
        place."""
        return self.adopted().in_force_or_proposed()

    def in_force_or_proposed(self) -> "EditionQuerySet":
        """As `in_force`, and the last proposal of each plan that has not been withdrawn."""
        return self.last_of_each().filter(withdrawal=None)

    def to_be_found(self) -> "EditionQuerySet":
        """Those that search engines shall find: what is in force; of a plan with nothing in force, its last proposal,
        unless that is hidden."""
        in_force = Exists(Edition.objects.current().of_plans().filter(plan=OuterRef("plan")))
        proposal = Q(is_proposal=True, noindex=False) & ~in_force
        return self.in_force_or_proposed().served().filter(Q(is_proposal=False) | proposal)

    def about(self, year: int) -> "EditionQuerySet":
        """Those of plans that hold in the year. A plan without an end does until another of its series begins."""
        later = (
            Edition.objects.current()
            .of_plans()
            .filter(
                municipality_slug=OuterRef("municipality_slug"),
                plan_series=OuterRef("plan_series"),
                year__gt=OuterRef("year"),
                year__lte=year,
            )
        )
        holds = Q(last_year__gte=year) | Q(~Exists(later), last_year=None)
        return self.filter(holds, year__lte=year)

    def served(self) -> "EditionQuerySet":
        """Those that the public may read: neither withdrawn nor suspended with their plan."""
        return self.filter(withdrawal=None).exclude(suspension__isnull=False, suspension__keep=None)

    def with_withdrawal(self) -> "EditionQuerySet":
        """With what `withdrawal_of` asks for."""
        return self.select_related("withdrawal", "suspension__withdrawal")

    def light(self) -> "EditionQuerySet":
        """Without the long text, for lists."""
        return self.defer("document_json")


class Edition(AppendOnlyModel):
    """One publication of a plan, or of the follow-up on a plan.

    The columns after the checksums repeat what lists and addresses need of the tree, so that no
    public page has to read the draft or open every document.
    """

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="editions")
    follow_up = models.ForeignKey(
        FollowUp,
        verbose_name=_("follow-up"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions",
    )
    report_slug = models.SlugField(_("address of the follow-up"), max_length=80, blank=True, editable=False)
    report_kind = models.CharField(
        _("kind of follow-up"), max_length=10, choices=FollowUpKind.choices, blank=True, editable=False
    )
    report_until = models.DateField(
        _("last day that the follow-up is about"),
        null=True,
        editable=False,
        help_text=_("Empty where it is about the whole plan."),
    )
    basis = models.ForeignKey(
        "self",
        verbose_name=_("edition of the plan that the follow-up is of"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    series = models.CharField(_("series"), max_length=40, editable=False)
    number = models.PositiveSmallIntegerField(_("edition"))
    correction = models.PositiveSmallIntegerField(
        _("correction of language"), default=0, help_text=_("1 for edition 1.1; 0 for a full edition.")
    )
    change_note = models.TextField(_("change note"))
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions",
    )
    document_json = models.TextField(_("document"))
    document_sha256 = models.CharField(_("checksum of the document"), max_length=64)
    pdf = models.FileField(_("PDF"), storage=edition_storage, max_length=200)
    pdf_sha256 = models.CharField(_("checksum of the PDF"), max_length=64)
    pdf_size = models.PositiveIntegerField(_("size of the PDF"), help_text=_("In bytes."))
    pdf_pages = models.PositiveSmallIntegerField(_("pages of the PDF"))

    municipality_slug = models.SlugField(_("municipality's address"))
    municipality_name = models.CharField(_("municipality"), max_length=80)
    municipality_short_name = models.CharField(_("municipality's short name"), max_length=60)
    accent = models.CharField(_("colour"), max_length=7)
    year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True)
    plan_series = models.SlugField(
        _("address of the plan's series"), max_length=40, blank=True, editable=False
    )
    title = models.CharField(_("title"), max_length=240, help_text=_("A proposal's says that it is one."))
    themes = models.JSONField(
        _("themes"), default=list, help_text=_("Number, title, address and predecessor of each theme.")
    )

    carried_out = models.JSONField(
        _("goals carried out"),
        default=list,
        blank=True,
        help_text=_("Those of the document above that goals of this one carry out."),
    )

    is_proposal = models.BooleanField(
        _("proposal"), default=False, help_text=_("Published for a hearing, and not adopted.")
    )
    noindex = models.BooleanField(
        _("hidden from search engines"),
        default=False,
        help_text=_("Search engines are asked to leave it out."),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["municipality_slug", "-year", "plan_series", "series", "-number", "-correction"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number", "correction"], name="edition_number_is_unique"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_is_positive"),
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=F("year")), name="edition_years_in_order"
            ),
            models.CheckConstraint(
                condition=Q(is_proposal=False) | Q(follow_up=None, correction=0),
                name="proposal_is_a_full_edition_of_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(noindex=False) | Q(is_proposal=True), name="only_a_proposal_is_hidden"
            ),
        ]
        indexes = [models.Index(fields=["municipality_slug", "year", "plan_series"], name="edition_address")]

    def __str__(self) -> str:
        return f"{self.municipality_short_name}: {self.title}, {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.identify()
        super().save(*args, **kwargs)

    def identify(self) -> None:
        """What its number and its address are made of."""
        self.series = series_of(self.follow_up or self.plan, proposal=self.is_proposal)
        if self.follow_up:
            self.report_slug, self.report_kind = self.follow_up.slug, self.follow_up.kind
            self.report_until = self.follow_up.period_end

    def get_absolute_url(self) -> str:
        start = [self.municipality_slug, self.plan_ref]
        if self.is_proposal:
            return reverse("publishing:proposal", args=[*start, self.label])
        if not self.follow_up_id:
            return reverse("publishing:edition", args=[*start, self.label])
        if self.is_numbered_with_others:
            return reverse("publishing:follow-up-edition", args=[*start, self.label])
        return reverse("publishing:report-edition", args=[*start, self.report_slug, self.label])

    @property
    def plan_ref(self) -> PlanRef:
        """Of its plan, in public addresses and in what other plans say of it."""
        return PlanRef(self.year, self.plan_series)

    @property
    def shown_title(self) -> str:
        """What the public reads: of what has been withdrawn, or is suspended, not its own words. Costs no
        query where it was fetched `with_withdrawal`."""
        if not hasattr(self, "withdrawal") and not self.is_suspended:
            return self.title
        name = gettext("Follow-up %(years)s") if self.follow_up_id else gettext("Plan for %(years)s")
        if self.is_proposal:
            name = gettext("Proposal for a plan for %(years)s")
        return name % {"years": year_span(self.year, self.last_year)}

    @property
    def file_stem(self) -> str:
        """What its files are called, before the number."""
        if not self.follow_up_id:
            return "forslag" if self.is_proposal else "plan"
        return "opfoelgning" if self.is_numbered_with_others else f"opfoelgning-{self.report_slug}"

    @property
    def is_numbered_with_others(self) -> bool:
        """Of a follow-up that was first published when those on one plan shared a series."""
        return self.series.startswith(SHARED)

    @property
    def label(self) -> EditionNumber:
        return EditionNumber(self.number, self.correction)

    @property
    def name(self) -> str:
        """In the middle of a sentence."""
        name = gettext("proposal %(number)s") if self.is_proposal else gettext("edition %(number)s")
        return name % {"number": self.label}

    @property
    def mark(self) -> str:
        """In the history of steps, which has room for few letters."""
        return f"{PROPOSAL_MARK}{self.label}" if self.is_proposal else str(self.label)

    @property
    def is_suspended(self) -> bool:
        """Suspended with its plan, which has been withdrawn; costs no query where it was fetched
        `with_withdrawal`."""
        if not self.follow_up_id or hasattr(self, "withdrawal"):
            return False
        suspension = getattr(self, "suspension", None)
        return suspension is not None and suspension.keep is None

    @property
    def is_passed_over(self) -> bool:
        """Withdrawn, with another in force from then on; costs no query where it was fetched with its
        withdrawal."""
        return hasattr(self, "withdrawal") and self.withdrawal.in_force_id is not None

    @property
    def document(self) -> PlanDocument:
        return cached_from_json(self.document_json)


def series_of(subject: Plan | FollowUp, *, proposal: bool = False) -> str:
    """What an edition is numbered within: the plan, its proposals, or the follow-up. One that has editions
    goes on in their series."""
    if not isinstance(subject, FollowUp):
        return f"proposal-{subject.pk}" if proposal else f"plan-{subject.pk}"
    begun = Edition.objects.filter(follow_up=subject).order_by("-pk").values_list("series", flat=True)
    return begun.first() or f"report-{subject.pk}"


class Withdrawal(AppendOnlyModel):
    """The edition it names is no longer served; the page says so, and why. Each withdrawal says what is in
    force from then on: the edition before, or none; where another was in force, that one."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField(_("reason"), help_text=_("Shown to the public."))
    withdrawn_at = models.DateTimeField(_("withdrawn"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="withdrawals",
    )
    in_force = models.ForeignKey(
        Edition,
        verbose_name=_("in force from then on"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="in_force_after",
        help_text=_("Of the same plan or follow-up. Empty where none was."),
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-withdrawn_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(in_force=F("edition")), name="withdrawn_edition_is_not_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.reason[:80]}"

    @property
    def again(self) -> Edition | None:
        """The edition before, where the withdrawal brought it back."""
        found: Edition | None = self.in_force
        return found if found and found.label < self.edition.label else None
