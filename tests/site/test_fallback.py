"""What the smaller search needs, as part of a build."""

import json
import re

PM = "---\ntitle: Down\ndate: 2024-03-07\nservices: [api]\n---\n## Impact\n\nNobody could pay.\n"


def _script(built, name):
    """A script that assigns data, as data."""
    text = (built.root / "site/assets/postmortems/similar" / name).read_text(encoding="utf-8")
    data = text.partition(" = ")[2].strip()
    quoted = re.fullmatch(r"JSON\.parse\('(.*)'\)", data, re.DOTALL)
    return json.loads(
        re.sub(r"\\(u003c|.)", lambda sign: "<" if len(sign[1]) > 1 else sign[1], quoted[1]) if quoted else data
    )


def test_the_ledger_has_the_order_of_the_words(site):
    """A document goes by its place in both."""
    built = site(f">> b.md\n{PM}>> a.md\n{PM.replace('Down', 'Slow').replace('03-07', '03-08')}")
    ledger, words = _script(built, "ledger.js"), _script(built, "data.js")
    values = [(f["key"], v["id"]) for f in ledger["filters"] for v in f["values"]]

    assert words["paths"] == ["b.md", "a.md"]
    assert [row[1] for row in ledger["documents"]] == ["2024-03-07", "2024-03-08"]
    assert ("service", "api") in [values[number] for number in ledger["documents"][0][0]]


def test_ordinary_pages_are_in_it_by_title_and_headings(site):
    """Unless they ask to be left out."""
    built = site(
        f">> x.md\n{PM}>> guide.md\n# Guide\n\n## First `steps` & more\n\nText.\n\n### Then\n"
        ">> hidden.md\n---\nsearch: {exclude: true}\n---\n# Hidden\n"
    )
    ((numbers, *page),) = _script(built, "ledger.js")["pages"]

    assert page == ["guide/", "Guide", "First steps & more · Then"]
    assert len(numbers) == 1


def test_text_ends_no_script(site):
    """Whatever a title holds."""
    built = site(f">> x.md\n{PM.replace('Down', '</script><b>')}>> y.md\n# </script> \n")

    assert "<" not in (built.root / "site/assets/postmortems/similar/ledger.js").read_text(encoding="utf-8")


def test_a_pagefind_that_fails_is_a_warning(site, monkeypatch, tmp_path):
    """The site is there, with the smaller search; a strict build tells that something is wrong."""
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    built = site(f">> x.md\n{PM}")
    folder = built.root / "site/assets/postmortems/search"

    assert len(built.warnings) == 1
    assert "smaller search" in built.warnings[0]
    assert [path.name for path in folder.iterdir()] == ["legend.json"]
    assert built.fails()
