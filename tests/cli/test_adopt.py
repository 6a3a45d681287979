"""`postmortems adopt`."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

TEXT = "# Checkout down on 2024-05-03\n\n## Impact\n\nNobody could pay.\n\n## Root cause\n\n- Alert noise\n"
WITH = "---\ntitle: Checkout down\ndate: 2024-05-03\ncontributing_factors: [alert-noise]\n---\n\n" + TEXT


@pytest.fixture(name="folder")
def _folder(run, tmp_path):
    """Return a folder with a document that can be adopted, and one that is an ordinary page."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a b.md").write_text(TEXT)
    (folder / "guide.md").write_text("# How to write\n\nWell.\n")
    return folder


def test_proposals_are_a_diff_with_evidence(run, folder):
    """Nothing is written; each value comes with its line."""
    result = run("adopt", "docs")

    assert result.exit_code == 1
    assert "+title: Checkout down\n" in result.stdout
    assert "# contributing_factors     line 9  - Alert noise\n" in result.stdout
    assert "3 values proposed for 1 of 2 documents." in result.stderr
    assert (folder / "a b.md").read_text() == TEXT


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
def test_git_applies_the_diff(run, folder):
    """Also with evidence in front, spaces in names, carriage returns and no end of the last line."""
    (folder / "crlf.md").write_bytes(b"\xef\xbb\xbf" + TEXT.rstrip("\n").replace("\n", "\r\n").encode())
    Path("x.diff").write_bytes(run("adopt", "docs").stdout_bytes)
    subprocess.run(["git", "apply", "x.diff"], check=True)

    assert (folder / "a b.md").read_text() == WITH
    assert (folder / "crlf.md").read_bytes() == b"\xef\xbb\xbf" + WITH.rstrip("\n").replace("\n", "\r\n").encode()


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
@pytest.mark.parametrize("name", ["ü b.md", 'a"b.md', "tab\there.md", "back\\slash.md", "日本 語.md", "line\nend.md"])
def test_git_finds_the_file_of_the_diff(run, folder, name):
    """Whatever is in its name."""
    (folder / "a b.md").rename(folder / name)
    Path("x.diff").write_bytes(run("adopt", "docs").stdout_bytes)
    subprocess.run(["git", "apply", "x.diff"], check=True)

    assert (folder / name).read_text() == WITH


def test_links_and_read_only_files_are_a_line_each(run, folder, monkeypatch):
    """A link out of the folder is not followed; a file that may not be written stays as it is, the rest is done."""
    Path("out.md").write_text(TEXT)
    (folder / "link.md").symlink_to("../out.md")
    (folder / "kept.md").write_text(TEXT)
    opened = Path.open

    def refuse(path: Path, mode: str = "r", **more: object) -> object:
        if path.name == "kept.md" and "+" in mode:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, **more)

    monkeypatch.setattr(Path, "open", refuse)
    result = run("adopt", "docs", "--write")

    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if "kept.md" in line or "link.md" in line] == [
        "docs/link.md:1: PM003 symbolic link leads out of the folder of postmortems; it is not followed.",
        "docs/kept.md: cannot be written: Permission denied",
    ]
    assert [path.read_text() for path in (Path("out.md"), folder / "kept.md")] == [TEXT, TEXT]
    assert (folder / "a b.md").read_text() == WITH


def test_what_was_written_is_what_inspect_reads(run, folder):
    """Each value, by the names that inspect has for them."""
    (folder / "taxonomy.yml").write_text("services: {checkout-api: {aliases: [Checkout]}}\n")
    text = "# INC-2024-017 Checkout down on 2024-05-03\n\n**Sévérité :** P1 — no card was taken\n\n"
    text += "## Detection\n\nSeveral users reported it.\n\n## Root cause\n\n- No alert on failed payments.\n"
    (folder / "a b.md").write_text(text)
    [said] = [one for one in json.loads(run("adopt", "docs", "--json").stdout) if one["proposals"]]
    run("adopt", "docs", "--write")
    [read] = json.loads(run("inspect", "docs/a b.md", "--json").stdout)

    assert {p["field"]: p["value"] for p in said["proposals"]} == {
        "id": "INC-2024-017",
        "title": "Checkout down",
        "severity": "sev1",
        "date": "2024-05-03",
        "detection": "customer-report",
        "contributing_factors": "missing-monitoring",
    }
    for proposal in said["proposals"]:
        found = (
            [f["id"] for f in read["factors"] if f["id"]]
            if "factors" in proposal["field"]
            else [read[proposal["field"]]]
        )
        assert found == [proposal["value"]]


