"""Figures by file, in the admin: uploaded, previewed row by row, and stored when that has been confirmed.

django-import-export gives the pages, the file kept between the two steps, and the button on the list.
What is read and judged is ours (`goals/domain/importing`): the library would refuse a whole file for one
bad row, and hold every row of it in memory.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from import_export.admin import ImportMixin
from import_export.formats.base_formats import Format
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.resources import ModelResource
from import_export.results import Error, Result
from import_export.tmp_storages import MediaStorage

from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.rows import Table, UnreadableFileError
from goals.domain.importing.storing import Kind, Outcome, Report, outcomes, store
from goals.models import Indicator, Observation
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


class AnyFile(Format):  # type: ignore[misc]
    """What kind of file it is, its content tells."""

    def __init__(self, encoding: str = "") -> None:
        """As the library calls it; the encoding too is told by the content."""

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> BytesIO:
        return BytesIO(in_stream)

    def get_title(self) -> str:
        return "CSV, XLSX, JSON"


class Uploads(MediaStorage):  # type: ignore[misc]
    """Between the two steps, out of reach of the web server. What nobody confirms is thrown away."""

    def save(self, data: bytes) -> None:
        place = storages["import_export"]
        if place.exists(self.MEDIA_FOLDER):
            for name in place.listdir(self.MEDIA_FOLDER)[1]:
                path = f"{self.MEDIA_FOLDER}/{name}"
                if place.get_modified_time(path) < timezone.now() - RETENTION:
                    place.delete(path)
        super().save(data)


class Ticket(forms.Form):
    """Each page that waits asks for its own import, also where one person has two open."""

    ticket = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput())


class FiguresForm(Ticket, ImportForm):  # type: ignore[misc]
    import_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX or the JSON of jobindsats, at most 32 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.json"}),
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.all(),
        label=gettext_lazy("Indicator"),
        help_text=gettext_lazy("Where the file does not name it; JSON never does."),
        required=False,
    )
    measure = forms.CharField(
        label=gettext_lazy("Column with the figures"),
        help_text=gettext_lazy("Where a JSON file has several columns of figures."),
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
    field_order = ["resource", "format", "import_file", "indicator", "measure", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["format"].initial = "0"

    @property
    def media(self) -> forms.Media:
        """The library's script guesses the format, of which there is one."""
        return forms.Media(js=["js/working.js"])

    def clean_import_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["import_file"]
        if file.size and file.size > MAX_BYTES:
            raise ValidationError(
                _("The file is %(size)s. Divide it: at most %(most)s are read at a time.")
                % {"size": filesizeformat(file.size), "most": filesizeformat(MAX_BYTES)}
            )
        return file


class ConfirmFiguresForm(Ticket, ConfirmImportForm):  # type: ignore[misc]
    indicator = forms.ModelChoiceField(
        Indicator.objects.all(),
        required=False,
        widget=forms.HiddenInput(),
        error_messages={"invalid_choice": gettext_lazy("The indicator has been deleted meanwhile.")},
    )
    measure = forms.CharField(required=False, widget=forms.HiddenInput())
    source = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean_import_file_name(self) -> str:
        name: str = super().clean_import_file_name()
        if not storages["import_export"].exists(Uploads(name=name).get_full_path()):
            raise ValidationError(_("The file is no longer here: it has been imported, or is too old."))
        return name


class FiguresResult(Result):  # type: ignore[misc]
    """`report` is empty where the file could not be read; then `base_errors` says why."""

    def __init__(self) -> None:
        super().__init__()
        self.report = Report()
        self.unused: tuple[str, ...] = ()

    @property
    def counts(self) -> list[tuple[Kind, "StrOrPromise", int]]:
        return [(kind, word, self.report.counts[kind]) for kind, word in WORDS.items()]

    @property
    def changes_something(self) -> bool:
        return bool(self.report.counts["added"] or self.report.counts["changed"])

    @property
    def listed(self) -> list[tuple[str, Sequence[Outcome], int]]:
        """What is told row by row, what is wrong first, and how many more there are of each."""
        kinds: list[tuple[str, Kind, list[Outcome]]] = [
            (_("Refused"), "refused", self.report.refused),
            (_("Changed"), "changed", self.report.changed),
            (_("Added"), "added", self.report.added),
        ]
        counts = self.report.counts
        return [
            (title, lines[:LISTED], counts[kind] - len(lines[:LISTED]))
            for title, kind, lines in kinds
            if lines
        ]


