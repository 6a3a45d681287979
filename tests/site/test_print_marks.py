"""What stands on each printed sheet is text, whatever the site is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.site.template_context import css_string

_ESCAPE = re.compile(r"\\([0-9a-f]{1,6}) ")
_RULE = re.compile(r'<style media="print">(.*?)</style>')
LABELLED = "---\ntitle: Down\ndate: 2024-03-07\naudience: staff\n---\nText.\n"
AUDIENCES = "audiences: {staff: {groups: [a]}, board: {includes: [staff], groups: [b]}}, default_audience: board"


@given(st.text())
def test_a_css_string_is_the_text_and_ends_nowhere_before(text):
    """Nothing in it ends the string, the rule or the element; escapes are those of CSS Syntax, section 4.3.7."""
    quoted = css_string(text)
    inside = quoted[1:-1]

    assert quoted[0] == quoted[-1] == '"'
    assert not set(inside) & set("\"'<>&{};\n\r\f\0")
    assert _ESCAPE.sub(lambda match: chr(int(match[1], 16)), inside) == text


def test_a_hostile_name_is_a_name(site):
    """It ends neither the string nor the style sheet."""
    name = "'</style><b>\\\" ok'"
    text = LABELLED.replace("audience: staff\n", "")
    built = site(f">> mkdocs.yml\nsite_name: {name}\ntheme: {{name: mkdocs}}\nplugins: [postmortems]\n>> a.md\n{text}")
    (rule,) = _RULE.findall(built.html("a"))

    assert rule.count("{") == rule.count("}") == 5
    assert 'ok"}@top-right{content:""}' in rule


@pytest.mark.slow
def test_each_sheet_says_who_may_read_it(site):
    """A document's own label; elsewhere the audience of the site."""
    config = f"site_name: T\ntheme: {{name: mkdocs}}\nplugins: [{{postmortems: {{{AUDIENCES}}}}}]\n"
    built = site(f">> mkdocs.yml\n{config}>> a.md\n{LABELLED}", "board")

    assert '@top-right{content:"staff"}' in _RULE.findall(built.html("a"))[0]
    assert '@top-right{content:"board"}' in _RULE.findall(built.html(""))[0]
