"""The people of a municipality: inviting them, giving them roles, and ending their membership.

Everything here is done by a manager or a superuser, and recorded as a `PeopleStep`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.domain import rate_limit
from accounts.domain.handing_over import telling_when_nobody_approves
from accounts.domain.rate_limit import Limit
from accounts.models import Invitation, PeopleEvent, PeopleStep
from plans.domain import accounts
from plans.domain.access import Person, is_superuser
from plans.enums import AccountEventKind, Role
from plans.errors import RefusedError
from plans.models import Membership, Municipality
from plans.models.account import name_of
from publishing.domain.notices import deliver
from themes.models import Theme, ThemeEditor

VALID_DAYS = 14
"""How long an e-mail's link can be used; it starts again when the e-mail is sent again."""
FROM_ONE = Limit("invitations from one", 60, timedelta(days=1))
TO_ONE = Limit("invitations to one", 5, timedelta(days=1))
PRINTING = frozenset({"django.core.mail.backends.console.EmailBackend"})
"""Where mails are only printed, whoever sends one may be the one who reads it."""
SIGNER = Signer(sep=".", salt="desk.invitation")


class UnknownInvitationError(Exception):
    """No invitation has this link."""


@transaction.atomic
def invite(
    municipality: Municipality,
    by: User,
    *,
    email: str,
    first_name: str,
    last_name: str,
    roles: Iterable[str],
    themes: Iterable[Theme] = (),
) -> Invitation:
    """Stored before any e-mail is sent, so that no mail server can lose it. Raises `RefusedError` where the
    address has one that is not answered, also from a colleague at the same moment."""
    given = {
        "first_name": first_name.strip(),
        "last_name": last_name.strip(),
        "roles": sorted(roles),
        "invited_by": by,
        "expires_at": _last_moment(),
    }
    invitation, is_new = Invitation.objects.unanswered().get_or_create(
        municipality=municipality, email=email.lower(), defaults=given
    )
    if not is_new:
        raise RefusedError(
            _("This address has been invited already. Send the e-mail again, or withdraw it first.")
        )
    invitation.themes.set(themes)
    note(municipality, PeopleEvent.INVITED, str(invitation), by, invitation.roles)
    return invitation


def send(invitation: Invitation, by: User) -> bool:
    """The e-mail, with a link that works from now on for `VALID_DAYS`. Returns whether it was sent; if not,
    the invitation says why."""
    renew(invitation)
    if settings.EMAIL_BACKEND in PRINTING:
        invitation.shown_to.add(by)
    invitation.send_error = _too_many(invitation, by) or _deliver(invitation)
    if not invitation.send_error:
        invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at", "send_error"])
    if invitation.send_error:
        note(
            invitation.municipality,
            PeopleEvent.MAIL_FAILED,
            str(invitation),
            None,
            reason=invitation.send_error,
        )
    return not invitation.send_error


def _too_many(invitation: Invitation, by: User) -> str:
    """Limits e-mails to one address, and from one person."""
    if not rate_limit.take(FROM_ONE, str(by.pk)):
        return _("you have sent %(times)d invitations within a day") % {"times": FROM_ONE.times}
    if not rate_limit.take(TO_ONE, invitation.email):
        facts = {"times": TO_ONE.times, "email": invitation.email}
        return _("%(times)d e-mails have been sent to %(email)s within a day") % facts
    return ""


def _deliver(invitation: Invitation) -> str:
    with translation.override("da"):
        subject, lines = _mail(invitation)
    answer_to = invitation.invited_by.email if invitation.invited_by else ""
    return deliver([invitation.email], subject, lines, answer_to)


@transaction.atomic
def show_link(invitation: Invitation, by: User) -> None:
    """Whoever sees the link can accept in another's place, so it is recorded who has. Raises `RefusedError`
    where it has been answered meanwhile."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.withdrawn_at:
        raise RefusedError(_("The invitation can no longer be used."))
    locked.shown_to.add(by)
    note(locked.municipality, PeopleEvent.LINK_SHOWN, str(locked), by)
    renew(invitation)


def renew(invitation: Invitation) -> None:
    invitation.expires_at = _last_moment()
    invitation.save(update_fields=["expires_at"])


def link_of(invitation: Invitation) -> str:
    """Can be made again at any time from the row and the installation's key; neither alone suffices."""
    return settings.SITE_URL + reverse("invitation", args=[SIGNER.sign(str(invitation.pk))])


