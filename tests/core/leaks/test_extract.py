"""What of a hidden document could give a leak away."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.leaks.extract import extract_fingerprints, is_identifier
from mkdocs_postmortems.core.leaks.fingerprint import Fingerprint, HiddenText


def made(**fields: object) -> list[str]:
    """Return what is made of a document: kind, gap and words of each, in order."""
    return [said(one) for one in extract_fingerprints(HiddenText(**{"path": ""} | fields))]


def said(one: Fingerprint) -> str:
    """Return one of them in words."""
    return f"{one.kind} {one.gap}: {' '.join(one.words)}"


IDENTIFIERS = """
    kafka-broker-7 OPS-1234 OPS-12 AB-123 ABCD-12-3 10.2.3.4 1.2.3.4 255.255.255.255 HighErrorRate HighLoad ERRORLOG
    some-name under_score ab_cdefgh a1bcdefg redis7 a1b2c3d4 abc1def2 12345abc e3b0c442 user@example.com
    9f86d081884c7d65
""".split()
NO_IDENTIFIERS = """
    AB-12 A-1234 ops-12 OPS-1 1.2.3 10.2.3.4.5 10.2.3.1234 HighLoa highload Highload a_b_cdef ab_cdef a1b2c a1b2c3d
    abcd1efg 123456ab 1234567890 12:34:56 2024-01-02 2024-01-02T10:00Z v1.22.333 100ms redis 12ms 3.5GiB überlast-77
    db_p1 dbx_p1 12-34-ab-cd abc-1-def-2
