"""A page that would be drawn as it is in the previous site is taken from there, and no byte differs for it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import jinja2
import pytest
from generated_sources import World
from mkdocs_postmortems.build import audience_builder
from mkdocs_postmortems.build.previous_pages import PAGES_FILE, KnownPage, KnownSite, PagesError, PreviousPages
from mkdocs_postmortems.site.page_digests import is_harmless
from mkdocs_postmortems.system.records import CACHE_FOLDER
from sites import MATERIAL, MKDOCS, content, differences, run_beside, write_site

POSTMORTEM = """\
---
audience: {audience}
title: {title}
date: 2026-03-0{day}
services: [{service}]
tags: [pool]
---
# {title}

## Timeline

- 10:00 It began
- 11:00 It ended

## Action items

- [ ] Watch the {service}
"""
FILES = {
    "a.md": POSTMORTEM.format(audience="public", title="Shop down", day=1, service="checkout"),
    "b.md": POSTMORTEM.format(audience="public", title="Mail late", day=2, service="mail"),
    "c.md": POSTMORTEM.format(audience="security", title="Quartzlike hummingbird", day=3, service="vault"),
    "taxonomy.yml": "services: {checkout: {name: Checkout}}\n",
}
CHANGES = {
    "a sentence": ("a.md", "It began", "It began late"),
    "a title": ("b.md", "Mail late", "Mail lost"),
    "a date": ("b.md", "03-02", "03-05"),
    "another service": ("a.md", "checkout", "basket"),
    "a name of the taxonomy": ("taxonomy.yml", "Checkout", "Basket"),
    "a narrowed label": ("a.md", "audience: public", "audience: security"),
    "a widened label": ("c.md", "audience: security", "audience: public"),
    "a new document": ("d.md", "", POSTMORTEM.format(audience="staff", title="Disk full", day=4, service="disk")),
    "the site's own page": ("index.md", "# Home", "# House"),
    "the name of a file": ("b.md", None, "e.md"),
    "the configuration": ("../mkdocs.yml", "Test", "Tests"),
}


@pytest.fixture(name="taken")
def _taken(monkeypatch) -> list[str]:
    """Note the pages that were taken from previous sites."""
    paths: list[str] = []
    take = PreviousPages.take

    def noting(self, folder, docs, site):
        file = folder / PAGES_FILE
        paths.extend(json.loads(file.read_text()).get("same", ()) if file.exists() else ())
        return take(self, folder, docs, site)

    monkeypatch.setattr(PreviousPages, "take", noting)
    return paths


def build(config: Path, *options: str) -> dict[str, bytes | None]:
    """Build two audiences, and return their trees."""
    result = run_beside(config, "build", "--audience", "public", "--audience", "security", *options)
    assert result.exit_code == 0, result.output
    return content(config.parent / "dist")


def change(config: Path, name: str, old: str | None, new: str) -> None:
    """Change, add or rename a file below `docs`."""
    path = config.parent / "docs" / name
    path.parent.mkdir(exist_ok=True)
    if old is None:
        path.rename(path.with_name(new))
    else:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new) if old else new, encoding="utf-8")


def check_parity(config: Path, changes, taken: list[str]) -> None:
    """Change one thing after the other; the build after it makes what one without previous sites makes."""
    build(config)
    assert taken == []
    for one in changes:
        change(config, *one)
        again = build(config)
        assert differences(again, build(config, "--no-cache")) == [], one


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theme", "names"),
    [(MKDOCS, CHANGES), (MATERIAL, ("a sentence", "a narrowed label", "a widened label"))],
    ids=["mkdocs", "material"],
)
def test_trees_are_those_of_a_build_that_draws_all(theme, names, tmp_path, taken):
    """After each kind of change, also of who may read a document, with the navigation on every page."""
    nav = ["index.md", {"Shop": "a.md"}]
    files = FILES | {"index.md": "---\naudience: public\n---\n# Home\n"}
    check_parity(write_site(tmp_path, World(files, nav), theme=theme), [CHANGES[name] for name in names], taken)

    assert taken  # Control: there is something that could differ.


@pytest.mark.parametrize("name", ["a sentence", "a narrowed label"])
def test_pages_that_a_change_does_not_reach_are_taken(name, tmp_path, taken):
    """And no build gets a page of an earlier one: it sees digests alone."""
    config = write_site(tmp_path, World(FILES), theme=MKDOCS)
    seen = []
    run = audience_builder.run_subprocess_build

    def reading(staging_dir, *rest):
        seen.append((staging_dir.folder / PAGES_FILE).read_text())
        return run(staging_dir, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audience_builder, "run_subprocess_build", reading)
        check_parity(config, [CHANGES[name]], taken)

    assert "similar/index.html" in taken
    assert "a/index.html" not in taken
    known = [page for text in seen for page in json.loads(text)["previous"].values()]
    assert {len(page["digest"]) for page in known} == {64}
    assert not any("Shop" in text for text in seen)


UNKNOWN = {
    "a hook": {"hooks": ["hook.py"]},
    "another plugin": {"plugins": ["tags", {"postmortems": {}}], "theme": MATERIAL},
    "templates that show other pages": {"theme": {**MKDOCS, "custom_dir": "own"}},
}
TEMPLATE = '{{% extends "base.html" %}}{{% block scripts %}}{{{{ super() }}}}{}{{% endblock %}}'


def write_own(root: Path, shown: str) -> None:
    """Write a hook, and a template of the site's own that shows something on each page."""
    (root / "hook.py").write_text("def on_post_page(output, **_):\n    return output\n")
    (root / "own").mkdir(parents=True)
    (root / "own" / "main.html").write_text(TEMPLATE.format(shown))


