"""Parts of cities, their old names, sites; and those that a text puts into another city."""

from functools import cache

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms


@cache
def toponyms() -> TextToponyms:
    return TextToponyms(load_gazetteer())


def read(text, language, words):
    found = toponyms().find(text, language=language)
    return next(m for m in found if m.text == words)


@pytest.mark.parametrize(
    ("text", "language", "words", "place_id"),
    [
        pytest.param("Two died in the Leninskyi district of Zaporizhzhia.", "en",
                     "Leninskyi district", "district:687700/dniprovskyi", id="old name, in -skyi"),
        pytest.param("Debris fell in the Suvorovsky district of Odesa.", "en",
                     "Suvorovsky district", "district:698740/peresypskyi", id="old name, Odesa"),
        pytest.param("В Московском районе Харькова погибли двое.", "ru", "Московском районе",
                     "district:706483/saltivskyi", id="old name, Kharkiv, Russian oblique case"),
        pytest.param("У Жовтневому районі Дніпра загинули двоє.", "uk", "Жовтневому районі",
                     "district:709930/sobornyi", id="old name, Dnipro, Ukrainian oblique case"),
        pytest.param("У Комунарському районі Запоріжжя пожежа.", "uk", "Комунарському районі",
                     "district:687700/komunarskyi", id="renamed in 2023"),
        pytest.param("Обстрел Суворовского района Херсона.", "ru", "Суворовского района",
                     "district:706448/tsentralnyi", id="old name, Kherson"),
        pytest.param("В Центральном районе Херсона ранен мужчина.", "ru", "Центральном районе",
                     "district:706448/tsentralnyi", id="an adjective in -nyi"),
        pytest.param("Fire broke out in Odesa's Kyivskyi district.", "en", "Kyivskyi district",
                     "district:698740/kyivskyi", id="whose district"),
        pytest.param("Explosions were heard in Obolon.", "en", "Obolon", "area:UA-30/obolon",
                     id="a neighbourhood and not the village so called"),
        pytest.param("A missile hit Northern Saltivka in Kharkiv.", "en", "Northern Saltivka",
                     "area:706483/pivnichna-saltivka", id="Northern Saltivka"),
        pytest.param("Взрывы на Павловом Поле в Харькове.", "ru", "Павловом Поле",
                     "area:706483/pavlove-pole", id="a neighbourhood of two words"),
        pytest.param("Ракета влучила у будинок на житломасиві Перемога у Дніпрі.", "uk", "Перемога",
                     "area:709930/peremoha", id="a neighbourhood called Victory"),
        pytest.param("A block was hit in the Peremoha residential area of Dnipro.", "en",
                     "Peremoha", "area:709930/peremoha", id="the same in English"),
        pytest.param("Росіяни вдарили по Ладижинській ТЕС.", "uk", "Ладижинській ТЕС",
                     "site:ladyzhyn-tpp", id="a power plant"),
        pytest.param("Ukraine struck the Olenya air base.", "en", "Olenya air base",
                     "site:olenya-airbase", id="an air base in two words"),
        pytest.param("Вибух на Яворівському полігоні.", "uk", "Яворівському полігоні",
                     "site:yavoriv-range", id="a training ground, oblique case"),
        pytest.param("A drone hit the Epicentr hypermarket in Kharkiv.", "en",
                     "Epicentr hypermarket", "site:epicentr-kharkiv", id="a shop of a chain"),
        pytest.param("A strike hit Haret Hreik in Beirut.", "en", "Haret Hreik",
                     "area:276781/haret-hreik", id="a suburb of Beirut"),
        pytest.param("Al-Quds Hospital in Aleppo was bombed.", "en", "Al-Quds Hospital",
                     "site:al-quds-aleppo", id="of two hospitals the one in the city named"),
        pytest.param("Two died in the Marhanets hromada.", "en", "Marhanets hromada",
                     "gn:701855/adm2", id="a hromada is larger than its town"),
        pytest.param("У Марганці поранено шестеро.", "uk", "Марганці", "gn:701855",
                     id="a vowel that comes and goes"),
        pytest.param("В Сумах, в Заречном районе, погибла женщина.", "ru", "Заречном районе",
                     "gn:13607718", id="a district of Sumy in Russian"),
        pytest.param("A strike landed near Al-Quds Hospital in Gaza City.", "en",
                     "Al-Quds Hospital", "site:al-quds-hospital", id="and the other one"),
    ],
)  # fmt: skip
def test_parts_and_sites_are_found(text, language, words, place_id):
    mention = read(text, language, words)
    assert (mention.place.place_id, mention.ambiguous) == (place_id, False)


@pytest.mark.parametrize(
    ("text", "language", "words", "near"),
    [
        pytest.param("В Советском районе Ростова-на-Дону ранены трое.", "ru", "Советском районе",
                     (47.2, 39.7), id="a district of a city whose districts are not known"),
        pytest.param("Two died in Voronezh's Sovetsky district.", "en", "Sovetsky district",
                     (51.7, 39.2), id="whose district"),
        pytest.param("A drone hit the Epicentr hypermarket in Nikopol.", "en",
                     "Epicentr hypermarket", (47.6, 34.4), id="another shop of the chain"),
        pytest.param("A strike hit the Indonesian Hospital in Yangon.", "en",
                     "Indonesian Hospital", (16.8, 96.2), id="another hospital of the name"),
    ],
)  # fmt: skip
def test_a_part_said_to_lie_elsewhere_is_no_finer_than_that_city(text, language, words, near):
    place = read(text, language, words).place
    assert (place.name, place.precision.value, place.place_id) == (words, "settlement", None)
    assert (round(place.lat, 1), round(place.lon, 1)) == near


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        pytest.param("Two died in the Leninsky district.", "en", "Leninsky district",
                     id="many towns had one"),
        pytest.param("В Советском районе погибли двое.", "ru", "Советском районе",
                     id="a former name that nothing speaks for"),
        pytest.param("В Ленинском районе Воронежа погибли двое.", "ru", "Ленинском районе",
                     id="in a city that is itself one of two"),
        pytest.param("Five were killed at Lincoln school in Springfield.", "en", "Lincoln school",
                     id="a school in one of many towns"),
    ],
)  # fmt: skip
def test_what_is_open_is_asked(text, language, words):
    assert read(text, language, words).ambiguous


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Победа будет за нами, сказал он.", "ru", id="victory, Russian"),
        pytest.param("Перемога буде за нами. До Перемоги!", "uk", id="victory, Ukrainian"),
        pytest.param("Острів звільнено.", "uk", id="an island"),
        pytest.param("Покровська громада під вогнем.", "uk", id="a hromada is no raion elsewhere"),
    ],
)
def test_a_plain_noun_is_no_neighbourhood(text, language):
    assert toponyms().find(text, language=language) == ()
