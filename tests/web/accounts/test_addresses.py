"""The address of a request: what a proxy of the office says counts, what the sender says does not."""

from __future__ import annotations

import pytest
from django.test import RequestFactory, override_settings

from dondoc.web.accounts.addresses import client_address, network_of


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        (0, "203.0.113.5", "", "203.0.113.5"),
        (0, "203.0.113.5", "198.51.100.1", "203.0.113.5"),
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "10.0.0.1", "198.51.100.1", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (1, "10.0.0.1", "unknown", "10.0.0.1"),
        (1, "10.0.0.1", "198.51.100.1:5531", "198.51.100.1"),
        (1, "10.0.0.1", "[2001:db8::7]:5531", "2001:db8::7"),
        (0, "::ffff:203.0.113.5", "", "203.0.113.5"),
        (0, "fe80::1%eth0", "", "fe80::1"),
        (0, "", "", None),
    ],
)
def test_the_address_is_the_one_that_the_offices_own_proxies_saw(proxies: int, peer: str, forwarded: str, address: str | None) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(TRUSTED_PROXIES=proxies):
        assert client_address(request) == address


@pytest.mark.parametrize(("address", "network"), [("203.0.113.5", "203.0.113.5"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), (None, "")])
def test_a_limit_counts_by_line_not_by_each_of_its_addresses(address: str | None, network: str) -> None:
    assert network_of(address) == network
