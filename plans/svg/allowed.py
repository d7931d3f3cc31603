"""What a drawing may be made of. Whatever is not named here is left out, or refused where it would be seen."""

import re

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"

ELEMENTS = frozenset(
    [
        "circle",
        "clipPath",
        "defs",
        "ellipse",
        "g",
        "line",
        "path",
        "polygon",
        "polyline",
        "rect",
        "svg",
        "symbol",
        "use",
    ]
)
"""Without gradients: WeasyPrint 70 leaves shapes blank that are filled with one."""
UNSEEN = frozenset(
    [
        "a",
        "animate",
        "animateColor",
        "animateMotion",
        "animateTransform",
        "cursor",
        "desc",
        "discard",
        "metadata",
        "script",
        "set",
        "style",
        "title",
        "view",
    ]
)
"""Left out without a word; of a link, only that it is one."""

OF_SHAPE = frozenset(
    [
        "clipPathUnits",
        "cx",
        "cy",
        "d",
        "height",
        "points",
        "preserveAspectRatio",
        "r",
        "rx",
        "ry",
        "transform",
        "viewBox",
        "width",
        "x",
        "x1",
        "x2",
        "y",
        "y1",
        "y2",
    ]
)
OF_STYLE = frozenset(
    [
        "clip-path",
        "clip-rule",
        "color",
        "display",
        "fill",
        "fill-opacity",
        "fill-rule",
        "opacity",
        "stroke",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "stroke-width",
        "visibility",
    ]
)
"""Also read from rules and from the attribute `style`."""
SEEN = frozenset(["filter", "marker", "marker-end", "marker-mid", "marker-start", "mask", "mix-blend-mode"])
"""Change what is seen, and are not kept."""

VALUE = re.compile(r"[A-Za-z0-9#%.,()+\-_ \t\r\n]*")
"""Numbers, words, colours, paths: no address, no escape, no rule."""
POINTER = re.compile(r"url\(\s*[\"']?#([A-Za-z_][\w.:-]*)[\"']?\s*\)")
NAME = re.compile(r"[A-Za-z_][\w.:-]*")

USED = ELEMENTS - {"clipPath", "defs"}
"""What an element `use` may name, within the drawing; `clip-path` names a `clipPath`."""
