"""A parallel map over processes, where there are enough items for it to pay."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

import mkdocs_postmortems.system.pickling  # noqa: F401 - read-only mappings among results can be sent with it
from mkdocs_postmortems.system.forked_work import can_fork, processor_count

T = TypeVar("T")
R = TypeVar("R")

_MIN_ITEMS = 200
"""With fewer items, starting processes takes longer than the work."""
_CHUNKS_PER_PROCESS = 4
"""How many chunks each process gets, so that all finish at about the same time."""
_work: Callable[[Any], Any] | None = None
_items: Sequence[Any] = ()
"""The items, in a forked process: it is a copy of this one, so nothing has to be sent to it."""


def parallel_map(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Return the results of `work` for each item, in order."""
    todo = list(items)
    if len(todo) < _MIN_ITEMS or not can_fork():
        return [work(item) for item in todo]
    processors = processor_count()
    global _work, _items
    _work, _items = work, todo
    size = -(-len(todo) // (processors * _CHUNKS_PER_PROCESS))
    chunks = [range(first, min(first + size, len(todo))) for first in range(0, len(todo), size)]
    try:
        with ProcessPoolExecutor(processors, mp_context=multiprocessing.get_context("fork")) as pool:
            return [result for some in pool.map(_run_chunk, chunks) for result in some]
    finally:
        _work, _items = None, ()


def _run_chunk(chunk: range) -> list[Any]:
    assert _work is not None
    return [_work(_items[place]) for place in chunk]
