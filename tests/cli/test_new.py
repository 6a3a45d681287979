"""`postmortems new`, and the site that its file is published by."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs_postmortems.cli import cli
from mkdocs_postmortems.cli.prompts import parse_start
from mkdocs_postmortems.core.model import DocumentKind, Moment
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source

CONFIG = "site_name: x\ntheme: {name: material, font: false}\nstrict: true\n"
POOL = """---
id: INC-2025-007
title: Pool ran dry
started_at: 2025-03-07 14:32
timezone: Europe/Lisbon
severity: sev2
services: [checkout-api]
---
## Impact

pgbouncer had no connection left.
"""
TAXONOMY = """services:
  checkout-api: {name: Checkout API, aliases: [checkout]}
  identity: {name: Identity}
"""
GIVEN = (
    "--title",
    "Checkout: no connections",
    "--severity",
    "sev2",
    "--services",
    "checkout",
    "--start",
    "2026-03-01 10:00",
)
PATH = Path("docs/2026/2026-03-01-checkout-no-connections.md")


@pytest.fixture(autouse=True)
def _site(run):
    Path("docs").mkdir()
    Path("docs/pool.md").write_text(POOL)
    Path("docs/taxonomy.yml").write_text(TAXONOMY)
    Path("mkdocs.yml").write_text(CONFIG + "plugins: [search, postmortems]\n")


@pytest.fixture
def talk(monkeypatch):
    """Return a function that answers on a terminal."""
    monkeypatch.setattr("mkdocs_postmortems.cli.new._is_terminal", lambda: True)

    def answer(*lines, options=()):
        return CliRunner().invoke(cli, ["new", *options], input="".join(f"{line}\n" for line in lines))

    return answer


def read(path=PATH):
    """Return what the parser understands of the written file."""
    return parse(Source(path.relative_to("docs").as_posix(), path.read_text(encoding="utf-8"))).postmortem


def audiences(**more):
    """Configure two audiences, of which staff reads everything."""
    settings = {"audiences": {"public": {"anyone": True}, "staff": {"includes": ["public"]}}} | more
    Path("mkdocs.yml").write_text(f"{CONFIG}plugins: [{json.dumps({'postmortems': settings})}]\n")


def build():
    """Build the site strictly."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr


def test_options_suffice(run):
    """The file is a postmortem with the answers in it; what is like it was shown, and what to do next."""
    result = run("new", *GIVEN, "--type", "outage", "--timezone", "Europe/Lisbon")
    document = read()

    assert result.exit_code == 0, result.output
    assert document.kind is DocumentKind.POSTMORTEM
    assert (document.id, document.severity, document.services) == ("INC-2026-001", "sev2", ("checkout-api",))
    assert document.started_at.zone == "Europe/Lisbon"
    assert "Pool ran dry" in result.stderr
    assert "shares" in result.stderr
    assert f"Wrote {PATH} (INC-2026-001)." in result.stdout
    assert f"postmortems check {PATH}" in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("more", [(), ("--type", "security", "--timezone", "UTC", "--related", "INC-2025-007")])
def test_site_publishes_it_without_warnings_and_guidance(run, more):
    """Also with a title of any kind."""
    run(
        "new",
        "--title",
        "<b>決済</b>: \"x\" 🔥 'y' # z & {{ title }} <!-- guidance: t -->",
        "--start",
        "2026-03-01",
        *more,
    )
    run("new", "--title", "Email template broken")
    build()
    pages = [path.read_text(encoding="utf-8") for path in Path("site").rglob("*.html")]

    assert sum("決済" in page for page in pages) > 1
    assert not any("Three sentences" in page for page in pages)
    assert not any("Three sentences" in path.read_text(errors="ignore") for path in Path("site").rglob("*.js*"))
    assert all("<!-- guidance" not in page.replace("&lt;!-- guidance: t", "") for page in pages)


def test_nothing_is_overwritten(run):
    """The file that is there stays, and the next id is free."""
    run("new", *GIVEN)
    before = PATH.read_bytes()
    again = run("new", *GIVEN)
    other = run("new", *GIVEN[2:], "--title", "Another")

    assert again.exit_code == 1
    assert "exists already and was not changed; choose another title or start." in str(again.exception)
    assert PATH.read_bytes() == before
    assert "INC-2026-002" in other.stdout


@pytest.mark.parametrize(
    "name", ["{{ year }}/{{ slug }}.md", "{{ slug }}.md", "{{ year }}/{{ date }}/{{ id }}/index.md"]
)
def test_editors_find_the_schema_from_the_file(run, name):
    """By the way from the file; without a schema the file names none."""
    Path("mkdocs.yml").write_text(f'{CONFIG}plugins:\n  - postmortems: {{filename: "{name}"}}\n')
    assert "$schema" not in run("new", *GIVEN, "--print").stdout
    Path("docs/.front-matter.schema.json").write_text("{}")
    path = Path(json.loads(run("new", *GIVEN, "--json").stdout)["path"])
    first = path.read_text(encoding="utf-8").split("\n")[1]

    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.split("=")[1]).resolve() == Path("docs/.front-matter.schema.json").resolve()


