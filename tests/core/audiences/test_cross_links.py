"""What the operator is told: links from wide to narrow, files without readers, and signs of what is hidden."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.audience_sources import Attachments
from mkdocs_postmortems.core.audiences.config import parse_audiences
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


def site_files(paths, named=(), matched=(), styles=()):
    """Return attachments: those that the configuration names, that its patterns match, and style sheets."""
    return Attachments(frozenset(paths), dict(styles), tuple(named), tuple(matched))


def crossings(audiences, files: dict[str, str], *attachments: str, named: tuple[str, ...] = ()):
    """Return what is found, as `path:line code`."""
    documents, rules = labelled(audiences, files)
    return [f"{p.path}:{p.line} {p.code}" for p in find_cross_links(documents, site_files(attachments, named), rules)]


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


def messages(audiences, files: dict[str, str], *attachments: str):
    """Return what is said about links and files, with its place."""
    documents, rules = labelled(audiences, files)
    return [str(problem) for problem in find_cross_links(documents, site_files(attachments), rules)]


def test_a_crossing_names_the_first_who_is_kept_out(audiences):
    """In the order of the configuration, whoever else is."""
    assert messages(audiences, {"a.md": "=public [x](b.md)\n", "b.md": "=sre Text.\n"}) == [
        "a.md:4: PM064 this refers to 'b.md', which 'public' may not read, although 'public' reads this."
    ]
    assert messages(audiences, {"a.md": "=sre [x](b.md)\n", "b.md": "=board Text.\n"}) == [
        "a.md:4: PM064 this refers to 'b.md', which 'sre' may not read, although 'sre' reads this."
    ]


def test_a_crossing_is_said_once_for_each_part_of_a_text(audiences):
    """At its first line; another part has other readers."""
    text = "=staff [x](b.md)\n\n[x](b.md)\n\n<!-- audience: security -->\n[x](b.md)\n<!-- /audience -->\n[x](c.md)\n"
    found = crossings(audiences, {"a.md": text, "b.md": "=sre Text.\n", "c.md": "=sre Text.\n"})
    assert found == ["a.md:4 PM064", "a.md:9 PM064", "a.md:11 PM064"]


def test_a_link_to_the_document_itself_crosses_nothing(audiences):
    """Whoever reads it reads it."""
    assert crossings(audiences, {"a.md": "=staff <!-- audience: sre -->[x](a.md)<!-- /audience -->\n"}) == []


def test_a_file_below_a_wrong_rule_is_for_nobody(audiences):
    """Whoever refers to it crosses."""
    rules, wrong = parse_folder_rules(audiences, None, [Source("sec/.audience", "stuff")])
    sources = [Source("a.md", "---\naudience: board\n---\n![](sec/x.png)\n")]
    documents = label_documents(sources, rules).labelled
    assert len(wrong) == 1
    assert [f"{p.path}:{p.line} {p.code}" for p in find_cross_links(documents, site_files(["sec/x.png"]), rules)] == [
        "a.md:4 PM064"
    ]


def test_files_without_clear_readers_are_named_in_order(audiences):
    """Each with what to do."""
    files = {
        "sec/a.md": "=security ![](x.png)\n",
        "b.md": "=staff ![](sec/x.png)\n",
        "c.md": "=public ![](sec/x.png)\n",
    }
    unused = "no document refers to this file, nor to 1 more, such as 'z.png', so they are published nowhere."
    owned = "this is beside 'sec/a.md', but 'b.md', which more people read, refers to it too."
    assert messages(audiences, files, "z.png", "sec/x.png", "m.png") == [
        f"sec/x.png:1: PM065 {owned} Say who may read it with a .audience file in its folder.",
        f"m.png:1: PM065 {unused}",
    ]


@pytest.mark.parametrize(
    ("owner", "other", "is_clear"),
    [
        ("staff", "staff", True),
        ("staff", "sre", True),
        ("sre", "staff", False),
        ("sre", "security", False),
        ("public", "board", True),
    ],
)
def test_a_file_is_clear_if_whoever_shows_it_is_read_by_no_more_than_its_owner(owner, other, is_clear, audiences):
    """Its owner is the document beside it."""
    files = {"x/a.md": f"={owner} ![](x.png)\n", "b.md": f"={other} ![](x/x.png)\n"}
    assert (crossings(audiences, files, "x/x.png") == []) is is_clear


@pytest.mark.parametrize(
    ("first", "second", "is_clear"),
    [("staff", "sre", False), ("sre", "security", False), ("sre", "sre", True), ("public", "board", False)],
)
def test_a_file_that_no_document_beside_it_shows_is_as_narrow_as_the_narrowest(first, second, is_clear, audiences):
    """All who show it have the same readers, or a rule says who may read it."""
    files = {"a.md": f"={first} ![](img/x.png)\n", "b.md": f"={second} ![](img/x.png)\n", "img/c.md": "=sre Text.\n"}
    assert (crossings(audiences, files, "img/x.png") == []) is is_clear
    assert crossings(audiences, files | {"img/.audience": "public"}, "img/x.png") == []


@pytest.mark.parametrize("words", ["```\nsrc=img/x.png\n```", "`[x](img/x.png)`", "A line with src=img/x.png in it."])
def test_words_that_only_look_like_a_link_are_no_conflict(words, audiences):
    """They give the file to nobody; a link does (the control)."""
    files = {"a.md": f"=public {words}\n", "b.md": "=sre ![](img/x.png)\n"}
    assert crossings(audiences, files, "img/x.png") == []
    assert crossings(audiences, files | {"a.md": "=public [x](img/x.png)\n"}, "img/x.png") == ["img/x.png:1 PM065"]


def test_a_restricted_part_may_show_what_its_document_shows(audiences):
    """Whoever wrote it knew."""
    part = "=staff ![](img/x.png)\n\n<!-- audience: sre -->\n![](img/x.png)\n<!-- /audience -->\n"
    assert crossings(audiences, {"a.md": part}, "img/x.png") == []


@pytest.mark.parametrize(
    ("files", "is_leak"),
    [
        ({"sec/a.md": "=security Text.\n"}, True),
        ({"sec/a.md": "=security Text.\n", "sec/.audience": "security"}, True),
        ({"sec/.audience": "staff"}, True),
        ({"sec/a.md": "=security Text.\n", "sec/b.md": "=public Text.\n"}, False),
        ({"sec/a.md": "=security Text.\n", "sec/.audience": "public"}, False),
        ({"a.md": "=security Text.\n"}, False),
    ],
)
def test_a_logo_in_a_folder_for_some_is_an_error(files, is_leak, audiences):
    """Every page would load it."""
    documents, rules = labelled(audiences, files)
    found = list(find_cross_links(documents, site_files(["sec/logo.svg"], named=("sec/logo.svg",)), rules))
    assert [(one.path, one.code, one.is_error) for one in found] == (
        [("sec/logo.svg", "PM065", True)] if is_leak else []
    )


def test_links_elsewhere_and_to_nothing_are_not_ours(audiences):
    """Other programs check those."""
    text = "=public [x](https://e.example/b.md) [y](nothing.md) [z](#b) mailto:b.md\n"
    assert crossings(audiences, {"a.md": text, "b.md": "=sre Text.\n"}) == []


def test_a_file_that_nobody_refers_to_is_a_warning(audiences):
    """It is published nowhere, which leaks nothing; the site's own logo is referred to by the configuration."""
    documents, rules = labelled(audiences, {"a.md": "=staff ![x](shown.png)\n"})
    files = site_files(["shown.png", "lost.png", "logo.svg"], named=("logo.svg",))
    (found,) = find_cross_links(documents, files, rules)
    assert (found.path, found.code, found.severity) == ("lost.png", "PM065", "warning")
    assert "site_files: [lost.png]" in found.suggestion


