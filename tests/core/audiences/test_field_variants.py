"""Front matter that not everybody reads in the same words."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.source import Source


def head(fields: str, reader: str, rules) -> str:
    """Return the front matter that one audience reads, without its fences."""
    labelling = label_documents([Source("a.md", f"---\n{fields}---\nText.\n")], rules)
    assert not labelling.problems
    found = labelling.labelled[0].for_audience(reader, rules.audiences)
    assert found is not None
    front, text = found.text.removeprefix("---\n").split("---\n", 1)
    assert text == "Text.\n"
    return front


def problem(fields: str, rules) -> str:
    """Return what is wrong with front matter: line, code and message."""
    [one] = label_documents([Source("a.md", f"---\n{fields}---\nText.\n")], rules).problems
    return f"{one.line} {one.code} {one.message}"


CASES = {
    "plain field for those without a form": (
        "audience: public\ntitle: A\ntitle.sre: B\n",
        {"public": "title: A", "staff": "title: A", "security": "title: A", "sre": "title: B", "board": "title: B"},
    ),
    "own form for the audience alone": (
        "audience: staff\ntitle: A\ntitle.staff: B\n",
        {"staff": "title: B", "sre": "title: A", "security": "title: A", "board": "title: A"},
    ),
    "own form without a plain field is for all": (
        "audience: staff\ntitle.staff: B\n",
        {"staff": "title: B", "sre": "title: B", "board": "title: B"},
    ),
    "own form without a plain field beside a narrower one": (
        "audience: staff\ntitle.staff: B\ntitle.sre: C\n",
        {"staff": "title: B", "security": "title: B", "sre": "title: C", "board": "title: C"},
    ),
    "narrower form alone": (
        "audience: public\ntitle.sre: B\n",
        {"public": "", "staff": "", "sre": "title: B", "board": "title: B"},
    ),
    "the narrowest of several": (
        "audience: public\ntitle: A\ntitle.staff: B\ntitle.sre: C\n",
        {"public": "title: A", "staff": "title: B", "security": "title: B", "sre": "title: C", "board": "title: C"},
    ),
    "order makes no difference": (
        "audience: public\ntitle.sre: C\ntitle.staff: B\ntitle: A\n",
        {"public": "title: A", "staff": "title: B", "sre": "title: C", "board": "title: C"},
    ),
    "a form for both resolves two": (
        "audience: public\ntitle: A\ntitle.sre: B\ntitle.security: C\ntitle.board: D\n",
        {"public": "title: A", "sre": "title: B", "security": "title: C", "board": "title: D"},
    ),
    "several lines": (
        "audience: public\ntitle: >\n  A\n  b\ntitle.sre:\n  >\n  B\nid: X\n",
        {"public": "title: >\n  A\n  b\nid: X", "sre": "title:\n  >\n  B\nid: X"},
    ),
    "quoted keys": (
        "audience: public\n\"title\": A\n'title.sre' : B\n",
        {"public": '"title": A', "sre": "'title' : B"},
    ),
    "a value that repeats the key": (
        "audience: public\ntitle: A\ntitle.sre: see title.sre\n",
        {"public": "title: A", "sre": "title: see title.sre"},
    ),
    "a field whose name begins alike": (
        "audience: public\ntitle: A\ntitle.sre: B\ntitles: C\n",
        {"public": "title: A\ntitles: C", "sre": "title: B\ntitles: C"},
    ),
    "keys of one's own": (
        "audience: public\nx_a.sre: A\n",
        {"public": "x_a.sre: A", "sre": "x_a.sre: A"},
    ),
    "remarks go with the field above": (
        "audience: public\ntitle: A\n# why\ntitle.sre: B\n# how\nid: X\n",
        {"public": "title: A\n# why\nid: X", "sre": "title: B\n# how\nid: X"},
    ),
}


@pytest.mark.parametrize(
    ("fields", "reader", "expected"),
    [
        pytest.param(fields, reader, text, id=f"{name}, {reader}")
        for name, (fields, by) in CASES.items()
        for reader, text in by.items()
    ],
)
def test_each_reads_the_form_that_is_meant_for_it(fields, reader, expected, rules):
    """The narrowest that it may read, else the plain field; nothing shows that there are others."""
    label, _, _ = fields.partition("\n")
    assert head(fields, reader, rules) == f"{label}\n{expected}\n".replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "audience: public\ntitle: A\ntitle.sre: B\ntitle.security: C\n",
            "4 PM062 title.sre and title.security are both for 'board'; expected one form for each reader.",
        ),
        (
            "audience: sre\nid: X\ntitle: A\ntitle.staff: B\n",
            "5 PM062 title.staff is read by nobody, since the document is for 'sre'.",
        ),
        (
            "audience: public\ntitle.stuff: B\n",
            "3 PM061 audience 'stuff' is not one of public, staff, sre, security, board, so this is not published.",
        ),
        (
            "audience: public\nid: &x A\ntitle.sre: B\n",
            "4 PM062 front matter with several forms of a field must not use anchors and aliases.",
        ),
        (
            "audience: public\ntitle.sre: B\ntags: [a, *x]\n",
            "4 PM062 it is unclear who may read this: front matter is not valid YAML: the alias *x",
        ),
        (
            "{audience: public, title: A, title.sre: B}\n",
            "2 PM062 field 'title' has several forms; expected each form on lines of its own.",
        ),
        (
            "audience: public\n? title\n: A\ntitle.sre: B\n",
            "3 PM062 field 'title' has several forms; expected each form on lines of its own.",
        ),
    ],
)
def test_forms_that_leave_doubt_are_refused(fields, expected, rules):
    """Two for one reader, one for nobody, or lines that cannot be told apart."""
    assert problem(fields, rules).startswith(expected)


def test_forms_are_for_yaml(rules):
    """In TOML a dot makes a table, which is another thing."""
    text = "+++\naudience = 'public'\ntitle = 'A'\n'title.sre' = 'B'\n+++\nText.\n"
    assert label_documents([Source("a.md", text)], rules).labelled[0].for_audience("sre", rules.audiences).text == text
