"""What one audience may read of a site, and what its operator may: two types, so that neither is taken for the other.

Whatever makes pages, links, counts, ranks or indexes takes a `View`, never a `Corpus`; the type checker guards the
leak, and a `View` that would hold too much cannot be made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Never, final

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.taxonomy import Taxonomy

UNRESTRICTED_AUDIENCE = "all"
"""The audience of a site that configures none: it reads everything."""


class ViewError(PostmortemsError):
    """A view would hold what its audience may not read."""


@final
@dataclass(frozen=True, slots=True)
class View:
    """The documents that one audience may read; newest incident first, then by path.

    `load_corpus` makes them. However else one is made, by the constructor, `replace()`, a copy or a pickle, what it
    holds is checked again.

    Raises:
        ViewError: the label of a document is not included in the audience; a document has no label although the site
            has audiences, or one although it has none; there is no such audience.
    """

    audience: str
    audiences: Audiences
    """All audiences of the site; empty where nothing is restricted."""
    taxonomy: Taxonomy
    documents: tuple[Postmortem, ...]
    """Each with its label as its `audience`: that of its front matter, its folder or the site's default."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "documents", _newest_first(self.documents))
        require_audience(self.audience, self.audiences)
        _check_labels(self)

    def __init_subclass__(cls) -> Never:
        raise TypeError("nothing can derive from View: what it holds would no longer be checked.")

    def __reduce__(self) -> tuple[Any, ...]:
        # Copies and pickles are made by the constructor, which checks.
        return View, (self.audience, self.audiences, self.taxonomy, self.documents)

    @property
    def incidents(self) -> tuple[Postmortem, ...]:
        """Postmortems and notices: what index pages list and count."""
        return _incidents(self.documents)

    @property
    def records(self) -> tuple[Postmortem, ...]:
        """Incidents, and what else happened at a certain time, such as maintenance: all that has a page of ours."""
        return _records(self.documents)


@final
@dataclass(frozen=True, slots=True)
class OperatorCorpus:
    """Documents of all audiences, for whoever has the sources: checks, reviews, commands in a terminal.

    It is no `View`: no page, feed or index of a site can be made from it. Newest incident first, then by path.
    """

    taxonomy: Taxonomy
    documents: tuple[Postmortem, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "documents", _newest_first(self.documents))

    @property
    def incidents(self) -> tuple[Postmortem, ...]:
        """Postmortems and notices."""
        return _incidents(self.documents)

    @property
    def records(self) -> tuple[Postmortem, ...]:
        """Incidents, and what else happened at a certain time."""
        return _records(self.documents)


Readable = View | OperatorCorpus
"""What a command in a terminal searches and ranks: an audience's view, or everything for whoever has the sources."""


def require_audience(audience: str, audiences: Audiences) -> None:
    """Refuse the name of an audience that a site does not have.

    Raises:
        ViewError: it is none of them, or it is not `all` although the site has none.
    """
    if audiences and audience not in audiences.by_name:
        raise ViewError(f"there is no audience {audience!r}; expected one of {', '.join(audiences.names)}.")
    if not audiences and audience != UNRESTRICTED_AUDIENCE:
        raise ViewError(f"there is no audience {audience!r}, since the site has none.")


def _check_labels(view: View) -> None:
    readable = view.audiences.included_in(view.audience) if view.audiences else frozenset((None,))
    for document in view.documents:
        # A class of its own could say something else of its label when it is asked again.
        if type(document) is not Postmortem or document.audience not in readable:
            label = f"labelled {document.audience!r}" if document.audience else "without a label"
            raise ViewError(f"{document.path} is {label}, which is not included in {view.audience!r}.")


def _newest_first(documents: Iterable[Postmortem]) -> tuple[Postmortem, ...]:
    by_path = sorted(documents, key=lambda d: d.path)
    return tuple(sorted(by_path, key=lambda d: d.date or "", reverse=True))


def _incidents(documents: tuple[Postmortem, ...]) -> tuple[Postmortem, ...]:
    return tuple(d for d in documents if d.kind is not DocumentKind.PAGE)


def _records(documents: tuple[Postmortem, ...]) -> tuple[Postmortem, ...]:
    return tuple(d for d in documents if not d.is_ordinary)
