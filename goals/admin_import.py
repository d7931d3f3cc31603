"""Figures by file, in the admin: uploaded, previewed row by row, and stored when that has been confirmed.

What is read and judged is in `goals/domain/importing`.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.rows import Table, UnreadableFileError
from goals.domain.importing.spreadsheet import ChooseSheetError
from goals.domain.importing.storing import Kind, Report, RowResult, outcomes, store
from goals.models import FigureImport, Indicator, Observation
from plans.admin_base import ChoiceField, PortalAdmin
from plans.admin_pages import page, signed_in_user
from plans.admin_policy import policies
from plans.domain.access import Permission, Person, is_superuser, municipalities_of
from plans.models import Municipality
from plans.progress import progress_response, reporting_progress

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MAX_BYTES = 32 * 1024 * 1024
RECENT = 5
RETENTION = timedelta(days=1)
"""How long an uploaded file waits to be confirmed."""
LISTED = 200
"""Rows of each kind that the preview shows; the list to download has them all."""
WORDS: Mapping[Kind, "StrOrPromise"] = {
    "added": gettext_lazy("will be added"),
    "changed": gettext_lazy("will be changed"),
    "unchanged": gettext_lazy("stay as they are"),
    "refused": gettext_lazy("will be refused"),
}
GONE = gettext_lazy("The file is no longer here: it has been imported, or is too old.")
Said = Mapping[str, Any]
"""What a form says of a file, with the name that the file has."""


class FiguresForm(forms.Form):
    """What both steps are told of a file. The preview has it all in hidden fields."""

    ticket = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput())
    """Each page that waits asks for its own import, also where one person has two open."""
    owner = ChoiceField(
        Municipality.objects.none(),
        label=gettext_lazy("Whose figures"),
        required=False,
        empty_label=gettext_lazy("The whole country"),
    )
    indicator = ChoiceField(
        Indicator.objects.none(),
        label=gettext_lazy("Indicator"),
        help_text=gettext_lazy("Where the file does not name it; JSON never does."),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("The indicator has been deleted meanwhile.")},
    )
    measure = forms.CharField(
        label=gettext_lazy("Column with the figures"),
        help_text=gettext_lazy("Where a JSON file has several columns of figures."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"),
        help_text=gettext_lazy("Where several sheets of a workbook hold a table."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Where the file does not name it. Left empty, it is the file's name."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        """Offers what the person keeps the figures of. The country's are for superusers."""
        super().__init__(*args, **kwargs)
        rows = Indicator.objects.order_by("owner__name", "name")
        owners = municipalities_of(person, Permission.KEEP_FIGURES)
        indicators = policies[Indicator].scope.choices(rows, person, Permission.KEEP_FIGURES)
        self._choose("indicator", indicators)
        self._choose("owner", owners)
        if not is_superuser(person):
            owner = self._choose("owner", owners)
            owner.required, owner.empty_label = True, None

    def _choose(self, name: str, rows: "QuerySet[Any]") -> "forms.ModelChoiceField[Any]":
        field: forms.ModelChoiceField[Any] = self.fields[name]  # type: ignore[assignment]
        field.queryset = rows
        return field

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        indicator, owner = said.get("indicator"), said.get("owner")
        if indicator and "owner" in said and indicator.owner != owner:
            self.add_error("indicator", _("The indicator is not of the owner that is chosen above."))
        return said


class UploadForm(FiguresForm):
    import_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX or the JSON of jobindsats, at most 32 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.json"}),
    )
    field_order = ["import_file", "owner"]

    def offer_sheets(self, names: list[str]) -> None:
        """A browser sends no file twice, so the file is chosen again with its sheet."""
        self.fields["sheet"].widget = forms.Select(
            choices=[("", "---------"), *((name, name) for name in names)]
        )
        self.add_error("sheet", _("Choose a sheet here, and the file once more."))

    def clean_import_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["import_file"]
        if file.size and file.size > MAX_BYTES:
            raise ValidationError(
                _("The file is %(size)s. Divide it: at most %(most)s are read at a time.")
                % {"size": filesizeformat(file.size), "most": filesizeformat(MAX_BYTES)}
            )
        return file


class ConfirmForm(FiguresForm):
    import_file_name = forms.UUIDField(error_messages={"required": GONE, "invalid": GONE})
    original_file_name = forms.CharField()

    def clean_import_file_name(self) -> str:
        name = str(self.cleaned_data["import_file_name"])
        if not storages["imports"].exists(name):
            raise ValidationError(GONE)
        return name