def test_file_has_the_name_that_is_configured(run):
    """Its folder's rule counts, and the message names what would give it another file."""
    audiences(default_audience="public", filename="all/{{ id }}.md")
    Path("docs/all").mkdir()
    Path("docs/all/.audience").write_text("staff\n")
    result = run("new", *GIVEN, "--id", "OPS 7/b")
    again = run("new", *GIVEN, "--id", "OPS 7#b")

    assert "Wrote docs/all/OPS-7-b.md (OPS 7/b, for staff)." in result.stdout
    assert read(Path("docs/all/OPS-7-b.md")).id == "OPS 7/b"
    assert "choose another id." in str(again.exception)


def test_a_title_that_makes_it_a_page_is_told(run):
    """Only a day in the name of the file tells an incident about templates from a template."""
    title = ("--title", "Email template broken")
    assert "ordinary page" not in run("new", *title).stdout
    Path("mkdocs.yml").write_text(f'{CONFIG}plugins:\n  - postmortems: {{filename: "{{{{ slug }}}}.md"}}\n')

    assert "would be an ordinary page of the site" in run("new", *title, "--dry-run").stdout


def test_id_is_asked_for_where_files_need_it(run, talk):
    """There is none to go on from."""
    Path("docs/pool.md").unlink()
    Path("mkdocs.yml").write_text(f'{CONFIG}plugins:\n  - postmortems: {{filename: "{{{{ id }}}}.md"}}\n')
    refused = run("new", "--title", "x", "--no-input")
    assert refused.exit_code == 2
    assert "--id: an id is needed" in " ".join(refused.stderr.split())

    result = talk("", "", "", "", "", "", "OPS-1", options=["--title", "x"])
    assert "The start of the incident is open.\n" in result.output
    assert "Wrote docs/OPS-1.md (OPS-1)." in result.output


def test_print_and_dry_run_write_nothing(run):
    """One prints the text alone, the other what would be done."""
    printed = run("new", *GIVEN, "--print")
    tried = run("new", *GIVEN, "--dry-run")

    assert printed.stdout.startswith("---\nid: INC-2026-001\n")
    assert f"Would write {PATH}" in tried.stdout
    assert not PATH.exists()


def test_json_has_all_that_is_shown(run):
    """One object on standard output, nothing else."""
    found = json.loads(run("new", *GIVEN, "--json", "--dry-run").stdout)

    assert found["path"] == PATH.as_posix()
    assert found["written"] is False
    assert found["similar"][0]["id"] == "INC-2025-007"
    assert {"line": found["unfilled"][0]["line"], "section": "Summary"} in found["unfilled"]
    assert found["text"].startswith("---\n")


@pytest.mark.parametrize(("severity", "has"), [("sev1", True), ("sev3", False)])
def test_sections_follow_severity(run, severity, has):
    """A SEV3 is asked for less; the configuration may want it otherwise."""
    text = run("new", "--title", "x", "--severity", severity, "--print").stdout

    assert ("## Where we got lucky" in text) is has
    Path("mkdocs.yml").write_text(
        CONFIG + "plugins:\n  - postmortems:\n      requirements: {sev3: {sections: [lucky]}}\n"
    )
    text = run("new", "--title", "x", "--severity", "sev3", "--print").stdout
    assert [line for line in text.split("\n") if line[:3] == "## "] == ["## Where we got lucky"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["default", "sev2", "security", "security-sev2"], "security-sev2"),
        (["default", "sev2", "security"], "security"),
        (["default", "sev2"], "sev2"),
        (["default", "near-miss"], "default"),
        (["sev1"], None),
    ],
)
def test_own_templates_are_picked_by_name(run, names, expected):
    """The one that fits best; else the shipped one."""
    Path("docs/.templates").mkdir()
    for name in names:
        Path(f"docs/.templates/{name}.md").write_text(f"## {name}\n")
    text = run("new", "--title", "x", "--severity", "SEV2", "--type", "security", "--print").stdout

    assert f"## {expected or 'Summary'}\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--title"),
        (["--title", " \n "], "a title is needed"),
        (["--title", "x", "--services", "chekout"], "Did you mean 'checkout-api'?"),
        (["--title", "x", "--severity", "sev9"], "is not one of sev1, sev2, sev3, sev4"),
        (["--title", "x", "--type", "outtage"], "Did you mean 'outage'?"),
        (["--title", "x", "--start", "yesterday 25:00"], "there is no 25:00"),
        (["--title", "x", "--timezone", "Europe/Lisbn"], "Did you mean 'Europe/Lisbon'?"),
        (["--title", "x", "--start", "2026-02-30"], "February 2026 has 28 days"),
        (["--title", "x", "--start", "14:32"], "has no day; expected, for example, 2024-03-07 14:32 or today 14:32"),
        (["--title", "x", "--timezone", "Mars/Base"], "is not known"),
        (["--title", "x", "--audience", "staff"], "no audiences are configured"),
        (["--title", "x", "--related", "INC-2025-070"], "Did you mean 'INC-2025-007'?"),
        (["--title", "x", "--id", "INC-2025-007"], "is taken"),
        (["--title", "x", "--config", "nowhere.yml"], "does not exist"),
    ],
)
def test_wrong_use_is_said_with_what_is_expected(run, arguments, message):
    """Exit 2, nothing written."""
    before = sorted(Path().rglob("*"))
    result = run("new", *arguments)

    assert result.exit_code == 2, result.output
    assert message in " ".join(result.stderr.split())
    assert sorted(Path().rglob("*")) == before


