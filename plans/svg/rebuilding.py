"""The drawing built anew of what is allowed."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from plans.svg.allowed import (
    ELEMENTS,
    NAME,
    OF_SHAPE,
    OF_STYLE,
    POINTER,
    SEEN,
    SVG,
    UNSEEN,
    USED,
    VALUE,
    XLINK,
)
from plans.svg.reading import DEEPEST, MOST_ELEMENTS, UnsafeDrawingError, parsed, too_complicated
from plans.svg.styles import inline

HREF = ("href", f"{XLINK}href")
NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,16})?"
EXTENT = re.compile(rf"-?{NUMBER}[ ,]+-?{NUMBER}[ ,]+({NUMBER})[ ,]+({NUMBER})")
LONG_SIDE = 600
"""Of a drawing where nothing says how large it is to be shown; no drawing is longer than `LONGEST` times its width."""
LONGEST = 20
LENGTH = re.compile(rf"({NUMBER})(?:px|pt|mm|cm|in)?")


def safe_svg(content: bytes) -> bytes:
    """The same drawing; of what it gives, the same again. Raises `UnsafeDrawingError`."""
    root = parsed(content)
    if root.tag != f"{SVG}svg":
        raise UnsafeDrawingError(_("The file is no SVG drawing, or it is damaged."))
    inline(root)
    kinds = _named_once(root)
    drawn = _rebuilt(root, None, kinds)
    _measure(drawn)
    _refuse_what_unfolds(drawn)
    drawn.set("xmlns", SVG.strip("{}"))
    return f"{ElementTree.tostring(drawn, encoding='unicode')}\n".encode()


def is_safe(content: bytes) -> bool:
    """Whether it is what `safe_svg` gives, to the byte."""
    try:
        return safe_svg(content) == content
    except UnsafeDrawingError:
        return False


def _named_once(root: Element) -> dict[str, str]:
    """The kind of each element that has a name. Of two with one name, programs draw either: the first keeps it."""
    kinds: dict[str, str] = {}
    for one in root.iter():
        name = one.get("id", "")
        if name in kinds or not NAME.fullmatch(name):
            one.attrib.pop("id", None)
        else:
            kinds[name] = one.tag.removeprefix(SVG)
    return kinds


def _rebuilt(one: Element, parent: Element | None, kinds: Mapping[str, str]) -> Element:
    name = one.tag.removeprefix(SVG)
    kept = dict(_attributes(one, name, kinds))
    new = Element(name, kept) if parent is None else SubElement(parent, "g" if name == "a" else name, kept)
    for child in one:
        if not child.tag.startswith(SVG):
            continue  # an editor's own
        inner = child.tag.removeprefix(SVG)
        if inner in ELEMENTS or inner == "a":
            _rebuilt(child, new, kinds)
        elif inner not in UNSEEN:
            text = _(
                "The drawing holds what cannot be kept: <%(name)s>. Turn texts into paths and save it as plain SVG, or use a PNG."
            )
            raise UnsafeDrawingError(text % {"name": inner})
    return new


def _attributes(one: Element, name: str, kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    for key, value in one.attrib.items():
        if key in SEEN and value.strip() != "none" and value.strip() != "normal":
            raise _refused(key, value)
        if key in OF_SHAPE or key in OF_STYLE:
            found.append((key, _value(key, value, kinds)))
        elif key == "id":
            found.append((key, value))
        elif key in HREF and name == "use":
            found.append(("href", _link(value, kinds)))
    return found


def _value(key: str, value: str, kinds: Mapping[str, str]) -> str:
    value = value.strip()
    pointer = POINTER.match(value)
    rest = value[pointer.end() :] if pointer else value
    if pointer and not (key == "clip-path" and kinds.get(pointer[1]) == "clipPath"):
        raise _refused(key, value)
    if not VALUE.fullmatch(rest) or "url" in rest.lower():
        raise _refused(key, value)
    return f"url(#{pointer[1]}){rest}" if pointer else value


def _link(value: str, kinds: Mapping[str, str]) -> str:
    value = value.strip()
    if not value.startswith("#") or kinds.get(value[1:]) not in USED:
        raise _refused("href", value)
    return value


def _refused(key: str, value: str) -> UnsafeDrawingError:
    text = _(
        "The drawing holds what cannot be kept: %(key)s=“%(value)s”. Save it as plain SVG, or use a PNG."
    )
    return UnsafeDrawingError(text % {"key": key, "value": value[:60]})


def _measure(root: Element) -> None:
    """Its extent (`viewBox`), without which a drawing is cut off where it is shown smaller, and a size of the same
    proportions, without which WeasyPrint gives it none."""
    sizes = [LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
    extent = root.get("viewBox") or " ".join(["0 0", *(size[1] for size in sizes if size)])
    found = EXTENT.fullmatch(extent.strip())
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    if not width or not height or max(width, height) > LONGEST * min(width, height):
        raise UnsafeDrawingError(
            _("The drawing does not say how large it is (viewBox). Save it anew, or use a PNG.")
        )
    scale = LONG_SIDE / max(width, height)
    root.set("viewBox", extent)
    root.set("width", f"{width * scale:.4g}")
    root.set("height", f"{height * scale:.4g}")


def _refuse_what_unfolds(root: Element) -> None:
    """A part that is used in ten parts, each used in ten, is drawn a hundred times; one that is used in itself,
    for ever. Whoever draws goes down all of it one by one."""
    named = {one.get("id"): one for one in root.iter() if one.get("id")}
    sizes: dict[Element, tuple[int, int]] = {}

    def size(one: Element, level: int) -> tuple[int, int]:
        """How many elements are drawn of it, and how deep they lie in one another."""
        if level > DEEPEST:
            raise too_complicated()
        if one not in sizes:
            inner = [*one, *(named[key] for key in _named_by(one) if key in named)]
            found = [size(each, level + 1) for each in inner]
            sizes[one] = (
                1 + sum(count for count, _depth in found),
                1 + max((depth for _count, depth in found), default=0),
            )
        count, depth = sizes[one]
        if count > MOST_ELEMENTS or level + depth > DEEPEST + 1:
            raise too_complicated()
        return count, depth

    size(root, 1)


def _named_by(one: Element) -> list[str]:
    clip = POINTER.match(one.get("clip-path", ""))
    return [one.get("href", "").removeprefix("#"), *([clip[1]] if clip else [])]