def invitation_for(token: str) -> Invitation:
    """Open or not. Raises `UnknownInvitationError`."""
    try:
        key = int(SIGNER.unsign(token))
    except (BadSignature, ValueError) as error:
        raise UnknownInvitationError from error
    found = Invitation.objects.select_related("municipality", "invited_by").filter(pk=key).first()
    if found is None:
        raise UnknownInvitationError
    return found


@transaction.atomic
def withdraw(invitation: Invitation, by: User) -> None:
    """One that was accepted a moment ago stays accepted: then the membership must be ended instead."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise RefusedError(_("%(name)s has accepted the invitation already.") % {"name": locked.name})
    if locked.withdrawn_at is None:
        locked.withdrawn_at = timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        note(locked.municipality, PeopleEvent.WITHDRAWN, str(locked), by)


@transaction.atomic
def accept(invitation: Invitation, person: User) -> None:
    """Gives the person what they were invited to, beside what they have. Works once. A role that they have
    from the sign-in service already stays with them when the service no longer gives it."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not locked.is_open:
        raise RefusedError(_("The invitation can no longer be used."))
    if not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
    for role in locked.roles:
        membership, _made = Membership.objects.update_or_create(
            person=person,
            municipality_id=locked.municipality_id,
            role=role,
            defaults={"from_claim": False},
        )
        if role == Role.THEME_EDITOR:
            for theme in locked.themes.filter(plan__municipality=locked.municipality_id):
                ThemeEditor.objects.get_or_create(membership=membership, theme=theme)
    locked.accepted_at, locked.accepted_by = timezone.now(), person
    locked.save(update_fields=["accepted_at", "accepted_by"])
    note(locked.municipality, PeopleEvent.ACCEPTED, named(person), person, locked.roles)
    _note_origin(locked, person)


def _note_origin(invitation: Invitation, person: User) -> None:
    """Also of an account that was there before: single sign-on may have made it on the way to the link.
    Others who read the mail of the address have seen the link too."""
    accounts.note(person, AccountEventKind.INVITED, invitation.invited_by, invitation.email)
    readers = accounts.accounts_with_mailbox(invitation.email)
    for by in {*invitation.shown_to.all(), *readers}:
        accounts.note(person, AccountEventKind.LINK_SHOWN, by)


def set_roles(
    person: User, municipality: Municipality, roles: Iterable[str], themes: Iterable[Theme], by: User
) -> None:
    """The roles become exactly these; with none, the membership is ended. What stays is left as it is. Raises
    `RefusedError`."""
    with transaction.atomic(), telling_when_nobody_approves([municipality.pk]):
        _set_roles(person, municipality, roles, themes, by)


def _set_roles(
    person: User, municipality: Municipality, roles: Iterable[str], themes: Iterable[Theme], by: User
) -> None:
    wanted = set(roles)
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    if refused := refusal(by, person, municipality, wanted):
        raise RefusedError(refused)
    held = Membership.objects.filter(person=person, municipality=municipality)
    before, named_before = _as_kept(held)
    for membership in held:
        if membership.role not in wanted:
            membership.delete()
    for role in wanted - set(before):
        Membership.objects.create(person=person, municipality=municipality, role=role)
    if Role.THEME_EDITOR in wanted:
        _name_themes(held.get(role=Role.THEME_EDITOR), themes)
    after = _as_kept(held)
    if (before, named_before) != after:
        event = PeopleEvent.CHANGED if wanted else PeopleEvent.ENDED
        note(municipality, event, named(person), by, after[0], "; ".join(after[1]))


def end(person: User, municipality: Municipality, by: User) -> None:
    set_roles(person, municipality, [], [], by)


