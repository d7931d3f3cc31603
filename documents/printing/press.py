"""The edition as a print shop wants it: PDF/X-4, with 3 mm bleed, marks outside it, and inks for colours.

WeasyPrint 70.0 writes the colours of text and charts as RGB, whatever the output intent, leaves the intent's
registered name out, puts its marks into the bleed and keeps links, which PDF/X forbids on the page. What it
wrote is put right here."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String
from PIL import Image, ImageCms

OPTIONS = {"pdf_variant": "pdf/x-4", "dpi": 300}
"""Pictures have 300 dots an inch at most; none is made larger than it was uploaded."""
PROFILE = Path(__file__).parent / "profiles" / "FOGRA39L_coated.icc"
"""Offset on coated paper, as European print shops run it. Where it comes from: LICENCE.txt beside it."""
CONDITION = "FOGRA39"
REGISTRY = "http://www.color.org"

MILLIMETRE = 72 / 25.4
BLEED = 3 * MILLIMETRE
ROOM = 10
"""Millimetres around the page for bleed and marks."""
MARKS = (4 * MILLIMETRE, 9 * MILLIMETRE)
"""From where to where outside the page a mark is drawn: it keeps clear of the bleed."""
STYLE = (
    f"<style>@page{{bleed:{ROOM}mm}}"
    '.cover .ground::before{content:"";position:absolute;inset:-3mm -3mm 0 -3mm;background:var(--accent);z-index:-1}'
    "</style></head>"
)
GREY = 20 / 255
"""How far apart red, green and blue may be in what is meant as black or grey."""
DARK, LIGHT = 0.15, 0.9
"""Up to which lightness grey is printed as full black, and from which it is a tint like any other."""
QUALITY = 95
"""Of a picture with inks, as JPEG."""
OVER, OUT = "BlackOver", "BlackOut"
"""States in which black ink is laid over what is below it, so that no light rim shows where the plates do
not meet, and in which a colour takes the place of what is below it."""
PAINTED = {"rg": "k", "RG": "K", "g": "k", "G": "K"}

Inks = tuple[float, float, float, float]
BLACK: Inks = (0, 0, 0, 1)


def with_bleed(html: str) -> str:
    return html.replace("</head>", STYLE, 1)


def separated(content: bytes) -> bytes:
    """What WeasyPrint made of `with_bleed`, with every colour in cyan, magenta, yellow and black."""
    with pikepdf.open(BytesIO(content)) as pdf, BytesIO() as file:
        for item in list(pdf.objects):
            _convert(item)
        registration = pdf.make_indirect(_registration())
        for page in pdf.pages:
            _finish_page(pdf, page, registration)
        pdf.Root.OutputIntents = Array([_intent(pdf)])
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return file.getvalue()


def inks(red: float, green: float, blue: float) -> Inks:
    """Grey is black ink alone, so that small type needs no four plates to meet; the rest by the profile."""
    lightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    if max(red, green, blue) - min(red, green, blue) <= GREY and lightness < LIGHT:
        return BLACK if lightness <= DARK else (0, 0, 0, round(1 - lightness, 3))
    return _by_profile(*(round(255 * value) for value in (red, green, blue)))


@cache
def _by_profile(red: int, green: int, blue: int) -> Inks:
    pixel = _transform().apply(Image.new("RGB", (1, 1), (red, green, blue)))
    cyan, magenta, yellow, black = (round(value / 255, 3) for value in pixel.getpixel((0, 0)))
    return (cyan, magenta, yellow, black)


@cache
def _transform() -> Any:
    screen, paper = ImageCms.createProfile("sRGB"), ImageCms.getOpenProfile(str(PROFILE))
    return ImageCms.buildTransform(screen, paper, "RGB", "CMYK", ImageCms.Intent.PERCEPTUAL)


def _convert(item: Any) -> None:
    if isinstance(item, pikepdf.Stream):
        if item.get("/Subtype") == Name.Image:
            _convert_picture(item)
        elif item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1:
            item.write(pikepdf.unparse_content_stream(_painted(item)))
            item.Resources = _with_states(item.Resources)
    if isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item:
        _convert_shading(item)


def _painted(source: Any) -> list[Any]:
    return [new for old in pikepdf.parse_content_stream(source) for new in _instructions(old)]


def _instructions(instruction: Any) -> Iterator[Any]:
    name = str(instruction.operator)
    if name not in PAINTED:
        yield instruction
        return
    values = [float(value) for value in instruction.operands]
    colour = inks(*(values * 3 if len(values) == 1 else values))
    yield (list(colour), Operator(PAINTED[name]))
    if PAINTED[name] == "k":
        yield ([Name(f"/{OVER if colour == BLACK else OUT}")], Operator("gs"))


def _with_states(resources: Any) -> Dictionary:
    states = Dictionary(resources.get("/ExtGState", Dictionary()))
    states[f"/{OVER}"] = Dictionary(Type=Name.ExtGState, op=True, OPM=1)
    states[f"/{OUT}"] = Dictionary(Type=Name.ExtGState, op=False)
    return Dictionary({**dict(resources.items()), "/ExtGState": states})


def _convert_picture(item: Any) -> None:
    """Masks, which say only how much of a picture is seen, are grey and stay so."""
    if item.get("/ColorSpace") in (Name.DeviceGray, Name.DeviceCMYK) or item.get("/ImageMask"):
        return
    picture = pikepdf.PdfImage(item).as_pil_image().convert("RGB")
    with BytesIO() as file:
        _transform().apply(picture).save(file, "JPEG", quality=QUALITY)
        item.write(file.getvalue(), filter=Name.DCTDecode)
    item.ColorSpace, item.BitsPerComponent = Name.DeviceCMYK, 8
    item.Decode = Array([1, 0] * 4)  # JPEG counts paper, not ink


def _convert_shading(shading: Any) -> None:
    if shading.get("/ColorSpace") == Name.DeviceGray:
        return
    shading.ColorSpace = Name.DeviceCMYK
    function = shading.Function
    for part in function.get("/Functions", [function]):
        for end in (Name.C0, Name.C1):
            part[end] = Array(inks(*(float(value) for value in part[end])))


def _finish_page(pdf: pikepdf.Pdf, page: pikepdf.Page, registration: Any) -> None:
    left, bottom, right, top = (float(side) for side in page.TrimBox)
    page.BleedBox = Array([left - BLEED, bottom - BLEED, right + BLEED, top + BLEED])
    if "/Annots" in page:
        del page.Annots
    painted = pikepdf.unparse_content_stream(_painted(page))
    page.Resources = _with_states(page.Resources)
    page.Resources.ColorSpace = Dictionary(Marks=registration)
    marks = _marks(left, bottom, right, top)
    page.Contents = pdf.make_stream(b"q\n%b\nQ\nq 0.25 w /Marks CS 1 SCN\n%b\nQ" % (painted, marks.encode()))


def _marks(left: float, bottom: float, right: float, top: float) -> str:
    """Where to cut, at each corner; and in the middle of each side a target for laying the plates."""
    near, far = MARKS
    lines = []
    for x, way in ((left, -1), (right, 1)):
        for y in (bottom, top):
            lines.append(_line(x + way * near, y, x + way * far, y))
    for y, way in ((bottom, -1), (top, 1)):
        for x in (left, right):
            lines.append(_line(x, y + way * near, x, y + way * far))
    middle, outside = (near + far) / 2, (far - near) / 2
    across, up = (left + right) / 2, (bottom + top) / 2
    targets = [(across, bottom - middle), (across, top + middle), (left - middle, up), (right + middle, up)]
    return "\n".join([*lines, *(_target(x, y, outside) for x, y in targets)])


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S"


def _target(x: float, y: float, reach: float) -> str:
    """A ring and a cross."""
    ring = reach * 0.6
    bend = ring * 0.5523  # makes four curves a circle
    points = [
        [(ring, bend), (bend, ring), (0, ring)],
        [(-bend, ring), (-ring, bend), (-ring, 0)],
        [(-ring, -bend), (-bend, -ring), (0, -ring)],
        [(bend, -ring), (ring, -bend), (ring, 0)],
    ]
    curves = [" ".join(f"{x + along:.3f} {y + up:.3f}" for along, up in curve) + " c" for curve in points]
    cross = [_line(x - reach, y, x + reach, y), _line(x, y - reach, x, y + reach)]
    return "\n".join([f"{x + ring:.3f} {y:.3f} m", *curves, "S", *cross])


def _registration() -> Array:
    """The colour that is on every plate."""
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, function])


def _intent(pdf: pikepdf.Pdf) -> Dictionary:
    profile = pdf.make_stream(PROFILE.read_bytes(), N=4)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(CONDITION),
        OutputCondition=String("Offset, coated paper (ISO 12647-2)"),
        RegistryName=String(REGISTRY),
        Info=String("FOGRA39L coated"),
        DestOutputProfile=profile,
    )
