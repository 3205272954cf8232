import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.query.masking import MASK, mask_names


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        pytest.param("Olena Petrenko, 45, died at home.", "Olena Petrenko", id="age after"),
        pytest.param("Ivan Bondar (7) was hurt.", "Ivan Bondar", id="age in brackets"),
        pytest.param("Petro Koval, aged 61, is missing.", "Petro Koval", id="aged"),
        pytest.param("the guard Mykola Shvets was killed", "Mykola Shvets", id="trade before"),
        pytest.param("a boy named Danylo Lys was found", "Danylo Lys", id="named"),
        pytest.param("загинула жінка Олена Петренко", "Олена Петренко", id="Ukrainian"),
    ],
)
def test_a_private_name_is_blacked_out(text, hidden):
    masked = mask_names(text)
    assert hidden not in masked
    assert len(masked) == len(text)
    assert masked.count(MASK) == sum(c.isalpha() for c in hidden)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Vitali Klitschko said 12 people were killed.",
        "In Kryvyi Rih, 31 wounded were in hospital.",
        "At least 12 people were killed in Kyiv on Thursday, 24 April.",
        "The State Emergency Service put the number at 90.",
        "the woman was taken to hospital in Kryvyi Rih",
    ],
)
def test_officials_and_places_keep_their_names(text):
    assert mask_names(text) == text


@given(st.text(max_size=200))
def test_offsets_stay_true(text):
    assert len(mask_names(text)) == len(text)
