"""Texts in languages that are not read are told from English."""

from __future__ import annotations

import pytest

from incidents.pipeline.foreign import looks_foreign


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Die Sonne scheint und wir gehen mit den Kindern in den Park.", id="de"),
        pytest.param("Trois personnes ont été tuées dans la ville, selon les secours.", id="fr"),
        pytest.param("У выніку ўдару загінулі ўжо трое людзей, ўсе яны былі дома.", id="be"),
        pytest.param(
            "След удара загинаха двама души, които са били в къщата, и има ранени.", id="bg"
        ),
        pytest.param("У нападу је погинуло двоје људи, рањено је њих десеторо.", id="sr"),
        pytest.param("قُتل اثنا عشر شخصا في الهجوم على المدينة", id="ar"),
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
        pytest.param("Загинули 12 людей, ще 90 поранено внаслідок удару.", id="uk"),
        pytest.param("Погибли 12 человек, ещё 90 ранены при ударе.", id="ru"),
        pytest.param("12 killed, 90 hurt, Kyiv", id="no little words"),
        pytest.param("Six died at Las Palmas and two in La Paz, said El Pais.", id="names"),
    ],
)
def test_english_is_not_taken_for_another(text: str) -> None:
    assert not looks_foreign(text)
