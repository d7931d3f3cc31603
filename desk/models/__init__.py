from desk.models.copies import Mark, PartMark
from desk.models.history import LastSeen
from desk.models.presence import Presence
from desk.models.reference import LoadedReference
from desk.models.remark import Remark
from desk.models.sharing import ShareLink

__all__ = [
    "LastSeen",
    "LoadedReference",
    "Mark",
    "PartMark",
    "Presence",
    "Remark",
    "ShareLink",
]
