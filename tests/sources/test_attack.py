"""A standing attacker: draws sites with secrets that are hidden exactly or nearly, and compares what readers get."""

from __future__ import annotations

import json
import os
import shutil
from random import Random

import pytest
from attacks import AUDIENCES, Attack, Site, attacks
from hypothesis import HealthCheck, Phase, find, given, settings
from mkdocs_postmortems.core import taxonomy_subset
from mkdocs_postmortems.core.audiences import field_variants, label, restricted_spans
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.settings import Project, load_settings
from mkdocs_postmortems.sources import source_tree
from mkdocs_postmortems.sources.corpus_loader import load_view
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources

DRAWS = int(os.environ.get("ATTACK", "100"))
"""`make attack` draws 10,000."""


def given_to(reader: str, site: Site, project: Project) -> dict[str, object]:
    """Return all that a reader gets of a site: texts, bytes of attachments, the taxonomy, and the view."""
    docs = project.docs_dir
    shutil.rmtree(docs, ignore_errors=True)
    for name, text in site.files.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    for name, target in site.links.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).symlink_to(docs / target)
    sources = load_labelled_sources(project, ())
    cut = sources.for_audience(reader)
    taxonomy = sources.taxonomy_for(cut)
    got: dict[str, object] = {source.path: source.text for source in cut.sources}
    got |= {path: (docs / path).read_bytes() for path in cut.attachments}
    return got | {"taxonomy": taxonomy and taxonomy.text, "view": load_view(sources, cut).view}


@pytest.fixture(name="project", scope="module")
def _project(tmp_path_factory) -> Project:
    """Return a site; each draw replaces its files."""
    root = tmp_path_factory.mktemp("attacked")
    options = {"audiences": AUDIENCES, "default_audience": "public"}
    (root / "mkdocs.yml").write_text(json.dumps({"site_name": "x", "plugins": [{"postmortems": options}]}))
    (root / "docs").mkdir()
    return load_settings(root / "mkdocs.yml")


def is_noticed(attack: Attack, project: Project) -> bool:
    """Whether the reader gets something else for another secret."""
    one, other = (given_to(attack.reader, site, project) for site in attack.sites())
    return one != other


@pytest.mark.slow
@settings(max_examples=DRAWS, suppress_health_check=list(HealthCheck))
@given(attack=attacks())
def test_what_is_hidden_exactly_or_nearly_changes_nothing(attack, project):
    """By labels, rules, markers, forms, links and terms, in any letters; byte by byte."""
    one, other = (given_to(attack.reader, site, project) for site in attack.sites())
    assert one == other, attack.sites()


def test_who_may_read_the_secret_notices_it(project):
    """The control: the comparison sees what is hidden."""
    site = (
        Site({"a.md": "---\naudience: security\n---\nfire\n"}),
        Site({"a.md": "---\naudience: security\n---\nflood\n"}),
    )
    assert given_to("security", site[0], project) != given_to("security", site[1], project)
    assert given_to("staff", site[0], project) == given_to("staff", site[1], project)


class _Everything(frozenset):
    """A set that has each value."""

    def __contains__(self, _: object) -> bool:
        return True


_FIELDS, _USED = taxonomy_subset._fields, taxonomy_subset.used_terms
HOLES = {
    "rules": [(source_tree, "may_be_folder_rule", ".audience".__eq__)],
    "labels": [(label, "_is_near_label", lambda _: False), (label, "_may_be_label", lambda _: False)],
    "labels in the text": [(label, "find_misplaced_label", lambda *_: None)],
    "markers": [(restricted_spans, "find_near_marker", lambda *_, **__: None)],
    "spellings of forms": [(field_variants, "canonical_path", lambda parents, key: (*parents, key))],
    "forms at depth": [(field_variants._Reader, "_inside", lambda *_: ())],
    "forms in TOML": [(field_variants, "_refuse_toml_forms", lambda *_: None)],
    "mappings as forms": [(field_variants, "_refuse_values_by_audience", lambda *_: None)],
    "links": [(source_tree, "find_links", lambda *_: {})],
    "references of terms": [(taxonomy_subset, "_fields", lambda model, _: _FIELDS(model, lambda *_: True))],
    "severities": [
        (taxonomy_subset, "used_terms", lambda corpus: {**_USED(corpus), Vocabulary.SEVERITIES: _Everything()})
    ],
}
"""What is mended, and how to take the mend out."""


@pytest.mark.slow
@pytest.mark.parametrize("hole", HOLES)
def test_the_attacker_finds_each_hole_again(hole, project, monkeypatch):
    """The control: without one mend, some draw gives a reader another site for another secret."""
    for place, name, without in HOLES[hole]:
        monkeypatch.setattr(place, name, without)
    drawn = settings(max_examples=1000, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))

    found = find(attacks(), lambda attack: is_noticed(attack, project), settings=drawn, random=Random(20261120))

    monkeypatch.undo()
    assert not is_noticed(found, project)
