"""The files of `deploy/` that `nginx.conf` includes, made of the one table of headers (`config/headers.py`).

What a file server does for each request is kept small: headers are the same for all of one place, no variable is looked up that a
place has as a constant, and a file is opened without being looked for first (`alias`, not `try_files`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from config import headers
from config.headers import ACCENTS, COLOURS, CRESTS, FEED, FILES, OF_CRESTS, PUBLIC, SAVED, UPLOADED, FileKind

MADE = "# Made of config/headers.py by config/nginx.py; a test compares them.\n"
SITE = "/srv/portal/var/site"
OF_PAGES = ("Cache-Control", "Cross-Origin-Resource-Policy")
"""Some files have others."""
PART = r"[\w.-]+"
"""Of an address. nginx takes it for ASCII."""
DEEPEST = 11
"""The most parts that a file's address has."""
COMMONEST = 3
"""How many most have: nginx tries the patterns in their order."""


@dataclass(frozen=True, slots=True)
class Place:
    """Files that are sent alike. `settings` are nginx's own."""

    name: str
    pattern: str
    kinds: Mapping[str, FileKind]
    settings: tuple[str, ...] = ()


def _of(*endings: str) -> dict[str, FileKind]:
    return {ending: FILES[ending] for ending in endings}


LARGE = ("sendfile on", "tcp_nopush on")
"""Small ones are sent faster from memory, in one packet with their headers."""
CREST = Place("crest", f"^{CRESTS}", OF_CRESTS, (*LARGE, "gzip_static off"))
MEDIA = Place("media", f"^{headers.MEDIA}", UPLOADED, (*LARGE, "gzip_static off"))
PLACES = (
    CREST,
    MEDIA,
    Place("pdf", "[.]pdf$", _of("pdf"), LARGE),
    Place("table", "[.](?:csv|xlsx|jsonl)$", _of("csv", "xlsx", "jsonl")),
    Place("json", "[.]json$", _of("json")),
    Place("feed", "/feed[.]xml$", {"xml": FEED}),
    Place("map", "[.]xml$", _of("xml")),
    Place("colour", f"^{ACCENTS}.*[.]css$", {"css": COLOURS}),
)
"""In the order in which they are tried."""


def files() -> dict[str, str]:
    """Their texts by their names."""
    of_pages = {name: value for name, value in PUBLIC.items() if name in OF_PAGES}
    of_all = {name: value for name, value in PUBLIC.items() if name not in OF_PAGES}
    made = {
        "headers.conf": _lines(_headers(of_all)),
        "cache.conf": _lines(_headers(of_pages)),
        "maps.conf": _saved_as() + _media_names(),
        "files.conf": "".join(_locations(place) for place in PLACES),
    }
    return {name: MADE + text for name, text in made.items()}


def _headers(headers: Mapping[str, str]) -> list[str]:
    return [f'add_header {name} "{value}" always' for name, value in sorted(headers.items())]


def _lines(lines: list[str], indent: str = "") -> str:
    return "".join(f"{indent}{line};\n" for line in lines)


def _block(name: str, *lines: str) -> str:
    return f"{name} {{\n{_lines(list(lines), '    ')}}}\n"


def _locations(place: Place) -> str:
    """What search engines shall leave out lies in a folder of its own, and is looked for last."""
    told = ["include /srv/portal/deploy/headers.conf", *_own(place), *_types(place), *place.settings]
    hidden = f"@hidden_{place.name}"
    there = _block(
        f'location ~ "{place.pattern}"',
        *told,
        f"error_page 404 = {hidden}",
        "error_page 405 599 = @portal",
        f"alias {SITE}/files$uri",
        "if ($args) { return 599; }",
    )
    last = _block(
        f"location {hidden}",
        *told,
        'add_header X-Robots-Tag "noindex" always',
        f"root {SITE}/hidden",
        "try_files $uri @portal",
    )
    return (there + last).replace("};\n", "}\n")


def _own(place: Place) -> list[str]:
    """Alike for all of the place, but for media's name."""
    kinds = list(place.kinds.values())
    own = {name: value for name, value in PUBLIC.items() if name in OF_PAGES} | dict(kinds[0].headers)
    if place in (CREST, MEDIA):
        return [*_headers(own), "add_header Content-Disposition $media_disposition always"]
    disposition = f'{kinds[0].disposition}; filename=\\"$saved_as\\"'
    return _headers(own | ({"Content-Disposition": disposition} if kinds[0].disposition else {}))


def _types(place: Place) -> list[str]:
    kinds = {_plain(kind) for kind in place.kinds.values()}
    if len(kinds) == 1:
        return ["types { }", f"default_type {kinds.pop()}"]
    listed = " ".join(f"{_plain(kind)} {ending};" for ending, kind in place.kinds.items())
    return [f"types {{ {listed} }}", f"default_type {SAVED.content_type}"]


def _plain(kind: FileKind) -> str:
    """nginx adds the character set afterwards."""
    return kind.content_type.partition(";")[0]


def _saved_as() -> str:
    depths = sorted(range(1, DEEPEST + 1), key=lambda depth: abs(depth - COMMONEST))
    return _block("map $uri $saved_as", *map(_of_depth, depths))


def _of_depth(depth: int) -> str:
    names = [f"part{number}" for number in range(1, depth + 1)]
    pattern = "".join(f"/(?<{name}>{PART})" for name in names)
    return f'"~^{pattern}$" "{"-".join(f"${name}" for name in names)}"'


def _media_names() -> str:
    """What is no ASCII is named as it was asked for."""
    asked = _block("map $request_uri $media_asked", '"~/(?<asked>[^/?]+)$" "$asked"')
    named = _block(
        "map $uri $media_name",
        f'"~/(?<own>{PART})$" \'filename="$own"\'',
        "default \"filename*=utf-8''$media_asked\"",
    )
    lines = [f'"~*[.]{ending}$" "{kind.disposition}; $media_name"' for ending, kind in UPLOADED.items()]
    lines += [
        f'"~*^{CRESTS}.*[.]{ending}$" "{kind.disposition}; $media_name"'
        for ending, kind in OF_CRESTS.items()
        if ending not in UPLOADED
    ]
    default = f'default "{SAVED.disposition}; $media_name"'
    return asked + named + _block("map $uri $media_disposition", *lines, default)
