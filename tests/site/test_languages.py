"""The catalogues of our words, and pages in other languages."""

import os
import re
from string import Formatter

import pytest
import yaml
from babel import Locale
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES
from mkdocs_postmortems.site.language_files import FOLDER, load_language, read_language
from own_words import page_words, script_words, with_words

CATALOGUES = sorted(FOLDER.glob("*.yml"))
WORDS = {"pages": page_words(), "scripts": script_words()}
MOST_UNTRANSLATED = 12
"""So many new texts may wait for somebody who knows the language; whoever adds a text need not know four."""


def _forms(translation):
    return list(translation.values()) if isinstance(translation, dict) else [translation]


def _placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_our_words_are_found():
    """# Control case: of each kind of source, one that is known."""
    assert {"Start here", "after {duration}", "Contributing factors", "Roles", "Retry"} - WORDS["pages"].keys() == {
        "Retry"
    }
    assert WORDS["pages"]["{number} incidents"] == "{number} incident"
    assert "Best match" in WORDS["scripts"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_all_of_our_words(path):
    """And none that nothing says any more; `make reference` adds and removes them."""
    if os.environ.get("REGENERATE"):
        text = path.read_text(encoding="utf-8")
        for section, words in WORDS.items():
            text = with_words(text, section, words)
        path.write_text(text, encoding="utf-8")
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    untranslated = [text for section in WORDS for text, translation in content[section].items() if not translation]

    assert {section: content[section].keys() for section in WORDS} == {
        section: words.keys() for section, words in WORDS.items()
    }
    assert len(content["dates"]["months"]) == len(content["dates"]["short_months"]) == 12
    assert len(untranslated) <= MOST_UNTRANSLATED, untranslated


def test_words_are_added_untranslated_and_removed():
    """Other lines, and the forms of what counts, stay as they are."""
    pages = 'pages:\n  "A": "a"\n\n  "{number} B":\n    one: "b"\n'
    scripts = '\nscripts:\n  "Gone": "d"\n'
    catalogue = f'name: X\n\n# Texts.\n{pages}  "Gone": "c"\n{scripts}'
    expected = f'name: X\n\n# Texts.\n{pages}  "New": ""\n{scripts}'

    assert with_words(catalogue, "pages", {"A": "", "{number} B": "B", "New": ""}) == expected
    assert with_words(expected, "scripts", {"E": ""}) == expected.replace('"Gone": "d"', '"E": ""')


def test_what_is_not_translated_is_said_in_english(tmp_path):
    """Neither an empty text, nor an error."""
    text = CATALOGUES[0].read_text(encoding="utf-8")
    path = tmp_path / "de.yml"
    path.write_text(with_words(with_words(text, "pages", {"New": ""}), "scripts", {"New": ""}), encoding="utf-8")
    language = read_language(path)

    assert language.text("New") == "New"
    assert language.messages == language.script_messages == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_translations_have_the_placeholders_of_the_text(path):
    """All of them, in each form; a form for one or a few may leave out the number, and names one thing or many."""
    language = read_language(path)
    for messages in (language.messages, language.script_messages):
        for pattern, translation in messages.items():
            one = WORDS["pages"].get(pattern) or WORDS["scripts"].get(pattern) or ""
            allowed = _placeholders(pattern) | _placeholders(one)
            needed = _placeholders(pattern) & _placeholders(one) - {"number"} if one else allowed
            for form in _forms(translation):
                assert needed <= _placeholders(form) <= allowed, (pattern, form)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_what_counts_has_a_form_for_each_plural(path):
    """As the language has them, except for numbers that are no whole ones, or a million."""
    language = read_language(path)
    categories = {Locale.parse(path.stem, sep="-").plural_form(number) for number in range(200)}
    for words, messages in (("pages", language.messages), ("scripts", language.script_messages)):
        for pattern, translation in messages.items():
            wanted = categories | {"other"} if WORDS[words][pattern] else set()
            assert (set(translation) if isinstance(translation, dict) else set()) == wanted, pattern


def test_a_region_takes_the_words_of_its_language():
    """Until it has a catalogue of its own; a language without one is English."""
    assert load_language("de-AT").code == "de"
    assert load_language("pt-BR").code == load_language("tlh").code == "en"


TAXONOMY = (FOLDER.parent / "taxonomy.yml").read_text(encoding="utf-8")
"""Its names and definitions are no words of ours: sites write their own."""
SITE = """
>> mkdocs.yml
site_name: T
site_url: https://x.example/
theme: {name: material, font: false, language: %s}
plugins: [postmortems]
>> a.md
---
title: Search
severity: sev2
timezone: UTC
services: [mail]
status: draft
started_at: 2024-03-07 10:00
detected_at: 2024-03-07 10:05
resolved_at: 2024-03-07 11:48
contributing_factors: [untested-rollback]
---
## Timeline

- 10:00 It broke
- 11:48 It worked again

## Action items

- [ ] Write a test (owner: @ops, due: 2024-04-01)
"""


def _words(text):
    return re.findall(r"[A-Za-z]{3,}", text)


@pytest.mark.slow
def test_pages_are_in_the_language_of_the_theme(site):
    """Titles, days, durations and counts; a title of an author that is a word of ours stays."""
    built = site(SITE % "de")

    page = built.main("a")
    for text in (
        "7. März 2024",
        "behoben nach 1 h 48 min",
        "Dies ist ein Entwurf.",
        "Fakten",
        "Maßnahmen",
        "überfällig",
    ):
        assert text in page
    assert re.search(r"<h1>\s*Search\s*</h1>", page)
    assert "1 Vorfall" in built.main(f"{SERVICES.url}/mail")
    assert "<title>Dienste - T</title>" in built.html(SERVICES.url)
    assert "assets/postmortems/language.js" in built.html("a")
    assert "language.js" not in site(SITE % "en").html("a")


@pytest.mark.slow
def test_nothing_is_left_in_english(site, monkeypatch):
    """In a language whose words are all marked, what is not marked is the author's, the taxonomy's or the theme's."""
    marked = {name: {p: f"⟦{p}⟧" for p in words} for name, words in WORDS.items()}
    language = read_language(CATALOGUES[0])
    made = type(language)(
        **{
            name: getattr(language, name)
            for name in ("code", "months", "short_months", "day", "long_day", "month_of_year")
        },
        messages=marked["pages"],
        script_messages=marked["scripts"],
    )
    monkeypatch.setattr("mkdocs_postmortems.site.plugin.load_language", lambda _: made)
    built = site(SITE % "de")

    left = set()
    for path in (
        "",
        "a",
        SERVICES.url,
        f"{SERVICES.url}/mail",
        "actions",
        "search",
        "similar",
        "years",
        f"{SEVERITIES.url}/sev2",
    ):
        text = re.sub(r"<(svg|script|style)\b.*?</\1>", "", built.main(path), flags=re.DOTALL)
        labels = re.findall(r'(?:aria-label|placeholder|title|data-label)="([^"]+)"', text)
        pieces = [*re.split(r"<[^>]*>", text), *labels]
        while any("⟦" in piece for piece in pieces):
            pieces = [re.sub(r"⟦[^⟦⟧]*⟧", "", piece) for piece in pieces]
        left |= {word for piece in pieces for word in _words(piece)}
    authors = {
        word for text in (SITE, TAXONOMY, "FATAL: remaining connection slots are reserved") for word in _words(text)
    }
    authors |= {word for month in (*made.months, *made.short_months) for word in _words(month)}
    assert " ".join(sorted(left - authors)) == ""
