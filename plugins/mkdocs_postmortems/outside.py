"""What one audience does not get, as what its tree is searched for."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.core.audiences.clearance import Clearance
from mkdocs_postmortems.core.audiences.labelled import Labelled
from mkdocs_postmortems.core.canaries.canary import Hidden
from mkdocs_postmortems.core.canaries.sieve import Canaries, make_canaries
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.holdings import Holdings


def canaries_outside(holdings: Holdings, clearance: Clearance, taxonomy: Source | None) -> Canaries:
    """Return what must not be found in the tree of an audience.

    Args:
        holdings: All sources of the site.
        clearance: What the audience gets of them.
        taxonomy: What it gets of the taxonomy.
    """
    return make_canaries(_hidden(holdings, clearance), _visible(clearance, taxonomy))


def _visible(clearance: Clearance, taxonomy: Source | None) -> Iterator[str]:
    yield taxonomy.text if taxonomy else ""
    for source in clearance.sources:
        yield source.path
        yield source.text
    yield from sorted(clearance.attachments)


def _hidden(holdings: Holdings, clearance: Clearance) -> Iterator[Hidden]:
    read = {source.path: source for source in clearance.sources}
    for one in holdings.labelled:
        if one.path not in read:
            yield _document(one.source)
        elif text := one.hidden_from(clearance.reader, holdings.rules.audiences):
            yield _cut(one, read[one.path], text)
    withheld = {problem.path for problem in holdings.problems if problem.is_error}
    yield from (_document(source) for source in holdings.tree.documents if source.path in withheld)
    for path in sorted(holdings.tree.attachments.paths - clearance.attachments):
        yield Hidden(path=path, id="", title="", names=(), text="")


def _document(source: Source) -> Hidden:
    document = parse(source).postmortem
    names = tuple(dict.fromkeys((*document.roles.values(), *(item.owner for item in document.actions if item.owner))))
    return Hidden(path=source.path, id=document.id, title=document.title, names=names, text=source.text)


def _cut(one: Labelled, read: Source, text: str) -> Hidden:
    """What is hidden of a document that is read in part."""
    whole, left = parse(one.source).postmortem, parse(read).postmortem
    title = whole.title if whole.title != left.title else ""
    return Hidden(path="", id="", title=title, names=(), text=text)
