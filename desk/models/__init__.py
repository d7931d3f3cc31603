from desk.models.copies import Mark, PartMark
from desk.models.history import LastSeen
from desk.models.people import Invitation, PeopleEvent, PeopleStep
from desk.models.presence import Presence
from desk.models.rate_limit import RateLimit
from desk.models.remark import Remark
from desk.models.sharing import ShareLink

__all__ = [
    "Invitation",
    "LastSeen",
    "Mark",
    "PartMark",
    "PeopleEvent",
    "PeopleStep",
    "Presence",
    "RateLimit",
    "Remark",
    "ShareLink",
]
