"""What the operator is told: links from wide to narrow, files without readers, and signs of what is hidden."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.cross_links import find_cross_links, find_cross_relations
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE, parse_folder_rules
from mkdocs_postmortems.core.audiences.inference_hints import find_inference_hints
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy


def labelled(audiences, files: dict[str, str]):
    """Return labelled documents and the rules; a text that begins with `=` names its audience."""
    sources = [
        Source(path, f"---\naudience: {text[1:].split()[0]}\n---\n{text.partition(' ')[2]}" if text[0] == "=" else text)
        for path, text in files.items()
    ]
    rules, wrong = parse_folder_rules(
        audiences, None, [source for source in sources if source.path.endswith(FOLDER_FILE)]
    )
    labelling = label_documents([source for source in sources if source.path.endswith(".md")], rules)
    assert not wrong
    assert not labelling.problems
    return labelling.labelled, rules


def crossings(audiences, files: dict[str, str], *attachments: str, named: tuple[str, ...] = ()):
    """Return what is found, as `path:line code`."""
    documents, rules = labelled(audiences, files)
    return [f"{p.path}:{p.line} {p.code}" for p in find_cross_links(documents, attachments, named, rules)]


@pytest.mark.parametrize(
    "link",
    [
        "[x](b.md)",
        "[x](./b.md#part)",
        "[x](<b.md>)",
        "[x](b/)",
        "[x](b.html)",
        "[x](/b.md)",
        "[x](%62.md)",
        "[x]\n\n[x]: b.md",
        '<a href="b.md">x</a>',
        "<a href=b.md>x</a>",
        "text\n![x](b.md)",
    ],
)
def test_a_link_from_wide_to_narrow_is_found_however_it_is_written(link, audiences):
    """With the line it stands on."""
    found = crossings(audiences, {"a.md": f"=staff {link}\n", "b.md": "=sre Text.\n"})
    line = 4 + link.count("\n")
    assert found == [f"a.md:{line} PM064"]


@pytest.mark.parametrize(
    ("source", "target"),
    [("sre", "staff"), ("sre", "sre"), ("board", "security"), ("public", "public")],
)
def test_a_link_to_what_all_may_read_is_fine(source, target, audiences):
    """From narrow to wide, and among equals."""
    assert crossings(audiences, {"a.md": f"={source} [x](b.md)\n", "b.md": f"={target} Text.\n"}) == []


def test_a_link_between_incomparable_audiences_crosses(audiences):
    """Neither reads what the other does."""
    assert crossings(audiences, {"a.md": "=sre [x](b.md)\n", "b.md": "=security Text.\n"}) == ["a.md:4 PM064"]


def test_a_link_in_a_part_is_for_its_readers(audiences):
    """The part's audience counts beside the document's."""
    part = "=staff Text.\n\n<!-- audience: {} -->\n[x](b.md)\n<!-- /audience -->\n"
    assert crossings(audiences, {"a.md": part.format("sre"), "b.md": "=sre Text.\n"}) == []
    assert crossings(audiences, {"a.md": part.format("security"), "b.md": "=sre Text.\n"}) == ["a.md:7 PM064"]


def test_links_elsewhere_and_to_nothing_are_not_ours(audiences):
    """Other programs check those."""
    text = "=public [x](https://e.example/b.md) [y](nothing.md) [z](#b) mailto:b.md\n"
    assert crossings(audiences, {"a.md": text, "b.md": "=sre Text.\n"}) == []


def test_a_file_that_nobody_refers_to_is_an_error(audiences):
    """It is published nowhere; the site's own logo is referred to by the configuration."""
    files = {"a.md": "=staff ![x](shown.png)\n"}
    found = crossings(audiences, files, "shown.png", "lost.png", "logo.svg", named=("logo.svg",))
    assert found == ["lost.png:1 PM065"]


def test_a_folder_rule_narrows_its_files(audiences):
    """A wider document must not show them."""
    files = {"sec/.audience": "security", "a.md": "=staff ![x](sec/x.png)\n"}
    assert crossings(audiences, files, "sec/x.png") == ["a.md:4 PM064"]


def test_a_file_of_a_narrow_document_shown_by_a_wide_one_needs_a_rule(audiences):
    """Somebody may not have noticed whose it is."""
    files = {"sec/a.md": "=security ![x](x.png)\n", "b.md": "=staff ![x](sec/x.png)\n"}
    assert crossings(audiences, files, "sec/x.png") == ["sec/x.png:1 PM065"]
    assert crossings(audiences, files | {"sec/c.md": "=staff ![x](x.png)\n"}, "sec/x.png") == []


def test_a_relation_from_wide_to_narrow_is_found(audiences):
    """By its id, at its line."""
    rest = "severity: sev1\ndate: 2024-01-01\n---\n## Summary\n\nText.\n"
    files = {
        "a.md": f"---\naudience: staff\nrelated:\n  see_also: [INC-2]\n{rest}",
        "b.md": f"---\naudience: sre\nid: INC-2\nrelated: {{see_also: [a]}}\n{rest}",
    }
    documents, rules = labelled(audiences, files)
    corpus, _ = build_corpus((parse(one.source).postmortem for one in documents), Taxonomy())
    labels = {one.path: one.audience for one in documents}
    found = [(p.path, p.line) for p in find_cross_relations(corpus.documents, labels, rules)]
    assert found == [("a.md", 4)]


def hints(audiences, files: dict[str, str], ids: dict[str, str] | None = None):
    """Return what is found, as `path:line code`."""
    documents, _ = labelled(audiences, files)
    return [
        f"{p.path}:{p.line} {p.code}" for p in find_inference_hints(documents, list((ids or {}).items()), audiences)
    ]


LONG = "the attacker copied the whole customer table to a host in another country"


def test_a_restricted_sentence_in_a_wider_text_is_pointed_out(audiences):
    """At the wide one; markup and case make no difference."""
    files = {"a.md": f"=security {LONG}.\n", "b.md": f"=staff Text.\n\n{LONG.upper()}!\n"}
    assert hints(audiences, files) == ["b.md:6 PM066"]


def test_a_sentence_among_equals_is_not(audiences):
    """Nor one that many documents share, which is a form."""
    assert hints(audiences, {"a.md": f"=staff {LONG}.\n", "b.md": f"=staff {LONG}.\n"}) == []
    form = {f"{name}.md": f"={'staff' if name in 'ac' else 'sre'} {LONG}.\n" for name in "abcd"}
    assert hints(audiences, form) == []


def test_a_gap_between_ids_is_pointed_out(audiences):
    """Who reads 1 and 3 knows that there is a 2."""
    files = {"a.md": "=public A.\n", "b.md": "=sre B.\n", "c.md": "=public C.\n", "d.md": "=sre D.\n"}
    ids = {"a.md": "INC-001", "b.md": "INC-002", "c.md": "INC-003", "d.md": "INC-004"}
    assert hints(audiences, files, ids) == ["b.md:1 PM067"]


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN RSA PRIVATE KEY-----",
        "postgres://admin:hunter22@db.example/x",
        "password: correcthorse",
        "Mail to somebody@customer.example please",
    ],
)
def test_what_looks_like_a_secret_is_pointed_out_where_anyone_reads_it(text, audiences):
    """In narrower documents it may be what they are about."""
    assert set(hints(audiences, {"a.md": f"=public Text.\n\n{text}\n"})) == {"a.md:6 PM068"}
    assert hints(audiences, {"a.md": f"=sre Text.\n\n{text}\n"}) == []
    assert hints(audiences, {"a.md": f"=public <!-- audience: sre -->{text}<!-- /audience -->\n"}) == []