STYLES = {"css/extra.css": "@font-face { src: url(../fonts/x.woff2) }"}


@pytest.mark.parametrize(
    ("named", "matched", "styles"),
    [
        (("css/extra.css",), (), STYLES),
        ((), ("css/extra.css", "fonts/x.woff2"), STYLES),
    ],
)
def test_what_the_site_refers_to_is_for_everybody(audiences, named, matched, styles):
    """Style sheets of the configuration bring their fonts and images."""
    documents, rules = labelled(audiences, {"a.md": "=staff Text.\n"})
    files = site_files(["css/extra.css", "fonts/x.woff2"], named, matched, styles.items())
    assert list(find_cross_links(documents, files, rules)) == []


@pytest.mark.parametrize(("label", "is_leak"), [("security", True), ("staff", True), ("public", False)])
def test_a_file_of_restricted_documents_is_not_given_to_everybody(audiences, label, is_leak):
    """Neither by a pattern nor by a style sheet; the file of a document for everybody may be."""
    documents, rules = labelled(audiences, {"sec/a.md": f"={label} ![x](x.png)\n"})
    by_pattern = site_files(["sec/x.png"], matched=("sec/x.png",))
    by_style = site_files(
        ["sec/x.png", "e.css"], ("e.css",), styles={"e.css": "a { background: url(sec/x.png) }"}.items()
    )
    for files in (by_pattern, by_style):
        found = [(one.path, one.code, one.is_error) for one in find_cross_links(documents, files, rules)]
        assert found == ([("sec/x.png", "PM065", True)] if is_leak else [])


