"""No text takes more than linear time: the expressions of the program, and what reads whole documents."""

from __future__ import annotations

import gc
import re
from itertools import pairwise
from time import thread_time

import pytest
from lint_fixtures import findings_of
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.audit.links import LinkCheck
from mkdocs_postmortems.audit.site_files import SiteFiles
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.folder_rules import AudienceRules
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.audiences.references import find_references
from mkdocs_postmortems.core.audiences.rendered_links import find_rendered_references
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import select_fingerprints
from mkdocs_postmortems.core.parse.document import parse
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.core.taxonomy_subset import subset_taxonomy
from pattern_growth import ROOT, CompiledPattern, compiled_patterns, slow_attack

ROOMS = sorted(
    {
        path.relative_to(ROOT).parent.as_posix()
        for path in ROOT.rglob("*.py")
        if "re.compile(" in path.read_text("utf-8")
    }
)

RULES = AudienceRules(parse_audiences({"public": {"anyone": True}, "security": {"includes": ["public"]}}), "public")
UNITS = {
    "addresses of references": "[a]: b\n",
    "references": "[a][b] ",
    "one word": "word ",
    "words in lines": "word\n",
    "a long word": "w",
    "notes": "[^1]: note\n",
    "marks of notes": "text[^1] ",
    "items": "- item one\n",
    "items in items": "- a\n    - b\n",
    "headings": "## Timeline\n",
    "times": "- 10:00 something happened\n",
    "times in a line": "10:00 UTC ",
    "days": "2024-03-07 ",
    "rows": "| 10:00 | a b |\n",
    "tables": "| a | b |\n|---|---|\n| c | d |\n\n",
    "quotes": "> q\n",
    "stars": "* ",
    "stars without blanks": "*",
    "underscores": "_a",
    "brackets": "[a",
    "parentheses": "(",
    "braces": "{",
    "links": "[a](b) ",
    "elements": "<div>\n",
    "bold elements": "<b>a</b> ",
    "comments": "<!-- a --> ",
    "comments without an end": "<!-- a ",
    "code": "`a` ",
    "backticks": "`",
    "fences": "```\na\n```\n",
    "blank lines": "\n",
    "blanks": " ",
    "tabs": "\t",
    "fields": "a: b\n",
    "labels": "**Owner:** x\n",
    "bold": "**a** b ",
    "entities": "&amp; ",
    "addresses": "https://a.b/c ",
    "handles": "@abc ",
    "pipes": "|",
    "dashes": "- - ",
    "signs of CJK": "障害",
    "emoji": "🔥",
    "actions": "- [ ] Owner: x do it by 2024-03-07\n",
    "sentences": "The pool was exhausted. ",
    "letters": "a b c d e f g h i j. ",
    "escapes": "\\*",
    "definitions": "Term\n: text\n",
    "strings of a PDF": "(\\",
    "streams of a PDF": "1 0 obj\nstream\n",
    "ends of a PDF": "startxref 0 %%EOF\n",
    "percent": "%25",
    "encoded letters": "=3D",
    "joined strings": "'+'",
    "long runs": "QUFB",
    "digits apart": "41 ",
    "imports": "import('a'",
    "addresses of style sheets": "url(",
    "attributes": '<a href="',
    "markers": "<!-- audience: security -->\n",
    "spans": "a\n\n<!-- audience: security -->\nb\n<!-- /audience -->\n\n",
    "spans in a line": "a <!-- audience: security -->b<!-- /audience --> ",
    "nearly markers": "<!-- audiance ",
    "lists in JSON": "[",
    "objects in JSON": '{"a":',
    "lines of a calendar": "A:b\r\n c",
    "all kinds": "a *b* _c_ `d` [e](f) <g> ",
}


def _parse(text):
    parse(Source("a.md", f"# T\n\n## Timeline\n\n{text}\n\n## Action items\n\n{text}"))


def _parse_front_matter(text):
    value = text.replace("\\", "").replace('"', "").replace("\n", " ")
    parse(Source("a.md", f'---\ntitle: x\nsummary: "{value}"\n---\n\nText\n'))


def _check(text):
    findings_of(f"---\ntitle: x\ndate: 2026-03-07\n---\n\n## Timeline\n\n{text}\n\n## Action items\n\n{text}")


def _search_for_leaks(text):
    hidden = select_fingerprints([HiddenText(path="a.md", text=text)], [f"what anybody reads {text[:50]}"])
    list(hidden.find(text))


def _check_limits(text):
    check_renderer_limits(Source("x.md", text))


