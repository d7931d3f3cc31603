"""The admin of accounts and of what people may write. Their own pages are in `accounts/views/people.py`."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain import people
from accounts.domain.handing_over import telling_when_nobody_approves
from accounts.models import PeopleEvent
from accounts.views.two_step import turn_off
from plans.admin_base import PortalAdmin, TabularRows
from plans.admin_filters import MunicipalityFilter
from plans.admin_forms import ModelForm
from plans.admin_numbers import ReadsNumbers
from plans.admin_pages import signed_in_user
from plans.admin_policy import OF_NO_PLAN, Permissions, Policy, Scope, policies
from plans.domain import accounts
from plans.domain.access import Permission, is_superuser
from plans.enums import AccountEventKind
from plans.models import Membership
from plans.number_input import whole_number
from themes.models import ThemeEditor

if TYPE_CHECKING:
    Users = UserAdmin[User]
else:
    Users = UserAdmin

SUPERUSERS = Permission.OPERATE
policies[User] = Policy(Scope(), Permissions(SUPERUSERS, SUPERUSERS, SUPERUSERS, (SUPERUSERS,)), OF_NO_PLAN)
policies[Membership] = Policy(
    Scope(("municipality",)),
    Permissions(view=Permission.MANAGE, add=None, change=None, delete=(SUPERUSERS,)),
    OF_NO_PLAN,
)
# Who deletes a theme deletes its editors' rows with it.
policies[ThemeEditor] = Policy(
    Scope(("membership__municipality",)),
    Permissions(view=Permission.MANAGE, add=None, change=None, delete=(Permission.EDIT, Permission.MANAGE)),
    OF_NO_PLAN,
)
# Addresses and secrets are for nobody to read; they are kept on the person's own pages.
admin.site.unregister([User, Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken])


class MembershipForm(ModelForm):
    def save(self, commit: bool = True) -> Any:
        """Called for what was changed here: that is given in the portal, and sign-in leaves it as it is."""
        self.instance.from_claim = False
        return super().save(commit)


class MembershipInline(TabularRows):
    """For superusers. A manager's pages are in `accounts/views/people.py`."""

    model = Membership
    form = MembershipForm
    show_change_link = False
    autocomplete_fields = ["municipality"]


def _municipalities_of(person: str | None) -> list[int]:
    rows = Membership.objects.filter(person=whole_number(person or "")).order_by()
    return list(rows.values_list("municipality_id", flat=True))


@admin.register(User)
class PersonAdmin(ReadsNumbers, Users):
    """Django's own permission tables are left out: what a person may do follows from memberships."""

    inlines = [MembershipInline]
    actions = ["turn_off_two_step"]
    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser", "memberships__role"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Person"), {"fields": [("first_name", "last_name"), "email"]}),
        (gettext_lazy("Access"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (gettext_lazy("Dates"), {"fields": [("last_login", "date_joined")], "classes": ["collapse"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Django would consult its own permission tables."""
        return is_superuser(request.user)

    has_module_permission = has_add_permission = has_view_permission
    has_change_permission = has_delete_permission = has_view_permission

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Also closing an account takes an approver away."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with telling_when_nobody_approves(_municipalities_of(object_id)):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        before = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before:
            self._note(request, before, obj)
        else:
            accounts.note(obj, AccountEventKind.CREATED, signed_in_user(request))
            self._warn(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Django's own page, which saves the account past `save_model`."""
        before = self.get_object(request, unquote(id))
        with transaction.atomic():
            response: HttpResponse = super().user_change_password(request, id, form_url)
            if before and request.method == "POST":
                self._note(request, before, User.objects.get(pk=before.pk))
        return response

    def _note(self, request: HttpRequest, before: User, after: User) -> None:
        if accounts.note_changes(before, after, signed_in_user(request)):
            self._warn(request, after)

    def _warn(self, request: HttpRequest, person: User) -> None:
        """At once: the one who helps may be needed to approve one day."""
        text = _("It is kept that you did this. You and %(name)s cannot approve each other's texts.")
        self.message_user(request, text % {"name": people.named(person)}, messages.WARNING)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        with telling_when_nobody_approves(_municipalities_of(str(obj.pk))):
            super().delete_model(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = people.held_by(form.instance)
        super().save_related(request, form, formsets, change)
        people.note_changes(form.instance, before, signed_in_user(request))

    @admin.action(description=gettext_lazy("Turn off two-step sign-in, when phone and codes are lost"))
    def turn_off_two_step(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        by = signed_in_user(request)
        for person in chosen:
            turn_off(person)
            accounts.note(person, AccountEventKind.TWO_STEP_OFF, by)
            if person != by:
                self._warn(request, person)
            self.log_change(request, person, _("Two-step sign-in turned off."))
        self.message_user(request, _("Two-step sign-in is turned off."))


class PeopleAdmin(PortalAdmin):
    """To read and to end: what people may do is given on the desk's pages of the people, which keep a
    history. Each deletion is recorded there."""

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(Membership)
class MembershipAdmin(PeopleAdmin):
    """Deleted by superusers only: chosen from a list, all the managers could be deleted at once."""

    list_display = ["person", "municipality", "role"]
    list_select_related = ["person", "municipality"]
    list_filter = ["role", MunicipalityFilter]
    search_fields = ["person__username", "person__first_name", "person__last_name", "person__email"]

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        before = people.held_by(obj.person)
        with telling_when_nobody_approves([obj.municipality_id]):
            super().delete_model(request, obj)
        people.note_changes(obj.person, before, signed_in_user(request))


@admin.register(ThemeEditor)
class ThemeEditorAdmin(PeopleAdmin):
    list_display = ["theme", "person", "plan"]
    list_select_related = ["membership__person", "theme__plan__municipality"]
    list_filter = [MunicipalityFilter]
    search_fields = ["theme__title", "membership__person__username", "membership__person__email"]
    fields = ["membership", "theme"]

    @admin.display(description=gettext_lazy("person"), ordering="membership__person")
    def person(self, row: ThemeEditor) -> str:
        return str(row.membership.person)

    @admin.display(description=gettext_lazy("plan"), ordering="theme__plan")
    def plan(self, row: ThemeEditor) -> str:
        return str(row.theme.plan)

    def delete_model(self, request: HttpRequest, obj: ThemeEditor) -> None:
        membership = obj.membership
        super().delete_model(request, obj)
        who, by = people.named(membership.person), signed_in_user(request)
        roles = [role for key, role in people.held_by(membership.person) if key == membership.municipality_id]
        people.note(membership.municipality, PeopleEvent.CHANGED, who, by, roles)
