"""Doing one thing to many on all processors."""

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.system.parallel import parallel_map


def test_results_come_in_order():
    """Whether processes are started for them or not, and also where the work is a closure."""
    factor = 3

    assert parallel_map(lambda number: number * factor, range(5)) == [0, 3, 6, 9, 12]
    assert parallel_map(lambda number: number * factor, range(1_000)) == [number * factor for number in range(1_000)]


def test_documents_come_back_whole():
    """What was understood of a document can be handed from process to process."""
    sources = [Source(f"{number}.md", f"---\ntitle: {number}\nimpact: {{a: b}}\n---\n") for number in range(300)]

    assert parallel_map(parse, sources) == [parse(source) for source in sources]


def test_errors_are_raised_here():
    """And nothing is left behind that the next call would trip over."""
    with pytest.raises(ZeroDivisionError):
        parallel_map(lambda number: 1 // number, range(500))

    assert len(parallel_map(str, range(500))) == 500
