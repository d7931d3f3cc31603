"""Which accounts one human may hold, as far as the portal can know it.

Whoever has been shown the link that an account was accepted through, or has created it, or changed its user
name, e-mail address or password, may have signed in with it; whoever held such an account may have done the
same with a third. Two accounts count as one person's when somebody, perhaps one of the two, may hold both.
What was never recorded is not known: an invitation sent to a second address of one's own, a password passed
on by mouth, or what was done before `AccountEvent` was introduced.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import normalize

from django.contrib.auth.models import User
from django.db.models import Q

from plans.account_facts import SAME_ADDRESS, UNKNOWN, AccountFact
from plans.enums import AccountEventKind as Kind
from plans.models import AccountEvent
from plans.models.account import name_of

OPENING = frozenset(
    {Kind.LINK_SHOWN, Kind.CREATED, Kind.NAME_CHANGED, Kind.ADDRESS_CHANGED, Kind.PASSWORD_SET}
)
"""Single sign-on knows an account by its user name: whoever changes that decides who signs in."""
BETWEEN_TWO = frozenset({Kind.TWO_STEP_OFF})
"""Opens nothing without the password. It counts between the two themselves, of whom one may know the other's
password, and goes no further: who helps everybody with a lost phone does not hold everybody's accounts."""
ORIGINS = frozenset({Kind.INVITED, Kind.LINK_SHOWN, Kind.CREATED, Kind.SINGLE_SIGN_ON})

Controller = int | str
"""An account by its primary key, or whoever reads a mailbox: they can choose a new password."""


@dataclass(frozen=True, slots=True)
class ControlLink:
    """`event` says that `controller` may hold an account: whoever reads the mailbox that it was accepted in,
    too, whatever its address is now. None where the account's mail of now says it."""

    controller: Controller
    event: int | None = None


@dataclass(slots=True)
class AccountControlGraph:
    """All that is known of who may hold which account."""

    links: dict[Controller, set[ControlLink]] = field(default_factory=lambda: defaultdict(set))
    between_two: dict[frozenset[int], int] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "AccountControlGraph":
        """One query, whatever there is."""
        graph = cls()
        giving_control = Q(kind__in=OPENING | BETWEEN_TWO, by__isnull=False) | Q(kind=Kind.INVITED)
        events = AccountEvent.objects.filter(giving_control).order_by("pk")
        for pk, kind, by, by_email, account, email, address in events.values_list(
            "pk", "kind", "by", "by__email", "account", "account__email", "address"
        ):
            if kind == Kind.INVITED:
                if box := mailbox(address):
                    graph.links[account].add(ControlLink(box, pk))
                graph._add_mailbox(account, email)
                continue
            if kind in BETWEEN_TWO:
                graph.between_two.setdefault(frozenset({by, account}), pk)
                continue
            graph.links[account].add(ControlLink(by, pk))
            graph._add_mailbox(by, by_email)
            graph._add_mailbox(account, email)
        return graph

    def may_be_one_person(self, one: User, other: User) -> bool:
        return self._between(one, other) is not None

    def facts(self, one: User, other: User) -> list[AccountFact]:
        """Why the two accounts may be one person's; empty where nothing is recorded that says so."""
        steps = self._between(one, other) or []
        return _as_facts(one.pk, steps)

    def _add_mailbox(self, account: int, email: str) -> None:
        if box := mailbox(email):
            self.links[account].add(ControlLink(box))

    def _between(self, one: User, other: User) -> list[ControlLink] | None:
        """The steps from one account to the other by way of who may hold both."""
        if one.pk == other.pk:
            return None
        if event := self.between_two.get(frozenset({one.pk, other.pk})):
            return [ControlLink(other.pk, event)]
        self._add_mailbox(one.pk, one.email)
        self._add_mailbox(other.pk, other.email)
        ways, others = self._ways_up(one.pk), self._ways_up(other.pk)
        if not (shared := ways.keys() & others.keys()):
            return None
        top = min(
            shared, key=lambda controller: (len(ways[controller]) + len(others[controller]), str(controller))
        )
        return [*ways[top], *_downwards(other.pk, others[top])]

    def _ways_up(self, account: int) -> dict[Controller, list[ControlLink]]:
        """To everybody who may hold the account, itself included: the shortest way to each."""
        found: dict[Controller, list[ControlLink]] = {account: []}
        waiting: deque[Controller] = deque([account])
        while waiting:
            here = waiting.popleft()
            for link in sorted(
                self.links.get(here, ()), key=lambda link: (link.event or 0, str(link.controller))
            ):
                if link.controller not in found:
                    found[link.controller] = [*found[here], link]
                    waiting.append(link.controller)
        return found


