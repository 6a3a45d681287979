"""Files for programs as part of a build."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import icalendar
import jsonschema
import pytest
import yaml
from mkdocs_postmortems.core.facets import SERVICES

PM = """\
---
title: Down
date: 2024-03-07
severity: sev1
services: [api]
action_items: [{text: Budget, status: open, due: 2024-05-01}]
---
## Summary

Nobody could pay.
"""
URL = "site_url: https://x.example/kb/\n"
PLAIN = "site_name: T\ntheme: {name: mkdocs, highlightjs: false}\n"
_LINK = re.compile(r'<link rel="(\w+) ?" type="([^"]*)" title="[^"]*" href="([^"]*)">')


def _config(more="", options="{}"):
    return f">> mkdocs.yml\n{PLAIN}{more}plugins: [{{postmortems: {options}}}]\n"


def _links(built, page):
    """Return the files that the head of a page names, by their paths in the site."""
    address = f"https://x.example/{page}/" if page else "https://x.example/"
    html = built.html(page)
    return {urljoin(address, href).removeprefix("https://x.example/"): type for _, type, href in _LINK.findall(html)}


def _read(built, path):
    return (built.root / "site" / path).read_text(encoding="utf-8")


def test_a_site_has_feeds_and_a_calendar(site):
    """Every page of ours names those of the site; lists name their own, too. All of them are there."""
    built = site(f"{_config(URL)}>> a.md\n{PM}")
    feed = feedparser.parse(_read(built, "feed.xml"))
    calendar = icalendar.Calendar.from_ical(_read(built, "actions/calendar.ics"))

    assert [entry.link for entry in feed.entries] == ["https://x.example/kb/a/"]
    assert json.loads(_read(built, f"{SERVICES.url}/api/feed.json"))["items"][0]["url"] == "https://x.example/kb/a/"
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Budget"]
    assert {"feed.xml", "feed.json"} <= _links(built, "a").keys()
    assert _links(built, f"{SERVICES.url}/api")[f"{SERVICES.url}/api/feed.xml"] == "application/atom+xml"
    assert _links(built, "actions")["actions/calendar.ics"] == "text/calendar"
    for page in ("", "a", f"{SERVICES.url}/api", SERVICES.url, "actions", "search"):
        assert _links(built, page)
        assert all((built.root / "site" / path).is_file() for path in _links(built, page))


def test_beside_a_folder_of_postmortems_they_are_in_it(site):
    """The rest of the site stays as it was."""
    built = site(f"{_config(URL, '{path: pm}')}>> index.md\n# Home\n>> pm/a.md\n{PM}")
    entries = feedparser.parse(_read(built, f"pm/{SERVICES.url}/api/feed.xml")).entries

    assert [entry.link for entry in entries] == ["https://x.example/kb/pm/a/"]
    assert not (built.root / "site/feed.xml").exists()
    assert all((built.root / "site" / path).is_file() for path in _links(built, "pm/a"))


def test_addresses_may_be_files(site):
    """As `use_directory_urls: false` makes them."""
    built = site(f"{_config(URL + 'use_directory_urls: false' + chr(10))}>> a.md\n{PM}")

    assert feedparser.parse(_read(built, "feed.xml")).entries[0].link == "https://x.example/kb/a.html"


@pytest.mark.parametrize("name", ["Pool is empty", "接続", "50% of traffic", "what #1"])
def test_any_name_of_a_file_has_its_twin(site, name):
    """Beside the page, where its head says; addresses are encoded, and paths are not."""
    built = site(f"{_config()}>> {name}.md\n{PM}")
    head = _LINK.findall((built.root / "site" / name / "index.html").read_text(encoding="utf-8"))

    assert (built.root / "site" / name / "index.md").is_file()
    assert ("alternate", "text/markdown", "index.md") in head


def test_without_site_url_nothing_has_to_be_absolute(site):
    """There are no feeds, no page names them, and the build says why; a calendar is there all the same."""
    built = site(f"{_config()}>> a.md\n{PM}")

    assert not list(Path(built.root, "site").rglob("feed.*"))
    assert "BEGIN:VEVENT" in _read(built, "actions/calendar.ics")
    assert not any("feed" in path for path in _links(built, f"{SERVICES.url}/api"))


def test_one_key_leaves_all_of_them_out(site):
    """And the heads name none."""
    built = site(f"{_config(URL, '{machine_files: false}')}>> a.md\n{PM}")

    assert not list(Path(built.root, "site").rglob("feed.*"))
    assert not (built.root / "site/actions/calendar.ics").exists()
    assert not _links(built, f"{SERVICES.url}/api")


def test_a_file_of_the_author_stays(site):
    """Nothing is written over it."""
    built = site(f"{_config(URL)}>> a.md\n{PM}>> feed.json\nmine\n")

    assert _read(built, "feed.json").strip() == "mine"
    assert _read(built, "feed.xml").startswith("<?xml")


@pytest.mark.parametrize("language", ["de", "ja"])
def test_they_speak_the_language_of_the_site(site, language):
    """The words that are ours; those of authors stay."""
    theme = f"theme: {{name: material, font: false, language: {language}}}\n"
    built = site(f">> mkdocs.yml\nsite_name: T\n{theme}{URL}plugins: [postmortems]\n>> a.md\n{PM}")
    name = {"de": "T: Offene Maßnahmen", "ja": "T: "}[language]

    assert f'xml:lang="{language}"' in _read(built, "feed.xml")
    assert str(icalendar.Calendar.from_ical(_read(built, "actions/calendar.ics"))["x-wr-calname"]).startswith(name)
    facets = {facet["id"]: facet for facet in json.loads(_read(built, "api/v1/facets.json"))["facets"]}
    assert facets["services"]["name"] == {"de": "Dienste", "ja": "サービス"}[language]
    assert facets["kinds"]["values"][0]["name"] in built.html("kinds")


def _strict(schema):
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return closed | {key: _strict(value) for key, value in schema.items()}
    return [_strict(item) for item in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("options", ["{}", "{path: pm}"])
def test_the_api_is_as_its_schema_says_and_leads_to_pages(site, options):
    """Each address in it is there: of pages, of objects, of values."""
    base = "pm/" if "pm" in options else ""
    built = site(f"{_config(URL, options)}>> {base}a.md\n{PM}>> {base}more/b.md\n{PM}>> {base}x.html.md\n{PM}")
    root = built.root / "site"
    validator = jsonschema.Draft202012Validator(_strict(json.loads(_read(built, f"{base}api/v1/schema.json"))))
    files = {path for path in root.glob(f"{base}api/v1/**/*.json") if path.name != "schema.json"}

    assert len(files) == 6
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not list(validator.iter_errors(json.loads(text)))
        for url in re.findall(r'"(?:url|api)":"([^"]*)"', text):
            assert (root / url).is_file() or (root / url / "index.html").is_file(), url


def test_a_twin_says_what_the_page_says(site):
    """Its links lead to the twins of other documents, to files, and out; what is known of it stands above."""
    document = PM + "\nSee [the other](more/b.md#impact), ![a picture](a.png) and [x](https://x.example/).\n"
    built = site(f"{_config(URL)}>> a.md\n{document}>> more/b.md\n{PM}>> a.png\npng\n")
    twin = _read(built, "a/index.md")
    head, body = twin.split("\n---\n", 1)

    facts = yaml.safe_load(head)
    assert (facts["title"], facts["date"], facts["url"]) == ("Down", "2024-03-07", "https://x.example/kb/a/")
    assert facts["action_items"] == [{"text": "Budget", "status": "open", "due": "2024-05-01"}]
    assert "[the other](../more/b/index.md), ![a picture](../a.png) and [x](https://x.example/)" in body
    assert body.lstrip().startswith("# Down\n")
    assert _links(built, "a")["a/index.md"] == "text/markdown"
    assert (built.root / "site/more/b/index.md").is_file()


def test_llms_txt_leads_to_twins_and_data(site):
    """With a heading, a quotation, lists below headings, as https://llmstxt.org/ says; each address is there."""
    built = site(f"{_config(URL + 'site_description: What happened' + chr(10))}>> a.md\n{PM}")
    text = _read(built, "llms.txt")
    addresses = re.findall(r"^- \[[^\]]+\]\(https://x\.example/kb/([^)]+)\)", text, re.MULTILINE)

    assert text.startswith(
        "# T\n\n> What happened\n\n## Postmortems\n\n- [Down](https://x.example/kb/a/index.md): 2024"
    )
    assert {"a/index.md", "api/v1/incidents.json", f"{SERVICES.url}/api/"} <= {*addresses}
    for address in addresses:
        path = built.root / "site" / address
        assert path.is_file() or (path / "index.html").is_file(), address


