"""Terms that are added to the text of a taxonomy."""

from __future__ import annotations

import re

import pytest
from mkdocs_postmortems.core.drafting.taxonomy_entry import add_terms
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.taxonomy import Vocabulary

LINE = "label-printer: {name: Label printer}"
CHANGED = {
    "services:\n  a: {name: A}\n\n# of others\nteams:\n  t: {}\n": (
        f"services:\n  a: {{name: A}}\n  {LINE}\n\n# of others\nteams:\n  t: {{}}\n"
    ),
    "services:\n    a:\n        description: >-\n            long\n            text\n\nteams: {}\n": (
        f"services:\n    a:\n        description: >-\n            long\n            text\n\n    {LINE}\nteams: {{}}\n"
    ),
    "services:\n  a:\n  b:\n": f"services:\n  a:\n  b:\n  {LINE}\n",
    "services: {a: {name: A}} # one\n": f"services: {{a: {{name: A}}, {LINE}}} # one\n",
    "services: {}\nteams: {}\n": f"services:\n  {LINE}\nteams: {{}}\n",
    "services:\nteams: {}\n": f"services:\n  {LINE}\nteams: {{}}\n",
    "teams: {}\n": f"teams: {{}}\n\nservices:\n  {LINE}\n",
}
REFUSED = ["services: [a]\n", "services: &x\n  a: {name: A}\nteams: *x\n", "a: [\n"]


@pytest.mark.parametrize("text", CHANGED)
def test_term_stands_behind_the_last_one(text: str) -> None:
    """In the form of the file; comments and other lists stay."""
    assert add_terms(text, Vocabulary.SERVICES, ["Label printer"]) == CHANGED[text]


@pytest.mark.parametrize("text", REFUSED)
def test_other_forms_are_left_alone(text: str) -> None:
    """The message has the words to add by hand."""
    with pytest.raises(PostmortemsError, match=re.escape(LINE)):
        add_terms(text, Vocabulary.SERVICES, ["Label printer"])
