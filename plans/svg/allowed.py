"""What a drawing may be made of. Whatever is not named here is left out, or refused where it would be seen."""

import re

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"

ELEMENTS = frozenset(
    "circle clipPath defs ellipse g line linearGradient path polygon polyline radialGradient rect stop svg symbol use".split()
)
UNSEEN = frozenset(
    "a animate animateColor animateMotion animateTransform cursor desc discard metadata script set style title view".split()
)
"""Left out without a word; of a link, only that it is one."""

OF_SHAPE = frozenset(
    "clipPathUnits cx cy d fx fy gradientTransform gradientUnits height offset points preserveAspectRatio r rx ry "
    "spreadMethod transform viewBox width x x1 x2 y y1 y2".split()
)
OF_STYLE = frozenset(
    "clip-path clip-rule color display fill fill-opacity fill-rule opacity stop-color stop-opacity stroke "
    "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width visibility".split()
)
"""Also read from rules and from the attribute `style`."""
SEEN = frozenset("filter marker marker-end marker-mid marker-start mask mix-blend-mode".split())
"""Change what is seen, and are not kept."""

VALUE = re.compile(r"[A-Za-z0-9#%.,()+\-_ \t\r\n]*")
"""Numbers, words, colours, paths: no address, no escape, no rule."""
POINTER = re.compile(r"url\(\s*[\"']?#([A-Za-z_][\w.:-]*)[\"']?\s*\)")
NAME = re.compile(r"[A-Za-z_][\w.:-]*")

POINTS_AT = {
    "clip-path": frozenset({"clipPath"}),
    "fill": frozenset({"linearGradient", "radialGradient"}),
    "stroke": frozenset({"linearGradient", "radialGradient"}),
}
LINKS_TO = {
    "linearGradient": frozenset({"linearGradient", "radialGradient"}),
    "radialGradient": frozenset({"linearGradient", "radialGradient"}),
    "use": ELEMENTS - {"clipPath", "defs", "linearGradient", "radialGradient", "stop"},
}
"""What an element's `href` may name, within the drawing."""