def test_written_once_there_is_nothing_more(run, folder):
    """Exit 0 both times; permissions stay."""
    (folder / "a b.md").chmod(0o640)
    first, second = run("adopt", "docs", "--write"), run("adopt", "docs", "--write")

    assert (first.exit_code, second.exit_code, second.stdout) == (0, 0, "")
    assert (folder / "a b.md").read_text() == WITH
    assert (folder / "a b.md").stat().st_mode & 0o777 == 0o640
    assert "0 values written for 0 of 2 documents." in second.stderr


def test_comments_name_lines_of_the_file_as_written(run, folder):
    """They stand above the value; taking them out leaves what is written without them."""
    run("adopt", "docs", "--write", "--comments")
    lines = (folder / "a b.md").read_text().split("\n")
    comments = [line for line in lines if line.startswith("# from ")]

    assert comments[0] == '# from line 10: "# Checkout down on 2024-05-03"'
    assert lines[9] == "# Checkout down on 2024-05-03"
    assert "\n".join(line for line in lines if line not in comments) == WITH
    assert run("adopt", "docs").exit_code == 0


def test_wishes_narrow_and_widen(run, folder):
    """By field, by confidence, and to documents of other kinds."""
    only = json.loads(run("adopt", "docs", "--only", "date", "--json").stdout)
    unsure = json.loads(run("adopt", "docs", "--min-confidence", "1", "--json").stdout)
    every = json.loads(run("adopt", "docs/guide.md", "--all", "--json").stdout)

    assert [p["field"] for one in only for p in one["proposals"]] == ["date"]
    assert only[0]["path"] == "docs/a b.md"
    assert only[0]["proposals"][0]["line"] == 1
    assert only[1]["skipped"] == "it is a page"
    assert [one["proposals"] for one in unsure] == [[], []]
    assert every[0]["proposals"][0]["value"] == "How to write"


def test_the_sites_folder_and_taxonomy_are_taken(run, folder):
    """Without a folder; names of its taxonomy become ids."""
    Path("mkdocs.yml").write_text("site_name: x\nplugins: [postmortems]\n")
    (folder / "taxonomy.yml").write_text("services: {checkout-api: {aliases: [Checkout]}}\n")
    (folder / "a b.md").write_text(TEXT.replace("\n\n## Impact", "\n\nServices: checkout\n\n## Impact"))
    [said] = [p for one in json.loads(run("adopt", "--json").stdout) for p in one["proposals"] if "ser" in p["field"]]

    assert said["value"] == "checkout-api"


def test_an_id_is_proposed_to_one_document_alone(run, folder):
    """Where two have one, neither gets it."""
    for name in ("INC-2024-001 x.md", "INC-2024-001 y.md", "INC-2024-002.md"):
        (folder / name).write_text(TEXT)
    said = json.loads(run("adopt", "docs", "--only", "id", "--json").stdout)

    assert [p["value"] for one in said for p in one["proposals"]] == ["INC-2024-002"]


def test_what_cannot_be_done_is_said(run, folder):
    """Exit 1 for what cannot be read or written, the rest is done; exit 2 for wrong use."""
    (folder / "latin.md").write_bytes(b"caf\xe9")
    (folder / "broken.md").write_text("---\ntitle: [\n---\n# x\n")
    result = run("adopt", "docs", "--write")

    assert result.exit_code == 1
    assert "latin.md:1: PM001" in result.stderr
    assert "the front matter of 1 cannot be read" in result.stderr
    assert (folder / "a b.md").read_text() == WITH
    assert [run("adopt", *wrong).exit_code for wrong in (["nowhere"], [], ["docs", "--only", "x"])] == [2, 2, 2]
    assert run("adopt", "docs", "--taxonomy", "--write").exit_code == 2


def test_a_draft_of_a_taxonomy_is_printed(run, folder):
    """Of names that at least three documents use."""
    for name in "xyz":
        (folder / f"{name}.md").write_text(f"---\nservices: [Kafka]\n---\n{TEXT}")
    result = run("adopt", "docs", "--taxonomy")

    assert result.exit_code == 0
    assert result.stdout == 'services:\n  "kafka":  # in 3 documents\n    name: "Kafka"\n'
