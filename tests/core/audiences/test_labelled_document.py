"""What each audience reads of a document, and that doubt is read by nobody."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.audiences.folder_rules import (
    AudienceRules,
    parse_folder_rules,
    unknown_audience_message,
)
from mkdocs_postmortems.core.audiences.label import Label, read_label
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.frontmatter.block import FrontMatterTable, find_block, parse_block
from mkdocs_postmortems.core.source import Source

MALFORMED = yaml.safe_load(Path(__file__, "../../../golden/audiences/malformed.yml").resolve().read_text("utf-8"))
FOUND = Path(__file__, "../../../golden/audiences/malformed_found.yml").resolve()
MEANT = ("misspelt key", "label in the text", "label as JSON", "nested", "other program's label", "bad YAML")
"""Those that a default audience must not rescue, since their author meant to restrict them."""

PARTED = """\
---
title: The vendor's key was stolen
title.public: A vendor had an incident
audience: public
summary: A vendor was attacked.
summary.security: The attacker read four customers' files.
---
Everybody reads this.

<!-- audience: sre -->
Only SREs read this.

<!-- audience: security -->
Only those of both read this.
<!-- /audience -->
<!-- /audience -->

The end <!-- audience: staff -->, says staff<!-- /audience -->.
"""


def read(text: str, reader: str, rules: AudienceRules) -> str | None:
    """Return what one audience reads of a text."""
    labelling = label_documents([Source("a.md", text)], rules)
    assert not labelling.problems
    found = labelling.labelled[0].for_audience(reader, rules.audiences)
    return found.text if found else None


@pytest.mark.parametrize("name", MALFORMED)
def test_doubt_is_read_by_nobody(name, rules):
    """One problem, in the file, with a place and a code; no label."""
    labelling = label_documents([Source("a.md", MALFORMED[name])], rules)
    assert not labelling.labelled
    (problem,) = labelling.problems
    assert problem.is_error
    assert problem.line <= MALFORMED[name].count("\n") + 1


def test_what_is_said_about_doubt(rules):
    """Place, code and words of each problem; with REGENERATE=1 the file lists what is found now."""
    found = {
        name: "; ".join(f"{one.line}: {one.code} {one.message}" for one in problems)
        for name, text in MALFORMED.items()
        if (problems := label_documents([Source("a.md", text)], rules).problems)
    }
    if os.environ.get("REGENERATE"):
        about = "# What is said about each document of malformed.yml: line, code, message.\n"
        FOUND.write_text(about + yaml.safe_dump(found, allow_unicode=True, width=1000, sort_keys=False), "utf-8")
    assert found == yaml.safe_load(FOUND.read_text("utf-8"))


@pytest.mark.parametrize("name", MEANT)
def test_a_default_rescues_nothing_that_was_meant_to_be_restricted(name, rules):
    """Where a label was meant, the default is no answer."""
    labelling = label_documents([Source("a.md", MALFORMED[name])], replace(rules, default="public"))
    assert not labelling.labelled


def test_the_malformed_are_many():
    """At least forty ways to be wrong are known."""
    assert len(MALFORMED) >= 40
    assert all("quartzlike hummingbird" in text for text in MALFORMED.values())


def test_parts_are_cut_with_their_markers(rules):
    """The public reads the public words alone, without a trace of the rest."""
    assert read(PARTED, "public", rules) == (
        "---\ntitle: A vendor had an incident\naudience: public\nsummary: A vendor was attacked.\n---\n"
        "Everybody reads this.\n\nThe end.\n"
    )


FORMS = """\
---
audience: public
title: What happened
title.public: Something happened
title.sre: What happened to the keys
---
Text.
"""


@pytest.mark.parametrize(
    ("reader", "title"),
    [
        ("public", "Something happened"),
        ("staff", "What happened"),
        ("security", "What happened"),
        ("sre", "What happened to the keys"),
        ("board", "What happened to the keys"),
    ],
)
def test_a_form_is_for_those_who_may_read_it(reader, title, rules):
    """The narrowest form that somebody may read; the one for the document's own audience is for nobody else."""
    assert f"title: {title}\n---" in read(FORMS, reader, rules)


def test_the_widest_reads_everything(rules):
    """All words, no markers."""
    text = read(PARTED, "board", rules)
    assert "stolen" in text
    assert "four customers" in text
    assert "Only those of both" in text
    assert "says staff" in text
    assert "<!--" not in text
    assert "title.public" not in text


def test_a_part_in_a_part_needs_both(rules):
    """Neither of two incomparable audiences reads what is for both."""
    assert "Only SREs" in read(PARTED, "sre", rules)
    assert "Only those of both" not in read(PARTED, "sre", rules)
    assert "Only SREs" not in read(PARTED, "security", rules)


def test_incomparable_audiences_read_apart(rules):
    """A document for one is nothing to the other."""
    text = "---\naudience: sre\n---\nText.\n"
    assert read(text, "sre", rules)
    assert read(text, "board", rules)
    assert read(text, "security", rules) is None
    assert read(text, "staff", rules) is None


