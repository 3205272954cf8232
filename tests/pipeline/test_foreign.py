"""Texts in languages that are not read are told from English."""

from __future__ import annotations

import pytest

from incidents.pipeline.foreign import looks_foreign


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Die Sonne scheint und wir gehen mit den Kindern in den Park.", id="de"),
        pytest.param("Trois personnes ont été tuées dans la ville, selon les secours.", id="fr"),
        pytest.param("Tres personas murieron en la ciudad por los bombardeos.", id="es"),
    ],
)
def test_another_language_is_noticed(text: str) -> None:
    assert looks_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Twelve people were killed in Kyiv and 90 were wounded.", id="plain"),
        pytest.param("12 killed, 90 hurt, Kyiv", id="no little words"),
        pytest.param("Six died at Las Palmas and two in La Paz, said El Pais.", id="names"),
    ],
)
def test_english_is_not_taken_for_another(text: str) -> None:
    assert not looks_foreign(text)