@pytest.mark.slow
@pytest.mark.parametrize("more", UNKNOWN.values(), ids=UNKNOWN)
def test_where_something_else_takes_part_all_is_drawn(more, tmp_path, taken):
    """Nothing is known of what it would show."""
    write_own(tmp_path, "{% for file in pages %}{{ file.page.title }}{% endfor %}")
    config = write_site(tmp_path, World(FILES), theme=more.get("theme", MKDOCS), plugins=more.get("plugins", ())[:1])
    if "hooks" in more:
        config.write_text(json.dumps({**json.loads(config.read_text()), "hooks": more["hooks"]}))
    check_parity(config, [CHANGES["a sentence"]], taken)

    assert taken == []


SHOWN = {
    "{{ page.title }} {{ config.site_name }} {{ 'x' | url }}": True,
    "{{ page.meta.owner }} {{ config.extra['owner'] }}": True,
    "{% for file in pages %}{{ file.url }}{% endfor %}": False,
    "{{ page.next_page.content }}": False,
    "{{ page['next_page'].content }}": False,
    "{{ page[config.site_name] }}": False,
    "{{ page | attr('next_page') }}": False,
    "{{ config.plugins.postmortems }}": False,
    "{{ nav.pages }}": False,
    "{{ postmortems.data }}": False,
    "{{ page.title": False,
}


@pytest.mark.parametrize("shown", SHOWN)
def test_templates_of_the_site_may_show_the_page_and_the_site(shown, tmp_path):
    """Whatever leads to other pages or to plugins is no part of the digest of a page."""
    write_own(tmp_path, shown)
    env = jinja2.Environment(autoescape=True)
    env.filters["url"] = str

    assert is_harmless(env, tmp_path / "own" / "main.html") == SHOWN[shown]


@pytest.mark.slow
def test_pages_are_taken_with_a_harmless_template_of_the_site(tmp_path, taken):
    """The template of the sample is such a one."""
    write_own(tmp_path, "{{ page.title }}")
    config = write_site(tmp_path, World(FILES), theme={**MKDOCS, "custom_dir": "own"})
    check_parity(config, [CHANGES["a sentence"]], taken)

    assert taken


def pages(root: Path, manifest: str = "m", frame: str = "f") -> PreviousPages:
    """Return the pages of a site with one page, for a build."""
    (root / "old").mkdir(exist_ok=True)
    (root / "old" / "a.html").write_text("old")
    return PreviousPages.read(root / "record.json", root / "old", manifest, frame)


def test_a_record_is_that_of_a_site_and_a_frame(tmp_path):
    """Of any other, and if it is damaged, nothing is known."""
    known = {"a.html": KnownPage("1", "a.md", (("It began", "it-began"),), ("it-began",), "2")}
    site = KnownSite(known, ("1", "2"))
    pages(tmp_path).remember("m", site)

    assert pages(tmp_path).known == site
    assert pages(tmp_path, manifest="other").known == KnownSite()
    assert pages(tmp_path, manifest="").known == KnownSite()
    assert pages(tmp_path, frame="other").known == KnownSite()
    (tmp_path / "record.json").write_bytes(b'{"frame": "f", "manifest": "m", "pages": 1}')
    assert pages(tmp_path).known == KnownSite()


