"""With any bad file, the rest of the site is built, and each fault is reported in one line."""

import pytest

pytestmark = pytest.mark.slow

GOOD = ">> good.md\n---\ntitle: Good\ndate: 2024-03-07\n---\n## Timeline\n\n- 10:00 Down\n- 11:00 Up\n"
TIMELINE = "## Timeline\n\n- 2024-03-07 10:00 Down\n- 2024-03-07 11:00 Up\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"---\ntitle: [\n---\n" + TIMELINE.encode(), "PM010"),
        (b"---\n- a\n- b\n---\n" + TIMELINE.encode(), "PM012"),
        (b"---\ntitle:\tX\n\tdate: 2024\n---\n" + TIMELINE.encode(), "PM010"),
        ("# Störung\n".encode("latin-1"), "PM001"),
        (b"", "PM002"),
        (b"# X\n\n" + TIMELINE.encode() + b"x" * 10_000_000, "PM005"),
        (b"# X\n\n" + TIMELINE.encode() + b"\n" + b"[" * 10_000 + b"]" * 10_000, "PM005"),
        (TIMELINE.encode() + b"\n<!-- open\n\n## Impact\n\nNone.\n", "PM006"),
        (b"---\nseverity: sevv1\n---\n# X\n\n" + TIMELINE.encode(), "PM040"),
        (b"---\ndate: 2024-02-30\n---\n# X\n\n" + TIMELINE.encode(), "PM017"),
        (
            b"---\nstarted_at: 2024-03-07 12:00\nresolved_at: 2024-03-07 11:00\n---\n# X\n\n" + TIMELINE.encode(),
            "PM018",
        ),
    ],
    ids=[
        "yaml",
        "list",
        "tab",
        "latin-1",
        "empty",
        "long-line",
        "brackets",
        "comment",
        "severity",
        "february",
        "backwards",
    ],
)
def test_a_fault_is_one_line(site, content, code):
    """With place and code."""
    built = site(GOOD + ">> taxonomy.yml\nseverities:\n  sev1: {name: SEV1, rank: 1}\n")
    (built.root / "docs/bad.md").write_bytes(content)
    built.build()

    assert "good" in built.pages
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("postmortems: docs/bad.md:")
    assert f" {code} " in built.warnings[0]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf---\ntitle: Marked\n---\n", b"---\r\ntitle: Marked\r\n---\r\n"])
def test_marks_and_line_endings_do_not_matter(site, content):
    """A byte order mark and Windows' line ends are read over."""
    built = site(GOOD)
    (built.root / "docs/bad.md").write_bytes(content + TIMELINE.encode())

    assert "<h1>Marked</h1>" in built.build().main("bad")
    assert built.warnings == []


def test_a_link_that_leads_nowhere_is_withheld(site):
    """And it is reported."""
    built = site(GOOD)
    (built.root / "docs/bad.md").symlink_to("nowhere.md")
    built.build()

    assert "good" in built.pages
    assert len(built.warnings) == 1
    assert " PM003 " in built.warnings[0]


def test_documents_behind_a_linked_folder_are_not_published(site, tmp_path_factory):
    """A symbolic link may lead to files that nobody has reviewed; it is reported once and left out."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.md").write_text("# Secret\n", encoding="utf-8")
    built = site(GOOD)
    (built.root / "docs/linked").symlink_to(elsewhere, target_is_directory=True)
    built.build()

    assert "good" in built.pages
    assert not any("secret" in page for page in built.pages)
    assert [" PM003 " in warning for warning in built.warnings] == [True]


def test_a_file_that_became_a_folder(site):
    """Its name is only a name."""
    built = site(GOOD + f">> bad.md/inner.md\n# Inner\n\n{TIMELINE}")

    assert "bad.md/inner" in built.pages
    assert built.warnings == []


def test_two_documents_with_one_id_are_both_published(site):
    """One line names both."""
    built = site(f">> a.md\n---\nid: X-1\n---\n# A\n\n{TIMELINE}>> b.md\n---\nid: X-1\n---\n# B\n\n{TIMELINE}")

    assert {"a", "b"} <= built.pages
    assert [" PM042 " in warning for warning in built.warnings] == [True]


def test_requirements_of_unknown_severities_are_reported(site):
    """Once the taxonomy is read; where there is none, any severity may be right."""
    options = "plugins:\n  - postmortems:\n      requirements: {sev1: {}, svev2: {}}\n"
    built = site(f">> mkdocs.yml\nsite_name: Test\ntheme: {{name: material, font: false}}\n{options}{GOOD}")
    assert built.warnings == []

    (built.root / "docs/taxonomy.yml").write_text("tags: [dns]\n")
    [warning] = built.build().warnings
    assert "mkdocs.yml:1: PM053 requirements: 'svev2' is no status" in warning


AUDIENCES = """\
site_name: x
theme: {name: material, font: false}
plugins:
  - postmortems:
      audiences: {public: {anyone: true}, staff: {includes: [public], groups: [staff]}}
      default_audience: staff
      audience: staff
"""
SHARED = ">> 2024/a.md\n---\ntitle: Good\naudience: public\n---\n## Impact\n\n[log](x.txt)\n>> 2024/x.txt\nx\n"


def test_second_name_of_a_folder_hides_nothing_from_those_who_read_it(site):
    """The files are read by their own names; the link is named in one line."""
    built = site(f">> mkdocs.yml\n{AUDIENCES}" + SHARED)
    (built.root / "docs/latest").symlink_to("2024", target_is_directory=True)
    built.build()

    assert {"2024/a", "latest/a"} & built.pages == {"2024/a"}
    assert "2024/x.txt" in built.files
    assert [warning.split(" symbolic")[0] for warning in built.warnings] == ["postmortems: docs/latest:1: PM003"]


def test_names_that_differ_by_case_are_said(site):
    """Both pages are built here; on other systems one would take the place of the other."""
    built = site(GOOD + GOOD.replace("good.md", "Good.md"))
    if not {"good", "Good"} <= built.pages:
        pytest.skip("this file system has one name for both")

    assert len(built.warnings) == 1
    assert "docs/good.md:1: PM069 this differs by case alone from 'Good.md'" in built.warnings[0]
