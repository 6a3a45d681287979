"""Doing one thing to many on all processors."""

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.side_by_side import side_by_side


def test_results_come_in_order():
    """Whether processes are started for them or not, and also where the work is a closure."""
    factor = 3

    assert side_by_side(lambda number: number * factor, range(5)) == [0, 3, 6, 9, 12]
    assert side_by_side(lambda number: number * factor, range(1_000)) == [number * factor for number in range(1_000)]


def test_documents_come_back_whole():
    """What was understood of a document can be handed from process to process."""
    sources = [Source(f"{number}.md", f"---\ntitle: {number}\nimpact: {{a: b}}\n---\n") for number in range(300)]

    assert side_by_side(parse, sources) == [parse(source) for source in sources]


def test_errors_are_raised_here():
    """And nothing is left behind that the next call would trip over."""
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda number: 1 // number, range(500))

    assert len(side_by_side(str, range(500))) == 500
