"""A gazetteer of a few places, behind the port."""

from __future__ import annotations

from incidents.model import Place, Precision

_PLACES = (
    Place(name="Kharkiv", precision=Precision.SETTLEMENT, lat=49.9808, lon=36.2527, country="UA",
          adm1="UA-63", place_id="t:kharkiv"),
    Place(name="Kharkiv region", precision=Precision.ADM1, lat=49.6, lon=36.4, country="UA",
          adm1="UA-63", place_id="t:ua-63"),
    Place(name="Kyiv region", precision=Precision.ADM1, lat=50.3, lon=30.5, country="UA",
          adm1="UA-32", place_id="t:ua-32"),
    Place(name="Rafah", precision=Precision.SETTLEMENT, lat=31.2968, lon=34.2435, country="PS",
          place_id="t:rafah-ps"),
    Place(name="Rafah", precision=Precision.SETTLEMENT, lat=25.9, lon=49.6, country="SA",
          place_id="t:rafah-sa"),
    Place(name="Lyman", precision=Precision.SETTLEMENT, lat=48.99, lon=37.81, country="UA",
          adm1="UA-14", place_id="t:lyman"),
    Place(name="Lyman", precision=Precision.SETTLEMENT, lat=49.6, lon=36.4, country="UA",
          adm1="UA-63", place_id="t:lyman-village"),
    Place(name="Ukraine", precision=Precision.COUNTRY, lat=49.0, lon=32.0, country="UA",
          place_id="country:UA"),
)  # fmt: skip


class FewPlaces:
    def lookup(self, name):
        return tuple(p for p in _PLACES if p.name == name)

    def get(self, place_id):
        return next((p for p in _PLACES if p.place_id == place_id), None)

    def within(self, place_id, container_id):
        return place_id == container_id

    def units(self, country, precision):
        return tuple(p for p in _PLACES if p.country == country and p.precision is precision)

    def weight(self, place):
        return {"t:lyman": 4.3, "t:lyman-village": 3.1}.get(place.place_id, 0.0)

    def container(self, _place):
        return None

    def demonym(self, _word):
        return None
