"""The address from which a request comes, as locks and limits count it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"
"""Where a connection has no address, as through a Unix socket: then all such requests count as one."""
OF_ONE_LINE = 64
"""Bits of an IPv6 address that belong to a line; the remaining ones its user changes at will."""


def client_address(request: HttpRequest) -> str:
    """Each proxy of ours adds the address that it saw as the last entry of `X-Forwarded-For`; whatever
    precedes these entries, and the whole header where there is no proxy, can be forged. Where an entry is no
    address, the connection's own is used."""
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    written = settings.BEHIND_PROXY and len(entries) >= settings.PROXIES
    return (
        (written and _read(entries[-settings.PROXIES]))
        or _read(request.META.get("REMOTE_ADDR", ""))
        or NOWHERE
    )


def _read(written: str) -> str:
    """Empty for what is no address. Without port, brackets and zone, and of IPv6 only what names the line."""
    text = written.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0] if "]" in text else ""
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return _of_line(ip_address(text.partition("%")[0]))
    except ValueError:
        return ""


def _of_line(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), OF_ONE_LINE), strict=False).network_address)
