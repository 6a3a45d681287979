"""Files that a build in one process must not read."""

import os

import pytest
from mkdocs_postmortems.site.file_guard import FileGuard


@pytest.mark.parametrize("read", [lambda file, _: file.read_text(), os.link, os.symlink, os.rename])
def test_a_withheld_file_is_refused_while_the_build_lasts(tmp_path, read):
    """Whether it is opened, linked or moved; another file is read, and afterwards all are."""
    withheld, other = tmp_path / "withheld.md", tmp_path / "other.md"
    withheld.write_text("hidden", encoding="utf-8")
    other.write_text("seen", encoding="utf-8")
    guard = FileGuard()
    guard.begin([withheld])
    try:
        with pytest.raises(PermissionError, match="not for the audience of this build"):
            read(withheld, tmp_path / "new.md")
        assert other.read_text(encoding="utf-8") == "seen"
    finally:
        guard.end()

    assert guard.refused == [str(withheld.resolve())]
    assert withheld.read_text(encoding="utf-8") == "hidden"
