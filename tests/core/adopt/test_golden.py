"""Adopting documents: each case is a file with a text and what becomes of it."""

from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.adopt import adopt
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.sources.files import default_taxonomy

CASES = sorted((Path(__file__).parents[2] / "golden" / "adopt").glob("*.yml"))


def taxonomy_of(text: str | None) -> Taxonomy:
    """Return a taxonomy over the shipped one; the shipped one alone, which claims nothing, without a text."""
    shipped = default_taxonomy()
    if text is None:
        return Taxonomy(shipped.vocabularies, is_declared=False)
    return read_taxonomy(Source("taxonomy.yml", text), shipped)[0]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_documents_are_adopted(path):
    """The text gets what the case says, above its body or below a line of its front matter."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    text, taxonomy = case["text"], taxonomy_of(case.get("taxonomy"))
    if "added" in case:
        expected = text.replace(case["under"], case["under"] + case["added"])
    elif text.startswith("\ufeff"):
        expected = case["after"] + text[1:]
    else:
        expected = case["after"] + text
    adoption = adopt(case["path"], text, taxonomy)
    evidence = {p.field: [p.line, p.evidence] for p in adoption.proposals}

    assert adoption.after == expected
    assert adoption.skipped == case.get("skipped", "")
    assert {field: evidence[field] for field in case.get("evidence", {})} == case.get("evidence", {})
    assert adopt(case["path"], adoption.after, taxonomy).proposals == ()