AUDIENCES = "audiences: {staff: {groups: [a]}, board: {includes: [staff], groups: [b]}}, default_audience: staff"
HIDDEN = "---\naudience: board\ntitle: Quartzlike hummingbird\ndate: 2024-01-01\n---\n## Impact\n\nX.\n"


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "left"), [("text", "See our plan and theirs."), ("drop", "See  and .")])
def test_a_twin_has_no_link_to_what_is_hidden(site, mode, left):
    """As its page; whoever reads the hidden document has the links, as a control."""
    seen = PM + "\nSee [our plan](secret/plan.md) and [theirs](secret/plan.md 'of all').\n"
    unclear = PM + "\nSee [it][plan].\n\n[plan]: secret/plan.md\n"
    config = _config(URL, f"{{{AUDIENCES}, narrow_links: {mode}}}")
    text = f"{config}>> a.md\n{seen}>> b.md\n{unclear}>> secret/plan.md\n{HIDDEN}"
    board, staff = site(text, "board"), site(text, "staff")

    assert "(../secret/plan/index.md)" in _read(board, "a/index.md")
    assert "secret/plan/index.md" in _read(board, "b/index.md")
    assert left in _read(staff, "a/index.md")
    assert "title: " in _read(staff, "b/index.md")
    for path in (staff.root / "site").rglob("*"):
        if path.suffix in {".md", ".json", ".xml", ".ics", ".txt"}:
            assert "secret" not in path.read_text(encoding="utf-8"), path
            assert "hummingbird" not in path.read_text(encoding="utf-8"), path
