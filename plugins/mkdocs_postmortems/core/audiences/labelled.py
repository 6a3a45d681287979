"""Documents of which is known who may read them, and what of them each audience reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mkdocs_postmortems.core.audiences.label import Label, read_label
from mkdocs_postmortems.core.audiences.order import Audiences
from mkdocs_postmortems.core.audiences.parts import MarkerError, Part, read_parts, refuse_markers
from mkdocs_postmortems.core.audiences.rules import Rules
from mkdocs_postmortems.core.audiences.variants import Variants, read_variants
from mkdocs_postmortems.core.frontmatter.block import Block, find_block
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.source import Source

EVERYBODY = ""
"""The label of a document where nothing is restricted."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its label, parted by who may read what of it."""

    source: Source
    audience: str
    head: str
    """Everything before the text, with the fences of the front matter."""
    parts: tuple[Part, ...]
    variants: Variants | None = None

    @property
    def path(self) -> str:
        """The path of the source."""
        return self.source.path

    def for_reader(self, reader: str, audiences: Audiences) -> Source | None:
        """Return what an audience reads of it; `None` if nothing.

        What it returns depends on nothing that this audience may not read.
        """
        if self.audience == EVERYBODY:
            return self.source
        readable = audiences.below(reader)
        if self.audience not in readable:
            return None
        body = "".join(part.text for part in self.parts if readable.issuperset(part.audiences))
        head = self.head if self.variants is None else f"---\n{self.variants.text_for(reader, audiences)}---\n"
        # A part at the end leaves a blank line behind, which would tell that there was one.
        return Source(self.path, head + body.rstrip("\n") + "\n")

    def hidden_from(self, reader: str, audiences: Audiences) -> str:
        """Return the text of the document that an audience does not read; empty if it reads all of it."""
        if self.audience == EVERYBODY:
            return ""
        cleared = self.for_reader(reader, audiences)
        if cleared is None:
            return self.source.text
        readable = audiences.below(reader)
        hidden = [part.text for part in self.parts if not readable.issuperset(part.audiences)]
        if self.variants is not None:
            kept = set(self.variants.text_for(reader, audiences).split("\n"))
            hidden += [line for line in self.variants.lines if line not in kept]
        return "\n".join(hidden)


@dataclass(slots=True)
class Labelling:
    """What was found out about a tree of documents."""

    labelled: list[Labelled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def withheld(self) -> frozenset[str]:
        """Paths of documents that nobody may read, since it cannot be told who may."""
        return frozenset(problem.path for problem in self.problems)


def label_documents(sources: Iterable[Source], rules: Rules) -> Labelling:
    """Find out who may read each document; what leaves doubt is a problem and read by nobody."""
    found = Labelling()
    for source in sources:
        one = _labelled(source, rules)
        if isinstance(one, Problem):
            found.problems.append(one)
        else:
            found.labelled.append(one)
    return found


def _labelled(source: Source, rules: Rules) -> Labelled | Problem:
    label = read_label(source, rules)
    if isinstance(label, Problem):
        return label
    try:
        return _parted(source, label, rules.audiences)
    except MarkerError as error:
        return error.problem(source.path)


def _parted(source: Source, label: Label | None, audiences: Audiences) -> Labelled:
    block = find_block(source.text)
    head, body, first = _split(source, block)
    refuse_markers(head)
    parts = read_parts(body, audiences, first)
    variants = read_variants(block, label.audience, audiences) if block and label else None
    return Labelled(source, label.audience if label else EVERYBODY, head, parts, variants)


def _split(source: Source, block: Block | None) -> tuple[str, str, int]:
    if block is None:
        return "", source.text, 1
    head = "".join(f"{line}\n" for line in source.lines[: block.body_line - 1])
    return head, source.text[len(head) :], block.body_line