def test_audience_is_never_guessed(run):
    """Without a default it has to be said; a folder's rule goes before the default."""
    audiences()
    missing = run("new", *GIVEN)
    assert missing.exit_code == 2
    assert "'--audience'" in missing.stderr

    audiences(default_audience="public")
    assert "audience: public\n" in run("new", *GIVEN, "--print").stdout
    Path("docs/2026").mkdir()
    Path("docs/2026/.audience").write_text("staff\n")
    assert "audience: staff\n" in run("new", *GIVEN, "--print").stdout
    assert "Did you mean 'staff'?" in run("new", *GIVEN, "--audience", "Staff").stderr


def test_incidents_that_not_all_readers_may_know_are_not_named(run):
    """They are shown to the author, who has the sources."""
    audiences(default_audience="staff")
    narrow = run("new", *GIVEN, "--audience", "public", "--related", "INC-2025-007")
    found = json.loads(run("new", *GIVEN, "--audience", "public", "--json", "--dry-run").stdout)

    assert narrow.exit_code == 2
    assert "not everybody in 'public' may read" in narrow.stderr
    assert [one["may_be_named"] for one in found["similar"]] == [False]


def test_title_with_a_marker_of_restricted_parts_is_refused(run):
    """The document could not be published; better to say so now."""
    audiences(default_audience="staff")
    result = run("new", "--title", "<!-- audience: staff -->")

    assert result.exit_code == 1
    assert "could not be published" in str(result.exception)
    assert {path.name for path in Path("docs").iterdir()} == {"pool.md", "taxonomy.yml"}


def test_terminal_asks_for_what_is_not_given(talk):
    """Wrong answers are asked again, `?` lists names, and a similar incident can be named."""
    result = talk(
        "Pool dry again",
        "",
        "2026-04-01 09:00",
        "sev9",
        "2",
        "outage",
        "?",
        "chekout",
        "checkout,identity",
        "1",
        "recurrence-of",
    )
    document = read(Path("docs/2026/2026-04-01-pool-dry-again.md"))

    assert result.exit_code == 0, result.output
    assert "Did you mean 'checkout-api'?" in result.output
    assert document.timezone == "Europe/Lisbon"
    assert document.severity == "sev2"
    assert document.services == ("checkout-api", "identity")
    assert [(one.kind, one.target) for one in document.relations] == [("recurrence_of", "INC-2025-007")]


def test_terminal_asks_only_for_what_is_missing(talk):
    """Audience with its default; ending the input is no traceback."""
    audiences(default_audience="staff")
    result = talk("", "", "", "", "", "", "", options=["--title", "x", "--severity", "sev3", "--start", "now"])
    stopped = talk(options=["--title", "y"])

    assert result.exit_code == 0, result.output
    assert "Severity" not in result.output
    assert "for staff" in result.output
    assert stopped.exit_code == 1
    assert "Aborted" in stopped.output


def test_now_is_the_clock_of_the_zone(run):
    """Without a zone it is UTC, and says so."""
    text = run("new", "--title", "x", "--start", "now", "--print").stdout

    assert f"started_at: {datetime.now(UTC):%Y-%m-%d}" in text
    assert " UTC\n" in text


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("today", "2026-11-21"),
        ("Today 9:05", "2026-11-21T09:05"),
        ("yesterday, 23:40", "2026-11-20T23:40"),
        ("yesterday at 23:40 UTC", "2026-11-20T23:40"),
    ],
)
def test_days_nearby_have_names(written, iso):
    """By the calendar of the incident's zone, where it is another day than here."""
    assert parse_start(written, "Asia/Tokyo", datetime(2026, 11, 20, 18, 0, tzinfo=UTC)).iso == iso


