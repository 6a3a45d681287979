"""What is hidden is searched for; what may be read never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.leaks.fingerprint import FingerprintKind, HiddenText
from mkdocs_postmortems.core.leaks.select import select_fingerprints

HIDDEN = HiddenText(
    path="security/2026-03-01-vault-token.md",
    id="INC-2026-0777",
    title="Vault token was copied",
    names=("Ottilie Vandersloot", "Bo"),
    text="The unsealed token lay on `hr-vault-03` at 10.2.3.4 for eleven days. See OPS-12 of Vandersloot Consulting.",
)


def _kinds(canaries, text):
    return {match.fingerprint.kind for match in canaries.find(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("inc_2026_0777", FingerprintKind.ID),
        ("xINC20260777y", FingerprintKind.ID),
        ("vault-token-was-copied", FingerprintKind.TITLE),
        ("VAULT  **TOKEN** was\ncopied", FingerprintKind.TITLE),
        ("2026-03-01-vault-token.md", FingerprintKind.FILE),
        ("/security/2026/2026-03-01-vault-token/", FingerprintKind.FILE),
        ("Öttilié Vandersloot", FingerprintKind.NAME),
        ("Mr Vandersloot", FingerprintKind.NAME),
        ("the unsealed token lay on hr", FingerprintKind.SENTENCE),
        ("HR_VAULT_03", FingerprintKind.IDENTIFIER),
        ("ssh 10.2.3.4:22", FingerprintKind.IDENTIFIER),
        ("(OPS-12)", FingerprintKind.IDENTIFIER),
        ("by Vandersloot", FingerprintKind.NAME),
    ],
)
def test_kinds_are_found(text, kind):
    """Case, accents, markup and what parts words make no difference."""
    assert kind in _kinds(select_fingerprints([HIDDEN], ["readable"]), text)


@pytest.mark.parametrize(
    "text",
    [
        "vault | token | was | copied",
        "ops 12",
        "10.2.3.40",
        "token",
        "The unsealed. Token lay on hr",
        "vault <b>token</b>",
        "Bo",
        "2026-03-01",
    ],
)
def test_chance_is_no_leak(text):
    """Words of two cells, numbers beside names, parts of canaries."""
    assert _kinds(select_fingerprints([HIDDEN], ["vault token 2026"]), text) == set()


def test_what_may_be_read_is_dropped_and_counted():
    """Nobody may believe that more was searched for than was."""
    canaries = select_fingerprints([HIDDEN], ["INC 2026 0777: [vault token](https://x.example) was copied"])

    assert canaries.dropped[FingerprintKind.ID] == 1
    assert canaries.dropped[FingerprintKind.TITLE] == 1
    assert FingerprintKind.ID not in canaries.counts
    assert canaries.counts[FingerprintKind.SENTENCE] > 0


def test_a_document_without_canaries_is_named():
    """Of a document that says nothing of its own, nothing is known."""
    hidden = [HIDDEN, HiddenText(path="a/b.md", title="Outage", text="It was down.")]

    assert select_fingerprints(hidden, []).uncovered == ("a/b.md",)


def test_canaries_can_be_taken_away_later():
    """Words of a theme count as readable, whenever they are known."""
    canaries = select_fingerprints([HIDDEN], [])
    left = canaries.without([HIDDEN.text, HIDDEN.title, HIDDEN.path, HIDDEN.id, *HIDDEN.names])

    assert len(left) == 0
    assert left.uncovered == (HIDDEN.path,)
    assert sum(left.dropped.values()) == sum(canaries.dropped.values()) + len(canaries)


WORD = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd"], max_codepoint=0x30FF), min_size=1, max_size=8)


@given(st.lists(st.sampled_from([f"word{n}s" for n in range(200)]), min_size=11, max_size=60, unique=True), st.data())
def test_eleven_words_in_a_row_cannot_be_quoted_unseen(sentence, data):
    """Wherever a quotation begins and whatever parts its words."""
    canaries = select_fingerprints([HiddenText(path="x.md", text=" ".join(sentence))], [])
    start = data.draw(st.integers(0, len(sentence) - 11))
    quoted = data.draw(st.sampled_from([" ", "-", "** _", "\n", " | "])).join(sentence[start : start + 11])

    assert FingerprintKind.SENTENCE in _kinds(canaries, quoted)


@given(st.lists(WORD, max_size=12).map(" ".join), st.lists(WORD, max_size=12).map(" ".join), st.text(max_size=60))
def test_readable_texts_never_alarm(title, text, more):
    """Whatever is hidden, in any script."""
    canaries = select_fingerprints(
        [HiddenText(path=f"{title}.md", id=more, title=title, names=(text, more), text=text)], [text, more]
    )

    assert [*canaries.find(text)] == []
    assert [*canaries.find(more)] == []


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_hidden_and_searched(hidden, text):
    """Nothing that somebody writes is an exception, and the same is found in every run."""
    first, second = (
        select_fingerprints([HiddenText(path="a.md", id=hidden, title=hidden, names=(hidden,), text=hidden)], [text])
        for _ in range(2)
    )

    assert [canary.words for canary in first.kept] == [canary.words for canary in second.kept]
    assert [s.excerpt for s in first.find(hidden)] == [s.excerpt for s in second.find(hidden)]
