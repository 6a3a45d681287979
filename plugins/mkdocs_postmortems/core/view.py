"""The documents that one audience may read (`View`), and those of all audiences, for operators (`OperatorCorpus`).

Code that makes pages, links, counts, rankings or indexes of a site takes a `View`; the type checker refuses a `Corpus`
or an `OperatorCorpus` there. A `View` with a document that its audience may not read cannot be constructed.
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
"""Name of the audience of a site that configures no audiences; it reads everything."""


class ViewError(PostmortemsError):
    """A view would contain a document that its audience may not read, or its audience does not exist."""


@final
@dataclass(frozen=True, slots=True)
class View:
    """The documents that one audience may read; newest incident first, then by path.

    `load_corpus` makes views. Every other way to make one (the constructor, `replace()`, a copy, a pickle) repeats
    the check of its documents.

    Raises:
        ViewError: the label of a document is not included in the audience; a document has no label although the site
            has audiences, or has one although the site has none; the site does not have the audience.
    """

    audience: str
    audiences: Audiences
    """All audiences of the site; empty if it configures none."""
    taxonomy: Taxonomy
    documents: tuple[Postmortem, ...]
    """Each has its label in `audience`: from its front matter, its folder or the site's default."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "documents", _newest_first(self.documents))
        require_audience(self.audience, self.audiences)
        _check_labels(self)

    def __init_subclass__(cls) -> Never:
        raise TypeError("nothing can derive from View: what it holds would no longer be checked.")

    def __reduce__(self) -> tuple[Any, ...]:
        # Copies and pickles go through the constructor, which checks.
        return View, (self.audience, self.audiences, self.taxonomy, self.documents)

    @property
    def incidents(self) -> tuple[Postmortem, ...]:
        """Postmortems and notices: what index pages list and count."""
        return _incidents(self.documents)

    @property
    def records(self) -> tuple[Postmortem, ...]:
        """Incidents, and other documents with a start time, such as maintenance."""
        return _records(self.documents)


@final
@dataclass(frozen=True, slots=True)
class OperatorCorpus:
    """Documents of all audiences, for commands of a user who has the sources, such as `check` and `similar`.

    It is not a `View`, so no page, feed or index of a site can be made from it. Newest incident first, then by path.
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
        """Incidents, and other documents with a start time."""
        return _records(self.documents)


Readable = View | OperatorCorpus
"""What a command searches and ranks: the view of one audience, or all documents for a user who has the sources."""


def require_audience(audience: str, audiences: Audiences) -> None:
    """Raise unless the site has this audience.

    Raises:
        ViewError: the site has audiences and this is not one of them, or the site has none and this is not `all`.
    """
    if audiences and audience not in audiences.by_name:
        raise ViewError(f"there is no audience {audience!r}; expected one of {', '.join(audiences.names)}.")
    if not audiences and audience != UNRESTRICTED_AUDIENCE:
        raise ViewError(f"there is no audience {audience!r}, since the site has none.")


def _check_labels(view: View) -> None:
    readable = view.audiences.included_in(view.audience) if view.audiences else frozenset((None,))
    for document in view.documents:
        # A subclass of Postmortem could return another label the next time it is read.
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