class FiguresResource(ModelResource):  # type: ignore[misc]
    """Both steps: a file and what the form says of it, to what becomes of every row."""

    class Meta:
        model = Observation

    def __init__(self, form: forms.Form, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.form = form

    def import_data(self, dataset: BytesIO, dry_run: bool = False, **kwargs: Any) -> FiguresResult:
        result = FiguresResult()
        try:
            table, resolver = self.opened(dataset, kwargs["file_name"])
            with reporting_progress(
                progress_key(kwargs["user"], self.form.cleaned_data["ticket"])
            ) as on_progress:
                on_progress(0, table.total)
                result.report = store(
                    table, resolver, dry_run=dry_run, progress=lambda rows: on_progress(rows, table.total)
                )
        except UnreadableFileError as error:
            result.append_base_error(Error(error))
        else:
            result.unused = table.unused
        return result

    def opened(self, file: BytesIO, name: str) -> tuple[Table, Resolver]:
        """Raises `UnreadableFileError`."""
        said = self.form.cleaned_data
        table = read(file, said["measure"])
        indicator = said["indicator"].slug if said["indicator"] else ""
        return table, Resolver(indicator, said["source"] or name, table.decimal_sign)


def progress_key(person: AbstractBaseUser | AnonymousUser, ticket: UUID | None) -> str:
    return f"figures-{person.pk}-{ticket}"


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(found: Iterator[Outcome]) -> Iterator[str]:
    """For a Danish spreadsheet. No cell begins with what it would take for a formula: each text begins
    with an indicator's name or with a word of ours."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow([_("Row"), _("What happens"), _("Figure, or why not")])
    for line in found:
        yield writer.writerow([line.number, WORDS[line.kind], line.text])


class FiguresImport(ImportMixin):  # type: ignore[misc]
    """For the admin of observations: whoever may add one may import many."""

    import_export_change_list_template = "admin/goals/observation/change_list.html"
    import_template_name = "admin/goals/observation/import.html"
    import_form_class = FiguresForm
    confirm_form_class = ConfirmFiguresForm
    resource_classes: ClassVar[Sequence[Any]] = [FiguresResource]
    import_formats: ClassVar[Sequence[Any]] = [AnyFile]
    tmp_storage_class = Uploads

    def get_urls(self) -> list[URLPattern]:
        mine = path(
            "import/fremdrift/<uuid:ticket>/",
            self.admin_site.admin_view(self.progress_view),
            name="goals_observation_progress",
        )
        return [mine, *super().get_urls()]

    @method_decorator(require_GET)
    def progress_view(self, request: HttpRequest, ticket: UUID) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        return progress_response(progress_key(request.user, ticket))

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What came of the last imports, for whoever left the page before the answer came."""
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), object_id=None
        )
        newest = entries.select_related("user").order_by("-action_time")[:RECENT]
        return {**super().get_import_context_data(**kwargs), "recent": newest}

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request))

    def get_confirm_form_kwargs(self, request: HttpRequest, import_form: Any = None) -> dict[str, Any]:
        """Two forms of the preview carry the same hidden fields, so these have no id."""
        return {**super().get_confirm_form_kwargs(request, import_form), "auto_id": False}

    def get_confirm_form_initial(self, request: HttpRequest, import_form: Any) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_confirm_form_initial(request, import_form)
        if import_form is not None:
            said = import_form.cleaned_data
            initial |= {name: said[name] for name in ("indicator", "measure", "source")}
        return initial

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if "list" in request.POST and self.has_import_permission(request):
            return self._list(request)
        response: HttpResponse = super().process_import(request, **kwargs)
        return response

    def _list(self, request: HttpRequest) -> HttpResponseBase:
        form = self.create_confirm_form(request)
        if not form.is_valid():
            return self._again(
                request, " ".join(str(one) for errors in form.errors.values() for one in errors)
            )
        said = form.cleaned_data
        file = BytesIO(Uploads(name=said["import_file_name"]).read())
        try:
            table, resolver = FiguresResource(form).opened(file, said["original_file_name"])
        except UnreadableFileError as error:
            return self._again(request, str(error))
        lines = as_csv(outcomes(table, resolver, write=False))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="import.csv"'
        return response

    def process_result(self, result: FiguresResult, request: HttpRequest) -> HttpResponse:
        if result.has_errors():
            return self._again(request, str(result.base_errors[0].error))
        response: HttpResponse = super().process_result(result, request)
        return response

    def _again(self, request: HttpRequest, message: str) -> HttpResponseRedirect:
        messages.error(request, message)
        return HttpResponseRedirect(reverse("admin:goals_observation_import"))

    def generate_log_entries(self, result: FiguresResult, request: HttpRequest) -> None:
        """One for the file, where the library would write one for each row."""
        LogEntry.objects.create(
            user_id=int(request.user.pk or 0),
            content_type=ContentType.objects.get_for_model(self.model),
            object_repr=request.POST["original_file_name"][:200],
            action_flag=CHANGE,
            change_message=summary(result.report),
        )

    def add_success_message(self, result: FiguresResult, request: HttpRequest) -> None:
        messages.success(request, summary(result.report))


def summary(report: Report) -> str:
    return ngettext(
        "%(total)d row: %(added)d added, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused.",
        "%(total)d rows: %(added)d added, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused.",
        report.total,
    ) % {"total": report.total, **dict[str, int]({kind: report.counts[kind] for kind in WORDS})}
