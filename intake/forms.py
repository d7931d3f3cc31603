from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.formats.reading import LARGEST
from plans.domain.access import Permission, Person, municipalities_of
from plans.models import Municipality, Series
from plans.models.plan import MAX_YEARS

ACCEPTED = ".docx,.odt,.pdf,.txt,.md"


class SeriesChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.municipality.short_name}: {obj.name}"


class UploadForm(forms.Form):
    """A file, or pasted text: one of the two. What is one choice alone is not asked."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "Word (.docx), OpenDocument (.odt), PDF or text (.txt, .md). Drop it here, or choose it."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        help_text=gettext_lazy(
            "Select all in the document, copy, and paste here. Headings, lists and tables come along."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
    )
    markup = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipalities = municipalities_of(person, Permission.EDIT_PLAN)
        found = list(self.municipalities[:2])
        self.only: Municipality | None = found[0] if len(found) == 1 else None
        if self.only is None:
            self.fields["municipality"] = forms.ModelChoiceField(
                label=gettext_lazy("Municipality"), queryset=self.municipalities
            )
        series = Series.objects.filter(municipality__in=self.municipalities).exclude(slug="")
        if series.exists():
            self.fields["series"] = SeriesChoice(
                label=gettext_lazy("Series"),
                queryset=series.select_related("municipality"),
                required=False,
                help_text=gettext_lazy("Left empty, the plan is of the municipality's first series."),
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        file, text = found.get("file"), found.get("text", "").strip()
        if not file and not text:
            raise ValidationError(_("Choose a file, or paste the text."))
        if file and text:
            raise ValidationError(_("Choose a file or paste the text: not both."))
        if file and file.size > LARGEST:
            text = _("The file is larger than %(limit)d MB. Leave its pictures out.")
            raise ValidationError({"file": text % {"limit": LARGEST // 1_000_000}})
        municipality, series = found.get("municipality", self.only), found.get("series")
        if series and municipality and series.municipality_id != municipality.pk:
            raise ValidationError({"series": _("The series is another municipality's.")})
        return found

    @property
    def municipality(self) -> Municipality:
        """Of a form that is valid."""
        chosen: Municipality | None = self.cleaned_data.get("municipality", self.only)
        if chosen is None:
            raise ValueError("asked of a form that is not valid")
        return chosen


class FrameForm(forms.Form):
    """What the document says of the whole plan."""

    year = forms.IntegerField(
        label=gettext_lazy("First year"),
        validators=[MinValueValidator(2000), MaxValueValidator(2099)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    last_year = forms.IntegerField(
        label=gettext_lazy("Last year"),
        required=False,
        validators=[MinValueValidator(2000), MaxValueValidator(2110)],
        help_text=gettext_lazy("Left empty, the plan is without an end."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    theme_word = forms.CharField(
        label=gettext_lazy("The plan's word for a theme"), required=False, max_length=40
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("year"), found.get("last_year")
        if first and last and not first <= last < first + MAX_YEARS:
            text = _("The last year cannot come before the first, nor more than eleven years after it.")
            raise ValidationError({"last_year": text})
        return found
