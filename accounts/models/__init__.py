"""The tables keep the names that they got in `desk/`, where their migrations are."""

from accounts.models.people import Invitation, PeopleEvent, PeopleStep
from accounts.models.rate_limit import RateLimit

__all__ = ["Invitation", "PeopleEvent", "PeopleStep", "RateLimit"]
