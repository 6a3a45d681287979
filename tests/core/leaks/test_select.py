"""What is hidden is searched for; what may be read never is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.leaks.fingerprint import FingerprintKind, GapRule, HiddenText
from mkdocs_postmortems.core.leaks.select import FingerprintSet, find_common, select_fingerprints

HIDDEN = HiddenText(
    path="security/2026-03-01-vault-token.md",
    id="INC-2026-0777",
    title="Vault token was copied",
    names=("Ottilie Vandersloot", "Bo"),
    text="The unsealed token lay on `hr-vault-03` at 10.2.3.4 for eleven days. See OPS-12 of Vandersloot Consulting.",
)


def _kinds(fingerprints, text):
    return {match.fingerprint.kind for match in fingerprints.find(text)}


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
    """Words of two cells, numbers beside names, parts of fingerprints."""
    assert _kinds(select_fingerprints([HIDDEN], ["vault token 2026"]), text) == set()


def test_what_may_be_read_is_dropped_and_counted():
    """Nobody may believe that more was searched for than was."""
    fingerprints = select_fingerprints([HIDDEN], ["INC 2026 0777: [vault token](https://x.example) was copied"])

    assert fingerprints.dropped[FingerprintKind.ID] == 1
    assert fingerprints.dropped[FingerprintKind.TITLE] == 1
    assert FingerprintKind.ID not in fingerprints.counts
    assert fingerprints.counts[FingerprintKind.SENTENCE] > 0


def test_a_document_without_fingerprints_is_named():
    """Of a document that says nothing of its own, nothing is known."""
    hidden = [HIDDEN, HiddenText(path="a/b.md", title="Outage", text="It was down.")]

    assert select_fingerprints(hidden, []).uncovered == ("a/b.md",)


def test_fingerprints_can_be_taken_away_later():
    """Words of a theme count as readable, whenever they are known."""
    fingerprints = select_fingerprints([HIDDEN], [])
    texts = [HIDDEN.text, HIDDEN.title, HIDDEN.path, HIDDEN.id, *HIDDEN.names]
    left = fingerprints.without(find_common(fingerprints.kept, texts))

    assert len(left) == 0
    assert left.uncovered == (HIDDEN.path,)
    assert sum(left.dropped.values()) == sum(fingerprints.dropped.values()) + len(fingerprints)


def kept(*visible: str, **fields: object) -> list[str]:
    """Return what is searched for of a document beside readable texts: kind, gap and words, in order."""
    found = select_fingerprints([HiddenText(**{"path": ""} | fields)], visible)
    return [f"{one.kind} {one.gap}: {' '.join(one.words)}" for one in found.kept]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Blackout"}, ["title narrow: blackout"]),
        ({"title": "Outages"}, []),
        ({"title": "漢"}, []),
        ({"path": "teams"}, []),
        ({"path": "accounts"}, ["file name tight: accounts"]),
        ({"names": ("Petra",)}, ["name exact: petra"]),
        ({"names": ("Pete",)}, []),
        ({"names": ("漢",)}, ["name exact: 漢"]),
        ({"names": ("Żan",)}, []),
        ({"id": "a1b2c"}, ["id exact: a1b2c"]),
        ({"id": "a1b2"}, []),
        ({"id": "12345"}, []),
        ({"id": "1234567"}, []),
        ({"id": "12345678"}, ["id exact: 12345678"]),
        ({"id": "OPS-12"}, ["id exact: ops 12"]),
        ({"id": "AB-12"}, []),
        ({"title": "vault token"}, []),
        ({"title": "vault 2024"}, []),
        ({"title": "vault blackout"}, ["title narrow: vault blackout"]),
        ({"title": "vault x9y8z"}, ["title narrow: vault x9y8z"]),
        ({"title": "a vault token"}, ["title narrow: a vault token"]),
        ({"title": "a b c"}, []),
        ({"title": "a b cd"}, []),
        ({"title": "a b cde"}, ["title narrow: a b cde"]),
        ({"names": ("Al Bo",)}, []),
        ({"names": ("Al Bob",)}, ["name narrow: al bob"]),
        ({"names": ("漢字",)}, []),
        ({"names": ("漢字仮",)}, []),
        ({"names": ("漢字仮名",)}, ["name narrow: 漢 字 仮 名"]),
        ({"names": ("漢 b",)}, []),
        ({"names": ("яб вг",)}, ["name narrow: яб вг"]),
        ({"title": "漢字仮名交文"}, ["title narrow: 漢 字 仮 名 交 文"]),
        ({"title": "漢字仮名交"}, []),
        ({"text": "a b c d"}, []),
        ({"text": "aa bb c d"}, ["sentence narrow: aa bb c d"]),
        ({"text": "by 10.2.3.4"}, ["identifier exact: 10 2 3 4"]),
        ({"text": "by 1.2.3.4"}, ["identifier exact: 1 2 3 4"]),
    ],
)
def test_what_is_too_short_or_too_common_is_not_searched_for(fields, expected):
    """A text may have it by chance: one word, unless it is long, mixed or a name; two, unless one of them is."""
    assert kept(**fields) == expected


@pytest.mark.parametrize(
    ("fields", "visible", "expected"),
    [
        ({"title": "vault blackout"}, "blackout", []),
        ({"title": "vault blackout"}, "vault", ["title narrow: vault blackout"]),
        ({"title": "a vault token"}, "a vault and a token", ["title narrow: a vault token"]),
        ({"text": "the vault was open"}, "the vault was", ["sentence narrow: the vault was open"]),
        ({"text": "the vault was open"}, "open was the vault", []),
        ({"text": "the vault 7 was x"}, "was the vault", []),
        ({"text": "aa bb cc dd ee ff"}, "ff ee dd cc bb aa", ["sentence prose: aa bb cc dd ee ff"]),
        ({"title": "aa bb cc dd ee ff"}, "ff ee dd cc bb aa", ["title any: aa bb cc dd ee ff"]),
        ({"names": ("Al Bob",)}, "Bob and Al", ["name narrow: al bob"]),
        ({"id": "kafka-broker-7"}, "kafka", ["id tight: kafka broker 7"]),
        ({"id": "kafka-broker-7"}, "a broker of kafka", ["id exact: kafka broker 7"]),
        ({"id": "kafka-broker-x"}, "a broker of kafka", ["id exact: kafka broker x"]),
        ({"id": "kafka-broker-7"}, "kafka broker 7", []),
        ({"id": "kafka-broker-7"}, "kafka | broker | 7", []),
        ({"id": "kafka-broker-7"}, "xkafkabroker7", []),
        ({"title": "vault token was copied"}, "vault. Token | was\n\ncopied", []),
        ({"title": "vault token was copied"}, "[vault](https://x.example/a) **token** was copied", []),
        ({"title": "vault token was copied"}, "vault%20token%20was%20copied", []),
        ({"title": "vault &token was copied"}, "vault&nbsp;&amp;token&nbsp;was&nbsp;copied", []),
        ({"title": "vault token was copied"}, "[x](https://x.example/vault-token-was-copied)", []),
        ({"title": "vault token was copied"}, "vault token was", ["title narrow: vault token was copied"]),
    ],
)
def test_what_readers_see_anyway_is_not_searched_for(fields, visible, expected):
    """In whatever form they see it; of a name whose words they know, only the very name gives something away."""
    assert kept(visible, **fields) == expected


def test_what_two_documents_say_is_of_both():
    """It is searched for once, and both count as watched."""
    hidden = [HiddenText(path=path, title="Vault blackout of March", id="OPS-12") for path in ("b.md", "a.md", "c.md")]
    fingerprints = select_fingerprints(hidden, [])

    assert [(one.kind, one.paths) for one in fingerprints.kept] == [
        (FingerprintKind.ID, ("b.md", "a.md", "c.md")),
        (FingerprintKind.TITLE, ("b.md", "a.md", "c.md")),
    ]
    assert fingerprints.uncovered == ()


def test_what_a_document_says_twice_is_of_one_document():
    """Its path is named once."""
    fingerprints = select_fingerprints([HiddenText(path="", title="Vault blackout", names=("Vault blackout",))], [])

    assert [(one.kind, one.paths) for one in fingerprints.kept] == [
        (FingerprintKind.TITLE, ("",)),
        (FingerprintKind.NAME, ("",)),
    ]


def test_what_must_be_exact_is_merged_only_with_its_like():
    """`ops-12` is not `ops_12`."""
    hidden = [HiddenText(path="", id=id) for id in ("OPS-12", "ops_12", "Ops-12")]

    assert [one.literal for one in select_fingerprints(hidden, []).kept] == ["ops-12", "ops_12"]


def test_each_is_found_once_in_a_text():
    """With the first place's surroundings."""
    [match] = select_fingerprints([HiddenText(path="", id="OPS-1234")], []).find("first OPS-1234, then OPS-1234 again")

    assert match.fingerprint.shown == "OPS-1234"
    assert match.excerpt.startswith("first ops-1234")


