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
        "audience: public\nx_a.sre: A\nx_a.b: B\n",
        {"public": "x_a.b: B", "sre": "x_a: A\nx_a.b: B"},
    ),
    "another spelling of the field": (
        "audience: public\nTitle: A\ntitle.public: B\n",
        {"public": "title: B", "staff": "Title: A"},
    ),
    "an alias of the field": (
        "audience: public\nheadline: A\ntitle.sre: B\n",
        {"public": "headline: A", "sre": "title: B"},
    ),
    "an alias of the field that has the form": (
        "audience: public\nResolved-When: A\nend_time.public: B\nfixed_at: C\n",
        {"public": "end_time: B", "staff": "Resolved-When: A\nfixed_at: C"},
    ),
    "a list": (
        "audience: public\nkeywords:\n  - A\n  - B\nTags.public: [C]\n",
        {"public": "Tags: [C]", "staff": "keywords:\n  - A\n  - B"},
    ),
    "a mapping": (
        "audience: public\nlinks:\n  tracker: A\nreferences.public:\n  tracker: B\n",
        {"public": "references:\n  tracker: B", "staff": "links:\n  tracker: A"},
    ),
    "inside a field": (
        "audience: public\nlinks:\n  tracker: A\n  tracker.sre: B\n  chat: C\n",
        {"public": "links:\n  tracker: A\n  chat: C", "sre": "links:\n  tracker: B\n  chat: C"},
    ),
    "inside a field, by another spelling": (
        "audience: public\nimpact:\n  Customers-Affected: A\n  customers_affected.public: B\nid: X\n",
        {
            "public": "impact:\n  customers_affected: B\nid: X",
            "sre": "impact:\n  Customers-Affected: A\nid: X",
        },
    ),
    "inside a field, by an alias": (
        "audience: public\nroles:\n  ic: A\n  incident_commander.public: B\n",
        {"public": "roles:\n  incident_commander: B", "sre": "roles:\n  ic: A"},
    ),
    "the whole of a field": (
        "audience: public\nid: X\nimpact:\n  customers.sre: A\n  cost.sre: B\nstatus: draft\n",
        {"public": "id: X\nstatus: draft", "sre": "id: X\nimpact:\n  customers: A\n  cost: B\nstatus: draft"},
    ),
    "deeper": (
        "audience: public\nreview:\n  notes:\n    a: 1\n    b.sre:\n      - 2\n    c: 3\n",
        {
            "public": "review:\n  notes:\n    a: 1\n    c: 3",
            "sre": "review:\n  notes:\n    a: 1\n    b:\n      - 2\n    c: 3",
        },
    ),
    "in a list": (
        "audience: public\nactions:\n- text: A\n  owner: o\n  title.sre: B\n- text: C\n",
        {
            "public": "actions:\n- text: A\n  owner: o\n- text: C",
            "sre": "actions:\n-\n  owner: o\n  title: B\n- text: C",
        },
    ),
    "all of an item of a list": (
        "audience: public\nactions:\n  - text: A\n  - text.sre: B\n  - text: C\n",
        {
            "public": "actions:\n  - text: A\n  - text: C",
            "sre": "actions:\n  - text: A\n  - text: B\n  - text: C",
        },
    ),
    "all of a list": (
        "audience: public\nid: X\nactions:\n  - text.sre: B\n",
        {"public": "id: X", "sre": "id: X\nactions:\n  - text: B"},
    ),
    "beside what is empty": (
        "audience: public\ntags: []\nimpact: {}\nservices:\ntitle.sre: A\n",
        {"public": "tags: []\nimpact: {}\nservices:", "sre": "tags: []\nimpact: {}\nservices:\ntitle: A"},
    ),
    "dots that name nobody": (
        "audience: public\ntitle.sre: A\nlinks:\n  wiki.example.com: B\n",
        {"public": "links:\n  wiki.example.com: B", "sre": "title: A\nlinks:\n  wiki.example.com: B"},
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
            "audience: public\ntitle: A\ntitle.sre: B\nTitle.sre: C\n",
            "5 PM062 Title.sre is given again (first in line 4).",
        ),
        (
            "audience: public\ntitle: A\ntitle.sre: B\ntitle.sre: C\n",
            "5 PM062 title.sre is given again (first in line 4).",
        ),
        (
            "audience: public\nheadline.sre: B\ntitle.sre: C\n",
            "4 PM062 title.sre is given again (first in line 3).",
        ),
        (
            "audience: public\nimpact: {customers: A, customers.sre: B}\n",
            "3 PM062 field 'customers' has several forms; expected each form on lines of its own.",
        ),
        (
            "audience: public\nimpact.customers.sre: B\n",
            "3 PM062 key 'impact.customers.sre' names a field inside another one; expected 'customers.sre' there.",
        ),
        (
            "audience: public\nlinks:\n  tracker.Sre: B\n",
            "4 PM061 audience 'Sre' is not one of public, staff, sre, security, board, so this is not published.",
        ),
        (
            "audience: public\nx_cause.secruity: B\n",
            "3 PM061 audience 'secruity' is not one of",
        ),
        (
            "audience: public\nlinks:\n  tracker: A\ntracker.public: B\n",
            "4 PM062 'tracker' gives 'tracker' a value, too, which has several forms elsewhere.",
        ),
        (
            "audience: public\nticket: A\nlinks.public:\n  chat: B\n",
            "3 PM062 'ticket' gives 'links' a value, too, which has several forms elsewhere.",
        ),
        (
            "audience: public\ntitle:\n  public: A\n  sre: B\n",
            "4 PM062 title is a mapping with the key 'public'; expected a field 'title.public'.",
        ),
        (
            "audience: public\ntitle: {Sre: B}\n",
            "3 PM062 title is a mapping with the key 'Sre'; expected a field 'title.sre'.",
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


@pytest.mark.parametrize(
    "fields",
    [
        "'title.sre' = 'B'",
        '"title.sre" = "B"',
        "title.sre = 'B'",
        "title . sre = 'B'",
        "title.'sre' = 'B'",
        "impact.customers.sre = 4",
        "impact = {customers.sre = 4}",
        "impact = { a = 1, 'customers.Security' = 4 }",
        "[links.security]\ntracker = 'B'",
        "[[action_items.secruity]]\ntext = 'B'",
        "[impact]\ncustomers.sre = 4",
    ],
)
def test_forms_are_for_yaml(fields, rules):
    """In TOML a dot makes a table, which everybody would read."""
    text = "+++\naudience = 'public'\n{}\n+++\nText.\n"
    [wrong] = label_documents([Source("a.md", text.format(fields))], rules).problems
    assert wrong.code == "PM062"
    assert 3 <= wrong.line <= 4
    assert not label_documents([Source("a.md", text.format("impact.sla = 4\nx.y = 'a.sre'"))], rules).problems


def test_what_is_hidden_are_the_lines_that_are_not_read(rules):
    """Of fields inside others, too."""
    text = "---\naudience: public\nlinks:\n  a: A\n  b.sre: B\nactions:\n- text: C\n  what.sre: D\n---\nText.\n"
    [one] = label_documents([Source("a.md", text)], rules).labelled
    assert one.hidden_from("public", rules.audiences) == "  b.sre: B\n  what.sre: D"
    assert one.hidden_from("sre", rules.audiences) == "- text: C"


HIDDEN = (
    "Title: {}\ntitle.public: ok\n",
    "headline: {}\nTitle.public: ok\n",
    "title.public: ok\nname: {}\n",
    "categories: [{}]\ntags.public: [ok]\n",
    "impact:\n  customers.security: {}\n  cost: 3\n",
    "links:\n  tracker.security: https://example.com/{}\n",
    "roles:\n  lead.security: {}\n",
    "action_items:\n- text: ok\n  note.security: {}\n",
    "x_own:\n  deep:\n    key.security: {}\n",
    "links.tracker.security: https://example.com/{}\n",
    "impact: {{customers.security: {}}}\n",
    "title:\n  public: ok\n  security: {}\n",
)


@pytest.mark.parametrize("fields", HIDDEN)
def test_a_hidden_form_changes_nothing(fields, rules):
    """Two documents that differ only in the form for others are the same to the public, or are not published."""
    texts = [f"---\naudience: public\n{fields.format(secret)}---\nText.\n" for secret in ("fire", "a flood")]
    read = []
    for text in texts:
        found = label_documents([Source("a.md", text)], rules).labelled
        read.append(found[0].for_audience("public", rules.audiences).text if found else "")
    assert read[0] == read[1]


def test_forms_that_are_read_do_differ(rules):
    """The control."""
    for fields in HIDDEN[:9]:
        texts = [f"---\naudience: public\n{fields.format(secret)}---\nText.\n" for secret in ("fire", "flood")]
        one, other = (label_documents([Source("a.md", text)], rules).labelled[0] for text in texts)
        assert one.for_audience("board", rules.audiences) != other.for_audience("board", rules.audiences)
