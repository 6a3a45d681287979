"""Checks the words of mkdocs.yml that are on every page against those that only restricted documents have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mkdocs_postmortems.build.site_config import SiteConfig
from mkdocs_postmortems.core.audiences.folder_rules import unknown_audience_message
from mkdocs_postmortems.core.diagnostics import Diagnostic
from mkdocs_postmortems.core.leaks.normalize import normalize, split_words
from mkdocs_postmortems.core.pages.saved_searches import SavedSearch
from mkdocs_postmortems.core.stemming import stem
from mkdocs_postmortems.sources.labelled_sources import LabelledSources

_CODE = "PM071"
_MIN_LETTERS = 4
"""Shorter words occur by chance."""


class _ConfiguredText(NamedTuple):
    """A text of mkdocs.yml that is on every page."""

    what: str
    name: str
    words: frozenset[str]
    audience: str
    """The audience that gets it; empty for all."""


def check_configured_words(site: SiteConfig, sources: LabelledSources) -> Iterator[Diagnostic]:
    """Yield a diagnostic of each text with a word that some audience reads nowhere else, and that others read.

    A text for which the configuration names an audience is not looked into. Paths are relative to mkdocs.yml.
    """
    audiences = sources.rules.audiences
    texts = tuple(_texts(site, sources)) if audiences else ()
    for text in texts:
        if text.audience and text.audience not in audiences.by_name:
            message = f"{text.what} {text.name!r}: {unknown_audience_message(text.audience, audiences)}"
            yield Diagnostic(site.path.name, site.line_of(text.name), _CODE, message, highlight=text.name)
    waiting = [text for text in texts if not text.audience]
    if not waiting:
        return
    everything = _words(part for one in sources.documents for part in (one.path, one.source.text))
    for audience in audiences.names:
        cut = sources.for_audience(audience)
        taxonomy = sources.taxonomy_for(cut)
        read = [part for source in cut.sources for part in (source.path, source.text)]
        hidden = everything - _words([*read, taxonomy.text if taxonomy else ""])
        for text in [one for one in waiting if one.words & hidden]:
            waiting.remove(text)
            word = min(text.words & hidden)
            message = f"{text.what} {text.name!r} has the word {word!r}, which {audience!r} reads in no document."
            mend = "Say with `audience` who gets it." if text.what == "saved search" else "Say so in nav_audiences."
            line = site.line_of(text.name)
            yield Diagnostic(site.path.name, line, _CODE, message, suggestion=mend, highlight=text.name)


def search_filter(texts: Iterable[str]) -> Callable[[SavedSearch], bool]:
    """Return a function that tells whether texts have all longer words that a saved search looks for."""
    stems = {stem(word) for word in _words(texts)}

    def finds(search: SavedSearch) -> bool:
        looked_for = _words(value for parameter, value in search.parameters if parameter == "q")
        return all(any(known.startswith(stem(word)) for known in stems) for word in looked_for)

    return finds


def _texts(site: SiteConfig, sources: LabelledSources) -> Iterator[_ConfiguredText]:
    for title in site.nav_titles:
        yield _ConfiguredText("navigation", title, _words([title]), site.nav_audiences.get(title, ""))
    for search in sources.project.settings.saved_searches:
        said = [search.name, *(value for parameter, value in search.parameters if parameter == "q")]
        yield _ConfiguredText("saved search", search.name, _words(said), search.audience)


def _words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts that are long enough to tell something."""
    words = {word for text in texts for word in split_words(normalize(text))}
    return frozenset(word for word in words if len(word) >= _MIN_LETTERS)
