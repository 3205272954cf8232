"""Figures without a shape: nobody harmed, fires and places struck. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.extract.figure import Figure
from incidents.extract.items import Item
from incidents.extract.tokens import Token
from incidents.model import Estimate, Measure, Qualifier

_NOUNS = frozenset({"DEAD", "HURT"})
_VERBS = {"DIE": Measure.KILLED, "INJURE": Measure.INJURED, "SUFFER": Measure.INJURED}
_ENDS = frozenset({"STOP", "CLOSE", "OPEN"})
_COUNTS = frozenset({"COUNT", "COUNTNP", "SOLE", "UNSURE"})
#: "Постраждалі" are the dead and the injured; "поранені" are the injured alone.
_BOTH = ("постраждал", "потерпіл", "пострадавш")
_STRUCK = ("уражен", "влуч", "пошкод", "удар", "наслід", "падін", "впал", "зруйн", "атак", "приліт",
           "приль", "поцілил", "постраждал", "руйнуван", "поврежд", "пораж", "порази", "попад",
           "попал", "прилет", "разруш", "пострадал", "упал", "паден", "обломк",
           "уламк", "последств")  # fmt: skip
_FIRE = ("пожеж", "займан", "загорян", "пожар", "возгоран")
_NEWS = ("інформац", "информац", "даних", "данных", "відомост", "сведени")
_REACH = 6


def zeros(body: list[Item], words: Sequence[Token]) -> Iterator[tuple[Figure, list[Item]]]:
    """Read "без постраждалих", "загиблих немає", "про жертв не повідомлялося"."""
    taken = 0
    for at, item in enumerate(body):
        if at < taken:
            continue
        span = None
        if item.symbol == "NONE":
            span = _after(body, at)
        elif item.symbol in {"ABSENT", "NOTREPORTED"}:
            span = _before(body, at, taken) or _after(body, at)
        if span is None:
            continue
        items = body[span[0] : span[1]]
        harms = _harms(items, words)
        if not harms:
            continue
        taken = span[1]
        open_end = item.symbol == "NOTREPORTED" or _of_news(items, words)
        estimate = Estimate(0, 0, None, Qualifier.AT_LEAST) if open_end else Estimate.exactly(0)
        start, end = words[items[0].start].start, words[items[-1].end - 1].end
        for measure in harms:
            yield Figure(measure, estimate, start, end, "none"), items


def _of_news(items: list[Item], words: Sequence[Token]) -> bool:
    """ "Про загиблих інформації немає": that nothing is known, not that nobody died."""
    span = words[items[0].start : items[-1].end]
    return any(w.norm.startswith(_NEWS) for w in span)


def _after(body: list[Item], at: int) -> tuple[int, int] | None:
    end = None
    for here in range(at + 1, min(at + 1 + _REACH, len(body))):
        symbol = body[here].symbol
        if symbol in _NOUNS or symbol in _VERBS:
            end = here + 1
        elif symbol in {"AND", "OR", "W", "NONE"} or (symbol == "COMMA" and end is None):
            continue
        else:
            break
    return (at, end) if end else None


def _before(body: list[Item], at: int, taken: int) -> tuple[int, int] | None:
    start = None
    for here in range(at - 1, max(taken, at - _REACH) - 1, -1):
        symbol = body[here].symbol
        if symbol in _NOUNS:
            start = here
        elif symbol in _COUNTS or symbol not in {"AND", "OR", "W"}:
            break
    if start is None or (start and body[start - 1].symbol in _COUNTS):
        return None
    return start, at + 1


def _harms(items: list[Item], words: Sequence[Token]) -> list[Measure]:
    found: list[Measure] = []
    for item in items:
        if item.symbol in _VERBS:
            found.append(_VERBS[item.symbol])
        elif item.symbol == "DEAD":
            found.append(Measure.KILLED)
        elif item.symbol == "HURT":
            both = words[item.start].norm.startswith(_BOTH)
            found += [Measure.KILLED, Measure.INJURED] if both else [Measure.INJURED]
    return list(dict.fromkeys(found))


def places_struck(
    body: list[Item], words: Sequence[Token], row: Sequence[Item]
) -> Iterator[Figure]:
    """Counts of fires, and of places where the sentence speaks of damage.

    ``row``: the whole sentence, parts included ("of which three").
    """
    struck = any(w.norm.startswith(_STRUCK) for w in words)
    of_day = any(w.norm.startswith(_DAY) for w in words)
    for at, item in enumerate(body):
        if item.reading is None:
            continue
        start, end = words[item.start].start, words[item.end - 1].end
        if item.symbol == "FIRES" and of_day:
            yield from _fires_of_attack(item, words, row)
        elif item.symbol == "FIRES":
            yield Figure(Measure.FIRES, item.reading.estimate, start, end, "N fires")
        elif item.symbol == "SITES":
            fire = _fire_near(body, at, words)
            if fire is not None:
                low, high = min(start, words[fire].start), max(end, words[fire].end)
                yield Figure(Measure.FIRES, item.reading.estimate, low, high, "fires at N places")
            elif struck:
                yield Figure(Measure.SITES, item.reading.estimate, start, end, "N places struck")


def _fires_of_attack(whole: Item, words: Sequence[Token], row: Sequence[Item]) -> Iterator[Figure]:
    """Of the fires a service put out in a day only those that shelling caused.

    "За добу 14 пожеж, з яких три внаслідок обстрілів": three. Where the sentence names the cause
    and no part, all of them; where it names none, none: they are the service's day.
    """
    cause = next((k for k, w in enumerate(words) if w.norm.startswith(_CAUSE)), None)
    if cause is None:
        return
    part = next(
        (
            i for i in row
            if i.reading is not None and whole.end <= i.start < cause
            and _of_them(words, whole.end, i)
        ),
        None,
    )  # fmt: skip
    told = part or whole
    last = max(cause + 1, told.end) if part is not None else told.end
    if told.reading is not None:
        start, end = words[told.start].start, words[last - 1].end
        yield Figure(Measure.FIRES, told.reading.estimate, start, end, "N fires")


def _of_them(words: Sequence[Token], after: int, part: Item) -> bool:
    """Whether a count is said to be a part: "з яких три", "5 із них", "у тому числі 2"."""
    near = " ".join(w.norm for w in words[max(after, part.start - 3) : part.end + 2])
    return any(said in near for said in _PART_OF)


_DAY = ("доб", "сутк", "суток")
_CAUSE = ("обстріл", "обстрел", "удар", "атак", "влучан", "влучен", "прильот", "прилет", "бойов",
          "боев")  # fmt: skip
_PART_OF = ("з яких", "із яких", "з них", "із них", "тому числі", "зокрема", "из которых",
            "из них", "том числе")  # fmt: skip


def _fire_near(body: list[Item], at: int, words: Sequence[Token]) -> int | None:
    """The word for fire in the clause of a count of places."""
    for step in (1, -1):
        here = at
        for _ in range(_REACH):
            here += step
            if not 0 <= here < len(body) or body[here].symbol in _ENDS | {"COMMA", "COLON"}:
                break
            if words[body[here].start].norm.startswith(_FIRE):
                return body[here].start
    return None
