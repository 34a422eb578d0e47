"""Posts a piece to an address that a department gave, signed, to nowhere inside the office's own network unless it is let."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from dondoc.web.urging.channels.sending import NotSent, Piece
from dondoc.web.urging.models import Outlet

TIMEOUT = 10.0
SIGNATURE, TIMESTAMP, DELIVERY = "X-Dondoc-Signature", "X-Dondoc-Timestamp", "X-Dondoc-Delivery"


class WrongAddress(ValueError):
    """An address to which nothing is posted; `why` is a word for the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def secret_of(outlet: Outlet) -> str:
    """Return the key that signs what an outlet gets: made of the installation's own and never stored."""
    return salted_hmac("dondoc.urging.webhook", outlet.uid.hex, algorithm="sha256").hexdigest()


def signature_of(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body sent at a time: `sha256=` and the HMAC of `timestamp.body`."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def checked_address(address: str) -> SplitResult:
    """Return the parts of an address by https, or by http to a host that the installation lets. Raises WrongAddress."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise WrongAddress("shape") from error
    if not host or parts.username or parts.password or any(ord(sign) < 33 for sign in address) or not address.isascii():
        raise WrongAddress("shape")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in settings.WEBHOOK_HOSTS):
        raise WrongAddress("https")
    if port not in (None, 443, 8443) and host not in settings.WEBHOOK_HOSTS:
        raise WrongAddress("port")
    return parts


def reached_at(host: str, port: int) -> str:
    """Return the one address that is connected to; every address of the host must be public, unless the installation lets the host.

    What was looked up is what is used: a second look-up could give another. Raises WrongAddress; OSError where there is no such host.
    """
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host not in settings.WEBHOOK_HOSTS and not all(_is_public(one) for one in found):
        raise WrongAddress("private")
    return found[0]


def send_to_webhook(piece: Piece) -> None:
    """Post a piece as JSON. Raises NotSent; an answer that leads elsewhere is not followed."""
    outlet = piece.outlet
    if outlet is None:
        raise NotSent("gone", is_final=True)
    body = json.dumps(_told(piece), ensure_ascii=False, separators=(",", ":")).encode()
    timestamp = str(int(piece.now.timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "dondoc",
        TIMESTAMP: timestamp,
        SIGNATURE: signature_of(secret_of(outlet), timestamp, body),
        DELIVERY: hashlib.sha256(piece.name.encode()).hexdigest()[:32],
    }
    try:
        status = _post(checked_address(outlet.address), body, headers)
    except WrongAddress as error:
        raise NotSent(f"webhook-{error.why}", is_final=True) from error
    except (OSError, http.client.HTTPException) as error:
        raise NotSent(type(error).__name__) from error
    if not 200 <= status < 300:
        raise NotSent(f"HTTP {status}", is_final=300 <= status < 500 and status not in (408, 425, 429))


def _post(parts: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = _Pinned(host, port, address=reached_at(host, port), secure=parts.scheme == "https")
    try:
        connection.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body=body, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one address of a host, whose certificate must be the host's."""

    def __init__(self, host: str, port: int, *, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._address, self._secure = address, secure
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        """Connect to the address that was checked."""
        plain = socket.create_connection((self._address, self.port), TIMEOUT)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if self._secure else plain


def _told(piece: Piece) -> dict[str, object]:
    return {
        "event": "urging",
        "on": piece.digest.on.isoformat(),
        "late": piece.digest.late,
        "more": piece.digest.more,
        "parts": [
            {
                "task": line.code,
                "unit": line.unit,
                "due_on": line.due_on.isoformat() if line.due_on else None,
                "kind": line.kind,
                "late_days": line.late,
                "url": line.url,
            }
            for line in piece.digest.lines
        ],
    }


def _is_public(address: str) -> bool:
    given = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(given, "ipv4_mapped", None)
    return (mapped or given).is_global and not given.is_multicast
