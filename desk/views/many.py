"""Many parts at once: ten lines pasted become ten goals, or ten initiatives."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from desk.pages import page_of_plan, plan_for
from documents.wording import target_sentence
from intake.domain.listing import MOST, NewPart, add_parts, parts_in
from plans.admin_pages import signed_in_user
from plans.domain.access import Permission
from plans.domain.lock import closed_reason
from plans.errors import RefusedError
from plans.models import Plan

KINDS = (
    ("goal", gettext_lazy("Goals")),
    ("initiative", gettext_lazy("Initiatives")),
    ("strategy", gettext_lazy("Strategies")),
)


class ListForm(forms.Form):
    theme = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("They become"), choices=KINDS, widget=forms.RadioSelect)
    lines = forms.CharField(
        label=gettext_lazy("One on each line"),
        max_length=100_000,
        strip=False,
        help_text=gettext_lazy(
            "Marks and numbers at the beginning are left out. A line that begins with spaces goes on with the one before."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField placing-lines"}),
    )

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = plan.themes.order_by("number")
        self.slugs = {str(theme.pk): theme.slug for theme in themes}
        choices = [(str(theme.pk), f"{plan.theme_label} {theme}") for theme in themes]
        field: Any = self.fields["theme"]
        field.choices = [*choices, ("", _("The plan itself"))]

    def clean_lines(self) -> str:
        lines: str = self.cleaned_data["lines"]
        if len(lines.splitlines()) > MOST:
            text = _("There are more than %(most)d lines. Add them in several goes.")
            raise forms.ValidationError(text % {"most": MOST})
        return lines


@require_http_methods(["GET", "HEAD", "POST"])
def many_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_for(request, pk, Permission.EDIT)
    form = ListForm(plan, request.POST or None, initial={"kind": "goal", "theme": request.GET.get("tema")})
    parts: tuple[NewPart, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        parts = parts_in(given["lines"], given["kind"], form.slugs.get(given["theme"], ""))
        if parts and "add" in request.POST and (answer := _added(request, plan, parts)):
            return answer
    context = {
        "form": form,
        "parts": [(part, [*_sentences(number, part)]) for number, part in enumerate(parts)],
        "refused": closed_reason(plan),
    }
    return page_of_plan(request, "desk/many.html", plan, _("Several at once"), context)


def _sentences(number: int, part: NewPart) -> list[tuple[str, str]]:
    """The name and the words of each target that the line seems to say."""
    return [(f"{number}-{place}", target_sentence(target)) for place, target in enumerate(part.targets)]


def _added(request: HttpRequest, plan: Plan, parts: tuple[NewPart, ...]) -> HttpResponse | None:
    """A target is stored only where somebody has said yes to it."""
    said = set(request.POST.getlist("target"))
    wanted = [
        replace(
            part,
            targets=tuple(target for place, target in enumerate(part.targets) if f"{number}-{place}" in said),
        )
        for number, part in enumerate(parts)
    ]
    try:
        add_parts(plan, wanted, _("Added from a list"), signed_in_user(request))
    except RefusedError as error:
        messages.error(request, " ".join((str(error), _("Nothing has been changed."))))
        return None
    text = ngettext("%(number)d has been added.", "%(number)d have been added.", len(wanted))
    messages.success(request, text % {"number": len(wanted)})
    return redirect(reverse("desk-plan", args=[plan.pk]))
