"""Reading folders of postmortems, and writing new files."""

import os
import stat
import sys

import pytest
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.sources.files import (
    is_tool_folder,
    load_taxonomy,
    quoted_text,
    read_source,
    read_sources,
    write_new,
)
from mkdocs_postmortems.sources.source_tree import read_source_tree


@pytest.fixture(name="folder")
def _folder(tmp_path):
    """Return a function that fills a folder and reads it."""

    def fill(files, **options):
        for name, content in files.items():
            path = tmp_path / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sources(tmp_path / "docs", **options)

    return fill


def paths(reading):
    """Return the paths that were read."""
    return [source.path for source in reading.sources]


def lines(reading):
    """Return the problems as lines."""
    return [str(problem) for problem in reading.problems]


def test_documents_are_read_in_order_of_path(folder):
    """By every ending that documents have, and text files without any."""
    names = ["b.md", "a/z.qmd", "a.markdown", "x.html.md.erb", "c.Rmd", "2022-10-31-Android", "PM2 - Bad AMI v1.2"]
    reading = folder(dict.fromkeys(names, "text"))

    assert paths(reading) == sorted(names)
    assert reading.problems == ()


def test_what_is_no_document_is_not_read(folder):
    """Other endings, dot files and folders, files about the repository, programs and binary files."""
    names = ["x.py", "x.txt", ".template.md", ".git/x.md", "LICENSE", "README", "CODEOWNERS", "node_modules/a/x.md"]
    reading = folder(
        dict.fromkeys(names, "text") | {"run": "#!/bin/sh\n", "binary": b"\x7fELF\0\1", "latin": b"caf\xe9 x"}
    )

    assert paths(reading) == []
    assert reading.problems == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text_is_reported_and_keeps_nothing_else_from_being_read(folder, tmp_path):
    """A document, an attachment or a folder; MkDocs would end with an error about none of them."""
    folder({"a.md": "x"})
    docs = tmp_path / "docs"
    for name in (b"caf\xe9.md", b"\xff.png", b".\xff"):
        (docs / os.fsdecode(name)).write_text("x", encoding="utf-8")
    (docs / os.fsdecode(b"d\xe9")).mkdir()
    reading = folder({"d.md": "x"})

    assert paths(reading) == ["a.md", "d.md"]
    assert [(one.code, one.path) for one in reading.problems] == [
        ("PM004", path) for path in ("\\xff.png", "caf\\xe9.md", "d\\xe9")
    ]
    tree = read_source_tree(docs)
    assert not tree.attachments.paths
    assert {"a.md", "d.md"} == {source.path for source in tree.documents}


def test_what_a_link_leads_to_is_not_quoted(tmp_path):
    """It may be any file of the machine, and messages are in logs; the file itself is quoted."""
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.md").symlink_to("a.md")

    assert quoted_text(tmp_path / "a.md", "a.md") == "x"
    assert quoted_text(tmp_path / "b.md", "b.md") == ""


def test_excluded_files_are_not_read(folder):
    """Patterns are relative to the folder."""
    reading = folder({"drafts/a.md": "x", "b.md": "x"}, exclude=["drafts/*"])

    assert paths(reading) == ["b.md"]


def test_byte_order_mark_and_carriage_returns_are_gone(folder):
    """The text is as if it had been written here."""
    reading = folder({"a.md": b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\nold\rmac\r\n"})

    assert reading.sources[0].text == "---\ntitle: x\n---\nold\nmac\n"
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"one\ntwo caf\xe9\n", "a.md:2: PM001 file is not UTF-8: byte 0xe9 ('\u00e9' in Latin-1); save it as UTF-8."),
        ("x".encode("utf-16"), "a.md:1: PM001 file is UTF-16, not UTF-8; save it as UTF-8."),
        (b"one\ntwo\0\n", "a.md:2: PM001 file holds a NUL byte, so it is no text."),
    ],
)
def test_what_is_no_utf_8_is_withheld(folder, content, expected):
    """One clear line, and the rest is read."""
    reading = folder({"a.md": content, "b.md": "fine"})

    assert lines(reading) == [expected]
    assert paths(reading) == ["b.md"]


