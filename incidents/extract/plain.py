"""Figures that need no shape: none at all, attackers who died, fires, places struck. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from incidents.extract.figure import MEASURE_OF, Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Estimate, Measure, PersonStatus, Qualifier

_BLEW = frozenset(
    "detonated detonates detonating blew exploded attacked struck rammed killed killing".split()
)


def dead_attackers(row: list[Item], words: Sequence[Token], used: set[int]) -> Iterator[Figure]:
    """A suicide bomber who struck is dead; "in addition to the bomber" says so outright."""
    struck = any(w.norm in _BLEW for w in words)
    for at, item in enumerate(row):
        if item.kind != "attacker" or item.reading is None or id(item) in used:
            continue
        aside = at > 0 and row[at - 1].symbol == "INADDITION"
        bomber = item.head.startswith("bomber") and any(
            w.norm == "suicide" for w in words[item.start : item.end]
        )
        if aside or (bomber and struck):
            yield Figure(
                Measure.KILLED,
                item.reading.estimate,
                words[item.start].start,
                words[item.end - 1].end,
                "in addition to the attacker" if aside else "suicide bomber",
                status=PersonStatus.ATTACKER,
            )


def zeros(body: list[Item], words: Sequence[Token]) -> Iterator[tuple[Figure, list[Item]]]:
    """Read "no casualties", "nobody was hurt"; "none reported" leaves the upper bound open."""
    for at, item in enumerate(body):
        if item.symbol not in {"NONE", "NOTREPORTED"} or _of_others(item, words):
            continue
        if _no_figures(words[item.end : item.end + _AFTER]):
            continue
        harms, end = _denied(body, at + 1)
        last = body[at - 1] if at else item
        if words[item.start].norm in _NOBODY and last.symbol in _DOES_HARM:
            yield (
                Figure(
                    MEASURE_OF[last.symbol], Estimate.exactly(0), words[last.start].start,
                    words[item.end - 1].end, "killed nobody",
                ),
                body[at - 1 : at + 1],
            )  # fmt: skip
            continue
        if not harms and _nobody_left(body, at, words):
            yield _nobody_under(body, at, words)
            continue
        if not harms:
            continue
        said = [_says_reported(i, words) for i in body[at : end + 1]]
        reported = item.symbol == "NOTREPORTED" or any(said)
        if end < len(body) and said and said[-1]:
            end += 1
        estimate = Estimate(0, 0, None, Qualifier.AT_LEAST) if reported else Estimate.exactly(0)
        start, stop = words[item.start].start, words[body[end - 1].end - 1].end
        for measure in harms:
            yield Figure(measure, estimate, start, stop, "none"), body[at:end]


def _no_figures(behind: Sequence[Token]) -> bool:
    """ "It gave no casualty figures": nobody counted, which is not none."""
    return any(a.norm in _HARM_WORDS and b.norm in _COUNTS for a, b in pairwise(behind))


_HARM_WORDS = frozenset("casualty casualties death injury victim toll fatality".split())
_COUNTS = frozenset(
    "figure figures count counts toll tolls number numbers estimate estimates total totals data "
    "details information breakdown list lists statistics".split()
)


def _nobody_left(body: list[Item], at: int, words: Sequence[Token]) -> bool:
    """ "No one remains under the debris"."""
    symbols = [i.symbol for i in body[at + 1 : at + _AFTER]]
    behind = next((s for s in symbols if s not in {"BE", "W", "LEFT"}), "")
    said = {w.norm for w in words[body[at].start : body[at].start + 2 * _AFTER]}
    return words[body[at].start].norm in _NOBODY and behind == "RUBBLE" and not said & _HEDGES


_HEDGES = frozenset("thought believed feared expected likely may might reported".split())


def _nobody_under(body: list[Item], at: int, words: Sequence[Token]) -> tuple[Figure, list[Item]]:
    end = next(k for k in range(at, len(body)) if body[k].symbol == "RUBBLE")
    start, stop = words[body[at].start].start, words[body[end].end - 1].end
    figure = Figure(Measure.MISSING, Estimate.exactly(0), start, stop, "none")
    return figure, body[at : end + 1]


def untold(body: list[Item], words: Sequence[Token]) -> Iterator[tuple[Figure, list[Item]]]:
    """Zeros told behind the harm: "casualties were not reported", "residents were not hurt"."""
    for at, item in enumerate(body):
        if item.symbol not in _DENIABLE:
            continue
        norms = [w.norm for w in words[item.end : item.end + _AFTER]]
        lead = [w.norm for w in words[max(0, item.start - _AFTER) : item.start]]
        opens, end = words[item.start].start, item.end
        if item.symbol in _HARM_NOUNS and "not" in norms[1:3]:
            told = next((k for k, n in enumerate(norms) if n in _TOLD), None)
            if norms[0] not in _WAS or told is None:
                continue
            estimate, end = Estimate(0, 0, None, Qualifier.AT_LEAST), item.end + told + 1
        elif item.symbol in {"INJURE", "KILL"} and lead[-1:] == ["not"] and _everyone(lead):
            estimate, opens = Estimate.exactly(0), words[item.start - 3].start
        elif item.symbol == "SUFFERED" and at and _is_nobody(body[at - 1], words):
            estimate, opens = Estimate.exactly(0), words[body[at - 1].start].start
        else:
            continue
        for measure in _NONE_OF.get(item.symbol, (Measure.INJURED,)):
            yield Figure(measure, estimate, opens, words[end - 1].end, "none"), [item]


def _everyone(lead: Sequence[str]) -> bool:
    return len(lead) > _SUBJECT and lead[-2] in _WAS and lead[-3] in _EVERYONE


def _is_nobody(item: Item, words: Sequence[Token]) -> bool:
    return item.symbol == "NONE" and words[item.start].norm in _NOBODY - {"no"}


_AFTER = 5
_SUBJECT = 2
_WAS = frozenset("was were is are have has had".split())
_TOLD = frozenset("reported recorded registered announced".split())
_EVERYONE = frozenset(
    "people residents civilians passengers locals employees workers staff".split()
)
_HARM_NOUNS = frozenset({"CASUALTIES", "DEATHS", "INJURIES"})
_DENIABLE = _HARM_NOUNS | {"INJURE", "KILL", "SUFFERED"}
_NONE_OF = {
    "CASUALTIES": (Measure.KILLED, Measure.INJURED),
    "DEATHS": (Measure.KILLED,),
    "KILL": (Measure.KILLED,),
}


def _of_others(item: Item, words: Sequence[Token]) -> bool:
    """ "No one else was hurt": nobody but those counted before."""
    return item.end < len(words) and words[item.end].norm == "else"


_NOBODY = frozenset({"nobody", "no", "no-one", "none"})
_DOES_HARM = frozenset({"KILL", "KILLING", "INJURE", "INJURING"})


def _says_reported(item: Item, words: Sequence[Token]) -> bool:
    return any(w.norm == "reported" for w in words[item.start : item.end])


def _denied(body: list[Item], at: int) -> tuple[list[Measure], int]:
    harms: list[Measure] = []
    here = end = at
    while here < len(body) and here - end < 5:
        symbol = body[here].symbol
        if symbol in MEASURE_OF:
            measure = MEASURE_OF[symbol]
            harms += (
                [Measure.KILLED, Measure.INJURED] if measure is Measure.CASUALTIES else [measure]
            )
            here = end = here + 1
            continue
        if symbol == "THERE" and here == at:
            here += 1  # "nobody there was hurt"
            continue
        if (
            symbol not in {"W", "BE", "OR", "AND", "REPORTED", "OF", "COMMA", "IN", "LEFT"}
            or (harms and symbol == "W")
            or (symbol == "COMMA" and harms)
        ):
            break
        here += 1
    return list(dict.fromkeys(harms)), end


_STRUCK = frozenset(
    "damaged damage hit hitting struck attacked targeted shelled bombed destroyed damaging "
    "striking affected impacted impact impacts landed fell strikes aftermath consequences debris "
    "wreckage fragments hits came".split()
)


def places_struck(body: list[Item], words: Sequence[Token], used: set[int]) -> Iterator[Figure]:
    """Counts of fires, and of places where the sentence speaks of damage."""
    struck = any(w.norm in _STRUCK for w in words)
    yield from _one_fire(
        words, {w.start for i in body for w in words[i.start : i.end] if i.reading}
    )
    for item in body:
        if item.reading is None or id(item) in used:
            continue
        start, end = words[item.start].start, words[item.end - 1].end
        if item.symbol == "MUNITION" and (apart := _at_places(words, item)):
            sites = words[apart].end
            yield Figure(Measure.SITES, item.reading.estimate, start, sites, "N hit N places")
        elif item.symbol == "FIRES":
            yield Figure(Measure.FIRES, item.reading.estimate, start, end, "N fires")
        elif item.symbol == "SITES" or _burning_in(item, words):
            fire = _fires_before(words, item.start)
            if fire is None and item.symbol == "SITES" and _burns(words, item):
                yield Figure(Measure.FIRES, item.reading.estimate, start, end, "N places burning")
                continue
            if fire is not None:
                yield Figure(
                    Measure.FIRES,
                    item.reading.estimate,
                    words[fire].start,
                    end,
                    "fires at N places",
                )
            elif struck and item.symbol == "SITES":
                yield Figure(Measure.SITES, item.reading.estimate, start, end, "N places struck")


def _at_places(words: Sequence[Token], item: Item) -> int | None:
    """ "Seven missiles had landed at different places": as many places."""
    for at in range(item.end, min(len(words) - 2, item.end + _AFTER)):
        if words[at].norm in {",", ";"}:
            return None
        if (words[at].norm, words[at + 1].norm) in _APART and words[at + 2].norm in _PLACES:
            return at + 2
    return None


_APART = frozenset((a, b) for a in ("at", "in", "on") for b in ("different", "separate"))
_PLACES = frozenset("places locations sites points spots addresses".split())


def _fires_before(words: Sequence[Token], at: int) -> int | None:
    for back in range(1, 7):
        if at - back < 0 or words[at - back].norm in {",", ";", ":"}:
            return None
        if words[at - back].norm in {"fires", "blazes"}:
            return at - back
        lead = words[at - back - 1].norm if at > back else ""
        if words[at - back].norm == "fire" and lead not in _A | {"on", "under"}:
            return at - back
    return None


def _burning_in(item: Item, words: Sequence[Token]) -> bool:
    """ "Fires broke out in six buildings": as many fires as buildings."""
    built = item.kind == "thing" and item.head in _BUILT
    return built and item.start > 0 and words[item.start - 1].norm in {"in", "at"}


_BUILT = frozenset("buildings houses homes warehouses garages shops facilities high-rises".split())


def _burns(words: Sequence[Token], item: Item) -> bool:
    """ "Houses were burning at two addresses", "at three locations buildings were on fire"."""
    if not item.start or words[item.start - 1].norm not in {"in", "at"}:
        return False
    norms = [w.norm for w in words]
    on_fire = any(pair in _ON_FIRE for pair in pairwise(norms))
    return on_fire or not _BURNING.isdisjoint(norms)


_ON_FIRE = frozenset({("on", "fire"), ("caught", "fire"), ("in", "flames")})
_BURNING = frozenset({"burning", "ablaze", "alight", "aflame", "burned", "burnt"})
_BEGAN = frozenset("broke started erupted flared caught".split())
_BEGAN_BY = frozenset(
    "caused causing sparked sparking started starting triggered triggering ignited igniting".split()
)


def _one_fire(words: Sequence[Token], counted: set[int]) -> Iterator[Figure]:
    """ "A fire broke out", "causing a large fire", "Sumy region: a fire at a depot": one fire."""
    for at, token in enumerate(words):
        if token.norm not in {"fire", "blaze"} or token.start in counted:
            continue
        article = next((k for k in range(at - 1, max(-1, at - 4), -1) if words[k].norm in _A), None)
        if article is None:
            continue
        following = words[at + 1].norm if at + 1 < len(words) else ""
        before = {w.norm for w in words[max(0, article - 2) : article]}
        set_off = len(words) > article > 1 and words[article - 1].norm == "off"
        headed = article > 0 and words[article - 1].norm == ":" and following in {"at", "in", "on"}
        if following in _BEGAN or before & _BEGAN_BY or set_off or headed:
            yield Figure(
                Measure.FIRES, Estimate.exactly(1), words[article].start, token.end, "a fire"
            )
            return


_A = frozenset({"a", "an", "one"})
