"""Turns a request into the address it came from, past the proxies that the office runs itself."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

# "203.0.113.7:51312" and "[2001:db8::7]:51312", as some proxies write them
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](:\d+)?|(?P<four>[\d.]+):\d+")


def client_address(request: HttpRequest) -> str | None:
    """Return the address of whoever sent the request, or None where there is none (a Unix socket).

    Only as many entries of X-Forwarded-For count as there are proxies of the office's own (`TRUSTED_PROXIES`), from the right: what
    stands further left was written by the sender.
    """
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < settings.TRUSTED_PROXIES <= len(hops):
        return _address(hops[-settings.TRUSTED_PROXIES]) or peer
    return peer


def network_of(address: str | None) -> str:
    """Return what a limit per address counts by: an IPv4 address itself, an IPv6 one by its /64, which one line owns."""
    if address is None:
        return ""
    parsed = ip_address(address)
    return str(IPv6Network((int(parsed), 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)


def _address(text: str) -> str | None:
    text = text.strip()
    match = _WITH_PORT.fullmatch(text)
    bare = (match["six"] or match["four"]) if match else text
    try:
        parsed: IPv4Address | IPv6Address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