def test_types_are_read_in_any_spelling(run):
    """As terms of the taxonomy are, severities by their aliases as well."""
    text = run("new", "--title", "x", "--type", "Near-Miss", "--severity", "P1", "--print").stdout

    assert "type: near_miss\nseverity: sev1\n" in text


def test_a_site_without_the_plugin_is_told(run):
    """It is written all the same, where the defaults say."""
    assert "does not name the plugin" not in run("new", "--title", "x", "--dry-run").stderr
    Path("mkdocs.yml").write_text(CONFIG)

    assert "mkdocs.yml does not have the plugin postmortems" in run("new", "--title", "x", "--dry-run").stderr


def test_without_a_site_the_next_step_is_named(run):
    """There is no folder to write into."""
    Path("mkdocs.yml").unlink()

    assert "make one by `postmortems init`" in run("new", "--title", "x").stderr


def test_terminal_asks_for_another_title_where_the_file_exists(run, talk):
    """Nothing that was answered is lost; `--dry-run` does not promise what would fail."""
    run("new", *GIVEN)
    tried = run("new", *GIVEN, "--dry-run")
    result = talk("", "", "", "Still no connections", "", options=[*GIVEN[:2], *GIVEN[4:]])

    assert "exists already" in str(tried.exception)
    assert f"{PATH} exists already." in result.output
    assert Path("docs/2026/2026-03-01-still-no-connections.md").exists()


def test_unwritable_place_is_one_line(run):
    """No traceback."""
    Path("docs/2026").write_text("a file")
    result = run("new", *GIVEN)

    assert result.exit_code == 1
    assert "cannot be written" in str(result.exception)


def test_shells_complete_names(run):
    """Of the taxonomy, also after a comma, and of audiences."""
    audiences()
    words = {"_POSTMORTEMS_COMPLETE": "bash_complete", "COMP_CWORD": "3"}
    for typed, expected in (
        ("new --services checkout-api,id", "checkout-api,identity"),
        ("new --type near", "near_miss"),
        ("new --audience st", "staff"),
        ("build --audience st", "staff"),
        ("publish --audience st", "staff"),
        ("verify --audience st", "staff"),
        ("serve --as st", "staff"),
        ("search --service id", "identity"),
    ):
        done = CliRunner().invoke(cli, prog_name="postmortems", env=words | {"COMP_WORDS": f"postmortems {typed}"})
        assert expected in done.output


def test_unknown_service_can_be_added_to_the_taxonomy(talk):
    """The file keeps everything else; the document names the service by its id, and a strict build passes."""
    answers = ("2026-04-01 09:00", "sev4", "", "2, Label printer", "y", "")
    result = talk(*answers, options=["--title", "x", "--timezone", "UTC"])

    assert result.exit_code == 0, result.output
    assert "Added 'Label printer' to docs/taxonomy.yml." in result.output
    assert Path("docs/taxonomy.yml").read_text() == TAXONOMY + "  label-printer: {name: Label printer}\n"
    assert read(Path("docs/2026/2026-04-01-x.md")).services == ("identity", "label-printer")


def test_unknown_service_that_is_not_added_is_asked_again(talk):
    """Nothing is added; with options alone the message has the words to add."""
    answers = ("2026-04-01 09:00", "sev4", "", "printer", "n", "identity", "")
    result = talk(*answers, options=["--title", "x", "--timezone", "UTC"])
    refused = CliRunner().invoke(cli, ["new", *GIVEN[:5], "printer", *GIVEN[6:]])

    assert result.exit_code == 0, result.output
    assert read(Path("docs/2026/2026-04-01-x.md")).services == ("identity",)
    assert refused.exit_code == 2
    assert "write 'printer: {name: printer}' below 'services:' in docs/taxonomy.yml" in " ".join(refused.output.split())
    assert Path("docs/taxonomy.yml").read_text() == TAXONOMY


def test_hours_ago_are_counted_from_now():
    """In the zone of the incident, else in UTC; days ago have no time of day unless one is given."""
    now = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    written = ("2 hours ago", "an hour and 20 min ago", "~90m ago", "3 days ago", "3 days ago 14:30", "vor 2 Stunden")

    read_moments = [parse_start(text, "Asia/Tokyo", now) for text in written]

    assert [moment and moment.iso for moment in read_moments] == [
        "2026-11-21T01:00",
        "2026-11-21T01:40",
        "2026-11-21T01:30",
        "2026-11-18",
        "2026-11-18T14:30",
        "2026-11-21T01:00",
    ]
    assert [moment and moment.approx for moment in read_moments] == [False, False, True, False, False, False]
    assert parse_start("2 hours ago", "", now) == Moment("2026-11-20T16:00", "UTC")
