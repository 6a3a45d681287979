"""Hypothesis strategies for sources that differ only in what one audience may not read."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings
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
"""Audience -> labels that it reads; written out, so that the tests do not rely on the code under test."""
READERS = tuple(READS)


@dataclass
class World:
    """One variant of the sources: files below `docs_dir`, and the `nav` of the configuration."""

    files: dict[str, str] = field(default_factory=dict)
    nav: list[object] = field(default_factory=list)


WORDS = st.sampled_from(
    "database timeout certificate rollback queue broker gateway checkout token region failover disk".split()
)
SECRET_WORDS = st.sampled_from("vault-x breach-x insider-x forensics-x ransom-x".split())
"""Services, tags and factors that only hidden documents have."""
SENTENCE = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
NAME = st.text(string.ascii_lowercase, min_size=3, max_size=8)
DAY = st.dates().map(
    lambda day: day.replace(year=2020 + day.year % 7) if day.day < 29 else day.replace(year=2024, month=3)
)
IDS = st.integers(1, 30).map("INC-{}".format)
RELATIONS = st.sampled_from(["see_also", "recurrence_of", "caused_by", "follow_up_of", "duplicate_of"])
SEEN_IMAGE = "img/shown.png"
"""An image in readable documents."""
HIDDEN_FOLDERS = st.sampled_from(["", "sec/", "img/", "blog/posts/", "team/"])


@st.composite
def documents(draw, labels: tuple[str, ...], files: list[str], words: st.SearchStrategy[str] = WORDS):
    """Return a document that only readers of one of `labels` read, and that may refer to any of `files`."""
    label = draw(st.sampled_from(labels))
    head = [f"audience: {label}", f"title: {draw(SENTENCE)[:-1]}", f"date: {draw(DAY)}"]
    head += [f"services: [{draw(words)}]"] if draw(st.booleans()) else []
    head += [f"tags: [{draw(words)}, {draw(WORDS)}]"] if draw(st.booleans()) else []
    head += [f"severity: sev{draw(st.integers(1, 3))}"] if draw(st.booleans()) else []
    head += [f"id: {draw(IDS)}"] if draw(st.booleans()) else []
    head += [f"contributing_factors: [{draw(words)}]"] if draw(st.booleans()) else []
    head += [f"related: {{{draw(RELATIONS)}: [{draw(IDS)}]}}"] if draw(st.booleans()) else []
    text = draw(st.lists(SENTENCE, min_size=1, max_size=4))
    if files and draw(st.booleans()):
        text.append(f"See [{draw(WORDS)}]({draw(st.sampled_from(files))}).")
    if draw(st.booleans()):
        text.append(f"- [ ] {draw(SENTENCE)}")
    body = "\n\n".join(["## Summary", text[0], "## Impact", *text[1:]])
    return "---\n" + "\n".join(head) + f"\n---\n\n{body}\n"


@st.composite
def with_parts(draw, text: str, labels: tuple[str, ...], files: list[str]):
    """Return a document with restricted spans and audience-specific fields added, labelled with some of `labels`."""
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
    for name in draw(st.sets(st.sampled_from(["summary", "title", "tags"]))):
        value = f"[{draw(SECRET_WORDS)}]" if name == "tags" else draw(SENTENCE)
        head += f"\n{name}.{draw(st.sampled_from(labels))}: {value}"
    return f"{head}\n---\n" + "\n".join(lines)


@st.composite
def families(draw, size: int = 2, readers: tuple[str, ...] = READERS):
    """Return (audience, world, …): sources of which the audience may read the same."""
    reader = draw(st.sampled_from(readers))
    readable = READS[reader]
    hidden = tuple(name for name in READERS if name not in readable)
    images = [SEEN_IMAGE, f"img/{draw(NAME)}.png"]
    paths = [f"{draw(NAME)}.md" for _ in range(draw(st.integers(1, 3)))]
    seen = {path: draw(documents(readable, [SEEN_IMAGE, "sec/plan.md", *paths])) for path in paths}
    if draw(st.booleans()):
        seen[f"team/{draw(NAME)}.md"] = f"# {draw(SENTENCE)}\n\n2024-0{draw(st.integers(1, 9))}-11\n\n## Impact\n\nX.\n"
        seen["team/.audience"] = draw(st.sampled_from(readable))
    nav = [{draw(WORDS): path} for path in sorted(seen) if path.endswith(".md")] if draw(st.booleans()) else []
    terms = draw(st.none() | st.sets(WORDS, min_size=1))
    return reader, *(_sources(draw, (seen, images, nav, terms), hidden) for _ in range(size))


def pairs() -> st.SearchStrategy[tuple[str, World, World]]:
    """Return (audience, world, world)."""
    return families()


def _sources(draw: Callable, seen: tuple[dict[str, str], list[str], list[object], set[str] | None], hidden) -> World:
    texts, images, nav, terms = seen
    world = World(nav=list(nav))
    world.files[SEEN_IMAGE] = "shown"
    for path, text in texts.items():
        parted = hidden and text.startswith("---\n")
        world.files[path] = draw(with_parts(text, hidden, images)) if parted else text
    if terms is not None:
        world.files["taxonomy.yml"] = _taxonomy(draw, terms, secret=bool(hidden))
    for _ in range(draw(st.integers(0, 3)) if hidden else 0):
        _hide_document(draw, world, [*texts, *images], hidden)
    if hidden and draw(st.booleans()):
        world.files[images[1]] = draw(SENTENCE)
        world.files[f"sec/{draw(NAME)}.pdf"] = draw(SENTENCE)
    if hidden and draw(st.booleans()):
        world.files["sec/.audience"] = draw(st.sampled_from(hidden))
        world.files["sec/plan.md"] = f"# {draw(SENTENCE)}\n\n## Impact\n\n{draw(SENTENCE)}\n"
    return world


def _hide_document(draw: Callable, world: World, files: list[str], hidden: tuple[str, ...]) -> None:
    path = draw(HIDDEN_FOLDERS) + draw(NAME) + ".md"
    if path in world.files:
        return
    world.files[path] = draw(documents(hidden, files, WORDS | SECRET_WORDS))
    if world.nav and draw(st.booleans()):
        entry = {draw(WORDS): path}
        world.nav.insert(draw(st.integers(0, len(world.nav))), draw(st.sampled_from([entry, {"Secret": [entry]}])))


def _taxonomy(draw: Callable, terms: set[str], *, secret: bool) -> str:
    """Return a taxonomy with the terms of readable documents and, if `secret`, some of hidden ones."""
    lines = []
    for vocabulary in ("services", "tags", "factors"):
        names = [(term, f"What {term} is.") for term in sorted(terms)]
        for word in sorted(draw(st.sets(SECRET_WORDS))) if secret else []:
            names.insert(draw(st.integers(0, len(names))), (word, draw(SENTENCE)))
        lines += [f"{vocabulary}:"]
        for name, definition in names:
            lines += [f"  {name}:", f"    name: {name.title()}", f"    definition: {definition}"]
            if vocabulary == "services" and secret and draw(st.booleans()):
                lines += [f"    depends_on: [{draw(SECRET_WORDS)}]"]
    return "\n".join(lines) + "\n"


def examples(strategy: st.SearchStrategy, number: int, among: int = 30) -> list:
    """Return the last `number` of `among` examples, the same in every run; the first ones are the simplest."""
    found: list = []

    @seed(20261120)
    @settings(
        max_examples=among,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(strategy)
    def collect(example) -> None:
        found.append(example)

    collect()
    return found[-number:]
