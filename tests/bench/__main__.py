"""All benchmarks in one run, one table: ``python -m tests.bench [keys|start|rules|files|preview ...]``.

They compare and judge nothing: the table says which aims are met, the exit code is always 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from tests.bench.measure import Line, table

TOPICS = ("keys", "start", "rules", "files", "preview")


def main(topics: Sequence[str]) -> int:
    """Measure the topics, all when none is named."""
    unknown = [topic for topic in topics if topic not in TOPICS]
    if unknown:
        print(f"没有这些题目：{'、'.join(unknown)}；有：{'、'.join(TOPICS)}。", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found: list[Line] = []
    for topic in topics or TOPICS:
        print(f"— {topic}", file=sys.stderr, flush=True)
        found += measured(topic)
    print(table(found))
    return 0


def measured(topic: str) -> Iterator[Line]:
    """The lines of one topic; its module is loaded only now, so that it measures its own first use."""
    if topic == "keys":
        from tests.bench import keys

        return keys.lines()
    if topic == "start":
        from tests.bench import start

        return start.lines()
    if topic == "rules":
        from tests.bench import rules

        return rules.lines()
    if topic == "preview":
        from tests.bench import preview

        return preview.lines()
    from tests.bench import files

    return files.lines()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
