"""What is hidden is searched for; what may be read never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.canaries.canary import Hidden, Kind
from mkdocs_postmortems.core.canaries.sieve import make_canaries

HIDDEN = Hidden(
    path="security/2026-03-01-vault-token.md",
    id="INC-2026-0777",
    title="Vault token was copied",
    names=("Ottilie Vandersloot", "Bo"),
    text="The unsealed token lay on `hr-vault-03` at 10.2.3.4 for eleven days. See OPS-12 of Vandersloot Consulting.",
)


def _kinds(canaries, text):
    return {sighting.canary.kind for sighting in canaries.find(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("inc_2026_0777", Kind.ID),
        ("xINC20260777y", Kind.ID),
        ("vault-token-was-copied", Kind.TITLE),
        ("VAULT  **TOKEN** was\ncopied", Kind.TITLE),
        ("2026-03-01-vault-token.md", Kind.FILE),
        ("/security/2026/2026-03-01-vault-token/", Kind.FILE),
        ("Öttilié Vandersloot", Kind.NAME),
        ("Mr Vandersloot", Kind.NAME),
        ("the unsealed token lay on hr", Kind.SENTENCE),
        ("HR_VAULT_03", Kind.IDENTIFIER),
        ("ssh 10.2.3.4:22", Kind.IDENTIFIER),
        ("(OPS-12)", Kind.IDENTIFIER),
        ("by Vandersloot", Kind.NAME),
    ],
)
def test_kinds_are_found(text, kind):
    """Case, accents, markup and what parts words make no difference."""
    assert kind in _kinds(make_canaries([HIDDEN], ["readable"]), text)


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
    assert _kinds(make_canaries([HIDDEN], ["vault token 2026"]), text) == set()


def test_what_may_be_read_is_dropped_and_counted():
    """Nobody may believe that more was searched for than was."""
    canaries = make_canaries([HIDDEN], ["INC 2026 0777: [vault token](https://x.example) was copied"])

    assert canaries.dropped[Kind.ID] == 1
    assert canaries.dropped[Kind.TITLE] == 1
    assert Kind.ID not in canaries.counts
    assert canaries.counts[Kind.SENTENCE] > 0


def test_a_document_without_canaries_is_named():
    """Of a document that says nothing of its own, nothing is known."""
    hidden = [HIDDEN, Hidden(path="a/b.md", title="Outage", text="It was down.")]

    assert make_canaries(hidden, []).unwatched == ("a/b.md",)


def test_canaries_can_be_taken_away_later():
    """Words of a theme count as readable, whenever they are known."""
    canaries = make_canaries([HIDDEN], [])
    left = canaries.without([HIDDEN.text, HIDDEN.title, HIDDEN.path, HIDDEN.id, *HIDDEN.names])

    assert len(left) == 0
    assert left.unwatched == (HIDDEN.path,)
    assert sum(left.dropped.values()) == sum(canaries.dropped.values()) + len(canaries)


WORD = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd"], max_codepoint=0x30FF), min_size=1, max_size=8)


@given(st.lists(st.sampled_from([f"word{n}s" for n in range(200)]), min_size=11, max_size=60, unique=True), st.data())
def test_eleven_words_in_a_row_cannot_be_quoted_unseen(sentence, data):
    """Wherever a quotation begins and whatever parts its words."""
    canaries = make_canaries([Hidden(path="x.md", text=" ".join(sentence))], [])
    start = data.draw(st.integers(0, len(sentence) - 11))
    quoted = data.draw(st.sampled_from([" ", "-", "** _", "\n", " | "])).join(sentence[start : start + 11])

    assert Kind.SENTENCE in _kinds(canaries, quoted)


@given(st.lists(WORD, max_size=12).map(" ".join), st.lists(WORD, max_size=12).map(" ".join), st.text(max_size=60))
def test_readable_texts_never_alarm(title, text, more):
    """Whatever is hidden, in any script."""
    canaries = make_canaries(
        [Hidden(path=f"{title}.md", id=more, title=title, names=(text, more), text=text)], [text, more]
    )

    assert [*canaries.find(text)] == []
    assert [*canaries.find(more)] == []


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_hidden_and_searched(hidden, text):
    """Nothing that somebody writes is an exception, and the same is found in every run."""
    first, second = (
        make_canaries([Hidden(path="a.md", id=hidden, title=hidden, names=(hidden,), text=hidden)], [text])
        for _ in range(2)
    )

    assert [canary.words for canary in first.kept] == [canary.words for canary in second.kept]
    assert [s.excerpt for s in first.find(hidden)] == [s.excerpt for s in second.find(hidden)]
