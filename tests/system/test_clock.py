"""The time that output depends on."""

import time
from datetime import UTC, datetime

import pytest
from mkdocs_postmortems.system import clock


def test_a_time_may_be_given(monkeypatch):
    """In seconds since 1970; its day is that of UTC."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700006399")

    assert clock.now() == 1_700_006_399
    assert clock.today() == "2023-11-14"


@pytest.mark.parametrize("given", ["", "soon", "-5", "1.5", "²", "9" * 40])
def test_what_is_no_time_is_ignored(monkeypatch, given):
    """The time is that of the machine."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    before = int(time.time())
    found = clock.now()

    assert before <= found <= time.time()
    assert datetime.fromisoformat(clock.today()).replace(tzinfo=UTC).timestamp() <= time.time()
