"""Files with several names: the rules of all of them count."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources

AUDIENCES = {
    "public": {},
    "staff": {"includes": ["public"]},
    "sre": {"includes": ["staff"]},
    "security": {"includes": ["staff"]},
    "board": {"includes": ["sre", "security"]},
}
FILES = {
    "index.md": "# Home\n\n[a](wide/a.csv) [b](wide/b.csv) [c](sre/c.csv) [t](wide/t.txt) [h](wide/h.csv)\n",
    "wide/open.csv": "open",
    "sre/.audience": "sre\n",
    "sec/.audience": "security\n",
    ".store/.audience": "security\n",
}
LINKERS: tuple[Callable[[Path, Path], None], ...] = (
    lambda link, target: link.symlink_to(target),
    lambda link, target: link.symlink_to(Path("../..", "docs", *target.parts[-2:])),
    lambda link, target: link.hardlink_to(target),
)


def sources(
    root: Path, files: dict[str, str], links: dict[str, str], link_to: Callable = LINKERS[0]
) -> LabelledSources:
    """Return the labelled sources of a site with links; a target is a path below `docs`."""
    config = root / "mkdocs.yml"
    for name, text in {**FILES, **files}.items():
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / name).write_text(text)
    for name, target in links.items():
        (root / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        link_to(root / "docs" / name, root / "docs" / target)
    options = {"audiences": AUDIENCES, "default_audience": "public"}
    config.write_text(json.dumps({"site_name": "x", "plugins": [{"postmortems": options}]}))
    return load_labelled_sources(load_settings(config), ())


def given_to(reader: str, found: LabelledSources) -> dict[str, bytes]:
    """Return what an audience gets: texts as cut, and the bytes of attachments."""
    got = found.for_audience(reader)
    texts = {source.path: source.text.encode() for source in got.sources}
    return texts | {path: (found.root / path).read_bytes() for path in got.attachments}


@pytest.mark.parametrize("link_to", LINKERS)
@pytest.mark.parametrize("link", ["wide/a.csv", "wide/plan.md"])
def test_a_link_to_what_is_restricted_is_not_published(tmp_path, link, link_to):
    """Two bases that differ only in the target give the public the same."""
    target = f"sec/plan.{link.rpartition('.')[2]}"
    found = [
        sources(tmp_path / secret, {target: f"{secret}\n"}, {link: target}, link_to) for secret in ("fire", "a flood")
    ]
    assert given_to("public", found[0]) == given_to("public", found[1])
    assert link not in given_to("public", found[0])
    assert "wide/open.csv" not in given_to("public", found[0])  # Control case: nothing refers to it.


@pytest.mark.parametrize("link_to", LINKERS)
def test_a_link_to_what_all_may_read_is_published(tmp_path, link_to):
    """The control: the target has no rule, or the same."""
    found = sources(
        tmp_path, {"other/open.csv": "open", "other/x.md": "X.\n"}, {"wide/a.csv": "other/open.csv"}, link_to
    )
    assert given_to("public", found)["wide/a.csv"] == b"open"
    found = sources(tmp_path / "more", {"other/x.md": "X.\n"}, {"wide/x.md": "other/x.md"}, link_to)
    assert given_to("public", found)["wide/x.md"] == b"X.\n"


def test_an_attachment_is_for_those_whom_all_rules_allow(tmp_path):
    """The link's folder, the target's, and those that a chain of links leads through."""
    found = sources(tmp_path, {"sec/plan.csv": "x"}, {"wide/b.csv": "sec/plan.csv", "sre/c.csv": "wide/b.csv"})
    got = {reader: {*given_to(reader, found)} & {"wide/b.csv", "sre/c.csv"} for reader in AUDIENCES}
    assert got == {
        "public": set(),
        "staff": set(),
        "sre": set(),
        "security": {"wide/b.csv"},
        "board": {"wide/b.csv", "sre/c.csv"},
    }


def test_the_rule_of_a_hidden_folder_counts_for_a_link_into_it(tmp_path):
    """Although nothing else of it is read."""
    hidden = {".store/plan.csv": "x", ".open/plan.csv": "y"}
    found = sources(tmp_path, hidden, {"wide/a.csv": ".store/plan.csv", "wide/b.csv": ".open/plan.csv"})
    assert {*given_to("public", found)} == {"index.md", "wide/b.csv"}
    assert "wide/a.csv" in given_to("security", found)


def test_a_document_in_two_folders_with_different_rules_is_an_error(tmp_path):
    """It has one label, and nobody can tell which; with a label of its own it is published."""
    found = sources(tmp_path, {"sec/plan.md": "X.\n"}, {"wide/plan.md": "sec/plan.md"})
    [problem] = [one for one in found.problems if one.path == "wide/plan.md"]
    assert str(problem) == (
        "wide/plan.md:1: PM062 this is the same file as 'sec/plan.md', which is for 'security', in a folder for "
        "'public'. Say who may read it with 'audience: …' in its front matter."
    )
    assert "sec/plan.md" in given_to("security", found)
    labelled = {"sec/plan.md": "---\naudience: staff\n---\nX.\n"}
    found = sources(tmp_path / "more", labelled, {"wide/plan.md": "sec/plan.md"})
    assert {*given_to("staff", found)} == {"index.md", "wide/plan.md", "sec/plan.md"}
    assert {*given_to("public", found)} == {"index.md"}


@pytest.mark.parametrize("link_to", LINKERS)
def test_a_document_is_no_attachment_under_another_name(tmp_path, link_to):
    """It would be published as it is, with what is restricted in it."""
    text = "---\naudience: public\n---\nX.\n<!-- audience: security -->\nfire\n<!-- /audience -->\n"
    found = sources(tmp_path, {"wide/doc.md": text}, {"wide/t.txt": "wide/doc.md"}, link_to)
    assert b"fire" not in b"".join(given_to("public", found).values())
    assert "wide/doc.md" in given_to("public", found)
    [problem] = [one for one in found.problems if one.path == "wide/t.txt"]
    assert (problem.code, problem.related_paths, problem.is_error) == ("PM003", ("wide/doc.md",), True)


def test_a_link_out_of_the_sources_is_refused(tmp_path):
    """For documents and for attachments."""
    (tmp_path / "out.csv").write_text("out")
    (tmp_path / "out.md").write_text("out")
    found = sources(tmp_path, {}, {"wide/a.csv": "../out.csv", "wide/x.md": "../out.md"})
    assert {*given_to("board", found)} == {"index.md"}
    assert [(one.path, one.code) for one in found.problems] == [("wide/a.csv", "PM003"), ("wide/x.md", "PM003")]
