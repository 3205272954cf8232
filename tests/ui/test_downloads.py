"""What the page offers to download: every format, all records, the filter of the page."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from incidents.api.downloads import KINDS
from incidents.files.outgoing import OUTGOING
from incidents.query import Filter, from_params
from incidents.ui.downloads import offers

CHOSEN = Filter(since=date(2025, 4, 24), text="a&b=c #1 «Київ»", precisions=("settlement", "site"))


def test_the_page_offers_every_format_of_the_command_and_the_route_serves_it():
    addresses = [offer.address for offer in offers(Filter(), 1)]
    assert addresses == [f"data/incidents.{ending}" for ending in KINDS]
    assert len(addresses) == len(OUTGOING) == 6


@pytest.mark.parametrize("chosen", [Filter(), CHOSEN], ids=["everything", "hostile words"])
def test_the_filter_travels_whole_in_the_address(chosen):
    for offer in offers(chosen, 1):
        assert from_params(parse_qs(urlsplit(offer.address).query)) == chosen


def test_placeholders_are_asked_for_only_on_request():
    assert all("placeholders" not in o.address for o in offers(CHOSEN, 1))
    assert all(o.address.endswith("placeholders=1") for o in offers(CHOSEN, 1, placeholders=True))


def test_what_would_be_too_large_is_said_before_it_is_asked_for():
    most = OUTGOING["xlsx"].most
    refused = [o for o in offers(Filter(), most + 1) if o.refused]
    assert [o.address for o in refused] == ["data/incidents.xlsx"]
    assert f"{most:,}" in refused[0].refused
    assert "incidents export --format xlsx" in refused[0].refused
    assert not any(o.refused for o in offers(Filter(), most))
