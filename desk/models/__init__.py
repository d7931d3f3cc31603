from desk.models.copies import Mark, PartMark
from desk.models.history import LastSeen
from desk.models.presence import Presence
from desk.models.remark import Remark
from desk.models.sharing import ShareLink

__all__ = [
    "LastSeen",
    "Mark",
    "PartMark",
    "Presence",
    "Remark",
    "ShareLink",
]
