"""What is known of an account, in words: for a refusal, and kept with a text's approval."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.enums import AccountEventKind

SAME_ADDRESS, UNKNOWN = "same_address", "unknown"
SENTENCES: Mapping[str, Promise] = {
    AccountEventKind.INVITED: _("%(by)s invited %(account)s with a mail to %(address)s."),
    AccountEventKind.LINK_SHOWN: _("%(by)s was shown the link that %(account)s got access with."),
    AccountEventKind.CREATED: _("%(by)s created the account %(account)s."),
    AccountEventKind.SINGLE_SIGN_ON: _(
        "The account of %(account)s was made when it signed in with single sign-on."
    ),
    AccountEventKind.NAME_CHANGED: _("%(by)s changed the user name of %(account)s."),
    AccountEventKind.ADDRESS_CHANGED: _("%(by)s changed the e-mail address of %(account)s."),
    AccountEventKind.PASSWORD_SET: _("%(by)s chose a password for %(account)s."),
    AccountEventKind.TWO_STEP_OFF: _("%(by)s turned off two-step sign-in for %(account)s."),
    SAME_ADDRESS: _("%(by)s and %(account)s have the same e-mail address."),
    UNKNOWN: _("The portal does not know how the account of %(account)s came about."),
}


@dataclass(frozen=True, slots=True)
class AccountFact:
    """Names as they were then. `by` is empty where nobody did it or their account is gone; `at` is ISO 8601,
    empty for what has no moment."""

    kind: str
    account: str
    by: str = ""
    address: str = ""
    at: str = ""

    def __str__(self) -> str:
        names = {"by": self.by or gettext("Somebody"), "account": self.account, "address": self.address}
        return str(SENTENCES[self.kind]) % names

    @property
    def line(self) -> str:
        """With its day, for a history."""
        moment = parse_datetime(self.at) if self.at else None
        if moment is None:
            return str(self)
        return f"{formats.date_format(timezone.localtime(moment), 'j. F Y')}: {self}"

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value}
