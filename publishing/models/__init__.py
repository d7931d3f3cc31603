from plans.models.kept import ImmutableError
from publishing.models.edition import Edition, Withdrawal
from publishing.models.file import EditionFile
from publishing.models.proof import ProofEntry
from publishing.models.schedule import ScheduledPublication
from publishing.models.variant import Variant

__all__ = [
    "Edition",
    "EditionFile",
    "ImmutableError",
    "ProofEntry",
    "ScheduledPublication",
    "Variant",
    "Withdrawal",
]
