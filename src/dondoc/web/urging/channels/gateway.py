"""Sends a piece through a gateway that the installation names, in the words of the library that knows a hundred of them."""

from __future__ import annotations

from django.conf import settings

from dondoc.web.urging.channels.sending import NotSent, Piece
from dondoc.web.urging.channels.words import plain_words


def send_to_gateway(piece: Piece) -> None:
    """Send a piece as one text. Raises NotSent."""
    outlet = piece.outlet
    address = settings.GATEWAYS.get(outlet.address if outlet else "")
    if address is None:
        raise NotSent("no-gateway", is_final=True)
    # Late: the library takes a second to load, and most offices have no gateway.
    import apprise

    gateway = apprise.Apprise()
    if not gateway.add(address):
        raise NotSent("no-gateway", is_final=True)
    try:
        went = gateway.notify(title=piece.digest.subject, body=plain_words(piece.digest), body_format=apprise.NotifyFormat.TEXT)
    except (OSError, TypeError, ValueError) as error:
        raise NotSent(type(error).__name__) from error
    if not went:
        raise NotSent("gateway-refused")