def test_a_file_that_the_configuration_names_is_for_everybody(audiences):
    """# Control case: the logo, in whichever document it is."""
    documents, rules = labelled(audiences, {"sec/a.md": "=security ![x](../logo.svg)\n"})
    assert list(find_cross_links(documents, site_files(["logo.svg"], named=("logo.svg",)), rules)) == []


def test_a_folder_rule_narrows_its_files(audiences):
    """A wider document must not show them."""
    files = {"sec/.audience": "security", "a.md": "=staff ![x](sec/x.png)\n"}
    assert crossings(audiences, files, "sec/x.png") == ["a.md:4 PM064"]


def test_a_folder_rule_lets_its_readers_through(audiences):
    """Those who may read the folder may be shown what is in it."""
    files = {"sec/.audience": "security", "a.md": "=security ![x](sec/x.png)\n"}
    _, rules = labelled(audiences, files)
    assert crossings(audiences, files, "sec/x.png") == []
    assert rules.audiences_of("sec/x.png") == {"security", "board"}


def test_a_file_of_a_narrow_document_shown_by_a_wide_one_needs_a_rule(audiences):
    """Somebody may not have noticed whose it is."""
    files = {"sec/a.md": "=security ![x](x.png)\n", "b.md": "=staff ![x](sec/x.png)\n"}
    assert crossings(audiences, files, "sec/x.png") == ["sec/x.png:1 PM065"]
    assert crossings(audiences, files | {"sec/c.md": "=staff ![x](x.png)\n"}, "sec/x.png") == ["sec/x.png:1 PM065"]
    wide = {"sec/c.md": "=staff ![x](x.png)\n", "b.md": "=sre ![x](sec/x.png)\n"}
    assert crossings(audiences, wide, "sec/x.png") == []


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


def relations(audiences, files: dict[str, str], forget: str = ""):
    """Return relations that cross, as `path:line message`."""
    documents, rules = labelled(audiences, files)
    corpus, _ = build_corpus((parse(one.source).postmortem for one in documents), Taxonomy())
    labels = {one.path: one.audience for one in documents if one.path != forget}
    return [f"{p.path}:{p.line} {p.code} {p.message}" for p in find_cross_relations(corpus.documents, labels, rules)]