def test_the_nearest_folder_counts_and_front_matter_goes_first(audiences):
    """A rule is for its folder and below."""
    files = [Source(".audience", "# ours\nstaff\n"), Source("x/y/.audience", "security")]
    rules, problems = parse_folder_rules(audiences, None, files)
    assert not problems
    sources = [
        Source("a.md", "Text."),
        Source("x/b.md", "Text."),
        Source("x/y/z/c.md", "Text."),
        Source("x/y/d.md", "---\naudience: public\n---\nText."),
    ]
    labels = {one.path: one.audience for one in label_documents(sources, rules).labelled}
    assert labels == {"a.md": "staff", "x/b.md": "staff", "x/y/z/c.md": "security", "x/y/d.md": "public"}


@pytest.mark.parametrize("rule", ["", "# nothing\n", "stuff\n", "staff\nsre\n", "audience: staff\n"])
def test_a_wrong_folder_rule_hides_its_folder(rule, audiences):
    """Neither the rule above nor the default takes over; a document with a label of its own is still read."""
    rules, problems = parse_folder_rules(
        audiences, "public", [Source(".audience", "public"), Source("x/.audience", rule)]
    )
    assert len(problems) == 1
    labelling = label_documents([Source("x/a.md", "Text."), Source("x/b.md", "---\naudience: sre\n---\nText.")], rules)
    assert [one.path for one in labelling.labelled] == ["x/b.md"]
    assert [problem.path for problem in labelling.problems] == ["x/a.md"]


def test_without_audiences_everybody_reads_what_has_no_label():
    """A site without audiences is as it always was."""
    rules = AudienceRules()
    assert read("# A\n\nText.\n", "all", rules) == "# A\n\nText.\n"
    assert read("---\nbroken: [\n---\nText.\n", "all", rules)
    assert read("# A\n\n**Audience:** engineers\n", "all", rules)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("---\nbroken: [\n---\nAudience: everybody\n", True),
        ("---\ntitle: A\nseverity: sev1\n\nText.\n", True),
        ("---\ntitle: A\nseverity: sev1\n\nAudience: sre\n", False),
        ("---\n- a: 1\n  a: 2\n---\nText.\n", True),
    ],
)
def test_without_audiences_only_a_label_in_front_matter_counts(text, is_read):
    """Where it was never closed, nobody knows where it ends."""
    labelling = label_documents([Source("a.md", text)], AudienceRules())
    assert bool(labelling.labelled) is is_read


def test_the_first_reason_is_the_one_that_is_said(rules):
    """Of several why front matter cannot be read."""
    [problem] = label_documents([Source("a.md", "---\n- a: 1\n  a: 2\n---\nText.\n")], rules).problems
    assert (problem.line, "front matter is a list" in problem.message) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        "---\naudience: sre\n---\nText.\n",
        "---\nvisibility: sre\n---\nText.\n",
        "---\naudience: sre\nbroken: [\n---\nText.\n",
        "Text.\n<!-- audience: sre -->\nmore\n<!-- /audience -->\n",
    ],
)
def test_without_audiences_a_label_hides_all_the_same(text):
    """Somebody meant to restrict it, and the site does not know how."""
    labelling = label_documents([Source("a.md", text)], AudienceRules())
    assert not labelling.labelled


def test_words_about_an_audience_are_no_markers(rules):
    """Prose, links and comments go through."""
    text = "---\naudience: staff\n---\nAudience participation <b>counts</b>. [audience](a.md) <!-- who reads? -->\n"
    assert read(text, "staff", rules) == text


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("---\naudience: sre\n---\nText.", "sre", 2),
        ("---\ntitle: A\naudience: sre\n---\nText.", "sre", 3),
        ("---\ntitle: A\nVisibility: sre\n---\nText.", "sre", 3),
        ("+++\ntitle = 'A'\naudience = 'sre'\n+++\nText.", "sre", 3),
        ("---\naudience: ' sre'\n---\nText.", None, 2),
        ("Text.", "staff", 1),
        ("---\ntitle: A\n---\nText.", "staff", 1),
        ("---\ntitle: A\nx_y: {a: 1, b: [c, {d: 2}]}\n---\nText.", "staff", 1),
        ("---\ntitle: A\n---\n" + "Text.\n" * 40 + "Audience: sre", None, 44),
        ("---\ntitle: A\n---\n" + "Text.\n" * 40 + "Audience: everybody", "staff", 1),
        ("---\ntitle: A\n---\n" + "Text.\n" * 39 + "Audience: sre", None, 43),
        ("Text.\n" * 39 + "Audience: sre", None, 40),
        ("Auditors: two", "staff", 1),
        ("Audit: two", "staff", 1),
        ("The audience: everybody", "staff", 1),
        ("---\nacl: [a]\naudience: public\n---\nText.", "public", 3),
        ("---\ntitle: A\nacl: [a]\n---\nText.", None, 3),
    ],
)
def test_a_label_is_found_with_its_line(text, label, line, audiences):
    """In front matter, else the default; what is meant as one in the text withholds, at its line."""
    block = find_block(text)
    table = parse_block(block) if block else FrontMatterTable(None)
    found = read_label(Source("a.md", text), block, table, AudienceRules(audiences, "staff"))
    assert (found.audience if isinstance(found, Label) else None, found.line) == (label, line)


