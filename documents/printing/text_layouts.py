"""What Pango is told of a style (language, typeface, size, letters' forms) is told once.

WeasyPrint 70.0 tells it anew for each line, when it is broken, and again when it is painted: a tenth of the time.
Here a style keeps the first of its layouts, without text, and each line takes a copy.
`documents/printing/weasy.py` puts `copied` in the place of WeasyPrint's `Layout.setup`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

MODEL = "_model"
"""The attribute of a style. A copy of the style, whose values may be changed, does not have it."""


def copied(layout_class: Any, text_library: Any) -> Callable[[Any, Any], None]:
    """In place of `Layout.setup`; `text_library` is `weasyprint.text.ffi`."""
    original, ffi = layout_class.setup, text_library.ffi
    ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")
    copy, release = text_library.pango.pango_layout_copy, text_library.gobject.g_object_unref

    @wraps(original)
    def setup(layout: Any, style: Any) -> None:
        facts = vars(style).get(MODEL)
        if facts is None:
            model = layout_class.__new__(layout_class)
            original(model, style)
            facts = vars(model)
            setattr(style, MODEL, facts)
        vars(layout).update(facts, style=style, layout=ffi.gc(copy(facts["layout"]), release))

    return setup