def test_empty_file_is_a_warning(folder):
    """It is read all the same."""
    reading = folder({"a.md": " \n"})

    assert lines(reading) == ["a.md:1: PM002 file is empty."]
    assert paths(reading) == ["a.md"]


def test_folder_that_is_named_as_a_document_is_a_folder(folder):
    """A file that became a folder."""
    assert paths(folder({"x.md/inside.md": "text"})) == ["x.md/inside.md"]


def test_dangling_link_is_reported(folder, tmp_path):
    """By where it leads."""
    folder({"a.md": "x"})
    (tmp_path / "docs" / "gone.md").symlink_to("nowhere.md")

    assert lines(read_sources(tmp_path / "docs")) == [
        "gone.md:1: PM003 symbolic link leads nowhere: 'nowhere.md' does not exist."
    ]


def test_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    """Nothing outside is published by accident; links inside are fine."""
    (tmp_path / "secret.md").write_text("secret")
    folder({"a.md": "x"})
    (tmp_path / "docs" / "out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "docs" / "in.md").symlink_to("a.md")
    (tmp_path / "docs" / "loop.md").symlink_to("loop.md")
    (tmp_path / "docs" / "up").symlink_to(tmp_path, target_is_directory=True)
    reading = read_sources(tmp_path / "docs")

    assert paths(reading) == ["a.md", "in.md"]
    assert [problem.code for problem in reading.problems] == ["PM003", "PM003", "PM003"]
    assert not any("secret" in source.text for source in reading.sources)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_reported(folder, tmp_path):
    """With the system's reason."""
    folder({"a.md": "x"})
    (tmp_path / "docs" / "a.md").chmod(0)

    assert lines(read_sources(tmp_path / "docs")) == ["a.md:1: PM004 file cannot be read: permission denied."]


def test_missing_file_is_reported(tmp_path):
    """A path that was given and is not there."""
    source, problems = read_source(tmp_path / "no.md", "no.md")

    assert source is None
    assert [str(problem) for problem in problems] == ["no.md:1: PM004 file cannot be read: no such file or directory."]


def test_new_file_is_written_whole(tmp_path):
    """With its folders, and as readable as any file of the user."""
    assert write_new(tmp_path / "a" / "b.md", "text\n")
    assert (tmp_path / "a" / "b.md").read_bytes() == b"text\n"
    assert stat.S_IMODE((tmp_path / "a" / "b.md").stat().st_mode) & 0o600 == 0o600
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.md"]


def test_existing_file_is_never_changed(tmp_path):
    """Not even a dangling link."""
    (tmp_path / "a.md").write_text("mine")
    (tmp_path / "b.md").symlink_to("nowhere")

    assert not write_new(tmp_path / "a.md", "yours")
    assert not write_new(tmp_path / "b.md", "yours")
    assert (tmp_path / "a.md").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_site_without_taxonomy_states_none(tmp_path):
    """The shipped terms are there to match, and nothing is wrong."""
    taxonomy, problems = load_taxonomy(tmp_path / "taxonomy.yml", "taxonomy.yml")

    assert problems == ()
    assert not taxonomy.is_declared
    assert "sev1" in taxonomy.terms(Vocabulary.SEVERITIES)


def test_unreadable_taxonomy_is_reported(tmp_path):
    """And the site is built with what is shipped."""
    (tmp_path / "taxonomy.yml").write_bytes(b"teams: caf\xe9")
    taxonomy, problems = load_taxonomy(tmp_path / "taxonomy.yml", "taxonomy.yml")

    assert [problem.code for problem in problems] == ["PM001"]
    assert not taxonomy.is_declared


@pytest.mark.parametrize("where", [".manifest.json", "dist/.manifest.json", "dist/.manifest.json/x"])
def test_a_manifest_without_a_name_is_none(where, tmp_path):
    """Its folder is one of sources; a folder of sites is none (the control)."""
    (tmp_path / where).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / where).write_text("{}", encoding="utf-8")
    assert not is_tool_folder(tmp_path / "dist")
    (tmp_path / "dist/staff").mkdir(parents=True)
    (tmp_path / "dist/staff.manifest.json").write_text("{}", encoding="utf-8")
    assert is_tool_folder(tmp_path / "dist")
