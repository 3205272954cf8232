"""What the parts of the gazetteer's build share: folders, thresholds, the supplement's tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "gazetteer"
SUPPLEMENT = DATA / "supplement"
BOUNDARIES = ROOT / "data" / "boundaries"

#: Least population kept, by country: every place where the reports of attacks come from and
#: where English-language local news is written, towns elsewhere.
LEAST = {
    **dict.fromkeys(("UA", "RU", "BY", "MD", "PS", "IL", "LB", "SY", "YE", "IQ", "SD"), 500),
    **dict.fromkeys(("US", "GB", "IE", "CA", "AU", "NZ"), 500),
    "RU": 3000,
    **dict.fromkeys(("UA", "PS", "YE"), 0),  # 0 is "not counted" there
    **dict.fromkeys(
        ("IQ", "AF", "SO", "ML", "BF", "NE", "ET", "CD", "CF", "SS", "LY", "MM", "HT"), 1000
    ),
}
LEAST_ELSEWHERE = 5000
#: Alternate names are kept for places at least this large, and for all of these countries.
LEAST_ALTERNATES = 100_000
#: A capital of fewer people shares its name with a larger place that is the one meant.
LEAST_CAPITAL = 20_000
ALL_ALTERNATES = {"UA", "PS", "YE", "SY", "LB", "IL", "SD", "IQ"}
#: Where the Russian name is kept for every place.
CYRILLIC = {"RU", "BY", "MD", "KZ"}
#: A region that no count is kept for is still better known than a town.
REGION_PEOPLE = 5_000_000
#: The same for a county or an island.
AREA_PEOPLE = 1_000_000
#: Degrees within which two rows of one name are one place.
NEAR = 0.06
BORDERS = str.maketrans("", "", "`'")


def table(name: str) -> list[dict[str, str]]:
    """Rows of a supplement table."""
    lines = (SUPPLEMENT / name).read_text("utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]


def forms(cell: str | None) -> Iterator[tuple[str, bool]]:
    """Further spellings in a cell, and whether each is a former name."""
    for form in (cell or "").split("|"):
        if form.strip():
            name, _, mark = form.strip().partition("@")
            yield name, mark == "historic"
