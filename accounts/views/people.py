"""The people of a municipality: its manager's pages."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.domain import people
from accounts.domain.handing_over import handing_over
from accounts.models import Invitation, PeopleEvent, PeopleStep
from plans.admin_pages import page, signed_in_user
from plans.domain.access import Permission, has_permission, is_superuser, municipalities_of
from plans.enums import PlanState, Role
from plans.errors import RefusedError
from plans.models import Membership, Municipality, Plan
from plans.models.account import name_of
from plans.number_input import whole_number
from themes.models import Theme

SHOWN = 50
"""Lines of the history on a page."""
WHAT_ROLES_DO: Mapping[Role, Promise] = {
    Role.EDITOR: gettext_lazy("Editor: writes the whole plan and sends it for approval."),
    Role.THEME_EDITOR: gettext_lazy("Editor of named themes: writes the themes that you choose below."),
    Role.APPROVER: gettext_lazy("Approver: writes too, approves or sends back, publishes and withdraws."),
    Role.MANAGER: gettext_lazy("Manager: keeps people and settings, and writes nothing."),
}


def municipality_for(request: HttpRequest, pk: int) -> Municipality:
    """404 for a municipality where the person has no role, 403 where they may not keep its people."""
    municipality = get_object_or_404(municipalities_of(request.user, Permission.VIEW), pk=pk)
    if not has_permission(request.user, Permission.MANAGE, municipality):
        raise PermissionDenied
    return municipality


class ThemeChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.plan.year}: {obj}"

    def clean(self, value: Any) -> Any:
        """A number that is too long for any row would be an error of the database."""
        wrong = [key for key in value or () if whole_number(str(key)) is None]
        return super().clean(["?"] if wrong else value)


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=[(str(role), text) for role, text in WHAT_ROLES_DO.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    themes = ThemeChoices(
        label=gettext_lazy("Named themes"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, municipality: Municipality, person: User | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.municipality = municipality
        field = self.fields["themes"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = themes_to_name(municipality, person)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        roles, themes = data.get("roles", []), data.get("themes")
        if Role.THEME_EDITOR in roles and not themes:
            self.add_error("themes", _("Choose at least one theme, or another role."))
        if themes and roles and Role.THEME_EDITOR not in roles:
            self.add_error(
                "roles", _("You have chosen themes. Choose “editor of named themes” too, or no themes.")
            )
        return data


class InviteForm(RolesForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=150,
        help_text=gettext_lazy("The e-mail goes here, and it becomes the person's user name."),
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    first_name = forms.CharField(
        label=gettext_lazy("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    last_name = forms.CharField(
        label=gettext_lazy("Last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    field_order = ("email", "first_name", "last_name", "roles", "themes")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Membership.objects.filter(municipality=self.municipality, person__email__iexact=email).exists():
            raise ValidationError(
                _("This person is a member already. Change the roles on the list of people.")
            )
        return email


def themes_to_name(municipality: Municipality, person: User | None) -> QuerySet[Theme]:
    """Those of the newest plan and of plans being written, and what the person is named for already."""
    plans = Plan.objects.active().filter(municipality=municipality)
    newest = plans.order_by("-year").values_list("pk", flat=True).first()
    themes = Theme.objects.filter(plan__municipality=municipality, plan__archived_at=None)
    wanted = themes.filter(plan=newest) | themes.exclude(plan__state=PlanState.PUBLISHED)
    if person:
        wanted |= themes.filter(pk__in=_named(person, municipality))
    return wanted.select_related("plan").order_by("-plan__year", "number")


def _named(person: User, municipality: Municipality) -> QuerySet[Theme]:
    held = Membership.objects.filter(person=person, municipality=municipality, role=Role.THEME_EDITOR)
    return Theme.objects.filter(named_editors__membership__in=held)


@require_safe
def people_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _people(request, municipality_for(request, pk))


def _people(
    request: HttpRequest, municipality: Municipality, linked: Invitation | None = None
) -> HttpResponse:
    """`linked`: the invitation whose link the manager has asked for."""
    held = Membership.objects.filter(municipality=municipality).prefetch_related("named_themes__theme__plan")
    members = User.objects.filter(memberships__municipality=municipality).distinct()
    steps = PeopleStep.objects.filter(municipality=municipality).select_related("by").order_by("-pk")
    invitations = Invitation.objects.unanswered().filter(municipality=municipality)
    two_step = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    members = members.annotate(two_step=Exists(two_step))
    context = {
        "people": members.prefetch_related(Prefetch("memberships", held, "held")).order_by(
            "first_name", "last_name", "username"
        ),
        "invitations": invitations.prefetch_related("themes__plan"),
        "linked": linked,
        "single_sign_on": people.single_sign_on() or _("single sign-on"),
        "link": people.link_of(linked) if linked else "",
        "steps": Paginator(steps, SHOWN).get_page(request.GET.get("side")),
    }
    return _page(request, "accounts/people.html", municipality, _("People"), context)


def invite_page(request: HttpRequest, pk: int) -> HttpResponse:
    municipality = municipality_for(request, pk)
    form = InviteForm(request.POST or None, municipality=municipality)
    if form.is_valid():
        try:
            invitation = people.invite(municipality, signed_in_user(request), **form.cleaned_data)
        except RefusedError as error:
            form.add_error("email", str(error))
        else:
            _send(request, invitation)
            return redirect("desk-people", pk)
    context = {"form": form, "single_sign_on": people.single_sign_on()}
    return _page(request, "accounts/invite.html", municipality, _("Invite a person"), context)


@require_POST
def invitation_step(request: HttpRequest, pk: int, invitation: int, name: str) -> HttpResponse:
    """`name`: sending the e-mail again, showing its link, or withdrawing it."""
    municipality = municipality_for(request, pk)
    found = get_object_or_404(Invitation.objects.unanswered(), municipality=municipality, pk=invitation)
    by = signed_in_user(request)
    if name == "send":
        people.note(municipality, PeopleEvent.SENT, str(found), by)
        _send(request, found)
    elif name == "link":
        return _show_link(request, municipality, found, by)
    elif name == "tilbagekald":
        _withdraw(request, found, by)
    else:
        raise Http404
    return redirect("desk-people", pk)


def person_page(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """What the person may do in this municipality. What they may do elsewhere is not shown."""
    municipality, member = _member(request, pk, person)
    if member.is_superuser and not is_superuser(request.user):
        raise PermissionDenied
    held = Membership.objects.filter(person=member, municipality=municipality)
    initial = {
        "roles": list(held.values_list("role", flat=True)),
        "themes": _named(member, municipality),
    }
    form = RolesForm(request.POST or None, municipality=municipality, person=member, initial=initial)
    if form.is_valid():
        roles, themes = form.cleaned_data["roles"], form.cleaned_data["themes"]
        try:
            people.set_roles(member, municipality, roles, themes, signed_in_user(request))
        except RefusedError as error:
            form.add_error("roles", str(error))
        else:
            messages.success(request, _("The roles of %(name)s are saved.") % {"name": people.named(member)})
            return _after_change(request, municipality, member)
    context = {
        "form": form,
        "member": member,
        "handing_over": handing_over(member, municipality),
        "claimed": held.filter(from_claim=True).exists(),
    }
    title = name_of(member)
    return _page(request, "accounts/person.html", municipality, title, context)


def end_page(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    municipality, member = _member(request, pk, person)
    refused = people.refusal(request.user, member, municipality, set())
    if request.method == "POST" and not refused:
        try:
            people.end(member, municipality, signed_in_user(request))
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            text = _("%(name)s is no longer a member.") % {"name": people.named(member)}
            messages.success(request, text)
            return _after_change(request, municipality, member)
        return redirect("desk-people", pk)
    context = {
        "form": forms.Form(),
        "member": member,
        "refused": refused,
        "handing_over": handing_over(member, municipality),
    }
    response = _page(request, "accounts/end_membership.html", municipality, _("End the membership"), context)
    response.status_code = 409 if request.method == "POST" else 200
    return response


def _member(request: HttpRequest, pk: int, person: int) -> tuple[Municipality, User]:
    municipality = municipality_for(request, pk)
    members = User.objects.filter(memberships__municipality=municipality).distinct()
    return municipality, get_object_or_404(members, pk=person)


def _after_change(request: HttpRequest, municipality: Municipality, member: User) -> HttpResponse:
    """To the list of people, which a manager who has given up the role may not see any more."""
    return redirect("admin:index") if member == request.user else redirect("desk-people", municipality.pk)


def _send(request: HttpRequest, invitation: Invitation) -> None:
    if people.send(invitation, signed_in_user(request)):
        text = _("The invitation is sent to %(email)s.") % {"email": invitation.email}
        messages.success(request, text)
        return
    text = _(
        "The invitation of %(name)s is kept, but the e-mail was not sent: %(error)s. Send it again later, or show the link and pass it on yourself."
    )
    messages.error(request, text % {"name": invitation.name, "error": invitation.send_error})


def _show_link(
    request: HttpRequest, municipality: Municipality, invitation: Invitation, by: User
) -> HttpResponse:
    try:
        people.show_link(invitation, by)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("desk-people", municipality.pk)
    return _people(request, municipality, invitation)


def _withdraw(request: HttpRequest, invitation: Invitation, by: User) -> None:
    try:
        people.withdraw(invitation, by)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        text = _("The invitation of %(name)s is withdrawn. Its link no longer works.")
        messages.success(request, text % {"name": invitation.name})


def _page(
    request: HttpRequest, template: str, municipality: Municipality, title: str, context: dict[str, Any]
) -> HttpResponse:
    shared = {
        "title": title,
        "subtitle": municipality.name,
        "municipality": municipality,
        "back": reverse("desk-people", args=[municipality.pk]),
    }
    return page(request, template, {**shared, **context})
