"""Adding a decision to a text that waits for approval or publication."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.domain.text_changes import changes_of_text
from desk.pages import address_of, log, page_of_subject, subject_for
from goals.models import FollowUp, ReportDecision
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.errors import RefusedError
from plans.models import Attachment, Decision
from plans.validators import attachment_type
from publishing.domain.decisions import add_decision
from publishing.domain.schedule import waiting_for
from publishing.domain.texts import current_text
from publishing.domain.workflow import TextChangedError, refusal
from publishing.enums import Step
from publishing.models import FrozenText, Subject
from publishing.models.subject import plan_of


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """`read` names the text that the decision is about."""

    annex_title = forms.CharField(
        label=gettext_lazy("Title of the annex"), max_length=200, required=False, widget=forms.TextInput
    )
    annex = forms.FileField(
        label=gettext_lazy("Annex to the decision"),
        help_text=gettext_lazy("E.g. the minutes, or a minority statement. May be left out."),
        validators=[attachment_type],
        required=False,
    )
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Decision
        fields = [
            *("body", "date", "outcome", "case_number", "kle_number", "parties", "hearing_deadline"),
            *("minutes_url", "votes", "minority_statement"),
        ]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("date", "hearing_deadline")
        }

    def __init__(
        self, data: Any = None, files: Any = None, *, subject: Subject, text: FrozenText | None
    ) -> None:
        self.subject = subject
        initial = {"read": text.document_sha256 if text else ""}
        super().__init__(data, files, instance=Decision(plan=plan_of(subject)), initial=initial)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("annex") and not data.get("annex_title"):
            self.add_error("annex_title", _("Write what the annex is."))
        return data

    @property
    def decision(self) -> Decision | ReportDecision:
        """Of the plan, or of the follow-up, which has decisions of its own."""
        if not isinstance(self.subject, FollowUp):
            return cast(Decision, self.save(commit=False))
        data = self.cleaned_data
        return ReportDecision(
            follow_up=self.subject,
            annex_title=data["annex_title"] if data.get("annex") else "",
            annex=data.get("annex") or "",
            **{name: data[name] for name in self._meta.fields or ()},
        )

    @property
    def attachment(self) -> Attachment | None:
        data = self.cleaned_data
        if not data.get("annex") or isinstance(self.subject, FollowUp):
            return None
        return Attachment(plan=self.instance.plan, title=data["annex_title"], file=data["annex"])


def _reading(data: QueryDict | None, text: FrozenText | None) -> QueryDict | None:
    """What was typed, about the text of now."""
    if data is not None:
        data["read"] = text.document_sha256 if text else ""
    return data


def decision_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = subject_for(request, kind, pk, Permission.PUBLISH)
    text = current_text(subject)
    refused = refusal(subject, Step.DECISION, request.user)
    data = request.POST.copy() if request.method == "POST" else None
    form = DecisionForm(data, request.FILES or None, subject=subject, text=text)
    changed: TextChangedError | None = None
    if form.is_valid() and not refused:
        person, read = signed_in_user(request), form.cleaned_data["read"]
        try:
            step = add_decision(subject, form.decision, form.attachment, by=person, read=read)
        except TextChangedError as error:
            changed = error
            form = DecisionForm(_reading(data, error.current), request.FILES, subject=subject, text=text)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            log(request, subject, step.get_step_display())
            messages.success(request, _("The decision is added. Nothing else in the text has changed."))
            return redirect(address_of(subject))
    context = {
        "form": form,
        "refused": refused,
        "changed": changes_of_text(changed) if changed else None,
        "text": text,
        "waiting": waiting_for(subject),
        "multipart": True,
    }
    response = page_of_subject(request, "desk/decision.html", subject, _("Add a decision"), context)
    response.status_code = 409 if changed or (request.method == "POST" and refused) else 200
    return response
