"""The headers of every response, in one table: Django's settings take them from here, files are served with them
(`website/building/serving.py`), and `deploy/headers.conf` and `cache.conf`, nginx's, are made of them. Imports nothing, so that all may
read it."""

FRESH_SECONDS = 300
"""How long a page may be shown without asking again: a withdrawal is seen by all after this."""

CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "img-src": ["'self'"],
    "script-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
STRICT = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-read=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=(), accelerometer=(), gyroscope=(), magnetometer=(), autoplay=(), browsing-topics=(), clipboard-write=(self)",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def sorted_policy(policy: str) -> str:
    """In one order: django-csp writes another in each process, and files and Django are to say the same."""
    return "; ".join(sorted(policy.split("; ")))


PUBLIC = {
    **STRICT,
    "Content-Security-Policy": sorted_policy(
        "; ".join(" ".join([name, *values]) for name, values in CONTENT_SECURITY_POLICY.items())
    ),
    "Content-Language": "da",
    "Cache-Control": f"public, max-age={FRESH_SECONDS}",
    "Vary": "Accept-Encoding",
}
"""Of everything that the public reads; a file may have another `Cache-Control`."""


OF_PAGES = ("Cache-Control", "Cross-Origin-Resource-Policy")
"""A file has its own, which nginx takes from the program."""


def for_nginx() -> dict[str, str]:
    """What the files of `deploy/` are."""
    of_pages = {name: value for name, value in PUBLIC.items() if name in OF_PAGES}
    of_all = {name: value for name, value in PUBLIC.items() if name not in OF_PAGES}
    return {"headers.conf": _lines(of_all), "cache.conf": _lines(of_pages)}


def _lines(headers: dict[str, str]) -> str:
    lines = [f'add_header {name} "{value}" always;' for name, value in sorted(headers.items())]
    return "\n".join(["# Made of config/headers.py; a test compares them.", *lines, ""])