def test_a_key_that_is_given_twice_is_no_doubt_about_the_audience(rules):
    """Unless it is the audience's."""
    text = "---\naudience: sre\ntitle: A\ntitle: B\n---\nText.\n"
    assert read(text, "sre", rules) == text


def test_a_marker_has_its_line_in_a_document_without_front_matter(audiences):
    """The first line is line 1."""
    text = "a\n\n<!-- audience: sre -->\n"
    [problem] = label_documents([Source("a.md", text)], AudienceRules(audiences, "staff")).problems
    assert (problem.line, problem.code) == (3, "PM063")


def test_the_rule_of_the_topmost_folder_is_said_to_be_wrong(audiences):
    """As that of any other."""
    rules, _ = parse_folder_rules(audiences, None, [Source(".audience", ""), Source("x/.audience", "")])
    top, below = label_documents([Source("a.md", "Text."), Source("x/a.md", "Text.")], rules).problems
    assert "rule of the topmost folder is wrong" in top.message
    assert "rule of folder 'x' is wrong" in below.message


@pytest.mark.parametrize(
    ("rule", "line", "code", "words"),
    [
        ("", 1, "PM062", "has 0 lines; expected one audience"),
        ("staff\n\nsre\n", 1, "PM062", "has 2 lines"),
        ("# ours\n\nstuff\n", 3, "PM061", "'stuff' is not one of public, staff, sre, security, board"),
        ("Sre", 1, "PM061", "Did you mean 'sre'?"),
        ("stuff", 1, "PM061", "Did you mean 'staff'?"),
    ],
)
def test_a_wrong_folder_rule_is_named(rule, line, code, words, audiences):
    """With its line, and what is expected."""
    _, (problem,) = parse_folder_rules(audiences, None, [Source("x/.audience", rule)])
    assert (problem.path, problem.line, problem.code) == ("x/.audience", line, code)
    assert words in problem.message


def test_a_right_folder_rule_may_have_remarks(audiences):
    """And spaces around the name."""
    rules, wrong = parse_folder_rules(audiences, "", [Source("x/.audience", "# ours\n\n  sre \n#end")])
    assert (dict(rules.folders), rules.default, wrong) == ({"x": "sre"}, None, ())


def test_an_unknown_audience_where_there_are_none():
    """Nobody is to read what somebody meant to restrict."""
    assert unknown_audience_message("sre", AudienceRules().audiences) == (
        "audience 'sre' is not configured: the option audiences is empty, so this is not published."
    )


def test_what_is_withheld_is_named(rules):
    """By the path of each document."""
    sources = [Source("a.md", "Text."), Source("b.md", "---\naudience: sre\n---\nText."), Source("c.md", "Text.")]
    assert label_documents(sources, rules).withheld == {"a.md", "c.md"}


def hidden(text: str, reader: str, rules: AudienceRules) -> str:
    """Return what one audience does not read of a text."""
    [one] = label_documents([Source("a.md", text)], rules).labelled
    return one.hidden_from(reader, rules.audiences)


def test_what_is_hidden_is_what_is_not_read(rules):
    """The whole document, its parts, or lines of its front matter."""
    assert hidden(PARTED, "board", rules).startswith("title.public: A vendor had an incident\nsummary: A vendor was")
    assert "stolen" not in hidden(PARTED, "board", rules)
    assert hidden(PARTED, "public", rules).split("\n") == [
        "Only SREs read this.",
        "",
        "",
        "Only those of both read this.",
        "",
        ", says staff",
        "title: The vendor's key was stolen",
        "summary.security: The attacker read four customers' files.",
    ]
    text = "---\naudience: sre\n---\nText.\n"
    assert hidden(text, "staff", rules) == text
    assert hidden(text, "sre", rules) == ""
    assert hidden("Text.\n", "all", AudienceRules()) == ""


def test_a_part_at_the_end_leaves_no_trace(rules):
    """Not even a blank line."""
    part = "<!-- audience: sre -->\nsecret\n<!-- /audience -->\n"
    text = "---\naudience: staff\n---\nText.\n"
    assert read(f"{text}\n\n{part}", "staff", rules) == text
    assert read(text.rstrip("\n"), "staff", rules) == text


def test_reading_twice_changes_nothing(rules):
    """What an audience reads has nothing left to cut."""
    once = read(PARTED, "staff", rules)
    assert read(once, "staff", rules) == once


def test_a_folder_rule_hides_without_audiences():
    """As a label does."""
    rules, problems = parse_folder_rules(AudienceRules().audiences, None, [Source("x/.audience", "staff")])
    assert [problem.code for problem in problems] == ["PM061"]
    labelling = label_documents([Source("x/a.md", "Text."), Source("b.md", "Text.")], rules)
    assert [one.path for one in labelling.labelled] == ["b.md"]
