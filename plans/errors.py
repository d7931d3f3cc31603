class RefusedError(Exception):
    """Nothing was changed; the message says to a person why, and what to do."""