def refusal(by: Person, person: User, municipality: Municipality, wanted: set[str]) -> str:
    """Why the person may not be given exactly these roles, or nothing."""
    if is_superuser(by):
        return ""
    if person.is_superuser:
        return _("%(name)s runs the installation. Only others who do can change that.") % {
            "name": named(person)
        }
    others = Membership.objects.filter(
        municipality=municipality, role=Role.MANAGER, person__is_active=True
    ).exclude(person=person)
    held = Membership.objects.filter(municipality=municipality, role=Role.MANAGER, person=person)
    if Role.MANAGER not in wanted and held.exists() and not others.exists():
        return _("%(name)s is the only manager. Give somebody else that role first.") % {
            "name": named(person)
        }
    return ""


def note(
    municipality: Municipality,
    event: PeopleEvent,
    who: str,
    by: User | None,
    roles: Iterable[str] = (),
    reason: str = "",
) -> PeopleStep:
    return PeopleStep.objects.create(
        municipality=municipality, event=event, who=who, roles=sorted(roles), by=by, reason=reason
    )


def held_by(person: User) -> set[tuple[int, str]]:
    """Municipality and role of each of the person's memberships."""
    return set(Membership.objects.filter(person=person).order_by().values_list("municipality_id", "role"))


def note_changes(person: User, before: set[tuple[int, str]], by: User | None) -> None:
    """A line in each municipality where the person's roles are no longer what they were."""
    after = held_by(person)
    for municipality in Municipality.objects.filter(pk__in={key for key, _role in before ^ after}):
        roles = [role for key, role in after if key == municipality.pk]
        note(municipality, PeopleEvent.CHANGED if roles else PeopleEvent.ENDED, named(person), by, roles)


def single_sign_on() -> str:
    """What the sign-in service is called, where there is one."""
    return str(settings.SINGLE_SIGN_ON.get("name", ""))


def named(person: User) -> str:
    """As colleagues know the person; with the address, for two may have the same name."""
    name = name_of(person)
    return f"{name} ({person.email})" if person.email and person.email != name else name


def _last_moment() -> datetime:
    """An e-mail names a day, and all of that day counts."""
    return (timezone.localtime() + timedelta(days=VALID_DAYS)).replace(hour=23, minute=59, second=59)


def _as_kept(held: QuerySet[Membership]) -> tuple[list[str], list[str]]:
    """Roles and named themes as the database has them now."""
    roles = sorted(row.role for row in held.all())
    rows = ThemeEditor.objects.filter(membership__in=held.all(), membership__role=Role.THEME_EDITOR)
    return roles, [str(row.theme) for row in rows.select_related("theme").order_by("theme")]


def _name_themes(membership: Membership, themes: Iterable[Theme]) -> None:
    chosen = list(themes)
    membership.named_themes.exclude(theme__in=chosen).delete()
    for theme in chosen:
        ThemeEditor.objects.get_or_create(membership=membership, theme=theme)


def _mail(invitation: Invitation) -> tuple[str, list[str]]:
    town = invitation.municipality.name
    by = invitation.invited_by
    facts = {
        "name": invitation.name,
        "by": name_of(by) if by else town,
        "town": town,
        "roles": ", ".join(invitation.role_names),
        "email": invitation.email,
        "until": formats.date_format(timezone.localtime(invitation.expires_at), "j. F Y"),
    }
    lines = [
        _("Hello %(name)s") % facts,
        _("%(by)s has invited you to work on the employment plans of %(town)s. Your role: %(roles)s.")
        % facts,
        *[str(theme) for theme in invitation.themes.select_related("plan")],
        _("Open this link to accept, and choose a password:"),
        link_of(invitation),
        _("Your user name will be your e-mail address, %(email)s.") % facts,
    ]
    if name := single_sign_on():
        text = _(
            "Do you usually sign in with %(name)s? Choose that on the same page: then you need no password."
        )
        lines.append(text % {"name": name})
    lines += [
        _("Do you have an account on the portal already? Then sign in with it on the same page."),
        _("The link works until %(until)s inclusive, and once.") % facts,
        _("If you do not know what this is about, you need not do anything."),
    ]
    return _("Invitation to the employment plans of %(town)s") % facts, lines
