"""How often a build reads what it has read before."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from generated_sources import World
from mkdocs_postmortems.build import audience_builder
from mkdocs_postmortems.build.build import build_sites
from mkdocs_postmortems.build.build_request import BuildRequest
from mkdocs_postmortems.build.subprocess_build import SubprocessResult
from mkdocs_postmortems.core import read_cache
from mkdocs_postmortems.core.frontmatter import front_matter
from sites import WHEN, load_sources, write_site

PARTS = "\n".join(f"<!-- audience: {name} -->\nFor {name}.\n<!-- /audience -->\n" for name in ("sre", "security"))
FILES = {
    "a.md": "---\naudience: public\ntitle: Shop down\nservices: [web]\n---\n\n## Impact\n\nUsers.\n",
    "b.md": "---\naudience: security\ntitle: Vault open\nservices: [vault]\n---\n\n## Impact\n\nNobody.\n",
    "c.md": f"---\naudience: public\ntitle: Queue full\n---\n\n## Impact\n\nSome.\n\n{PARTS}",
    "d.md": "---\naudience: nobody\ntitle: Unknown\n---\n\n## Impact\n\nSome.\n",
    "team/.audience": "staff\n",
    "team/e.md": "---\ntitle: Disk full\n---\n\n## Impact\n\nUsers.\n",
    "taxonomy.yml": "services: {web: {name: Web}, vault: {name: Vault}}\n",
}
READERS = ("public", "staff", "sre", "security")


@pytest.fixture(name="reads")
def _reads(monkeypatch):
    """Count what is read, by its text, wherever it is read."""
    counted = {name: Counter() for name in ("parse", "parse_block", "read_taxonomy")}
    originals = {name: getattr(read_cache, name) for name in counted}
    keys = {"parse": lambda source: source, "parse_block": lambda block: block.text, "read_taxonomy": lambda one: one}

    def counting(name):
        def call(first, *rest):
            counted[name][keys[name](first)] += 1
            return originals[name](first, *rest)

        return call

    for module in [one for key, one in sys.modules.items() if key.startswith("mkdocs_postmortems")]:
        for name, original in originals.items():
            for place in [key for key, value in vars(module).items() if value is original]:
                monkeypatch.setattr(module, place, counting(name))
    return counted


def test_a_build_reads_each_distinct_text_once(tmp_path, monkeypatch, reads):
    """However many audiences there are: documents, front matter and taxonomy, before and after the builds apart."""
    config = write_site(tmp_path, World(files={name: text for name, text in FILES.items() if name != "d.md"}))

    def built(stage, *_):
        stage.site.mkdir()
        (stage.site / "index.html").write_text("<p>Shop</p>")
        return SubprocessResult(ok=True, lines=())

    monkeypatch.setattr(audience_builder, "run_subprocess_build", built)
    result = build_sites(BuildRequest(config, tmp_path / "dist", WHEN), lambda *_: None)

    assert [one.audit_report is not None for one in result.audience_builds] == [True] * len(READERS)
    assert {name: max(counter.values()) for name, counter in reads.items()} == dict.fromkeys(reads, 1)
    # Control case: all of them were counted, what is cut for each audience among them.
    texts = {source.text for source in reads["parse"] if source.path == "c.md"}
    assert len(texts) == 4
    assert len(reads["parse_block"]) == 4
    assert {source.path for source in reads["read_taxonomy"]} == {"taxonomy.yml"}
    assert len(reads["read_taxonomy"]) == 2


def test_what_is_read_twice_is_counted(tmp_path, reads):
    """The control case of the count: two runs share nothing."""
    config = write_site(tmp_path, World(files=FILES))
    for _ in range(2):
        holdings, _ = load_sources(config)
        holdings.taxonomy_for(holdings.for_audience("public"))

    assert {name: max(counter.values()) for name, counter in reads.items()} == dict.fromkeys(reads, 2)


def test_nothing_that_was_read_is_changed_by_whoever_reads_it_next(tmp_path):
    """Tables of front matter are shared: a document parsed after its labelling is as if it were parsed first."""
    config = write_site(
        tmp_path, World(files=FILES | {"f.md": "---\naudience: sre\nlead: Ann\nroles: {scribe: Bo}\n---\n"})
    )
    holdings, _ = load_sources(config)
    for one in holdings.documents:
        again = [holdings.parse(one.source), read_cache.ReadCache().parse(one.source).postmortem]
        assert again[0] == again[1]
        assert front_matter.parse_front_matter(one.source).fields.audience in (again[0].audience, None)
