"""What events of the interpreter say of files that are read and programs that are started."""

from pathlib import Path

import pytest
from mkdocs_postmortems.system.audit_hooks import read_path, real_path, started_programs


@pytest.mark.parametrize(
    ("event", "arguments", "path"),
    [
        ("open", ("a.md", "r", 0), "a.md"),
        ("open", (b"a.md", "r", 0), b"a.md"),
        ("open", (Path("a.md"), "r", 0), Path("a.md")),
        ("open", (3, "r", 0), None),
        ("os.listdir", (None,), None),
        ("os.scandir", ("docs",), "docs"),
        ("os.link", ("a.md", "b.md", -1, -1), "a.md"),
        ("os.rename", ("a.md", "b.md", -1, -1), "a.md"),
        ("sqlite3.connect", ("a.db",), "a.db"),
        ("sqlite3.connect", ("file:/srv/a%20b.db?mode=ro",), "/srv/a b.db"),
        ("sqlite3.connect", (":memory:",), None),
        ("os.remove", ("a.md", -1), None),
    ],
)
def test_an_event_of_reading_names_its_path(event, arguments, path):
    """Descriptors, databases in memory and events of other kinds have none."""
    assert read_path(event, arguments) == path


@pytest.mark.parametrize(
    ("event", "arguments", "programs"),
    [
        ("subprocess.Popen", ("cat", ["cat", "a.md"], None, None), ["cat"]),
        ("os.spawn", (0, "/bin/cat", ["cat"], None), ["/bin/cat"]),
        ("os.system", (b"cat a.md",), [b"cat a.md"]),
        ("pty.spawn", (["cat", "a.md"],), ["cat"]),
        ("open", ("a.md", "r", 0), []),
    ],
)
def test_an_event_of_starting_names_its_program(event, arguments, programs):
    """Wherever in its arguments that is."""
    assert list(started_programs(event, arguments)) == programs


def test_a_link_is_the_file_that_it_leads_to(tmp_path):
    """So that a guard cannot be led around."""
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    (tmp_path / "b.md").symlink_to("a.md")

    assert real_path(bytes(tmp_path / "b.md")) == real_path(tmp_path / "a.md")