def test_nothing_is_offered_of_a_document_that_has_changed(tmp_path):
    """Its headings, and the address of its page, may be what this build must not read."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("kept.md", "changed.md"):
        (docs / name).write_text("text")
    drawn = {f"{name}.html": {"digest": "1", "source": f"{name}.md"} for name in ("kept", "changed", "gone")}
    (tmp_path / PAGES_FILE).write_text(json.dumps({"pages": {**drawn, "list.html": {"digest": "1"}}, "same": []}))
    (tmp_path / "record.json").unlink(missing_ok=True)
    pages(tmp_path).remember("m", pages(tmp_path).take(tmp_path, docs, tmp_path / "new"))
    (docs / "changed.md").write_text("other text")
    pages(tmp_path).offer(tmp_path, docs)

    offered = json.loads((tmp_path / PAGES_FILE).read_text())["previous"]
    assert set(offered) == {sha256(path.encode()).hexdigest() for path in ("kept.html", "list.html")}


@pytest.mark.parametrize(
    ("drawn", "is_taken"),
    [
        ({"pages": {"a.html": {"digest": "1"}}, "same": ["a.html"]}, True),
        ({"pages": {"a.html": {"digest": "2"}}, "same": ["a.html"]}, False),
        ({"pages": {}, "same": ["b.html"]}, False),
        ({"pages": {}, "same": ["../secret.html"]}, False),
    ],
)
def test_no_page_is_taken_but_the_same(drawn, is_taken, tmp_path):
    """A build that leaves out another one has failed: its place holder must not be published."""
    pages(tmp_path).remember("m", KnownSite({"a.html": KnownPage("1")}))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.html").write_text("place holder")
    (tmp_path / PAGES_FILE).write_text(json.dumps(drawn))
    if is_taken:
        assert pages(tmp_path).take(tmp_path, tmp_path, tmp_path / "new").pages == {"a.html": KnownPage("1")}
        assert (tmp_path / "new" / "a.html").read_text() == "old"
    else:
        with pytest.raises(PagesError):
            pages(tmp_path).take(tmp_path, tmp_path, tmp_path / "new")


LINKS = {
    "by path": "[more](later/disk-full.md)",
    "by its bare name": "[more](disk-full)",
    "by its address": '<a href="later/disk-full/">more</a>',
    "to a value": "[more](services/disk.md)",
}


def unrelated(word: str, year: int, more: str = "") -> str:
    """Return a postmortem that has nothing in common with others, and was long before them."""
    text = POSTMORTEM.format(audience="public", title=word.capitalize(), day=1, service=word)
    return f"{text.replace('2026', str(year)).replace('pool', word)}\n{more}\n"


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_pages_that_link_to_what_is_new_are_drawn(link, tmp_path, taken):
    """The link was dead before, and is not now; a page without it is taken."""
    files = FILES | {"with.md": unrelated("turbine", 2019, link), "without.md": unrelated("harbour", 2021)}
    config = write_site(tmp_path, World(files), theme=MKDOCS, options={"links": "warn"})
    new = POSTMORTEM.format(audience="public", title="Disk full", day=4, service="disk")
    check_parity(config, [("later/disk-full.md", "", new)], taken)

    assert "without/index.html" in taken
    assert "with/index.html" not in taken


def test_a_file_that_is_gone_draws_all(tmp_path, taken):
    """Nobody knows which pages have named it."""
    config = write_site(tmp_path, World(FILES), theme=MKDOCS)
    build(config)
    (tmp_path / "docs" / "b.md").unlink()
    again = build(config)

    assert taken == []
    assert differences(again, build(config, "--no-cache")) == []


SAYING = {
    "a dead link": "[more](nothing.md)",
    "a link to a place that is gone": "[more](b.md#timeline)",
}


@pytest.mark.parametrize("link", SAYING.values(), ids=SAYING)
def test_what_is_wrong_with_a_page_is_said_again(link, tmp_path, taken):
    """Also after a change elsewhere, although the page is as it was."""
    files = FILES | {"a.md": f"{FILES['a.md']}\n{link}\n"}
    config = write_site(tmp_path, World(files), theme=MKDOCS)
    build(config)
    change(config, "b.md", "## Timeline", "## What happened")
    again = run_beside(config, "build", "--audience", "public").output
    cold = run_beside(config, "build", "--audience", "public", "--no-cache").output

    assert taken
    assert "a/index.html" not in taken
    assert [line for line in again.splitlines() if "a.md" in line] == [
        line for line in cold.splitlines() if "a.md" in line
    ]


@pytest.mark.slow
def test_a_record_of_another_audience_counts_as_none(tmp_path, taken):
    """Whoever copies it gets nothing of the other site."""
    config = write_site(tmp_path, World(FILES), theme=MKDOCS)
    build(config)
    records = {path.name.split("-")[0]: path for path in (tmp_path / CACHE_FOLDER / "pages").iterdir()}
    records["public"].write_bytes(records["security"].read_bytes())
    records["security"].unlink()
    change(config, *CHANGES["a sentence"])
    again = build(config)

    assert taken == []
    assert differences(again, build(config, "--no-cache")) == []
