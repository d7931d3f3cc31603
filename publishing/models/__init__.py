from publishing.models.edition import Edition, ImmutableError, Withdrawal

__all__ = ["Edition", "ImmutableError", "Withdrawal"]