def test_counts_are_by_kind():
    """Of what is searched for, and of what is not."""
    hidden = HiddenText(path="", id="OPS-1234", title="Vault blackout", names=("Al Bob", "Petra", "Bo"))
    fingerprints = select_fingerprints([hidden], ["Petra"])

    assert len(fingerprints) == 3
    assert fingerprints.counts == {FingerprintKind.ID: 1, FingerprintKind.TITLE: 1, FingerprintKind.NAME: 1}
    assert fingerprints.dropped == {FingerprintKind.NAME: 2}


def test_taking_away_counts_on():
    """What was dropped before and later, and what nobody watches any more, in order."""
    hidden = [
        HiddenText(path="a/b.md", title="Vault blackout"),
        HiddenText(path="c/a.md", names=("Petra", "Al Bob")),
        HiddenText(path="e/a.md", names=("Bo",)),
    ]
    fingerprints = select_fingerprints(hidden, ["Al Bob"])
    assert fingerprints.uncovered == ("e/a.md",)
    left = fingerprints.without(find_common(fingerprints.kept, ["Petra", "and more"]))

    assert [one.shown for one in left.kept] == ["Vault blackout"]
    assert left.uncovered == ("c/a.md", "e/a.md")
    assert left.dropped[FingerprintKind.NAME] == fingerprints.dropped[FingerprintKind.NAME] + 1
    assert left.dropped[FingerprintKind.FILE] == fingerprints.dropped[FingerprintKind.FILE]
    assert list(left.find("Petra")) == []
    assert [match.fingerprint.shown for match in left.find("the vault blackout")] == ["Vault blackout"]


