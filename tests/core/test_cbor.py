"""CBOR as Pagefind writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core import cbor

VALUES = st.recursive(st.one_of(st.integers(0, 2**64 - 1), st.text()), lambda value: st.lists(value, max_size=30))


@given(VALUES)
def test_what_is_written_reads_back(value):
    """Numbers, texts and lists in lists."""
    assert cbor.decode(cbor.encode(value)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (23, "17"),
        (24, "1818"),
        (1000, "1903e8"),
        (1000000, "1a000f4240"),
        (1000000000000, "1b000000e8d4a51000"),
        ("水", "63e6b0b4"),
        ([1, [2, 3], [4, 5]], "8301820203820405"),
    ],
)
def test_values_have_their_shortest_form(value, written):
    """As in the examples of RFC 8949, appendix A."""
    assert cbor.encode(value).hex() == written


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ("8263616263826164f6", ["abc", "d"]),
        ("a26161616261616163", ["a", "b", "a", "c"]),
        ("c06a323032342d30332d3037", ["2024-03-07"]),
        ("426869", ["hi"]),
        ("61ff", ["\ufffd"]),
        ("f93c00", []),
    ],
)
def test_every_text_is_seen_as_it_stands(data, texts):
    """Also of repeated keys, of tagged dates, of bytes, and what is no UTF-8."""
    assert cbor.texts(bytes.fromhex(data)) == texts


@pytest.mark.parametrize("data", ["", "8101ff", "0101", "63ab", "9bffffffffffffffff", "1a00", "5f426869ff"])
def test_what_is_cut_off_or_goes_on_is_an_error(data):
    """Nobody reads half of a file."""
    with pytest.raises(cbor.CborError):
        cbor.texts(bytes.fromhex(data))
    with pytest.raises(cbor.CborError):
        cbor.decode(bytes.fromhex(data))


@pytest.mark.parametrize("data", ["a0", "f5", "c001", "61ff", "4161"])
def test_values_of_other_kinds_are_not_read(data):
    """Pagefind writes none."""
    with pytest.raises(cbor.CborError):
        cbor.decode(bytes.fromhex(data))


def test_lists_in_lists_of_any_depth_are_searched():
    """A file that was made to stop the search does not."""
    assert cbor.texts(b"\x81" * 100_000 + b"\x61a") == ["a"]


def strings(value: object) -> list[str]:
    """Return the texts of a value, one after the other."""
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []


@given(VALUES)
def test_texts_among_numbers_are_all_seen(value):
    """Numbers are passed over many at a time."""
    assert cbor.texts(cbor.encode(value)) == strings(value)
