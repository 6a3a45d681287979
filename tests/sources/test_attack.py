"""A standing attacker: draws sites with secrets that are hidden exactly or nearly, and compares what readers get."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from attacked import ToldHistory, write_attacked
from attacks import Attack, Site, attacks
from hypothesis import HealthCheck, Phase, find, given, settings
from mkdocs_postmortems.build import audience_history, configured_words
from mkdocs_postmortems.build.audience_history import build_info_for
from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.core import taxonomy_subset
from mkdocs_postmortems.core.audiences import (
    audience_sources,
    field_variants,
    label,
    restricted_spans,
)
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.audiences.references import find_references
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.sources import source_tree
from mkdocs_postmortems.sources.corpus_loader import load_view
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources

DRAWS = int(os.environ.get("ATTACK", "100"))
"""`make attack` draws 10,000."""


def given_to(reader: str, site: Site, root: Path) -> dict[str, object]:
    """Return all that a reader gets of a site: texts, bytes of attachments, the taxonomy, and the view."""
    project = write_attacked(root, site)
    docs = project.docs_dir
    sources = load_labelled_sources(project, ())
    cut = sources.for_audience(reader)
    config = read_site_config(project.config).for_audience(
        reader,
        project.settings.audiences,
        "public",
        cut.paths.__contains__,
        "docs",
        finds=configured_words.search_filter(source.text for source in cut.sources),
    )
    taxonomy = sources.taxonomy_for(cut)
    got: dict[str, object] = {source.path: source.text for source in cut.sources}
    got |= {path: (docs / path).read_bytes() for path in cut.attachments}
    age = build_info_for(sources, ToldHistory(site, docs), reader)
    return got | {
        "taxonomy": taxonomy and taxonomy.text,
        "view": load_view(sources, cut).view,
        "configuration": config,
        "age": age,
    }


@pytest.fixture(name="root", scope="module")
def _root(tmp_path_factory) -> Path:
    """Return the folder of a site; each draw replaces its files."""
    return tmp_path_factory.mktemp("attacked")


def is_noticed(attack: Attack, root: Path) -> bool:
    """Whether the reader gets something else for another secret."""
    one, other = (given_to(attack.reader, site, root) for site in attack.sites())
    return one != other


@pytest.mark.slow
@settings(max_examples=DRAWS, suppress_health_check=list(HealthCheck))
@given(attack=attacks())
def test_what_is_hidden_exactly_or_nearly_changes_nothing(attack, root):
    """By labels, rules, markers, forms, links and terms, in any letters; byte by byte."""
    one, other = (given_to(attack.reader, site, root) for site in attack.sites())
    assert one == other, attack.sites()


def test_who_may_read_the_secret_notices_it(root):
    """The control: the comparison sees what is hidden."""
    site = (
        Site({"a.md": "---\naudience: security\n---\nfire\n"}),
        Site({"a.md": "---\naudience: security\n---\nflood\n"}),
    )
    assert given_to("security", site[0], root) != given_to("security", site[1], root)
    assert given_to("staff", site[0], root) == given_to("staff", site[1], root)


class _Everything(frozenset):
    """A set that has each value."""

    def __contains__(self, _: object) -> bool:
        return True


def _as_it_was(sources, audience, path, text):
    """Return the cut text with its blanks."""
    found = label_documents([Source(path, text)], sources.rules).labelled if text else []
    return found[0].for_audience(audience, sources.rules.audiences) if found else None


_FIELDS, _USED = taxonomy_subset._fields, taxonomy_subset.used_terms
HOLES = {
    "rules": [(source_tree, "may_be_folder_rule", ".audience".__eq__)],
    "labels": [(label, "_is_near_label", lambda _: False), (label, "_may_be_label", lambda _: False)],
    "labels in the text": [(label, "find_misplaced_label", lambda *_: None)],
    "statements": [(label, "find_confidentiality", lambda *_: None)],
    "markers": [(restricted_spans, "find_near_marker", lambda *_, **__: None)],
    "spellings of forms": [(field_variants, "canonical_path", lambda parents, key: (*parents, key))],
    "forms at depth": [(field_variants._Reader, "_inside", lambda *_: ())],
    "forms in TOML": [(field_variants, "_refuse_toml_forms", lambda *_: None)],
    "mappings as forms": [(field_variants, "_refuse_values_by_audience", lambda *_: None)],
    "links": [(source_tree, "find_links", lambda *_: {})],
    "words like links": [
        (audience_sources, "find_rendered_references", lambda *page: (one.path for one in find_references(*page)))
    ],
    "addresses in nav": [(audience_sources, "_path_on_site", lambda *_: None)],
    "words of searches": [(configured_words, "search_filter", lambda _: bool)],
    "blanks of versions": [(audience_history, "_text_for_audience", _as_it_was)],
    "references of terms": [(taxonomy_subset, "_fields", lambda model, _: _FIELDS(model, lambda *_: True))],
    "severities": [
        (taxonomy_subset, "used_terms", lambda corpus: {**_USED(corpus), Vocabulary.SEVERITIES: _Everything()})
    ],
}
"""What is mended, and how to take the mend out."""


@pytest.mark.slow
@pytest.mark.parametrize("hole", HOLES)
def test_the_attacker_finds_each_hole_again(hole, root, monkeypatch):
    """The control: without one mend, some draw gives a reader another site for another secret."""
    for place, name, without in HOLES[hole]:
        monkeypatch.setattr(place, name, without)
    drawn = settings(max_examples=1000, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))

    found = find(attacks(), lambda attack: is_noticed(attack, root), settings=drawn, random=Random(20261120))

    monkeypatch.undo()
    assert not is_noticed(found, root)
