"""What can be found: copies of editions' texts, which are filled from editions only and may be made anew at any
time (`manage.py rebuild_search`). A withdrawn edition's rows are deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Edition
from website.enums import SearchKind, WordForm


class SearchSource(models.Model):
    """An edition that the public can read. `is_old`: another of its kind has followed it; `last_year`: as
    it held, none of a plan without an end that nothing has followed; `changes_on`: the next day on which that, or the
    years that it is found under, are others. `words` are its different words, counted in `SearchWord`."""

    edition = models.OneToOneField(Edition, verbose_name=_("edition"), on_delete=models.CASCADE)
    municipality = models.SlugField(_("municipality's address"))
    municipality_name = models.CharField(_("municipality"), max_length=60)
    title = models.CharField(_("title"), max_length=240)
    year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True)
    is_report = models.BooleanField(_("follow-up"), default=False)
    is_proposal = models.BooleanField(_("proposal"), default=False)
    is_old = models.BooleanField(_("followed by another"), default=False)
    changes_on = models.DateField(_("changes on"), null=True)
    target_groups = models.JSONField(_("target groups"), default=dict)
    words = models.TextField(_("words"), blank=True)

    class Meta:
        verbose_name = _("searched edition")
        verbose_name_plural = _("searched editions")
        ordering = ["municipality", "-year", "pk"]

    def __str__(self) -> str:
        return f"{self.municipality_name}: {self.title}"


class SearchPart(models.Model):
    """A part with an address of its own. What the databases index are the last four columns: keys of words, as
    `website/domain/search/words.py` makes them, and marks of what can be filtered by. A row is written once and
    deleted with its source; triggers made by the migration keep SQLite's index (an alteration of this table on
    SQLite must make them again), and PostgreSQL's is a generated column."""

    source = models.ForeignKey(
        SearchSource, verbose_name=_("searched edition"), on_delete=models.CASCADE, related_name="parts"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SearchKind.choices)
    position = models.PositiveIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=400)
    place = models.CharField(_("place"), max_length=400, blank=True)
    text = models.TextField(_("text"), blank=True)
    address = models.CharField(_("address"), max_length=600)
    target_groups = models.JSONField(_("target groups"), default=list)
    title_keys = models.TextField(_("keys of the title"), blank=True)
    text_keys = models.TextField(_("keys of the text"), blank=True)
    context_keys = models.TextField(_("keys of what it is a part of"), blank=True)
    marks = models.TextField(_("marks for filters"), blank=True)

    class Meta:
        verbose_name = _("searched part")
        verbose_name_plural = _("searched parts")
        ordering = ["source", "position"]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that is published, and the key that it is indexed by. `sources` counts the editions that have it:
    the last one takes the word away with it."""

    word = models.CharField(_("word"), max_length=60, unique=True)
    key = models.CharField(_("key"), max_length=80, db_index=True)
    sources = models.PositiveIntegerField(_("editions"), default=0)

    class Meta:
        verbose_name = _("published word")
        verbose_name_plural = _("published words")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class SearchForm(models.Model):
    """A form that leads to a published word; as spelled without Danish letters."""

    form = models.CharField(_("word form"), max_length=80)
    word = models.ForeignKey(
        SearchWord, verbose_name=_("word"), on_delete=models.CASCADE, related_name="forms"
    )
    how = models.PositiveSmallIntegerField(_("how"), choices=WordForm.choices)

    class Meta:
        verbose_name = _("form of a word")
        verbose_name_plural = _("forms of words")
        ordering = ["form", "how", "pk"]
        indexes = [models.Index(fields=["form", "how"], name="search_form")]
        constraints = [models.UniqueConstraint(fields=["form", "word"], name="search_form_leads_once")]

    def __str__(self) -> str:
        return self.form
