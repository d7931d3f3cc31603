"""The page where the table of a plan's goals, changed in a spreadsheet, is read back: first what would become of
the plan, then, on a click, that."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from config.headers import CSV, XLSX
from desk.domain.goals_from_file import GoalChange, read_goals, store_goals
from desk.pages import page_of_plan, plan_for
from documents.from_rows import document_of
from goals.domain.importing.rows import UnreadableFileError
from goals.models import AnnualGoal
from intake.domain.listing import NewPart
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.domain.lock import closed_reason
from plans.errors import RefusedError
from plans.models import Plan
from website.domain.data_tables import goals_table
from website.sheets import csv_file, xlsx_file

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MAX_BYTES = 2 * 1024 * 1024
SALT = "goals-from-file"


class GoalsFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The table of all goals as the plan gives it out, CSV or XLSX, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > MAX_BYTES:
            raise ValidationError(_("The file is too large: at most 2 MB are read."))
        return file


FILES = {"csv": CSV, "xlsx": XLSX}


@require_safe
def goals_table_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The goals of the draft, to be changed in a spreadsheet."""
    plan = plan_for(request, pk, Permission.EDIT)
    if kind not in FILES:
        raise Http404
    with translation.override("da"):  # as the public site writes it
        table = goals_table(document_of(plan), None)
    content = csv_file(table) if kind == "csv" else xlsx_file([table], timezone.now())
    response = HttpResponse(content, content_type=FILES[kind])
    name = f"{plan.municipality.slug}-{plan.year}-maal-kladde.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def goals_file_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk, Permission.EDIT)
    if "changes" in request.POST:
        return _store(request, plan)
    form = GoalsFileForm(request.POST or None, request.FILES or None)
    found = None
    if form.is_valid():
        try:
            found = read_goals(plan, form.cleaned_data["file"])
        except UnreadableFileError as error:
            form.add_error("file", " ".join((str(error), _("Nothing has been changed."))))
    changes, added = (found.changes, found.added) if found else ((), ())
    context = {
        "form": form,
        "found": found,
        "refused": closed_reason(plan),
        "changes": signing.dumps(
            {"changed": [asdict(change) for change in changes], "added": [asdict(part) for part in added]},
            salt=SALT,
            compress=True,
        )
        if changes or added
        else "",
    }
    title = _("Goals and initiatives from a spreadsheet")
    return page_of_plan(request, "desk/goals_from_file.html", plan, title, context)


def _store(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What was shown, and nothing else: it comes back signed. A goal of another plan is none of this one's."""
    try:
        shown = signing.loads(request.POST["changes"], salt=SALT, max_age=24 * 60 * 60)
        changes = [GoalChange(**change) for change in shown["changed"]]
        added = [NewPart(**{**part, "targets": ()}) for part in shown["added"]]
        changed = store_goals(plan, changes, signed_in_user(request), added)
    except signing.BadSignature:
        messages.error(request, _("The page is too old. Read the file once more: nothing has been changed."))
    except RefusedError as error:
        messages.error(request, str(error))
    except ValidationError as error:
        messages.error(request, " ".join([*error.messages, _("Nothing has been changed.")]))
    else:
        for row in changed:
            admin.site.get_model_admin(AnnualGoal).log_change(request, row, _("Read from a spreadsheet."))
        text = ngettext(
            "%(number)d goal has been changed.", "%(number)d goals have been changed.", len(changed)
        )
        messages.success(request, text % {"number": len(changed)})
        if added:
            text = ngettext("%(number)d has been added.", "%(number)d have been added.", len(added))
            messages.success(request, text % {"number": len(added)})
        return redirect(reverse("desk-plan", args=[plan.pk]))
    return redirect("desk-goals-file", plan.pk)
