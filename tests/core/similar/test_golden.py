"""What is found, with figures: `tests/golden/similar/ranking.yml` holds documents, questions and the answers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.document_links import build_document_links
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.similar import DocumentCollection, SimilarityFinder, build_related
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary
from views import unrestricted_view

FILE = Path(__file__).parents[2] / "golden" / "similar" / "ranking.yml"
GOLDEN: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def found() -> dict[str, Any]:
    """Return everything that is found now."""
    terms = {
        Vocabulary(name): {id: Term(id=id, name=shown) for id, shown in some.items()}
        for name, some in GOLDEN["terms"].items()
    }
    read = (parse(Source(path, text)).postmortem for path, text in GOLDEN["documents"].items())
    corpus, _ = build_corpus(read, Taxonomy(terms))
    view = unrestricted_view(corpus.documents, corpus.taxonomy)
    collection = DocumentCollection(view)
    finder = SimilarityFinder(view, collection)
    related = build_related(collection, build_document_links(view))
    drafts = {text: finder.similar_to_document(parse(Source("draft.md", text)).postmortem) for text in GOLDEN["drafts"]}
    return {
        "questions": {text: _matches(finder.similar_to_text(text)) for text in GOLDEN["questions"]},
        "drafts": {text: _matches(matches) for text, matches in drafts.items()},
        "related": {
            path: [f"{one.document.path} {one.similarity:.4f} {one.reason}" for one in some]
            for path, some in related.items()
        },
    }


def _matches(matches: Any) -> list[str]:
    return [f"{match.document.path} {match.score:.3f} {match.reason}" for match in matches]


def test_regenerate():
    """With REGENERATE=1 the file lists what is found now."""
    if os.environ.get("REGENERATE"):
        text, _, _ = FILE.read_text(encoding="utf-8").partition("\nquestions:\n")
        listed = yaml.safe_dump(found(), allow_unicode=True, width=1000, sort_keys=False)
        FILE.write_text(f"{text}\n{listed}", encoding="utf-8")
        GOLDEN.update(found())


@pytest.mark.parametrize("what", ["questions", "drafts", "related"])
def test_what_is_found_is_what_was_looked_at(what):
    """Places, figures and reasons."""
    assert found()[what] == GOLDEN[what]
