class RenderError(Exception):
    """The PDF cannot be made as it should be. The message is for the person who publishes: in Danish,
    and it names the place in the plan where something has to be put right."""


class PassingRenderError(RenderError):
    """Another time it may succeed: nothing is said against the text."""


class OutOfTimeError(BaseException):
    """Raised in the middle of whatever the renderer does, whose `except Exception` must not swallow it."""


class OutOfMemoryError(BaseException):
    """Likewise, while there still is some."""