""".split()


@pytest.mark.parametrize("written", IDENTIFIERS)
def test_names_of_one_thing_are_identifiers(written):
    """Hosts, tickets, addresses, alerts, digests."""
    assert is_identifier(written)


@pytest.mark.parametrize("written", NO_IDENTIFIERS)
def test_words_numbers_and_versions_are_not(written):
    """What a site computes may look the same: times, numbers with units, versions; so may short and common words."""
    assert not is_identifier(written)


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("INC-12345678", ["id tight: inc 12345678"]),
        ("ABCD-1234", ["id tight: abcd 1234"]),
        ("ABC-1234", ["id exact: abc 1234"]),
        ("OPS-12", ["id exact: ops 12"]),
        ("12345", ["id exact: 12345"]),
        ("12345-1", ["id exact: 12345 1"]),
        ("1234", []),
        ("12-34-5678", []),
        ("10.22.33.44", ["id exact: 10 22 33 44"]),
        ("1.2.3.4", ["id exact: 1 2 3 4"]),
        ("--", []),
        ("", []),
    ],
)
def test_an_id_is_searched_for_as_it_is_written(id, expected):
    """A long one also inside of longer words; nothing but short numbers says nothing."""
    assert made(id=id) == expected


def test_spaces_around_an_id_are_none_of_it():
    """What is compared is the id alone."""
    [one] = extract_fingerprints(HiddenText(path="", id="  OPS-12 "))
    assert (one.literal, one.shown) == ("ops-12", "OPS-12")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Outage", ["title narrow: outage"]),
        ("2024 12", []),
        ("12 of 2024", ["title narrow: 12 of 2024"]),
        ("a b c d e", ["title narrow: a b c d e"]),
        ("a b c d e f", ["title any: a b c d e f"]),
        ("a b c d e 6", ["title narrow: a b c d e 6"]),
        ("a b c d e f g", ["title any: a b c d e f", "title any: b c d e f g"]),
        ("a b c d e f g h i j k l", ["title any: a b c d e f", "title any: g h i j k l"]),
        (
            "a b c d e f g h i j k l m",
            ["title any: a b c d e f", "title any: g h i j k l", "title any: h i j k l m"],
        ),
        ("1 2 3 d e f 7 8 9 k l 12", ["title any: 1 2 3 d e f"]),
        ("漢字仮名交文漢字仮名交", ["title narrow: 漢 字 仮 名 交 文 漢 字 仮 名 交"]),
        ("漢字仮名交文漢字仮名交文", ["title any: 漢 字 仮 名 交 文 漢 字 仮 名 交 文"]),
        (
            "漢字仮名交文漢字仮名交文外",
            ["title any: 漢 字 仮 名 交 文 漢 字 仮 名 交 文", "title any: 字 仮 名 交 文 漢 字 仮 名 交 文 外"],
        ),
        ("漢 b 字 d 仮 f 名 h", ["title any: 漢 b 字 d 仮 f", "title any: 字 d 仮 f 名 h"]),
        ("漢字 b 仮 d 名 f 交 h", ["title any: 漢 字 b 仮 d 名 f 交 h"]),
        ("", []),
    ],
)
def test_a_title_is_searched_for_whole_or_in_runs(title, expected):
    """Runs of six words, or of twelve letters where most words are letters, to the last; numbers alone are none."""
    assert made(title=title) == expected


def test_a_run_shows_where_it_is_from_and_what_is_compared():
    """The message names the whole title, and the words of the run are what is looked for."""
    first, last = extract_fingerprints(HiddenText(path="", title="A b, c d e F g"))
    assert (first.shown, first.literal, last.literal) == ("A b, c d e F g", "a b c d e f", "b c d e f g")
    [whole] = extract_fingerprints(HiddenText(path="", title=" A, b "))
    assert whole.literal == "a, b"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "security/2026-03-01-vault-token.md",
            [
                "file name tight: security",
                "file name tight: 2026 03 01 vault token md",
                "file name narrow: 2026 03 01 vault token",
                "file name narrow: vault token",
            ],
        ),
        (
            "20260301_vault.md",
            ["file name tight: 20260301 vault md", "file name narrow: 20260301 vault", "file name narrow: vault"],
        ),
        (".audience", ["file name tight: audience"]),
        ("a.tar.gz", ["file name exact: a tar gz", "file name narrow: a tar"]),
        ("2026/x", ["file name exact: x"]),
        ("team", ["file name exact: team"]),
    ],
)
def test_a_path_is_searched_for_folder_by_folder(path, expected):
    """And the file's name with and without its ending, and without a date before it."""
    assert made(path=path) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bo", ["name exact: bo"]),
        ("Vandersloot", ["name tight: vandersloot"]),
        ("Ottilie Vandersloot", ["name narrow: ottilie vandersloot", "name tight: vandersloot"]),
        ("Abcdefg Abcdefgh", ["name narrow: abcdefg abcdefgh", "name tight: abcdefgh"]),
        ("ana@x.example", ["name tight: ana x example"]),
        ("ana@vandersloot.example", ["name tight: ana vandersloot example", "name tight: vandersloot"]),
        ("a@b", ["name exact: a b"]),
        ("a b c d e f g h i j k l m", ["name narrow: a b c d e f g h i j k l"]),
        ("", []),
        ("--", []),
    ],
)
def test_a_name_is_searched_for_and_its_long_parts(name, expected):
    """A surname gives somebody away; an address of mail is one thing."""
    assert made(names=(name,)) == expected


def test_names_keep_their_order_and_stand_before_the_text():
    """What says most about a document comes first."""
    found = made(id="OPS-12", title="Outage", path="a.md", names=("Bo", "Al"), text="See kafka-broker-7 now.")
    assert found == [
        "id exact: ops 12",
        "title narrow: outage",
        "file name exact: a md",
        "file name narrow: a",
        "name exact: bo",
        "name exact: al",
        "sentence narrow: see kafka broker 7 now",
        "identifier tight: kafka broker 7",
    ]


