"""What a reader of a format raises."""


class UnreadableError(Exception):
    """The file cannot be read; the message is a sentence for the person who chose it, with what to do."""


class StoppedError(UnreadableError):
    """Somebody stopped the server meanwhile: it says nothing of the file, which is to be read once more."""
