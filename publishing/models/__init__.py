from plans.models.kept import ImmutableError
from publishing.models.edition import Edition, Withdrawal
from publishing.models.schedule import ScheduledPublication
from publishing.models.variant import Variant

__all__ = ["Edition", "ImmutableError", "ScheduledPublication", "Variant", "Withdrawal"]
