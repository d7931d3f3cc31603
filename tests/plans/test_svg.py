"""A drawing is read, built anew of what is allowed, and the same drawing; what would not be, is refused by name."""

import re
from time import process_time
from xml.etree import ElementTree

import pytest
from PIL import Image

from plans.svg import MOST_BYTES, UnsafeDrawingError, is_safe, safe_svg

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"'


def drawing(inner: str, attributes: str = SVG) -> bytes:
    return f"<svg {attributes}>{inner}</svg>".encode()


def made(inner: str) -> str:
    """What is inside of what is made; made again, it is the same."""
    content = safe_svg(drawing(inner))
    assert safe_svg(content) == content
    assert is_safe(content)
    found = re.fullmatch(
        r'<svg viewBox="0 0 10 10" width="600" height="600" xmlns="[^"]+"(?: />|>(.*)</svg>)\n',
        content.decode(),
        re.S,
    )
    assert found
    return found[1] or ""


PATH = '<path d="M0 0L1 1Z" fill="#0b5468" />'


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>alert(1)</script>",
        '<script xlink:href="https://ondt.dk/a.js"/>',
        "<title>Kommunevåben</title><desc>x</desc>",
        "<metadata><rdf:RDF xmlns:rdf='urn:r'><rdf:x/></rdf:RDF></metadata>",
        "<i:pgf xmlns:i='urn:i'>AAAA</i:pgf>",
        "<style>@import url(https://ondt.dk/a.css); @font-face { src: url(https://ondt.dk/a.woff) }</style>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<set attributeName='onload' to='alert(1)'/>",
        "<html:script xmlns:html='http://www.w3.org/1999/xhtml'>alert(1)</html:script>",
        "<!-- kommentar --><?xml-stylesheet href='https://ondt.dk/a.css'?>",
    ],
)
def test_what_no_reader_sees_is_left_out(unseen: str) -> None:
    assert made(unseen + PATH) == PATH


@pytest.mark.parametrize(
    "attribute",
    [
        "onload='alert(1)'",
        "onclick='alert(1)'",
        "xml:base='https://ondt.dk/'",
        "class='a'",
        "style='background:url(https://ondt.dk/a.png)'",
        "style='-inkscape-font-specification:Arial'",
        "href='https://ondt.dk/'",
        "filter='none'",
    ],
)
def test_attribute_that_draws_nothing_is_left_out(attribute: str) -> None:
    assert made(f'<path d="M0 0L1 1Z" fill="#0b5468" {attribute}/>') == PATH


def test_link_is_drawn_and_leads_nowhere() -> None:
    assert made(f'<a xlink:href="javascript:alert(1)">{PATH}</a>') == f"<g>{PATH}</g>"


@pytest.mark.parametrize(
    ("seen", "named"),
    [
        ("<text>Herning</text>", "<text>"),
        ('<image href="data:image/png;base64,AA=="/>', "<image>"),
        ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ("<g><iframe/></g>", "<iframe>"),
        ('<filter id="f"/>', "<filter>"),
        ("<switch/>", "<switch>"),
        ('<linearGradient id="g"/><path fill="url(#g)"/>', "<linearGradient>"),
        ('<path filter="url(#f)"/>', "filter"),
        ('<path style="mask:url(#m)"/>', "mask"),
        ('<path fill="url(https://ondt.dk/a.svg#g)"/>', "fill"),
        ('<path fill="url(#mangler)"/>', "fill"),
        ('<path fill="URL(//ondt.dk)"/>', "fill"),
        ('<path fill="red;x:\\75rl(a)"/>', "fill"),
        ("<style>path { fill: url('https://ondt.dk/') }</style><path/>", "fill"),
        ('<path style="fill:u\\72l(https://ondt.dk/)"/>', "fill"),
        ('<path id="p"/><use href="https://ondt.dk/a.svg#p"/>', "href"),
        ('<use xlink:href="#mangler"/>', "href"),
        ('<use href="data:image/svg+xml,x"/>', "href"),
        ('<path d="M0 0&quot;&gt;&lt;x"/>', "d="),
    ],
)
def test_what_would_be_seen_and_is_not_kept_is_refused_by_name(seen: str, named: str) -> None:
    with pytest.raises(UnsafeDrawingError, match=re.escape(named)):
        safe_svg(drawing(seen))