def _label_and_cut(text):
    for label in ("---\naudience: public\n---\n", "", "---\n"):
        for one in label_documents([Source("a.md", label + text)], RULES).labelled:
            one.for_audience("public", RULES.audiences)


def _cut_between_markers(text):
    _label_and_cut(f"a\n\n<!-- audience: security -->\n{text}\n<!-- /audience -->\n")


def _find_links(text):
    for find in (find_references, find_rendered_references):
        list(find(text, "a.md"))


def _read_taxonomy(text):
    value = text.replace("\\", "").replace('"', "").replace("\n", " ")
    source = Source("taxonomy.yml", f'services:\n  web: {{name: Web, definition: "{value}"}}\n')
    subset_taxonomy(source, read_taxonomy(source)[0], {vocabulary: frozenset({"web"}) for vocabulary in Vocabulary})


def _read_broken_taxonomy(text):
    read_taxonomy(Source("taxonomy.yml", text))


def _read_built_file(name):
    """Return a reader of a file of a built site: what is decoded of it, and its links."""

    def read(text):
        data = (
            "%PDF-1.7\n" if name.endswith(".pdf") else "\0" if name.endswith(".bin") else ""
        ).encode() + text.encode()
        list(Decoder().decode(name, data))
        LinkCheck(SiteFiles(ROOT, (name,), frozenset(), ())).read(name, data)

    read.__name__ = f"_read_{name}"
    return read


READERS = (
    _parse,
    _parse_front_matter,
    _check,
    _search_for_leaks,
    _check_limits,
    _label_and_cut,
    _cut_between_markers,
    _find_links,
    _read_taxonomy,
    _read_broken_taxonomy,
    *map(_read_built_file, ("a.html", "a.svg", "a.js", "a.css", "a.json", "a.ics", "a.pdf", "a.bin")),
)


@pytest.fixture(scope="session")
def patterns():
    """All expressions of the program."""
    return compiled_patterns()


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_expressions_take_linear_time(room, patterns):
    """Twice the text takes about twice the time, whatever the text is."""
    slow = []
    for one in (one for one in patterns if one.module.rpartition("/")[0] == room):
        if found := slow_attack(one):
            method, attack, times = found
            seconds = ", ".join(f"{length} signs: {1000 * one:.1f} ms" for length, one in times)
            slow.append(
                f"{one.place} ({method}) on {attack.before!r} + {attack.repeated!r} * n + {attack.end!r}: {seconds}"
            )
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize(
    ("method", "pattern"),
    [
        ("search", r"\w+:"),
        ("search", r"\s+$"),
        ("search", r"<!--.*?-->"),
        ("fullmatch", r"(a+)+b"),
        ("fullmatch", r"\s*,?\s*"),
        ("match", r"\[\s*(.{1,40})\s*\]\s*x?\s*y"),
        ("match", r"(\w+\s?){1,3}$"),
    ],
)
def test_slow_expressions_are_found(method, pattern):
    """Control cases: the usual ways to be slow. A busy machine may hide one once, not three times."""
    one = CompiledPattern("x.py", 1, "X", re.compile(pattern), frozenset({method}))
    assert any(slow_attack(one) for _ in range(3))


@pytest.mark.parametrize(
    ("method", "pattern"),
    [("search", r"(?<!\w)\w++:"), ("search", r"(?<!\s)\s++$"), ("fullmatch", r"\s*+,?\s*+"), ("match", r"\w+:")],
)
def test_linear_expressions_are_not(method, pattern):
    """The same, mended."""
    assert slow_attack(CompiledPattern("x.py", 1, "X", re.compile(pattern), frozenset({method}))) is None


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__.strip("_"))
def test_reading_takes_linear_time(read, unit):
    """Of a text of the same again and again."""
    read("warm up\n")
    assert not _grows(read, unit)


@pytest.mark.slow
def test_slow_reading_is_found():
    """Control case: comparing each pair of words is quadratic."""
    assert _grows(lambda text: [one for one in text.split() for other in text.split() if one > other], "a b ")


def _grows(read, unit):
    """Return the seconds for texts of three lengths if they grow faster than the texts, twice in a row."""
    seconds = []
    gc.freeze()  # What other tests have left would be looked through for garbage, which takes a second.
    for length in (8_000, 16_000, 32_000):
        began = thread_time()
        read(unit * (length // len(unit)))
        seconds.append(thread_time() - began)
    gc.unfreeze()
    return seconds if seconds[-1] > 0.05 and all(after > 2.8 * before for before, after in pairwise(seconds)) else []