def sentences(text: str) -> list[str]:
    """Return what is made of sentences, without their kind."""
    return [one.removeprefix("sentence ") for one in made(text=text) if one.startswith("sentence ")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b c", []),
        ("a b c 4", []),
        ("a b c d", ["narrow: a b c d"]),
        ("a b c d e", ["narrow: a b c d e"]),
        ("a b c d e f", ["prose: a b c d e f"]),
        ("a b c d e f g", ["prose: a b c d e f", "prose: b c d e f g"]),
        (
            "a b c d. e f g h! i j k l? m n o p",
            ["narrow: a b c d", "narrow: e f g h", "narrow: i j k l", "narrow: m n o p"],
        ),
        ('"a b c d." (e f g h.) i j k l', ["narrow: a b c d", "narrow: e f g h", "narrow: i j k l"]),
        ("a b.c d", ["narrow: a b c d"]),
        ("a b c d\n\ne f g h", ["narrow: a b c d", "narrow: e f g h"]),
        ("| a b c d | e f g h |", ["narrow: a b c d", "narrow: e f g h"]),
        ("# a b c d\ne f g h", ["narrow: a b c d", "narrow: e f g h"]),
        ("e f g h\n# a b c d", ["narrow: e f g h", "narrow: a b c d"]),
        ("- a b c d\n- e f g h", ["narrow: a b c d", "narrow: e f g h"]),
        ("a b c d\n\na b c d", ["narrow: a b c d"]),
        ("漢字仮名。交文漢字仮名交文", ["narrow: 交 文 漢 字 仮 名 交 文"]),
        ("漢字仮名交文外", ["narrow: 漢 字 仮 名 交 文 外"]),
        ("漢字仮名交文", []),
    ],
)
def test_sentences_are_searched_for(text, expected):
    """Those of more than three words; what ends a sentence, a cell or a paragraph parts them."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: a b c d\nsummary: e f g h\n", ["narrow: a b c d", "narrow: e f g h"]),
        ("factors:\n  - a b c d\n  - e f g h\n", ["narrow: a b c d", "narrow: e f g h"]),
        ("tags: [a b c d, e f g h]\n", ["narrow: a b c d", "narrow: e f g h"]),
        ("impact: {a: b c d e}\n", ["narrow: a b c d e"]),
        ("services: a b c\nteams: d e f\n", []),
    ],
)
def test_values_of_front_matter_are_searched_for_one_by_one(head, expected):
    """Names and values of fields side by side are no sentence."""
    assert sentences(f"---\n{head}---\nT.\n") == expected
    assert sentences(f"+++\n{head.replace(':', ' =')}+++\nT.\n") == expected


def test_what_only_looks_like_front_matter_is_text():
    """It stands at the very start."""
    assert sentences("T.\n\n---\na: b c d e\n---\n") == ["narrow: a b c d e"]


def test_an_identifier_is_searched_for_once():
    """However often it occurs, and wherever: also in front matter and in code."""
    text = "---\nx: kafka-broker-7\n---\n`kafka-broker-7` and kafka-broker-7, then db-primary-2.\n"
    found = [one for one in made(text=text) if one.startswith("identifier")]
    assert found == ["identifier tight: kafka broker 7", "identifier tight: db primary 2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by Vandersloot", ["word tight: vandersloot"]),
        ("of Abcdefgh", ["word tight: abcdefgh"]),
        ("of Abcdefg", []),
        ("Vandersloot said", []),
        ("End. Vandersloot said", []),
        ("then, Vandersloot said", ["word tight: vandersloot"]),
        ("by Vandersloot, of Vandersloot", ["word tight: vandersloot"]),
        ("by Österreicher", []),
    ],
)
def test_a_long_noun_inside_of_a_sentence_is_searched_for(text, expected):
    """It is a name, more likely than not; at the beginning of a sentence everything is written so."""
    assert [one for one in made(text=text) if one.startswith("word")] == expected


def test_everything_is_of_its_document():
    """So that a finding can say whose words it has."""
    hidden = HiddenText(path="a/b.md", id="OPS-12", title="a b", names=("Al Bo",), text="by Vandersloot at 10.2.3.4 so")
    assert {one.paths for one in extract_fingerprints(hidden)} == {("a/b.md",)}