def test_rules_become_attributes_in_their_order_of_weight() -> None:
    style = "<style>path { fill: red; stroke: none } .a { fill: #0b5468 } #b { opacity: .5 } a:hover{fill:red}</style>"
    assert made(f'{style}<path class="a" fill="green"/>') == '<path fill="#0b5468" stroke="none" />'
    assert made(f'{style}<path class="a" style="fill: blue"/>') == '<path fill="blue" stroke="none" />'
    assert (
        made(f'{style}<path id="b" fill="green"/>') == '<path id="b" fill="red" stroke="none" opacity=".5" />'
    )


def test_parts_that_are_used_and_edges_stay() -> None:
    inner = (
        '<defs><clipPath id="c"><rect width="5" height="5" /></clipPath></defs>'
        '<g id="p" clip-path="url(#c)"><circle r="1" fill="red" /></g><use href="#p" x="5" />'
    )
    assert made(inner) == inner
    assert made(inner.replace('use href="#p"', 'use xlink:href="#p"')) == inner


def test_of_two_parts_of_one_name_the_first_is_used() -> None:
    assert made('<g id="p"/><g id="p"><path/></g><use href="#p"/>') == (
        '<g id="p" /><g><path /></g><use href="#p" />'
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg",
        b"<html/>",
        b"<svg/>",
        b"\x89PNG\r\n\x1a\n",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="auto"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1000"/>',
        b'<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&a;</svg>',
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    ],
)
def test_what_is_no_drawing_or_declares_entities_is_refused(content: bytes) -> None:
    with pytest.raises(UnsafeDrawingError):
        safe_svg(content)


def test_public_document_type_is_read_over_and_not_fetched() -> None:
    doctype = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert b"DOCTYPE" not in safe_svg(doctype + drawing(PATH))


@pytest.mark.parametrize(
    ("given", "extent", "size"),
    [
        ('width="100px" height="120.5"', "0 0 100 120.5", ("497.9", "600")),
        ('width="40mm" height="10mm"', "0 0 40 10", ("600", "150")),
        ('viewBox="-5,-5.5 30 60" width="100%"', "-5,-5.5 30 60", ("300", "600")),
    ],
)
def test_drawing_gets_extent_and_size_of_the_same_proportions(
    given: str, extent: str, size: tuple[str, str]
) -> None:
    content = safe_svg(drawing(PATH, f'xmlns="http://www.w3.org/2000/svg" {given}'))
    root = ElementTree.fromstring(content)
    assert root.get("viewBox") == extent
    assert (root.get("width"), root.get("height")) == size
    assert is_safe(content)


def nested_uses() -> str:
    parts = "".join(
        f'<g id="a{n}">{f"<use href=#a{n + 1}/>".replace("=#", "=" + chr(34) + "#").replace("/>", chr(34) + "/>") * 10}</g>'
        for n in range(8)
    )
    return f'{parts}<g id="a8">{PATH}</g>'


@pytest.mark.parametrize(
    "inner",
    [
        "<g>" * 60 + "</g>" * 60,
        "<path/>" * 20_001,
        nested_uses(),
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<clipPath id="a"><path clip-path="url(#a)"/></clipPath>',
        "".join(f'<g id="u{n}"><use href="#u{n + 1}"/></g>' for n in range(3000)) + '<g id="u3000"/>',
        f"<style>{'g g path{fill:red}' * 3000}</style>{'<path/>' * 3000}",
        *(
            f"<style>{selector}{{fill:red}}</style>{'<g>' * 40}{PATH}{'</g>' * 40}"
            for selector in ("x * * * * * *", "g ~ g", ":not(g)", ":has(g)")
        ),
    ],
)
def test_drawing_that_unfolds_is_refused_at_once(inner: str) -> None:
    begun = process_time()
    with pytest.raises(UnsafeDrawingError, match=r"for mange dele|dele"):
        safe_svg(drawing(inner))
    assert process_time() - begun < 3


def test_drawing_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(UnsafeDrawingError, match="1024 kB"):
        safe_svg(drawing(" " * MOST_BYTES))


def test_picture_is_no_drawing() -> None:
    assert not is_safe(Image.new("RGB", (1, 1)).tobytes())
