"""What is near the rule of a folder and is none: it withholds the folder, and is never taken for no rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mkdocs_postmortems.settings import Project, load_settings
from mkdocs_postmortems.sources.labelled_sources import LabelledSources, load_labelled_sources

AUDIENCES = {"public": {}, "staff": {"includes": ["public"]}, "security": {"includes": ["staff"]}}
NEAR = (
    ".Audience",
    ".AUDIENCE",
    ".audiance",
    ".audiences",
    ".audience.txt",
    ".audience.yml",
    ".audience.md",
    ".audience ",
    " .audience",
    "..audience",
    ".visibility",
    ".Visibility.txt",
    ".target-audience",
    ".аudience",
    ".audi\u200bence",
    ".audi-ence",
    ".access",
    ".restricted",
    "audience",
    "AUDIENCE",
    "_audience",
    "audience.txt",
    "audience.yml",
    "Audience.md",
    "visibility.yaml",
    "secret.md.audience",
    ".audience/security",
    ".audience.d/default",
    ".visibility/rule.txt",
    "audience-security",
    "audience=security.txt",
    ".security",
    ".target",
    "ACCESS.md",
    "RESTRICTED",
    "private.txt",
)
"""Files that somebody may have meant as the rule of their folder; each contains `security`."""
SETTINGS = {
    ".meta.yml": "audience: security\n",
    ".Meta.yaml": "# all pages\nvisibility : Security\n",
    ".defaults.json": '{"audience": "security"}\n',
    ".defaults.toml": 'target-audience = "security"\n',
    ".pages": "title: Plans\naudiances: security\n",
    "meta.yml": "title: Plans\naudience: security\n",
    "_category_.json": '{\n  "label": "Plans",\n  "audience": "security"\n}\n',
    "plan.md.meta": "visibility = security\n",
}
"""Files in which other plugins keep front matter for a folder."""
ORDINARY = {
    ".meta.yml": "title: Plans\ntags: [security]\n",
    ".nav.yml": "nav: [audience.md, public.md]\n",
    "audience.md": "# Who reads this\n\nEverybody who looks after the service, now and in years to come.\n",
    "audience.csv": "month,readers\n1,20\n",
    "audience.png": "\x89PNG",
    "visibility.md": "# Visibility\n\nWe saw nothing.\n",
    "evidence": "A text.\n",
    "audit.txt": "security\n",
    ".gitkeep": "",
    ".pages": "title: security\n",
    ".DS_Store": "\x00",
    "audience/note.md": "# Note\n\nText.\n",
    ".hidden": "A text about security.\n",
    "data.json": '{"visibility": 9.5, "of": "security"}\n',
    "compose.yml": "services:\n  token:\n    audience: security\n",
    "secret.md": "---\naudience: security\n---\n# Keys\n",
    "private.md": "# Private networks\n\nWe saw nothing of security.\n\n" + "A line about networks.\n" * 40,
}
"""Files with names that are spelled alike, and are no rules."""


def project(root: Path, files: dict[str, str], audiences: object = AUDIENCES) -> Project:
    """Return a site."""
    config = root / "mkdocs.yml"
    options = {"audiences": audiences, "default_audience": "public"} if audiences else {}
    (root / "docs").mkdir(parents=True)
    config.write_text(json.dumps({"site_name": "x", "plugins": [{"postmortems": options}]}))
    for name, text in files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("latin-1") if text.startswith("\x89") else text.encode())
    return load_settings(config)


def sources(root: Path, files: dict[str, str], audiences: object = AUDIENCES) -> LabelledSources:
    """Return the labelled sources of a site."""
    return load_labelled_sources(project(root, files, audiences), ())


def base(secret: str) -> dict[str, str]:
    """Return a folder with documents and an attachment, and one beside it that refers to all of them."""
    return {
        "index.md": "# Home\n\n![a](sec/a.png) [b](sec/deep/b.csv)\n",
        "sec/plan.md": f"# {secret}\n\nText.\n",
        "sec/deep/more.md": f"# More\n\n{secret}\n",
        "sec/a.png": secret,
        "sec/deep/b.csv": secret,
    }


def given_to(reader: str, found: LabelledSources) -> dict[str, bytes]:
    """Return what an audience gets: texts as cut, and the bytes of attachments."""
    got = found.for_audience(reader)
    texts = {source.path: source.text.encode() for source in got.sources}
    return texts | {path: (found.root / path).read_bytes() for path in got.attachments}


@pytest.mark.parametrize("name", NEAR)
def test_what_is_near_a_rule_withholds_its_folder(tmp_path, name):
    """Its documents and attachments, and those below; two bases that differ only there give the public the same."""
    found = [sources(tmp_path / secret, {**base(secret), f"sec/{name}": "security\n"}) for secret in ("fire", "flood")]
    assert given_to("public", found[0]) == given_to("public", found[1]) == {"index.md": base("")["index.md"].encode()}
    near = f"sec/{name.split('/')[0]}"
    [problem] = [one for one in found[0].problems if one.path == near and one.code == "PM062"]
    assert problem.is_error
    assert ("Did you mean a file '.audience'" in problem.message) is (near != "sec/.audience")


def test_without_what_is_near_a_rule_the_folder_is_published(tmp_path):
    """The control: the default audience gets all of it."""
    assert given_to("public", sources(tmp_path, base("fire"))).keys() == base("").keys()


@pytest.mark.parametrize("name", SETTINGS)
def test_labels_for_a_folder_by_other_plugins_withhold_it(tmp_path, name):
    """They have no effect here, and somebody counts on them."""
    found = sources(tmp_path, {**base("fire"), f"sec/{name}": SETTINGS[name]})
    assert given_to("public", found).keys() == {"index.md"}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_files_are_no_rules(tmp_path, name):
    """The control: names that are spelled alike."""
    found = sources(tmp_path, {**base("fire"), f"sec/{name}": ORDINARY[name]})
    assert given_to("public", found).keys() >= base("").keys()


@pytest.mark.parametrize("copy", [".audience~", ".audience.swp", ".audience.orig", ".#.audience", "#.audience#"])
def test_copies_of_editors_beside_a_rule_are_none(tmp_path, copy):
    """The rule is there; without it, the copy is near one."""
    rule = {"sec/.audience": "staff\n", f"sec/{copy}": "security\n"}
    assert "sec/plan.md" in given_to("staff", sources(tmp_path / "one", {**base("fire"), **rule}))
    assert "sec/plan.md" not in given_to("public", sources(tmp_path / "two", {**base("fire"), **rule}))
    del rule["sec/.audience"]
    assert "sec/plan.md" not in given_to("security", sources(tmp_path / "three", {**base("fire"), **rule}))


@pytest.mark.parametrize("folder", ["audience-security", "audience=security"])
def test_a_folder_that_has_a_label_for_a_name_is_withheld(tmp_path, folder):
    """A name has no effect; with a rule beside it, the rule counts."""
    files = {f"{folder}/plan.md": "# Plan\n\nText.\n", "index.md": "# Home\n"}
    assert given_to("public", sources(tmp_path / "one", files)).keys() == {"index.md"}
    files[f"{folder}/.audience"] = "public\n"
    assert given_to("public", sources(tmp_path / "two", files)).keys() == {f"{folder}/plan.md", "index.md"}


def test_two_rules_of_one_folder_withhold_it(tmp_path):
    """Nobody can tell which of them counts, in whatever order they are read."""
    for name in (".Audience", ".visibility"):
        files = {**base("fire"), "sec/.audience": "public\n", f"sec/{name}": "security\n"}
        assert given_to("security", sources(tmp_path / name, files)).keys() == {"index.md"}


def test_a_rule_further_down_counts_all_the_same(tmp_path):
    """And so does the label of a document."""
    files = {**base("fire"), "sec/.Audience": "security", "sec/deep/.audience": "public"}
    files["sec/plan.md"] = "---\naudience: staff\n---\nText.\n"
    assert given_to("public", sources(tmp_path, files)).keys() == {"index.md", "sec/deep/more.md", "sec/deep/b.csv"}
    assert "sec/plan.md" in given_to("staff", load_labelled_sources(load_settings(tmp_path / "mkdocs.yml"), ()))


def test_without_audiences_a_hidden_near_rule_withholds(tmp_path):
    """As a rule does; a file with an ordinary name is one, since no audience is named."""
    assert given_to("all", sources(tmp_path / "one", {**base("fire"), "sec/.Audience": "x"}, None)).keys() == {
        "index.md"
    }
    files = {**base("fire"), "sec/audience": "security", "sec/audience.yml": "security"}
    assert given_to("all", sources(tmp_path / "two", files, None)).keys() == files.keys()
