import threading
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.api.streams import GIVEN_UP, PIECE, WAITING, Patience, stream
from incidents.errors import Cancelled


def endless(over):
    """A writer that writes until it is stopped, which it tells."""

    def write(out):
        try:
            while True:
                out.write(b"x" * PIECE)
        finally:
            over.set()

    return write


@given(st.lists(st.binary(max_size=3000), max_size=40))
def test_what_is_written_arrives_whole_and_in_order(parts):
    def write(out):
        for part in parts:
            out.write(part)

    assert b"".join(stream(write)) == b"".join(parts)


def test_nothing_written_is_an_empty_stream():
    assert list(stream(lambda _out: None)) == []


def test_a_writer_that_fails_breaks_the_stream_off():
    def write(out):
        out.write(b"x" * PIECE * 2)
        raise ValueError("row 7")

    pieces = stream(write)
    assert next(pieces)
    with pytest.raises(ValueError, match="row 7"):
        list(pieces)


def test_a_slow_reader_slows_the_writer():
    written = []

    def write(out):
        for number in range(100):
            out.write(b"x" * PIECE)
            written.append(number)

    pieces = stream(write)
    next(pieces)
    threading.Event().wait(0.2)
    assert len(written) <= WAITING + 4
    assert sum(len(p) for p in pieces) + PIECE >= 99 * PIECE
    assert len(written) == 100


def test_a_reader_that_goes_away_stops_the_writer():
    stopped = threading.Event()
    pieces = stream(endless(stopped))
    next(pieces)
    pieces.close()
    assert stopped.wait(10)


def test_a_writer_that_gathers_first_is_told_that_nobody_waits():
    gone, done = threading.Event(), threading.Event()

    def write(out):
        out.write(b"x" * PIECE)
        out.flush()
        if gone.wait(10):
            done.set()

    pieces = stream(write, gone)
    next(pieces)
    pieces.close()
    assert done.wait(10)


def test_what_is_stopped_elsewhere_breaks_off_though_its_reader_stalls():
    stop, stopped = threading.Event(), threading.Event()
    pieces = stream(endless(stopped), stopped=stop.is_set)
    next(pieces)
    stop.set()
    assert stopped.wait(10)
    with pytest.raises(Cancelled):
        list(pieces)


def test_a_reader_that_stays_and_takes_nothing_is_given_up_and_told():
    over, ticks = threading.Event(), count(step=30)
    pieces = stream(endless(over), patience=Patience(60, lambda: next(ticks)))
    next(pieces)
    assert over.wait(10)
    with pytest.raises(Cancelled, match=f"{GIVEN_UP} 60 s"):
        list(pieces)


def test_a_reader_that_takes_a_piece_in_time_is_waited_for():
    def write(out):
        for _ in range(WAITING * 3):
            out.write(b"x" * PIECE)

    pause, pieces = threading.Event(), stream(write, patience=Patience(0.5))
    got = 0
    for piece in pieces:
        got += len(piece)
        pause.wait(0.05)
    assert got == WAITING * 3 * PIECE
