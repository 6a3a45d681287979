"""States from tables that trackers export."""

import pytest
from mkdocs_postmortems.core.action_states_csv import read_table
from mkdocs_postmortems.core.errors import PostmortemsError


def _rows(text):
    return [(row.key, row.state and row.state.value, row.closed) for row in read_table(text)]


@pytest.mark.parametrize(
    "text",
    [
        "key,state,closed\nOPS-1,Done,2026-11-03\nOPS-2,open,\n",
        "\ufeffURL;Status;Resolved\r\nOPS-1;closed;2026-11-03T10:00\r\n;open;\r\nOPS-2;To Do;\r\n",
        'Summary\tIssue key\tStatus\tClosed\n"two\nlines"\tOPS-1\tverified\t2026-11-03\nx\tOPS-2\tOpened\t3 Nov\n',
    ],
)
def test_tables_are_read(text):
    """With commas, semicolons or tabs; columns may have the names that trackers give them."""
    assert _rows(text) == [("OPS-1", "done", "2026-11-03"), ("OPS-2", "open", None)]


def test_words_of_states():
    """Those of documents, and a few more of trackers."""
    words = "In Progress,Won't fix,not planned,Duplicate,Declined,merged,whatever".split(",")

    found = [state for _, state, _ in _rows("key,state\n" + "".join(f"K-1,{word}\n" for word in words))]

    assert found == ["in_progress", "wont_do", "wont_do", "wont_do", "wont_do", "done", None]


@pytest.mark.parametrize(
    "text", ["", "OPS-1,done\n", "key,closed\nOPS-1,x\n", "state\nopen\n", f"key,state\n{'x' * 200_000},open\n"]
)
def test_what_is_no_table_is_refused(text):
    """With the name of the column that is missing."""
    with pytest.raises(PostmortemsError):
        _rows(text)
