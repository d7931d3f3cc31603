"""What is asked of a municipality that comes into the portal, and of whom it begins with."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.people import WHAT_ROLES_DO
from plans.crest import TYPES
from plans.domain.country import KnownMunicipality, free_address
from plans.enums import Role
from plans.fields import LineFormField
from plans.models import Municipality
from publishing.domain.scanning.plain import fault_of_picture

MOST_KEPT = 1024 * 1024
"""Bytes of a crest that a page can hold while something else on it is put right: a browser forgets a chosen file."""
PICTURES = {f".{ending}" for ending in TYPES} - {".svg"}
MOST_PEOPLE = 20
ROLES: Final = [(str(role), text) for role, text in WHAT_ROLES_DO.items() if role != Role.THEME_EDITOR]
"""Without the editor of named themes: there are no themes yet."""

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Municipality]
    BaseFormSet = forms.BaseFormSet["PersonForm"]
else:
    ModelForm, BaseFormSet = forms.ModelForm, forms.BaseFormSet


class ColourField(forms.CharField):
    """Also as a design manual writes it: 0B5468."""

    def to_python(self, value: Any) -> str:
        colour = str(super().to_python(value) or "").strip().lower()
        return f"#{colour}" if colour and not colour.startswith("#") else colour


class NewMunicipalityForm(ModelForm):
    accent = ColourField(
        label=gettext_lazy("Colour"),
        max_length=7,
        help_text=gettext_lazy(
            "As #0b5468. Headings and buttons have it, so it must be dark enough on white."
        ),
    )
    website = forms.URLField(
        label=gettext_lazy("Address of the municipality's website"),
        max_length=200,
        required=False,
        assume_scheme="https",
    )
    kept_crest = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_crest_name = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    without_crest = forms.BooleanField(label=gettext_lazy("Do not use this file"), required=False)

    class Meta:
        model = Municipality
        fields = ["name", "short_name", "slug", "accent", "crest", "email", "phone", "website"]
        field_classes = {"name": LineFormField, "short_name": LineFormField}

    def __init__(self, known: KnownMunicipality, data: Any = None, files: Any = None) -> None:
        taken = Municipality.objects.order_by().values_list("slug", flat=True)
        initial = {
            "name": known.name,
            "short_name": known.short_name,
            "slug": free_address(known, set(taken)),
        }
        instance = Municipality(code=known.code, region=known.region)
        files = _with_kept(data, files) if data is not None else None
        super().__init__(data, files, instance=instance, initial=initial, prefix="kommune")
        for name in ("name", "short_name", "slug", "email", "phone", "website"):
            self.fields[name].widget.attrs["class"] = "vTextField"

    def clean_crest(self) -> Any:
        crest = self.cleaned_data["crest"]
        if crest and self.data.get(self.add_prefix("without_crest")):
            return None
        is_picture = crest and PurePath(crest.name).suffix.lower() in PICTURES
        if is_picture and (fault := fault_of_picture(crest.file, crest.name)):
            raise ValidationError(f"{capfirst(str(fault))}.")
        if crest:
            crest.seek(0)
        return crest

    @cached_property
    def kept(self) -> dict[str, str]:
        """The crest for the page that says what is wrong elsewhere, so that it need not be chosen again."""
        crest = self.cleaned_data.get("crest") if hasattr(self, "cleaned_data") else None
        if not crest or crest.size > MOST_KEPT:
            return {}
        crest.seek(0)
        return {"name": crest.name, "content": b64encode(crest.read()).decode()}

    @property
    def is_forgotten(self) -> bool:
        """Whether a file was chosen that the page could not hold."""
        return bool(self.is_bound and self.files and not self.kept and "crest" not in self.errors)


def _with_kept(data: Any, files: Any) -> Any:
    """A file that is chosen now comes before the one that the page held."""
    name, content = data.get("kommune-kept_crest_name"), data.get("kommune-kept_crest")
    if "kommune-crest" in files or not name or not content or data.get("kommune-without_crest"):
        return files
    try:
        return {
            **files,
            "kommune-crest": SimpleUploadedFile(PurePath(name).name, b64decode(content, validate=True)),
        }
    except (NotBase64Error, ValueError):
        return files


class PersonForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=150)
    first_name = LineFormField(label=gettext_lazy("First name"), max_length=150)
    last_name = LineFormField(label=gettext_lazy("Last name"), max_length=150)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), choices=ROLES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "first_name", "last_name"):
            self.fields[name].widget.attrs.update({"class": "vTextField", "autocomplete": "off"})

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PeopleForms(BaseFormSet):
    """Rows that are left empty count for nothing."""

    def clean(self) -> None:
        seen = set[str]()
        for form in self.forms:
            email = form.cleaned_data.get("email") if form.is_valid() else None
            if email and email in seen:
                form.add_error("email", _("The same address stands twice."))
            seen.add(email or "")

    @property
    def invited(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.has_changed()]


def people_forms(data: Any = None) -> PeopleForms:
    made = forms.formset_factory(
        PersonForm,
        formset=PeopleForms,
        extra=2,
        max_num=MOST_PEOPLE,
        absolute_max=MOST_PEOPLE,
        validate_max=True,
    )
    rows: PeopleForms = made(data, prefix="folk")  # type: ignore[assignment]
    return rows


def with_one_more(data: Any) -> Any:
    """What was sent, with room for one more person."""
    data = data.copy()
    rows = data.get("folk-TOTAL_FORMS", "")
    if rows.isascii() and rows.isdigit():
        data["folk-TOTAL_FORMS"] = str(min(int(rows[:3]) + 1, MOST_PEOPLE))
    return data
