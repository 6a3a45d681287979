"""Which files an audience gets: those that its texts refer to."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.audience_sources import Attachments, filter_nav, select_for_audience
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.cross_links import find_cross_links
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules, parse_folder_rules
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.source import Source

SHOWN = "---\naudience: staff\n---\n![x](a.png)\n\n<!-- audience: sre -->\n![y](b.png)\n<!-- /audience -->\n"


def shown(rules, reader, *paths, styles=None, named=()):
    """Return the files that one audience gets beside a document with a restricted part."""
    documents = label_documents([Source("x.md", SHOWN)], rules).labelled
    attachments = Attachments(frozenset(paths), styles or {}, named)
    return select_for_audience(documents, attachments, rules, reader).attachments


def test_a_file_follows_the_text_that_shows_it(rules):
    """Also a part of a text; what no text shows is not published."""
    assert shown(rules, "staff", "a.png", "b.png", "c.png") == {"a.png"}
    assert shown(rules, "sre", "a.png", "b.png", "c.png") == {"a.png", "b.png"}
    assert shown(rules, "public", "a.png", "b.png", "c.png") == frozenset()


def test_a_folder_forbids(audiences):
    """Whoever refers to it."""
    rules, _ = parse_folder_rules(audiences, None, [Source(".audience", "sre")])
    documents = label_documents([Source("x.md", SHOWN)], rules).labelled
    files = Attachments(frozenset({"a.png", "b.png"}))
    assert select_for_audience(documents, files, rules, "staff").attachments == frozenset()
    assert select_for_audience(documents, files, rules, "sre").attachments == {"a.png", "b.png"}


@pytest.mark.parametrize("rule", ["", "# nothing\n", "stuff\n", "Staff\n", "staff\nsre\n"])
@pytest.mark.parametrize("reader", ["public", "staff", "sre", "security", "board"])
def test_a_folder_whose_rule_is_wrong_is_for_nobody(rule, reader, audiences):
    """Neither its files nor those of folders below, whoever shows them; the folders beside it go on as they were."""
    rules, wrong = parse_folder_rules(audiences, None, [Source("sec/.audience", rule)])
    text = "---\naudience: public\n---\n![](sec/a.png) ![](sec/below/b.png) ![](c.png)\n"
    documents = label_documents([Source("x.md", text)], rules).labelled
    files = Attachments(frozenset({"sec/a.png", "sec/below/b.png", "c.png"}))

    assert [problem.path for problem in wrong] == ["sec/.audience"]
    assert select_for_audience(documents, files, rules, reader).attachments == {"c.png"}
    assert rules.audiences_of("sec/a.png") == frozenset()
    assert rules.audiences_of("c.png") == set(audiences.names)


@pytest.mark.parametrize("name", ["x.js", "X.MJS"])
def test_a_script_is_not_given_by_a_document(name, audiences):
    """It would run for whoever reads the document; one that the configuration names is, and so is a text (controls)."""
    rules = AudienceRules(audiences, None)
    text = f"---\naudience: public\n---\n<script src='{name}'></script> [x]({name}.txt)\n"
    documents = label_documents([Source("x.md", text)], rules).labelled
    paths = frozenset({name, f"{name}.txt"})
    assert select_for_audience(documents, Attachments(paths), rules, "public").attachments == {f"{name}.txt"}
    assert select_for_audience(documents, Attachments(paths, {}, (name,)), rules, "public").attachments == paths
    (found,) = [one for one in find_cross_links(documents, Attachments(paths), rules) if one.path == name]
    assert (found.code, found.is_error) == ("PM065", False)


def test_what_a_style_refers_to_comes_with_it(rules):
    """And so on."""
    styles = {"css/x.css": "@import 'y.css'; a { background: url(../pic.svg) }", "css/y.css": "b{}"}
    paths = ("css/x.css", "css/y.css", "pic.svg", "other.svg")
    assert shown(rules, "public", *paths, styles=styles, named=("css/x.css",)) == {"css/x.css", "css/y.css", "pic.svg"}


def test_without_audiences_every_file_is_published():
    """As MkDocs does."""
    rules = AudienceRules()
    documents = label_documents([Source("x.md", "Text.\n")], rules).labelled
    files = Attachments(frozenset({"a.png", "CNAME"}))
    assert select_for_audience(documents, files, rules, "all").attachments == {"a.png", "CNAME"}


def test_without_audiences_a_folder_with_a_rule_stays_closed():
    """Somebody meant to restrict it."""
    rules, _ = parse_folder_rules(AudienceRules().audiences, None, [Source("sec/.audience", "staff")])
    documents = label_documents([Source("x.md", "![](sec/a.png)\n")], rules).labelled
    found = select_for_audience(documents, Attachments(frozenset({"sec/a.png", "b.png"})), rules, "all")
    assert found.attachments == {"b.png"}
    assert [source.path for source in found.sources] == ["x.md"]
    assert not found.labels


def test_styles_may_refer_to_each_other():
    """In a circle; each is shown once, and one that no shown text refers to is not."""
    rules = AudienceRules(parse_audiences({"all": {}}))
    styles = {"a.css": "@import 'b.css'", "b.css": "@import 'a.css'; x{background: url(c.png)}", "d.css": "url(e.png)"}
    files = Attachments(frozenset({*styles, "c.png", "e.png"}), styles, ("a.css",))
    assert select_for_audience([], files, rules, "all").attachments == {"a.css", "b.css", "c.png"}


def test_an_audience_gets_its_documents_with_their_labels(rules):
    """And knows the path of everything that it gets."""
    texts = {"a.md": "public", "b.md": "sre", "c.md": "staff"}
    sources = [Source(path, f"---\naudience: {label}\n---\n![](x.png)\n") for path, label in texts.items()]
    files = Attachments(frozenset({"x.png", "y.png"}))
    found = select_for_audience(label_documents(sources, rules).labelled, files, rules, "staff")
    assert dict(found.labels) == {"a.md": "public", "c.md": "staff"}
    assert found.audience == "staff"
    assert found.paths == {"a.md", "c.md", "x.png"}
    fewer = found.without(["a.md", "x.png"])
    assert [source.path for source in fewer.sources] == ["c.md"]
    assert (fewer.audience, fewer.attachments, dict(fewer.labels)) == ("staff", frozenset(), dict(found.labels))


THERE = {"index.md", "a.md", "x/b.md", "odd#name.md"}


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        (None, None),
        ([], None),
        (["a.md", "gone.md"], ["a.md"]),
        (["gone.md"], None),
        ([{"A": "a.md"}, {"B": "gone.md"}], [{"A": "a.md"}]),
        ([{"A": "a.md", "B": "gone.md"}], [{"A": "a.md"}]),
        ([{"X": ["x/b.md", "gone.md"]}, {"Y": ["gone.md"]}], [{"X": ["x/b.md"]}]),
        ([{"X": [{"Y": [{"B": "gone.md"}]}]}, "a.md"], ["a.md"]),
        (["./a.md", "x/../a.md", "a.md#part", "gone.md#part"], ["./a.md", "x/../a.md", "a.md#part"]),
        (["odd#name.md", "odd#other.md"], ["odd#name.md"]),
        (["https://e.example/", "//e.example/x", "/x", "#x", "mailto:a@b.example", "HTTP://e.example"],) * 2,
        ([1, None, {"A": 2}], None),
    ],
)
def test_the_navigation_names_what_is_there(nav, expected):
    """Entries of other files go, and sections that this empties; addresses elsewhere stay."""
    assert filter_nav(nav, THERE.__contains__) == expected
