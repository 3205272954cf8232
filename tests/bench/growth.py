"""Growth of the store: ``python -m tests.bench.growth N N N -o docs/growth.svg [--json]``.

Runs `tests.bench.scale` at each size in a process of its own and draws time, memory and disk on
one chart with logarithmic axes. The exponent is that between the two largest sizes; what a billion
rows would need is told from what each further row cost between them, because at small sizes a
fixed part hides the growth. ``--kept FILE`` keeps the
answers as lines of JSON and takes sizes that are there from it.
"""

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path

#: What is drawn: key of the benchmark, words, colour.
LINES = (
    ("mirror_build_s", "mirror from cold, s", "#0072B2"),
    ("filter_change_ms", "filter change, ms", "#D55E00"),
    ("tile_p95_ms", "tile, 95th percentile, ms", "#009E73"),
    ("rss_mb", "memory held, MB", "#CC79A7"),
    ("ledger_mb", "ledger, MB", "#7A5C00"),
    ("mirror_mb", "mirror, MB", "#555555"),
)
BILLION = 1_000_000_000
WIDE, TALL, LEFT, RIGHT, TOP, BOTTOM = 900, 520, 70, 265, 30, 50


def measured(sizes, kept):
    """One answer of the benchmark for each size, smallest first."""
    known = {}
    if kept and kept.exists():
        known = {one["rows"]: one for one in map(json.loads, kept.read_text().splitlines())}
    for size in sizes:
        if size not in known:
            run = [sys.executable, "-m", "tests.bench.scale", str(size), "--json"]
            known[size] = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
            if kept:
                with kept.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(known[size]) + "\n")
    return [known[size] for size in sorted(known)]


def slopes(found):
    """By key: exponent between the two largest sizes, and the value at a billion rows."""
    before, last = found[-2], found[-1]
    more = last["rows"] - before["rows"]
    answer = {}
    for key, _, _ in LINES:
        was, now = max(before[key], 0.01), max(last[key], 0.01)
        exponent = math.log(now / was) / math.log(last["rows"] / before["rows"])
        each = max(0.0, now - was) / more
        answer[key] = {
            "exponent": round(exponent, 2),
            "each_million": each * 1_000_000,
            "at_a_billion": now + each * (BILLION - last["rows"]),
        }
    return answer


def drawn(found):
    """The chart as SVG."""
    low_x, high_x = math.log10(found[0]["rows"]), math.log10(found[-1]["rows"])
    values = [max(one[key], 0.01) for one in found for key, _, _ in LINES]
    low_y, high_y = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def at(rows, value):
        x = (math.log10(rows) - low_x) / (high_x - low_x)
        y = (math.log10(max(value, 0.01)) - low_y) / (high_y - low_y)
        return LEFT + x * (WIDE - LEFT - RIGHT), TALL - BOTTOM - y * (TALL - TOP - BOTTOM)

    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" '
            'font-family="sans-serif" font-size="13">'
        ),
        f'<rect width="{WIDE}" height="{TALL}" fill="white"/>',
    ]
    for power in range(low_y, high_y + 1):
        x, y = at(found[0]["rows"], 10**power)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{WIDE - RIGHT}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10**power:g}</text>'
        )
    for one in found:
        x, y = at(one["rows"], 10**low_y)
        parts.append(f'<text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle">'
                     f'{one["rows"]:,}</text>')  # fmt: skip
    parts.append(f'<text x="{LEFT}" y="{TALL - 8}">incidents</text>')
    exponents = slopes(found)
    labels = []
    for key, words, colour in LINES:
        spots = [at(one["rows"], one[key]) for one in found]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in spots]
        labels.append((spots[-1][1], colour, f"{words} (rows^{exponents[key]['exponent']})"))
    last = 0.0
    for y, colour, words in sorted(labels):
        last = max(y, last + 16)
        parts.append(f'<text x="{WIDE - RIGHT + 10}" y="{last + 4:.1f}" fill="{colour}">'
                     f"{words}</text>")  # fmt: skip
    return "\n".join([*parts, "</svg>\n"])


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="+")
    parser.add_argument("-o", "--output", type=Path, help="where the chart is written")
    parser.add_argument("--kept", type=Path, help="lines of JSON of runs that were made")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    found = measured(asked.rows, asked.kept)
    if len(found) < 2:
        parser.error("growth needs two sizes or more")
    if asked.output:
        asked.output.write_text(drawn(found), encoding="utf-8")
    grown = slopes(found)
    if asked.json:
        print(json.dumps({"runs": found, "slopes": grown}))
        return
    for key, words, _ in LINES:
        row = "  ".join(f"{one[key]:>10,}" for one in found)
        print(f"{words:28} {row}  rows^{grown[key]['exponent']}"
              f"  a billion: {grown[key]['at_a_billion']:,.0f}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
