"""Text as tokens of the full-text index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.index_text import index_text, written_text

CASES = {
    "Plain words, read-only; don't": "Plain words, read-only; don't",
    "GET /v2/orders?id=42": "GET /v2/~| orders?~| id=~| 42".replace("/v2/", "/v~| 2/"),
    "v2.14.3-rc.1": "v~| 2.~| 14.~| 3-~| rc.~| 1",
    "$4,200.50": "$4,~| 200.~| 50",
    "C++ and C#": "C++ and C#",
    "max_wal_size": "max~!~| wal~!~| size",
    "__init__": "~!~!init~!~!",
    "10.0.3.7:5432": "10.~| 0.~| 3.~| 7:~| 5432",
    "— ->": "— ->",
    "障害が発生。復旧": "障害~|| 害が~|| が発~|| 発生~|| 生。~| 復旧~|| 旧",
    "Redisの停止": "Redis~| の停~|| 停止~|| 止",
    "「接続」": "「接続~|| 続」",
    "서버가 멈췄다": "서버~|| 버가~|| 가 멈췄~|| 췄다~|| 다",
    "ฐานข้อมูล": "ฐา~|| าน~|| นข้~|| ข้อ~|| อมู~|| มูล~|| ล",
    "सर्वर बंद": "सर्वर बंद",
    " two\n  lines ": "two lines",
}


@pytest.mark.parametrize("text", CASES)
def test_words_become_tokens(text):
    """Parts of words with signs are tokens, and so are pairs of characters where words have no spaces."""
    assert index_text(text) == CASES[text]


@pytest.mark.parametrize("text", CASES)
def test_cases_can_be_shown(text):
    """What a result shows is what was written."""
    assert written_text(CASES[text]) == " ".join(text.split())


@given(st.text(st.sampled_from("ab_./-$9 5かな漢字한ที่é、。「|!\n"), max_size=40))
def test_what_was_written_can_be_shown(text):
    """Marks say how tokens were joined; nothing else of the text changes. `~` is the sign that marks begin with."""
    assert written_text(index_text(text)) == " ".join(text.split())


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text):
    """Whatever stands in a document is cut, and nothing but spaces is between tokens."""
    assert index_text(text).split() == index_text(text).split(" ") or not text.split()
