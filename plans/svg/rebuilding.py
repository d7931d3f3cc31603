"""The drawing built anew of what is allowed."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from plans.svg.allowed import (
    ELEMENTS,
    LINKS_TO,
    NAME,
    OF_SHAPE,
    OF_STYLE,
    POINTER,
    POINTS_AT,
    SEEN,
    SVG,
    UNSEEN,
    VALUE,
    XLINK,
)
from plans.svg.reading import DEEPEST, MOST_ELEMENTS, UnsafeDrawingError, parsed, too_complicated
from plans.svg.styles import inline

HREF = ("href", f"{XLINK}href")
LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:px|pt|mm|cm)?")


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
    kept = {key: value for key, value in _attributes(one, name, kinds)}
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
        elif key in HREF and name in LINKS_TO:
            found.append(("href", _link(name, value, kinds)))
    return found


def _value(key: str, value: str, kinds: Mapping[str, str]) -> str:
    value = value.strip()
    pointer = POINTER.match(value)
    rest = value[pointer.end() :] if pointer else value
    if pointer and kinds.get(pointer[1]) not in POINTS_AT.get(key, ()):
        raise _refused(key, value)
    if not VALUE.fullmatch(rest) or "url" in rest.lower():
        raise _refused(key, value)
    return f"url(#{pointer[1]}){rest}" if pointer else value


def _link(name: str, value: str, kinds: Mapping[str, str]) -> str:
    value = value.strip()
    if not value.startswith("#") or kinds.get(value[1:]) not in LINKS_TO[name] or not NAME.fullmatch(value[1:]):
        raise _refused("href", value)
    return value


def _refused(key: str, value: str) -> UnsafeDrawingError:
    text = _("The drawing holds what cannot be kept: %(key)s=“%(value)s”. Save it as plain SVG, or use a PNG.")
    return UnsafeDrawingError(text % {"key": key, "value": value[:60]})


def _measure(root: Element) -> None:
    """A drawing that says its size and not its extent would be cut off where it is shown smaller."""
    if root.get("viewBox"):
        return
    sizes = [LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
    if not all(sizes):
        raise UnsafeDrawingError(_("The drawing does not say how large it is (viewBox). Save it anew, or use a PNG."))
    root.set("viewBox", " ".join(["0 0", *(size[1] for size in sizes if size)]))


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
            sizes[one] = (1 + sum(count for count, _depth in found), 1 + max((depth for _count, depth in found), default=0))
        count, depth = sizes[one]
        if count > MOST_ELEMENTS or level + depth > DEEPEST + 1:
            raise too_complicated()
        return count, depth

    size(root, 1)


def _named_by(one: Element) -> list[str]:
    pointers = [POINTER.match(value) for key, value in one.attrib.items() if key in POINTS_AT]
    return [one.get("href", "").removeprefix("#"), *(found[1] for found in pointers if found)]