def test_what_is_common_is_found_without_reading_more_than_is_needed():
    """Once everything is found nothing more is read, which takes long for all files of all themes."""
    kept = select_fingerprints([HiddenText(path="", id="kafka-broker-7", names=("Petra",))], []).kept

    def texts() -> Iterator[str]:
        yield "petra and xkafkabroker7"
        raise AssertionError

    assert find_common(kept, texts()) == {*kept}
    assert [one.shown for one in find_common(kept, ["Petra"])] == ["Petra"]
    assert find_common(kept, []) == frozenset()


def test_a_digest_says_whether_the_same_is_searched_for():
    """A file that was searched for one set is known to be clean of that set only: words, marks and gaps all count."""

    def digest(*hidden: str, visible: tuple[str, ...] = ()) -> str:
        return select_fingerprints([HiddenText(path="a.md", text=text) for text in hidden], visible).digest

    assert digest("host `kafka-broker-7`") == digest("host `kafka-broker-7`")
    assert len({digest(), digest("`kafka-broker-7`"), digest("`kafka-broker-8`"), digest("`kafka_broker_7`")}) == 4
    assert digest("`kafka-broker-7`", visible=("kafka-broker-7",)) != digest("`kafka-broker-7`")
    one, *others = select_fingerprints([HiddenText(path="", names=("Petra",))], []).kept
    assert not others
    changed = [one, replace(one, gap=GapRule.ANY), replace(one, words=("paula",)), replace(one, literal="Paula")]
    assert len({FingerprintSet((each,), {}, ()).digest for each in changed}) == len(changed)


def test_a_set_is_of_nothing_only_where_nothing_is_hidden():
    """A text too common to be searched for is hidden all the same."""
    assert select_fingerprints([], ["all may read this"]).is_of_nothing
    assert not select_fingerprints([HiddenText(path="", names=("Petra",))], []).is_of_nothing
    assert not select_fingerprints([HiddenText(path="", names=("Petra",))], ["Petra"]).is_of_nothing
    assert not FingerprintSet((), {}, ("a.md",)).is_of_nothing


def test_two_sets_are_searched_for_as_one():
    """The counts of both are added; what the second could not cover says nothing."""
    first = select_fingerprints([HiddenText(path="a.md", names=("Petra", "Bo"))], ["Bo"])
    second = select_fingerprints([HiddenText(path="b/c.md", names=("Ottilie",))], ["c b"])
    both = first.and_more(second)

    assert [one.shown for one in both.kept] == [one.shown for one in (*first.kept, *second.kept)]
    assert sum(both.dropped.values()) == sum(first.dropped.values()) + sum(second.dropped.values()) > 0
    assert both.uncovered == first.uncovered
    assert {match.fingerprint.shown for match in both.find("Petra and Ottilie")} == {"Petra", "Ottilie"}


WORD = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd"], max_codepoint=0x30FF), min_size=1, max_size=8)


@given(st.lists(st.sampled_from([f"word{n}s" for n in range(200)]), min_size=11, max_size=60, unique=True), st.data())
def test_eleven_words_in_a_row_cannot_be_quoted_unseen(sentence, data):
    """Wherever a quotation begins and whatever parts its words."""
    fingerprints = select_fingerprints([HiddenText(path="x.md", text=" ".join(sentence))], [])
    start = data.draw(st.integers(0, len(sentence) - 11))
    quoted = data.draw(st.sampled_from([" ", "-", "** _", "\n", " | "])).join(sentence[start : start + 11])

    assert FingerprintKind.SENTENCE in _kinds(fingerprints, quoted)


@given(st.lists(WORD, max_size=12).map(" ".join), st.lists(WORD, max_size=12).map(" ".join), st.text(max_size=60))
def test_readable_texts_never_alarm(title, text, more):
    """Whatever is hidden, in any script."""
    fingerprints = select_fingerprints(
        [HiddenText(path=f"{title}.md", id=more, title=title, names=(text, more), text=text)], [text, more]
    )

    assert [*fingerprints.find(text)] == []
    assert [*fingerprints.find(more)] == []


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_hidden_and_searched(hidden, text):
    """Nothing that somebody writes is an exception, and the same is found in every run."""
    first, second = (
        select_fingerprints([HiddenText(path="a.md", id=hidden, title=hidden, names=(hidden,), text=hidden)], [text])
        for _ in range(2)
    )

    assert [fingerprint.words for fingerprint in first.kept] == [fingerprint.words for fingerprint in second.kept]
    assert [s.excerpt for s in first.find(hidden)] == [s.excerpt for s in second.find(hidden)]
