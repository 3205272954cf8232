"""What is known of a sentence before its figures are given away, and what it says, asked once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from incidents.extract.dates import Stated
from incidents.extract.lexicon import Lexicon
from incidents.extract.scope import has_cue
from incidents.extract.tokens import Sentence
from incidents.model import Counter, Mention, Moment
from incidents.model.values import value


@value(frozen=True, slots=True)
class Context:
    """A sentence with its places and day.

    ``said``: when it was said; ``counters``: who counted, by where named; ``lexicon``: the
    sentence's language; ``text``: the whole report.
    """

    sentence: Sentence
    places: list[Mention]
    when: Stated | None
    said: Moment
    counters: tuple[tuple[int, Counter], ...]
    lexicon: Lexicon
    text: str
    _known: dict[str, bool] = field(default_factory=dict)

    def has(self, cue: str) -> bool:
        """Whether it has a word of a cue; looked for once for all its figures."""
        if cue not in self._known:
            self._known[cue] = has_cue(self.sentence.tokens, self.lexicon, cue) is not None
        return self._known[cue]

    def says(self, test: Callable[[str], bool]) -> bool:
        """Whether it passes a test of its text; tested once for all its figures."""
        if test.__name__ not in self._known:
            said = self.text[self.sentence.start : self.sentence.end]
            self._known[test.__name__] = test(said)
        return self._known[test.__name__]
