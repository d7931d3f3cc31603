from plans.models.kept import ImmutableError
from publishing.models.edition import Edition, Withdrawal
from publishing.models.schedule import ScheduledPublication

__all__ = ["Edition", "ImmutableError", "ScheduledPublication", "Withdrawal"]
