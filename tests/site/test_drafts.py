"""Drafts: no page, no list, no search and no attachment has them, and one line says why."""

import pytest

pytestmark = pytest.mark.slow

READY = ">> ready.md\n---\nid: INC-1\nseverity: sev2\nstarted_at: 2024-03-07 10:00\n---\n# Zebra ran\n\n![x](run.png)\n"
DRAFT = READY.replace("ready.md", "late.md").replace("INC-1", "INC-2").replace("run.png", "late.png")
HELD = DRAFT.replace("severity", "draft: true\nseverity").replace("Zebra ran", "Yak slept")
IMAGES = ">> run.png\nx\n>> late.png\nx\n"


def _names(built, word):
    """Return the files of the site that have a word in them."""
    return [name for name in built.files if word in (built.root / "site" / name).read_bytes().decode(errors="ignore")]


def test_draft_is_nowhere(site):
    """Neither the page nor its image; a strict build of the same site passes."""
    built = site(READY + HELD + IMAGES)

    assert "late" not in built.pages
    assert "late.png" not in built.files
    assert not _names(built, "Yak")
    assert not built.warnings
    said = [r.getMessage() for r in built.log.records if "PM022" in r.getMessage()]
    assert len(said) == 1
    assert said[0].startswith("postmortems: docs/late.md:3: PM022 'draft: true' withholds this from everybody.")
    # Control case: the document that is ready is there, and so is its image.
    assert _names(built, "Zebra")
    assert "run.png" in built.files


def test_draft_in_the_navigation_is_left_out(site):
    """MkDocs has nothing to say about it."""
    config = "site_name: x\ntheme: {name: material, font: false}\nplugins: [postmortems]\nnav: [ready.md, late.md]\n"
    built = site(f">> mkdocs.yml\n{config}" + READY + HELD + IMAGES)

    assert not built.warnings
    assert "late" not in built.pages


def test_pages_beside_the_postmortems_are_left_to_others(site):
    """A site's own pages and blog have rules of their own for drafts."""
    config = "site_name: x\ntheme: {name: material, font: false}\nplugins:\n  - postmortems: {path: incidents}\n"
    page = ">> own.md\n---\ndraft: true\n---\n# Own page\n"
    built = site(f">> mkdocs.yml\n{config}" + page + READY.replace("ready.md", "incidents/ready.md"))

    assert "own" in built.pages