def test_relations_cross_as_links_do(audiences):
    """Between incomparable audiences, too; of what has no label, nothing is known."""
    rest = "severity: sev1\ndate: 2024-01-01\n---\n## Summary\n\nText.\n"
    files = {
        "a.md": f"---\naudience: sre\nid: INC-1\nrelated: {{see_also: [INC-2, INC-3]}}\n{rest}",
        "b.md": f"---\naudience: security\nid: INC-2\n{rest}",
        "c.md": f"---\naudience: public\nid: INC-3\nrelated: {{see_also: [INC-1]}}\n{rest}",
    }
    assert relations(audiences, files) == [
        "a.md:4 PM064 this refers to 'b.md', which 'sre' may not read, although 'sre' reads this.",
        "c.md:4 PM064 this refers to 'a.md', which 'public' may not read, although 'public' reads this.",
    ]
    assert relations(audiences, files, forget="b.md") == relations(audiences, files)[1:]
    assert relations(audiences, files, forget="a.md") == []


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


def said(audiences, files: dict[str, str], ids: dict[str, str] | None = None):
    """Return what is found, with its words."""
    documents, _ = labelled(audiences, files)
    return [str(problem) for problem in find_inference_hints(documents, list((ids or {}).items()), audiences)]


def sentence(count: int) -> str:
    """Return a sentence of so many words, long enough to be one."""
    return " ".join(f"something{number}" for number in range(count))


def test_a_sentence_of_eight_words_is_no_accident(audiences):
    """One of seven may be; its beginning is shown."""
    seven, eight, nine = (
        {"a.md": f"=security {sentence(n)}.\n", "b.md": f"=staff {sentence(n)}.\n"} for n in (7, 8, 9)
    )
    assert said(audiences, seven) == []
    start = sentence(8)
    expected = [f"b.md:4: PM066 these words also stand in 'a.md', which fewer people read: {start!r} …"]
    assert said(audiences, eight) == expected
    assert said(audiences, nine) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("security staff", ["b.md:4 PM066"]),
        ("staff security", ["a.md:4 PM066"]),
        ("sre security", ["b.md:4 PM066"]),
        ("security staff staff", ["b.md:4 PM066"]),
        ("staff security staff", ["a.md:4 PM066"]),
        ("security staff staff staff", []),
        ("board staff public", ["b.md:4 PM066"]),
    ],
)
def test_the_first_wider_text_is_pointed_out(labels, expected, audiences):
    """What the fewest read is what is restricted; of more than three texts it is a form that they share."""
    files = {f"{name}.md": f"={label} {LONG}.\n" for name, label in zip("abcd", labels.split(), strict=False)}
    assert hints(audiences, files) == expected


def test_what_the_fewest_read_is_named_by_its_path(audiences):
    """The first one, in whatever order documents come."""
    files = {"z.md": f"=security {LONG}.\n", "a.md": f"=sre \n\n{LONG}.\n", "m.md": f"=staff {LONG}.\n"}
    [found] = said(audiences, files)
    assert found.startswith("z.md:4: PM066 these words also stand in 'a.md'")


def test_a_sentence_has_its_line_in_a_part(audiences):
    """Also where the part begins in the middle of a line."""
    text = f"=staff Text.<!-- audience: sre -->\n\n{LONG}.<!-- /audience -->\n"
    assert hints(audiences, {"a.md": f"=board {LONG}.\n", "b.md": text}) == ["b.md:6 PM066"]
    text = "=public <!-- audience: public -->\n\na@b.example<!-- /audience -->\n"
    assert hints(audiences, {"a.md": text}) == ["a.md:6 PM068"]


def test_a_sentence_in_parts_of_one_document_is_its_own(audiences):
    """Its author wrote both."""
    text = f"=staff {LONG}.\n\n<!-- audience: sre -->\n{LONG}.\n<!-- /audience -->\n"
    assert hints(audiences, {"a.md": text}) == []
    assert hints(audiences, {"a.md": text, "b.md": f"=public {LONG}.\n"}) == ["b.md:4 PM066"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("public sre public", ["2 'public' reads the ids before and after INC-2"]),
        ("staff sre public", ["2 'staff' reads the ids before and after INC-2"]),
        ("sre security sre", ["2 'sre' reads the ids before and after INC-2"]),
        ("sre board public", ["2 'sre' reads the ids before and after INC-2"]),
        ("public public public", []),
        ("sre public sre", []),
        ("sre public security", []),
        ("public sre", []),
        ("sre public", []),
        ("public sre sre public", []),
    ],
)
def test_who_reads_the_ids_around_knows_of_the_one_between(labels, expected, audiences):
    """The first audience that does is named, once."""
    names = {f"{number}.md": f"={label} Text.\n" for number, label in enumerate(labels.split(), 1)}
    found = said(audiences, names, {path: f"INC-{path[0]}" for path in names})
    assert [line.split(".md:1: PM067 ")[0] + " " + line.split("PM067 ")[1].split(",")[0] for line in found] == expected


