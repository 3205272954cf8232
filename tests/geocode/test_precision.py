"""One table of place precision: to each code list and back, never finer than the source."""

import pytest

from incidents.model import PRECISION_CODES, PRECISION_TABLE, Precision, code_of, precision_of

SCHEMES = ("where_prec", "acled", "viina", "words")
CODED = [(p, s) for p in Precision for s in SCHEMES if code_of(p, s) is not None]


def test_nine_classes_each_with_an_extent_but_the_unknown():
    assert len(PRECISION_TABLE) == len(Precision) == 9
    extents = [PRECISION_TABLE[p].extent_km for p in Precision]
    assert extents[-1] is None
    assert extents[:-1] == sorted(extents[:-1])


@pytest.mark.parametrize(("precision", "scheme"), CODED)
def test_there_and_back_is_never_finer(precision, scheme):
    back = precision_of(code_of(precision, scheme), scheme)
    assert not precision.coarser_than(back)


@pytest.mark.parametrize(("precision", "scheme"), CODED)
def test_a_code_read_and_written_again_is_the_same(precision, scheme):
    code = code_of(precision, scheme)
    assert code_of(precision_of(code, scheme), scheme) == code


@pytest.mark.parametrize("scheme", PRECISION_CODES)
def test_every_code_reads_as_a_precision_that_has_a_code(scheme):
    for code, precision in PRECISION_CODES[scheme].items():
        again = code_of(precision, scheme)
        assert again is None or precision_of(again, scheme) is precision
        assert precision_of(code, scheme) is precision


@pytest.mark.parametrize(
    ("precision", "scheme", "code"),
    [
        (Precision.SITE, "where_prec", "1"),
        (Precision.ADM2, "where_prec", "3"),
        (Precision.ADM1, "where_prec", "4"),
        (Precision.COUNTRY, "where_prec", "6"),
        (Precision.UNKNOWN, "where_prec", None),
        (Precision.SETTLEMENT, "acled", "1"),
        (Precision.ADM1, "acled", "3"),
        (Precision.COUNTRY, "acled", None),
        (Precision.STREET, "viina", "STREET"),
        (Precision.SETTLEMENT, "viina", "ADM3"),
        (Precision.CITY_DISTRICT, "words", "district"),
        (Precision.ADM1, "words", "admin1"),
    ],
)
def test_codes(precision, scheme, code):
    assert code_of(precision, scheme) == code


def test_a_city_coded_1_is_no_site():
    assert precision_of("1", "where_prec") is Precision.SETTLEMENT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_unknown_code_is_none(scheme):
    assert precision_of("99", scheme) is None