def _downwards(account: int, way: list[ControlLink]) -> list[ControlLink]:
    """The way up from the account, walked from its top: each event now leads to whom it gave away."""
    controllers: list[Controller] = [account, *(link.controller for link in way)]
    return [ControlLink(below, link.event) for below, link in zip(controllers, way, strict=False)][::-1]


def _as_facts(start: int, steps: list[ControlLink]) -> list[AccountFact]:
    """A step into a mailbox and the next one out of it are one fact: two accounts have its address. Where one
    of them only had it, its invitation says so."""
    events = _in_words(link.event for link in steps if link.event)
    controllers: list[Controller] = [start, *(link.controller for link in steps)]
    shared = [
        (before, after)
        for before, box, after, into, out in zip(
            controllers, controllers[1:], controllers[2:], steps, steps[1:], strict=False
        )
        if isinstance(box, str) and isinstance(before, int) and isinstance(after, int)
        if not (into.event or out.event)
    ]
    people = User.objects.in_bulk([key for pair in shared for key in pair]) if shared else {}
    return [
        *(events[link.event] for link in steps if link.event),
        *(
            AccountFact(SAME_ADDRESS, name_of(people[after]), name_of(people[before]))
            for before, after in shared
        ),
    ]


def _in_words(events: Iterable[int]) -> dict[int, AccountFact]:
    found = AccountEvent.objects.select_related("account", "by").in_bulk(list(events))
    return {key: event.fact for key, event in found.items()}


def mailbox(email: str) -> str:
    """Where mail to the address ends: `Anna+plan@herning.dk` with `anna@herning.dk`. Empty where it is
    none."""
    local, at, host = normalize("NFKC", email).casefold().strip().rpartition("@")
    return f"{local.partition('+')[0]}@{host}" if at else ""


def accounts_with_mailbox(email: str) -> list[User]:
    """Who reads what is sent to the address."""
    box = mailbox(email)
    if not box:
        return []
    local, _at, host = box.rpartition("@")
    near = User.objects.filter(email__istartswith=local, email__iendswith=f"@{host}").order_by("pk")
    return [person for person in near if mailbox(person.email) == box]


def note(account: User, kind: Kind, by: User | None, address: str = "") -> None:
    """Written where it is done. What people do with their own accounts ties them to nobody."""
    if by is None or by.pk != account.pk or kind is Kind.INVITED:
        AccountEvent.objects.create(account=account, kind=kind, by=by, address=address)


def note_changes(before: User, after: User, by: User) -> bool:
    """What somebody has changed of an account that decides who can sign in with it. Whether there was any."""
    changed = [
        kind
        for kind, name in (
            (Kind.NAME_CHANGED, "username"),
            (Kind.ADDRESS_CHANGED, "email"),
            (Kind.PASSWORD_SET, "password"),
        )
        if getattr(before, name) != getattr(after, name)
    ]
    for kind in changed:
        note(after, kind, by)
    return bool(changed) and by.pk != after.pk


def history_of(account: User) -> list[AccountFact]:
    """How it came about and what has been done with it since, oldest first."""
    events = list(AccountEvent.objects.filter(account=account).select_related("account", "by").order_by("pk"))
    facts = [event.fact for event in events]
    if any(event.kind in ORIGINS for event in events):
        return facts
    return [AccountFact(UNKNOWN, name_of(account)), *facts]
