"""The day a report's head bears."""

from datetime import date

import pytest

from incidents.extract.headed import headed_day
from incidents.pipeline import new_report


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("Kyiv, 24 April 2025. The toll rose to 12.", date(2025, 4, 24), id="a place"),
        pytest.param("KYIV, April 24, 2025 (Agency) - Nine died.", date(2025, 4, 24), id="agency"),
        pytest.param("Київ, 24 квітня 2025 року. Загинули 12.", date(2025, 4, 24), id="Ukrainian"),
        pytest.param("Киев, 24 апреля 2025 г. — погибли двое.", date(2025, 4, 24), id="Russian"),
        pytest.param("2025-04-24\nNine people died.", date(2025, 4, 24), id="as files write it"),
        pytest.param("2025-02-30\nNine people died.", None, id="in no calendar"),
        pytest.param("2025-04-24-7 is the number of the case.", None, id="a number"),
        pytest.param("Two died in Kyiv on 24 April 2025. One was hurt.", None, id="a sentence"),
        pytest.param("On 5 March 2022 a shell killed two people.", None, id="a day of old"),
        pytest.param("Two people were killed in Sumy overnight.", None, id="none"),
    ],
)
def test_the_day_at_the_head(text, day):
    assert headed_day(new_report(text, publisher="x", published=date(2026, 11, 26))) == day
