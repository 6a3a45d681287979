"""What Chromium prints is searched for what is hidden, as any file of a site is."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.audit.decoded import DecodedText, Opaque
from mkdocs_postmortems.audit.decoding import Decoder
from mkdocs_postmortems.core.leaks.fingerprint import HiddenText
from mkdocs_postmortems.core.leaks.select import select_fingerprints

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENTENCE = "An office clerk filed the unsealed vault token with final figures"
HARMLESS = "The disk of the build host was full and nobody had been told of it"
PAGE = "<html lang=en><title>Report</title><style>body { width: 12em; font: %s; %s }</style><p>First words. %s."
LOOKS = {
    "serifs, with ligatures": ("16px serif", ""),
    "a font of one width": ("16px monospace", ""),
    "justified": ("16px sans-serif", "text-align: justify; hyphens: auto"),
    "spaced letters": ("16px serif", "letter-spacing: .3em"),
    "turned": ("16px serif", "transform: rotate(90deg)"),
    "see-through": ("16px serif", "opacity: .5"),
}


@pytest.fixture(scope="module")
def canaries():
    """Make what is searched for of a hidden sentence."""
    return select_fingerprints([HiddenText(path="hidden.md", text=f"{SENTENCE}.")], [HARMLESS])


@pytest.fixture
def printed(browser):
    """Print a text in one of the looks; return what is found in the file, and what of it cannot be read."""

    def make(text, look):
        page = browser.new_page()
        page.set_content(PAGE % (*LOOKS[look], text))
        data = page.pdf()
        page.close()
        assert data.startswith(b"%PDF-")
        return [*Decoder().decode("report.pdf", data)]

    return make


@pytest.mark.parametrize("look", LOOKS)
def test_a_hidden_sentence_that_chromium_printed_is_found(printed, canaries, look):
    """A column of a few words a line, in which letters are glyphs of a part of a font."""
    texts = [part.text for part in printed(SENTENCE, look) if isinstance(part, DecodedText)]

    assert {match.fingerprint.shown for text in texts for match in canaries.find(text)} == {f"{SENTENCE}."}


@pytest.mark.parametrize("look", LOOKS)
def test_a_print_without_it_is_clean_and_was_read_completely(printed, canaries, look):
    """# Control case: no alarm, and nothing that is said to be unreadable."""
    parts = printed(HARMLESS, look)

    assert [part.text for part in parts if isinstance(part, DecodedText) and [*canaries.find(part.text)]] == []
    assert [part for part in parts if isinstance(part, Opaque)] == []
