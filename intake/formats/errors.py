"""What a reader of a format raises."""


class UnreadableError(Exception):
    """The file cannot be read; the message is a sentence for the person who chose it, with what to do."""
