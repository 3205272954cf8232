"""What the page offers to download: every format, all records, the filter of the page."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from incidents.api.downloads import KINDS
from incidents.api.streams import GIVEN_UP
from incidents.errors import Cancelled, StoreError
from incidents.files.outgoing import OUTGOING
from incidents.jobs import Job, JobBoard
from incidents.query import Filter, from_params
from incidents.ui.downloads import PATIENCE_S, SHOWN, Taking, is_open, job_of, offers, outcome

STEM = "ab" * 16
CHOSEN = Filter(since=date(2025, 4, 24), text="a&b=c #1 «Київ»", precisions=("settlement", "site"))


def test_the_page_offers_every_format_of_the_command_and_the_route_serves_it():
    addresses = [urlsplit(offer.address).path for offer in offers(Filter(), 1, STEM)]
    assert addresses == [f"data/incidents.{ending}" for ending in KINDS]
    assert len(addresses) == len(OUTGOING) == 6


@pytest.mark.parametrize("chosen", [Filter(), CHOSEN], ids=["everything", "hostile words"])
def test_the_filter_travels_whole_in_the_address(chosen):
    for offer in offers(chosen, 1, STEM):
        said = parse_qs(urlsplit(offer.address).query)
        assert said.pop("watch") == [offer.word]
        assert from_params(said) == chosen


def test_placeholders_are_asked_for_only_on_request():
    assert all("placeholders" not in o.address for o in offers(CHOSEN, 1, STEM))
    assert all("placeholders=1" in o.address for o in offers(CHOSEN, 1, STEM, placeholders=True))


def test_what_would_be_too_large_is_said_before_it_is_asked_for():
    most = OUTGOING["xlsx"].most
    refused = [o for o in offers(Filter(), most + 1, STEM) if o.refused]
    assert [o.name for o in refused] == ["incidents.xlsx"]
    assert f"{most:,}" in refused[0].refused
    assert "incidents export --format xlsx" in refused[0].refused
    assert not any(o.refused for o in offers(Filter(), most, STEM))


def test_every_click_has_a_word_of_its_own():
    taking = Taking()
    first = offers(Filter(), 1, taking.stem)
    assert len({o.word for o in first}) == len(first)
    taking.begin(first[0], 5.0)
    second = offers(Filter(), 1, taking.stem)
    assert not {o.word for o in first} & {o.word for o in second}
    for offer in second:
        taking.begin(offer, 6.0)
    assert [f.word for f in taking.fetches] == [o.word for o in second[::-1][:SHOWN]]


def ended(work):
    """A fetch of CSV whose work is over."""
    taking, board = Taking(), JobBoard()
    offer = offers(Filter(), 1, taking.stem)[0]
    taking.begin(offer, 0.0)
    job = Job(offer.word, offer.name, work)
    board.enter(job)
    assert is_open(taking.fetches[0], board, PATIENCE_S * 9)
    job.run()
    return taking.fetches[0], board


def whole(job):
    job(8, 8)


def stopped(job):
    job(3, 8)
    raise Cancelled("stopped")


def stalled(_job):
    raise Cancelled(f"{GIVEN_UP} 60 s")


def full(_job):
    raise StoreError("no room on /srv/secret")


@pytest.mark.parametrize(
    ("work", "public", "said"),
    [
        pytest.param(whole, True, "incidents.csv: all 8 records sent.", id="whole"),
        pytest.param(stopped, True, "stopped after 3 records", id="stopped"),
        pytest.param(stalled, True, "nothing was taken of it for 60 s", id="stalled"),
        pytest.param(full, False, "no room on /srv/secret", id="failed, to the owner"),
        pytest.param(full, True, "Try again in a minute", id="failed, to the public"),
    ],
)
def test_what_became_of_it_is_said(work, public, said):
    fetch, board = ended(work)
    assert not is_open(fetch, board, 0.0)
    words = outcome(fetch, job_of(fetch, board), public=public)
    assert said in words
    assert not (public and "secret" in words)


def test_what_a_browser_does_not_begin_is_waited_for_only_so_long():
    taking, board = Taking(), JobBoard()
    taking.begin(offers(Filter(), 1, taking.stem)[0], 100.0)
    (fetch,) = taking.fetches
    assert is_open(fetch, board, 100.0 + PATIENCE_S - 1)
    assert not is_open(fetch, board, 100.0 + PATIENCE_S)
    assert "did not begin" in outcome(fetch, job_of(fetch, board), public=True)
