"""`postmortems inspect`."""

import json
from pathlib import Path
from textwrap import dedent

import pytest

DOCUMENT = dedent(
    """\
    ---
    title: Checkout down
    severity: sev1
    started_at: 2024-02-03 14:32
    sevrity: sev2
    related: {see_also: INC-7}
    ---

    ## Timeline

    All times in UTC.

    - 14:32 It broke
    - 14:40 It was fixed

    ## Contributing factors

    - Nobody had tried the rollback

    ## Action items

    - [ ] Try the rollback
    """
)
KEYS = """path kind title date started_at resolved_at timezone severity sections timeline action_items
    contributing_factors links_to""".split()


def test_json_is_an_array_with_an_object_for_each_document(run):
    """Paths are those that were given; problems come along."""
    Path("a.md").write_text(DOCUMENT)
    Path("b.md").write_text("# Guide\n")
    result = run("inspect", "a.md", "./b.md", "--json")
    first, second = json.loads(result.stdout)

    assert result.exit_code == 0
    assert set(KEYS) <= set(first)
    assert (first["path"], second["path"]) == ("a.md", "./b.md")
    assert (first["title"], first["severity"], first["timezone"]) == ("Checkout down", "sev1", "UTC")
    assert [event["at"] for event in first["timeline"]] == ["2024-02-03T14:32", "2024-02-03T14:40"]
    assert first["problems"][0]["code"] == "PM015"


def test_several_documents_end_with_a_summary(run):
    """What was read of how many documents, and what was not; one document has no summary."""
    Path("a.md").write_text(DOCUMENT.replace("- 14:40 It was fixed", "- [???] It was fixed"))
    Path("b.md").write_text("# Guide\n")
    both, one = run("inspect", "a.md", "b.md").stdout, run("inspect", "b.md").stdout
    [first, _] = json.loads(run("inspect", "a.md", "b.md", "--json").stdout)

    assert "2 documents: 1 postmortem, 1 page." in both
    assert "Read: 1 event, 1 action item, 1 contributing factor." in both
    assert "Not read: 1 line of such sections" in both
    assert "= Begin it with its time" in both
    assert "Read:" not in one
    assert [line["section"] for line in first["unread"]] == ["timeline"]


def test_folders_are_read_whole(run):
    """Paths start with the folder that was given."""
    Path("docs/2024").mkdir(parents=True)
    Path("docs/2024/a.md").write_text(DOCUMENT)
    result = run("inspect", "docs", "--json")

    assert [said["path"] for said in json.loads(result.stdout)] == ["docs/2024/a.md"]


def test_reading_shows_values_with_their_lines(run):
    """Each table, and problems with the line they are about."""
    Path("a.md").write_text(DOCUMENT)
    result = run("inspect", "a.md")

    for expected in ("3  severity", "Timeline", "13  2024-02-03 14:32", "Nobody had tried", "22  open", "6  see_also"):
        assert expected in result.stdout
    assert "a.md:5: PM015 unknown key 'sevrity'; did you mean 'severity'?\n    5 | sevrity: sev2\n" in result.stdout
    assert result.exit_code == 0


def test_terminals_obey_nothing_in_a_document(run):
    """Escape sequences and markup of authors are shown as text."""
    Path("a.md").write_text(
        "---\ntitle: '[red]x[/red] \x1b[31m'\nsevrity: \x1b]0;x\x07\n---\n# \x1b[2J\n- [ ] \x1b[1m x\n"
    )
    result = run("inspect", "a.md")

    assert "\x1b" not in result.stdout
    assert result.exit_code == 0


def test_unreadable_paths_are_named_and_the_rest_is_shown(run):
    """Exit 1, a line each on standard error, no traceback."""
    Path("a.md").write_text(DOCUMENT)
    Path("latin.md").write_bytes(b"caf\xe9")
    result = run("inspect", "a.md", "latin.md", "no.md", "--json")

    assert result.exit_code == 1
    assert [said["path"] for said in json.loads(result.stdout)] == ["a.md"]
    assert "latin.md:1: PM001 file is not UTF-8" in result.stderr
    assert "no.md:1: PM004 file cannot be read" in result.stderr


def test_malformed_documents_give_no_traceback(run):
    """Whatever is in them, they are described."""
    texts = [
        "",
        "---\na: [\n---\n",
        "---\n- a\n---\n",
        "[" * 10_000,
        "x" * 200_000,
        "\ufeff---\r\ntitle: x\r\n---\r\n",
        "\u0000",
    ]
    for number, text in enumerate(texts):
        Path(f"{number}.md").write_text(text, newline="")
    result = run("inspect", ".", "--json")

    assert len(json.loads(result.stdout)) == len(texts) - 1
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_inspect_without_paths_is_wrong_use(run):
    """Exit 2, with the usage."""
    result = run("inspect")

    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def test_schema_is_printed(run):
    """As JSON, ready for a file."""
    result = run("schema")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "Front matter of a postmortem"


@pytest.mark.slow
def test_huge_documents_do_not_flood_a_terminal(run):
    """A title of a megabyte and a timeline of thousands are cut, and say so; the JSON has all of them."""
    events = "".join(f"- {n // 60 % 24:02}:{n % 60:02} step {n}\n" for n in range(3000))
    Path("long.md").write_text(f"# {'x' * 1_000_000}\n\n## Timeline\n\n{events}")
    shown = run("inspect", "long.md").stdout
    [whole] = json.loads(run("inspect", "long.md", "--json").stdout)

    assert len(shown) < 200_000
    assert "… (1,000,000 characters)" in shown
    assert "… and 2,000 more" in shown
    assert len(whole["timeline"]) == 3000
