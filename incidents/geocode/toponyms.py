"""Place names in a text: found, resolved, and told apart from those who speak."""

from __future__ import annotations

from incidents.geocode.index import PlaceIndex
from incidents.geocode.reading import Reading
from incidents.geocode.recognise import find_spans
from incidents.geocode.resolve import resolve
from incidents.geocode.roles import with_listed_speakers, with_role
from incidents.geocode.sites import find_sites
from incidents.geocode.tokens import tokenise
from incidents.model import Mention

#: Country a report in a language is likeliest about, where nothing else is known.
_HOME = {"uk": "UA"}


class TextToponyms:
    """Fulfils `incidents.model.ports.Toponyms`.

    English, Ukrainian and Russian; other languages give what their capitalised names match.
    """

    def __init__(self, gazetteer: PlaceIndex) -> None:
        self._index = gazetteer

    def find(self, text: str, *, language: str, country: str | None = None) -> tuple[Mention, ...]:
        """Mentions in text order, never overlapping.

        Args:
            text: the report, exactly as stored; offsets count in it.
            language: ISO 639-1 code ("en", "uk", "ru").
            country: ISO 3166-1 alpha-2 code the report is about, if known.
        """
        tokens = tokenise(text)
        if not tokens:
            return ()
        reading = Reading.of(text, tokens, self._index)
        spans = find_sites(reading, find_spans(reading))
        spans = with_listed_speakers(reading, [with_role(reading, span) for span in spans])
        return resolve(spans, self._index, country=country or _HOME.get(language), text=text)