def import_pages(owner: PortalAdmin) -> list[URLPattern]:
    """Whoever may add one figure may import many."""

    def page_at(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        @wraps(view)
        def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if not owner.has_add_permission(request):
                raise PermissionDenied
            return view(request, **kwargs)

        return path(address, owner.admin_site.admin_view(shown), name=f"goals_observation_{name}")

    return [
        page_at("import/", upload_page, "import"),
        page_at("import/fremdrift/<uuid:ticket>/", progress_page, "progress"),
        page_at("process_import/", confirm_page, "process_import"),
    ]


def upload_page(request: HttpRequest) -> HttpResponse:
    """The file is chosen; then what will become of it."""
    form = UploadForm(request.user, request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["import_file"]
        said = {**form.cleaned_data, "original_file_name": file.name}
        content = file.read()
        try:
            table, report = _imported(request, said, content, dry_run=True)
        except UnreadableFileError as error:
            form.add_error("import_file", " ".join((str(error), _("Nothing has been changed."))))
            if isinstance(error, ChooseSheetError):
                form.offer_sheets(error.sheets)
        else:
            return _preview(request, {**said, "import_file_name": _kept(content)}, table, report)
    scope = policies[FigureImport].scope
    recent = scope.visible(FigureImport.objects.select_related("person"), request.user, Permission.VIEW)
    context = {"form": form, "recent": recent[:RECENT]}
    return _page(request, "admin/goals/observation/import.html", context)


def _preview(request: HttpRequest, said: Said, table: Table, report: Report) -> HttpResponse:
    """What is told row by row, what is wrong first, and how many more there are of each."""
    fields = ("owner", "indicator", "measure", "sheet", "source", "import_file_name", "original_file_name")
    counts = report.counts
    kinds = [
        (_("To be looked at"), len(report.questioned), report.questioned),
        (_("Refused"), counts["refused"], report.refused),
        (_("Changed"), counts["changed"], report.changed),
        (_("Added"), counts["added"], report.added),
    ]
    context = {
        # Two forms carry the same hidden fields, so these have no id.
        "confirm_form": ConfirmForm(
            request.user, initial={name: said[name] for name in fields}, auto_id=False
        ),
        "counts": [(kind, word, counts[kind]) for kind, word in WORDS.items()],
        "listed": [
            (title, lines[:LISTED], all_ - len(lines[:LISTED])) for title, all_, lines in kinds if lines
        ],
        "report": report,
        "unused": table.unused,
        "notices": table.notices,
    }
    return _page(request, "admin/goals/observation/import_preview.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return page(request, template, {"title": _("Import figures"), "opts": Observation._meta, **context})


@require_POST
def confirm_page(request: HttpRequest) -> HttpResponseBase:
    """The file is stored, or what becomes of every row is told in a list to download."""
    form = ConfirmForm(request.user, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with storages["imports"].open(said["import_file_name"]) as file:
            content = file.read()
        try:
            if "list" in request.POST:
                return _list(said, content)
            _table, report = _imported(request, said, content, dry_run=False)
        except UnreadableFileError as error:
            form.add_error("import_file_name", str(error))
        else:
            storages["imports"].delete(said["import_file_name"])
            messages.success(request, report.summary)
            return redirect("admin:goals_observation_changelist")
    messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("admin:goals_observation_import")


@require_GET
def progress_page(request: HttpRequest, ticket: UUID) -> HttpResponse:
    return progress_response(progress_key(request.user, ticket))


def progress_key(person: Person, ticket: UUID | None) -> str:
    return f"figures-{person.pk}-{ticket}"


def _kept(content: bytes) -> str:
    """Between the two steps, out of reach of the web server. What nobody confirms is thrown away."""
    place = storages["imports"]
    name = place.save(str(uuid4()), ContentFile(content))
    for other in place.listdir("")[1]:
        if place.get_modified_time(other) < timezone.now() - RETENTION:
            place.delete(other)
    return name


def _imported(request: HttpRequest, said: Said, content: bytes, *, dry_run: bool) -> tuple[Table, Report]:
    """Raises `UnreadableFileError`."""
    table, resolver = _opened(said, content)
    with reporting_progress(progress_key(request.user, said["ticket"])) as on_progress:
        on_progress(0, table.total)
        report = store(
            table,
            resolver,
            dry_run=dry_run,
            progress=lambda rows: on_progress(rows, table.total),
            figure_import=FigureImport(
                owner=said["owner"],
                file_name=said["original_file_name"][:255],
                sha256=sha256(content).hexdigest(),
                person=signed_in_user(request),
            ),
        )
    return table, report


def _opened(said: Said, content: bytes) -> tuple[Table, Resolver]:
    """Raises `UnreadableFileError`."""
    table = read(BytesIO(content), said["measure"], said["sheet"])
    owner = said["owner"].pk if said["owner"] else None
    source = said["source"] or said["original_file_name"]
    return table, Resolver(said["indicator"] or "", source, table.decimal_sign, owner)


def _list(said: Said, content: bytes) -> StreamingHttpResponse:
    """Raises `UnreadableFileError`."""
    table, resolver = _opened(said, content)
    lines = as_csv(outcomes(table, resolver, write=False))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="import.csv"'
    return response


def _told(line: RowResult) -> str:
    return f"{line.text}: {line.question}" if line.question else line.text


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(found: Iterator[RowResult]) -> Iterator[str]:
    """For a Danish spreadsheet. No cell begins with what it would take for a formula: each text begins
    with an indicator's name or with a word of ours."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow([_("Row"), _("What happens"), _("Figure, or why not")])
    for line in found:
        yield writer.writerow([line.number, WORDS[line.kind], _told(line)])
