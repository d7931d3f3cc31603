"""An SVG drawing made safe: read without entities, built anew from what is allowed, nothing copied over.

What no reader sees (programs, links, notes of the editor) is left out. What is seen and cannot be kept (texts, which
need a font; pictures; filters) is refused by name: a crest that looks otherwise than it was drawn is no crest.
"""

from plans.svg.reading import MOST_BYTES, UnsafeDrawingError
from plans.svg.rebuilding import is_safe, safe_svg

__all__ = ["MOST_BYTES", "UnsafeDrawingError", "is_safe", "safe_svg"]
