"""OCHA's P-codes of Ukraine's units, as humanitarian tables join on them: the one table of them.

Pure; the build of the gazetteer reads it too. The code of an oblast is `UA` and two digits (not
those of ISO 3166-2: Luhansk is UA-09 and UA44); a raion's adds two. Source: the state codifier
KATOTTG (order 290 of 26 November 2020 as amended), held against the list of OCHA's common
operational dataset: the 136 raions agree. Hromadas have codes of seven digits there and no row
here, because no record is placed in one: the gazetteer knows that of each settlement
(`ShippedGazetteer.hromada`).
"""

from __future__ import annotations

from incidents.geocode.names import fold
from incidents.model import Place, Precision

#: First-level unit -> its P-code, and its raions in the order of their codes: 02, 04, 06, ...
_UNITS: dict[str, tuple[str, tuple[str, ...]]] = {
    "UA-43": ("UA01", (
        "Bakhchysarai", "Bilohirsk", "Dzhankoi", "Yevpatoriia", "Kerch", "Kurman", "Perekop",
        "Simferopol", "Feodosiia", "Yalta"
    )),
    "UA-05": ("UA05", (
        "Vinnytsia", "Haisyn", "Zhmerynka", "Mohyliv-Podilskyi", "Tulchyn", "Khmilnyk"
    )),
    "UA-07": ("UA07", ("Volodymyr", "Kamin-Kashyrskyi", "Kovel", "Lutsk")),
    "UA-12": ("UA12", (
        "Dnipro", "Kamianske", "Kryvyi Rih", "Nikopol", "Samar", "Pavlohrad", "Synelnykove"
    )),
    "UA-14": ("UA14", (
        "Bakhmut", "Volnovakha", "Horlivka", "Donetsk", "Kalmiuske", "Kramatorsk", "Mariupol",
        "Pokrovsk"
    )),
    "UA-18": ("UA18", ("Berdychiv", "Zhytomyr", "Korosten", "Zviahel")),
    "UA-21": ("UA21", ("Berehove", "Mukachevo", "Rakhiv", "Tiachiv", "Uzhhorod", "Khust")),
    "UA-23": ("UA23", ("Berdiansk", "Vasylivka", "Zaporizhzhia", "Melitopol", "Polohy")),
    "UA-26": ("UA26", ("Verkhovyna", "Ivano-Frankivsk", "Kalush", "Kolomyia", "Kosiv", "Nadvirna")),
    "UA-32": ("UA32", (
        "Bila Tserkva", "Boryspil", "Brovary", "Bucha", "Vyshhorod", "Obukhiv", "Fastiv"
    )),
    "UA-35": ("UA35", ("Holovanivsk", "Kropyvnytskyi", "Novoukrainka", "Oleksandriia")),
    "UA-09": ("UA44", (
        "Alchevsk", "Dovzhansk", "Luhansk", "Rovenky", "Svatove", "Sievierodonetsk",
        "Starobilsk", "Shchastia"
    )),
    "UA-46": ("UA46", (
        "Drohobych", "Zolochiv", "Lviv", "Sambir", "Stryi", "Sheptytskyi", "Yavoriv"
    )),
    "UA-48": ("UA48", ("Bashtanka", "Voznesensk", "Mykolaiv", "Pervomaisk")),
    "UA-51": ("UA51", (
        "Berezivka", "Bilhorod-Dnistrovskyi", "Bolhrad", "Izmail", "Odesa", "Podilsk",
        "Rozdilna"
    )),
    "UA-53": ("UA53", ("Kremenchuk", "Lubny", "Myrhorod", "Poltava")),
    "UA-56": ("UA56", ("Varash", "Dubno", "Rivne", "Sarny")),
    "UA-59": ("UA59", ("Konotop", "Okhtyrka", "Romny", "Sumy", "Shostka")),
    "UA-61": ("UA61", ("Kremenets", "Ternopil", "Chortkiv")),
    "UA-63": ("UA63", (
        "Bohodukhiv", "Izium", "Berestyn", "Kupiansk", "Lozova", "Kharkiv", "Chuhuiv"
    )),
    "UA-65": ("UA65", ("Beryslav", "Henichesk", "Kakhovka", "Skadovsk", "Kherson")),
    "UA-68": ("UA68", ("Kamianets-Podilskyi", "Khmelnytskyi", "Shepetivka")),
    "UA-71": ("UA71", ("Zvenyhorodka", "Zolotonosha", "Uman", "Cherkasy")),
    "UA-77": ("UA73", ("Vyzhnytsia", "Dnistrovskyi", "Chernivtsi")),
    "UA-74": ("UA74", ("Koriukivka", "Nizhyn", "Novhorod-Siverskyi", "Pryluky", "Chernihiv")),
    "UA-30": ("UA80", ()),
    "UA-40": ("UA85", ()),
}  # fmt: skip
_RAIONS = {
    (unit, fold(name)): f"{pcode}{2 * number:02d}"
    for unit, (pcode, names) in _UNITS.items()
    for number, name in enumerate(names, 1)
}
_UNIT_WORDS = (" raion", " district", " raions")


def adm1_pcode(place: Place) -> str | None:
    """P-code of the first-level unit a place is or lies in ("UA63"); None outside Ukraine."""
    return unit_pcode(place.adm1)


def adm2_pcode(place: Place) -> str | None:
    """P-code of the raion a place is or lies in ("UA6304"); None where that is not known.

    A record placed no more precisely than a region lies in none.
    """
    return raion_pcode(place.adm1, place.adm2, place.precision)


def unit_pcode(adm1: str | None) -> str | None:
    """P-code of a first-level unit of Ukraine by its ISO 3166-2 code; None of any other."""
    return _UNITS[adm1][0] if adm1 in _UNITS else None


def raion_pcode(
    adm1: str | None, adm2: str | None, precision: Precision = Precision.ADM2
) -> str | None:
    """P-code of a raion by its unit's code and its name, for a record no coarser than that."""
    if adm1 is None or adm2 is None or precision.rank > Precision.ADM2.rank:
        return None
    name = fold(adm2)
    for word in _UNIT_WORDS:
        name = name.removesuffix(word)
    return _RAIONS.get((adm1, name))