def test_series_of_ids_are_told_apart(audiences):
    """By what stands before the number; leading zeros make no difference, and other ids none at all."""
    files = {"a.md": "=public A\n", "b.md": "=sre B\n", "c.md": "=public C\n", "d.md": "=sre D\n"}
    assert hints(audiences, files, {"a.md": "INC-1", "b.md": "OPS-2", "c.md": "INC-3"}) == []
    assert hints(audiences, files, {"a.md": "INC_08", "b.md": "INC_9", "c.md": "INC_010"}) == ["b.md:1 PM067"]
    assert hints(audiences, files, {"a.md": "1", "b.md": "2", "c.md": "3"}) == []
    assert hints(audiences, files, {"a.md": "INC-1", "gone.md": "INC-2", "c.md": "INC-3"}) == []
    two = {"a.md": "INC-1", "b.md": "INC-2", "c.md": "INC-3"}
    assert hints(audiences, files | {"e.md": "=public E\n"}, two | {"d.md": "INC-4", "e.md": "INC-5"}) == [
        "b.md:1 PM067",
        "d.md:1 PM067",
    ]


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


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("-----BEGIN PRIVATE KEY-----", "a private key"),
        ("AKIAIOSFODNN7EXAMPLE", "an access key of AWS"),
        ("ghp_" + "a1B2" * 9, "a token of GitHub"),
        ("xoxb-1234567890-x", "a token of Slack"),
        ("eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.x", "a signed token"),
        ("postgres://admin:hunter22@db", "a password in an address"),
        ("api_key = 'correcthorse'", "a password"),
        ("a.b+c@mail.example", "an e-mail address"),
        ("DE89 3704 0044 0532 0130 00", "a bank account"),
        ("an ordinary sentence: 12345678", None),
    ],
)
def test_secrets_are_called_what_they_look_like(text, what, audiences):
    """One finding each."""
    expected = [f"a.md:4: PM068 this looks like {what}, and 'public' reads it."] if what else []
    assert said(audiences, {"a.md": f"=public {text}\n"}) == expected


def test_a_secret_is_named_at_its_line(audiences):
    """Each of them, where anyone reads it, whatever label its part has; elsewhere the least audience counts."""
    text = "=public Text.\n<!-- audience: public -->\n\nASIAIOSFODNN7EXAMPLE\n<!-- /audience -->\n\na@b.example\n"
    assert said(audiences, {"a.md": text}) == [
        "a.md:7: PM068 this looks like an access key of AWS, and 'public' reads it.",
        "a.md:10: PM068 this looks like an e-mail address, and 'public' reads it.",
    ]
    ladder = parse_audiences({"all": {}, "few": {"includes": ["all"]}})
    assert hints(ladder, {"a.md": "=all a@b.example\n", "b.md": "=few a@b.example\n"}) == ["a.md:4 PM068"]
    apart = parse_audiences({"a": {}, "b": {}})
    assert hints(apart, {"a.md": "=a a@b.example\n"}) == []


def test_a_secret_after_a_restricted_part_is_named(audiences):
    """The part itself is not searched."""
    text = "=public <!-- audience: sre -->a@b.example<!-- /audience -->\n\nc@d.example\n"
    assert hints(audiences, {"a.md": text}) == ["a.md:6 PM068"]


def test_without_audiences_nothing_is_pointed_out():
    """Everybody reads everything."""
    none = parse_audiences({})
    assert hints(none, {"a.md": "a@b.example\n"}) == []
