"""All documents of a corpus laid out for checking: each is looked at with the others in sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_postmortems.core.check.case import Case, Earlier
from mkdocs_postmortems.core.check.finding import Finding
from mkdocs_postmortems.core.check.policy import Policy
from mkdocs_postmortems.core.check.rules.likeness import marks
from mkdocs_postmortems.core.check.run import check, from_problem
from mkdocs_postmortems.core.check.surroundings import Surroundings
from mkdocs_postmortems.core.corpus import Corpus, build_corpus
from mkdocs_postmortems.core.limits import unrenderable
from mkdocs_postmortems.core.links import build_links
from mkdocs_postmortems.core.parse import Parsed, parse
from mkdocs_postmortems.core.problems import Problem
from mkdocs_postmortems.core.similar import Collection as Counted
from mkdocs_postmortems.core.similar import build_related
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.view import view


@dataclass(frozen=True, slots=True)
class Read:
    """A source with what was understood of it."""

    source: Source
    parsed: Parsed
    heavy: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is known beside the documents."""

    today: str
    """`YYYY-MM-DD`."""
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    policy: Policy = field(default_factory=Policy)
    problems: tuple[Problem, ...] = ()
    """What reading files and the taxonomy came to."""
    files: frozenset[str] | None = None
    """Every file that a link may lead to, from the root of the site's sources; `None` if nobody looked."""
    folder: str = ""
    """The folder of the postmortems, from that root."""
    before: Mapping[str, Read] = field(default_factory=dict)
    """By path: documents as they were at the revision that changes are counted from."""


def read_document(source: Source) -> Read:
    """Parse one source; nothing else is needed for it, so that many can be read side by side."""
    return Read(source, parse(source), unrenderable(source))


class Desk:
    """The documents of one corpus."""

    def __init__(self, documents: Sequence[Read], brief: Brief) -> None:
        """Connect the documents."""
        self._brief = brief
        self._read = {one.source.path: one for one in documents}
        corpus, complaints = build_corpus((one.parsed.postmortem for one in documents), brief.taxonomy)
        self._documents = {document.path: document for document in corpus.documents}
        self._problems = _by_path([*brief.problems, *complaints, *_of_documents(documents)])
        self._surroundings = _surroundings(corpus, brief)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all documents, in order."""
        return tuple(sorted(self._read))

    def check(self, path: str) -> tuple[Finding, ...]:
        """Return what is to be said about one document."""
        case = Case(
            self._read[path].source,
            self._documents[path],
            self._brief.today,
            self._surroundings,
            self._brief.policy,
            self._earlier(path),
        )
        return check(case, self._problems.get(path, ()))

    def _earlier(self, path: str) -> Earlier | None:
        was = self._brief.before.get(path)
        return Earlier(was.source.text, was.parsed.postmortem, self._read[path].parsed.postmortem) if was else None

    def problems(self, without: Collection[str]) -> Iterator[Finding]:
        """Yield what reading came to, without that of some documents."""
        for path in sorted(self._problems.keys() - set(without)):
            yield from (from_problem(problem, self._brief.policy) for problem in self._problems[path])


def _of_documents(documents: Iterable[Read]) -> Iterator[Problem]:
    for one in documents:
        yield from one.parsed.problems
        if one.heavy:
            yield one.heavy


def _by_path(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.path, []).append(problem)
    return found


def _surroundings(corpus: Corpus, brief: Brief) -> Surroundings:
    everything = view(corpus)
    return Surroundings(
        taxonomy=corpus.taxonomy,
        by_path={document.path: document for document in corpus.documents},
        related=build_related(Counted(everything), build_links(everything)),
        uses=Counter(mark for document in corpus.documents for mark in marks(document)),
        files=brief.files,
        folder=brief.folder,
    )
