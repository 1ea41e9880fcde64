"""Addresses that nobody was given lead to "not found", whatever they hold."""

import pytest

from tests.browser_of_pages import PageClient

TOO_LARGE = 2**63


@pytest.mark.parametrize(
    "address",
    [
        "/areas/%00",
        "/council/%00",
        "/staff/%00",
        "/staff/hlucin/municipalities/%00",
        f"/areas/hlucin/plans/{TOO_LARGE}",
        f"/staff/hlucin/body/{TOO_LARGE}",
    ],
)
def test_an_address_that_the_database_cannot_hold_is_not_found(client: PageClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_largest_number_is_only_unknown(client: PageClient) -> None:
    assert client.get(f"/areas/hlucin/plans/{TOO_LARGE - 1}").status_code == 404
