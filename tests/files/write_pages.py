"""Write docs/csv.md and docs/formats.md anew: ``python -m tests.files.write_pages``."""

from __future__ import annotations

from pathlib import Path

from incidents.files.describing import pages

if __name__ == "__main__":
    for path, text in pages().items():
        (Path(__file__).parents[2] / path).write_text(text, encoding="utf-8")
