"""Pairs of knowledge bases that differ only in what one audience may not read."""

from __future__ import annotations

import string
from dataclasses import dataclass, field

from hypothesis import strategies as st

AUDIENCES = {
    "public": {"anyone": True},
    "staff": {"includes": ["public"], "groups": ["everybody"]},
    "sre": {"includes": ["staff"], "groups": ["sre"]},
    "security": {"includes": ["staff"], "groups": ["sec"]},
}
READS = {
    "public": ("public",),
    "staff": ("public", "staff"),
    "sre": ("public", "staff", "sre"),
    "security": ("public", "staff", "security"),
}
"""Written out, so that the tests do not rely on what they test."""
READERS = tuple(READS)


@dataclass
class World:
    """The files of a knowledge base below `docs_dir`, and what its configuration says about them."""

    files: dict[str, str] = field(default_factory=dict)
    nav: list[object] = field(default_factory=list)


WORDS = st.sampled_from(
    "database timeout certificate rollback queue broker gateway checkout token region failover disk".split()
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
NAME = st.text(string.ascii_lowercase, min_size=3, max_size=8)
DAY = st.dates().map(
    lambda day: day.replace(year=2020 + day.year % 7) if day.day < 29 else day.replace(year=2024, month=3)
)


@st.composite
def documents(draw, labels: tuple[str, ...], files: list[str]):
    """Return a document that only readers of one of `labels` read, and that may refer to any of `files`."""
    label = draw(st.sampled_from(labels))
    head = [f"audience: {label}", f"title: {draw(SENTENCE)[:-1]}", f"date: {draw(DAY)}"]
    head += [f"services: [{draw(WORDS)}]"] if draw(st.booleans()) else []
    head += [f"tags: [{draw(WORDS)}, {draw(WORDS)}]"] if draw(st.booleans()) else []
    head += [f"severity: sev{draw(st.integers(1, 3))}"] if draw(st.booleans()) else []
    head += [f"id: INC-{draw(st.integers(1, 30))}"] if draw(st.booleans()) else []
    text = draw(st.lists(SENTENCE, min_size=1, max_size=4))
    if files and draw(st.booleans()):
        text.append(f"See [{draw(WORDS)}]({draw(st.sampled_from(files))}).")
    if draw(st.booleans()):
        text.append(f"- [ ] {draw(SENTENCE)}")
    body = "\n\n".join(["## Summary", text[0], "## Impact", *text[1:]])
    return "---\n" + "\n".join(head) + f"\n---\n\n{body}\n"


@st.composite
def with_parts(draw, text: str, labels: tuple[str, ...], files: list[str]):
    """Return a document with some parts added, on lines of their own, that only readers of `labels` read."""
    head, body = text.split("\n---\n", 1)
    lines = body.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(lines)))
        words = draw(st.lists(SENTENCE, min_size=1, max_size=3))
        if files and draw(st.booleans()):
            words.append(f"![{draw(WORDS)}]({draw(st.sampled_from(files))})")
        inside = draw(st.sampled_from(["## Summary", "```", "| a | b |", "- one", "[x]: http://e.example", ""]))
        block = [f"<!-- audience: {draw(st.sampled_from(labels))} -->", inside, *words, "<!-- /audience -->"]
        lines[place:place] = block
    if draw(st.booleans()):
        head += f"\nsummary.{draw(st.sampled_from(labels))}: {draw(SENTENCE)}" if "summary" not in head else ""
    return f"{head}\n---\n" + "\n".join(lines)


@st.composite
def pairs(draw):
    """Return (reader, world, world): two knowledge bases in which the reader may read the same."""
    reader = draw(st.sampled_from(READERS))
    readable = READS[reader]
    hidden = tuple(name for name in READERS if name not in readable)
    images = [f"img/{draw(NAME)}.png" for _ in range(2)]
    seen = {
        f"{draw(NAME)}.md": draw(documents(readable, ["../" + images[0], images[0]]))
        for _ in range(draw(st.integers(1, 3)))
    }
    nav = [{draw(WORDS): path} for path in sorted(seen)] if draw(st.booleans()) else []
    return reader, *(_world(draw, seen, images, nav, hidden) for _ in range(2))


def _world(draw, seen: dict[str, str], images: list[str], nav: list[object], hidden: tuple[str, ...]) -> World:
    world = World(nav=list(nav))
    world.files[images[0]] = "shown"
    for path, text in seen.items():
        world.files[path] = draw(with_parts(text, hidden, images)) if hidden else text
    for _ in range(draw(st.integers(0, 3)) if hidden else 0):
        path = draw(st.sampled_from(["", "sec/", "img/"])) + draw(NAME) + ".md"
        if path not in seen:
            world.files[path] = draw(documents(hidden, [*seen, *images]))
            if nav and draw(st.booleans()):
                world.nav.insert(draw(st.integers(0, len(world.nav))), {draw(WORDS): path})
    if hidden and draw(st.booleans()):
        world.files[images[1]] = draw(SENTENCE)
        world.files[f"sec/{draw(NAME)}.pdf"] = draw(SENTENCE)
    if hidden and draw(st.booleans()):
        world.files["sec/.audience"] = draw(st.sampled_from(hidden))
    return world
