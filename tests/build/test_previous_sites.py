"""A site is built again if, and only if, something has changed that could change it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from generated_sources import World
from mkdocs_postmortems.build import audience_builder
from mkdocs_postmortems.build.build import build_sites
from mkdocs_postmortems.build.build_request import BuildRequest
from mkdocs_postmortems.build.subprocess_build import SubprocessResult
from mkdocs_postmortems.system.records import CACHE_FOLDER
from sites import MKDOCS, WHEN, content, differences, run_beside, write_site

FILES = {
    "a.md": "---\naudience: public\ntitle: Shop down\n---\n\n## Impact\n\nUsers.\n",
    "b.md": "---\naudience: security\ntitle: Vault open\n---\n\n## Impact\n\nA Quartzlike hummingbird.\n",
}
READERS = {"public", "staff", "sre", "security"}
DAY = 24 * 60 * 60


@pytest.fixture(name="stage_texts")
def _stage_texts(monkeypatch) -> list[tuple[str, str]]:
    """Build sites of the documents' texts as they are, and note (audience, text) of each build."""
    built = []

    def build_stage(staging_dir, *_):
        docs = sorted((staging_dir.folder / "docs").rglob("*.md"))
        text = "\n".join(path.read_text() for path in docs)
        built.append((staging_dir.audience_sources.audience, text))
        staging_dir.site.mkdir()
        (staging_dir.site / "index.html").write_text(f"<p>{text}</p>")
        return SubprocessResult(ok=True, lines=("WARNING - of the build",))

    monkeypatch.setattr(audience_builder, "run_subprocess_build", build_stage)
    return built


@pytest.fixture(name="config")
def _config(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_site(tmp_path, World(files=FILES))


def build(config: Path, at: int = WHEN, **options):
    """Build all audiences, and return the result and the steps of each."""
    steps: dict[str, list[str]] = {}
    request = BuildRequest(config, config.parent / "dist", at, **options)
    return build_sites(request, lambda name, step: steps.setdefault(name, []).append(step)), steps


def edit(config: Path, name: str, old: str, new: str) -> None:
    """Change a document."""
    path = config.parent / "docs" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_without_a_change_nothing_is_built_and_the_same_is_said(config, stage_texts):
    """Sites, manifests, records, warnings and findings; later on the same day, too."""
    first, _ = build(config)
    before = content(config.parent / "dist")
    again, steps = build(config, at=WHEN // DAY * DAY + DAY - 1)

    assert {name for name, _ in stage_texts} == READERS
    assert len(stage_texts) == len(READERS)
    assert set(map(tuple, steps.values())) == {("unchanged",)}
    assert differences(before, content(config.parent / "dist")) == []
    assert again.ok
    assert again == first
    assert again.audience_builds[0].lines == ("WARNING - of the build",)


CHANGES = {
    "a document": lambda config: edit(config, "a.md", "Users", "Some users"),
    "a name": lambda config: (config.parent / "docs" / "a.md").rename(config.parent / "docs" / "c.md"),
    "a new document": lambda config: (config.parent / "docs" / "d.md").write_text(
        "---\naudience: public\n---\n# New\n"
    ),
    "the configuration": lambda config: config.write_text(config.read_text().replace("{", '{"copyright": "2026", ', 1)),
    "a file of the site": lambda config: (config.parent / "dist" / "public" / "index.html").write_text("<p>Else"),
    "a file more": lambda config: (config.parent / "dist" / "public" / "more.html").write_text("<p>Else"),
    "the manifest": lambda config: (config.parent / "dist" / "public.manifest.json").write_text("{}"),
    "no site": lambda config: (config.parent / "dist" / "public.manifest.json").unlink(),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_could_change_a_site_builds_it(config, stage_texts, change):
    """Whatever it is: what is built is what a build without a previous one makes."""
    build(config)
    stage_texts.clear()
    change(config)
    result, _ = build(config)
    again = content(config.parent / "dist")

    assert result.ok
    assert "public" in {name for name, _ in stage_texts}
    build(config, uses_cache=False)
    assert differences(again, content(config.parent / "dist")) == []


def test_another_day_builds_all(config, stage_texts):
    """What is overdue depends on it."""
    build(config)
    build(config, at=WHEN + DAY)

    assert len(stage_texts) == 2 * len(READERS)


def test_a_change_of_what_is_hidden_searches_the_other_sites_again(config, stage_texts):
    """They are not built again: their builds could not read it. A word that becomes hidden is found in them."""
    build(config)
    stage_texts.clear()
    edit(config, "b.md", "A Quartz", "The Quartz")
    result, steps = build(config)

    assert [name for name, _ in stage_texts] == ["security"]
    assert {name: step for name, step in steps.items() if name != "security"} == {
        name: ["staging", "verifying", "packing", "done"] for name in READERS - {"security"}
    }
    assert result.ok
    records = {name: json.loads((config.parent / "dist" / f"{name}.build.json").read_text()) for name in READERS}
    assert len({record["build"] for record in records.values()}) == 1


@pytest.mark.slow
def test_a_leak_in_a_previous_site_is_found(config, stage_texts, monkeypatch):
    """What was no secret becomes one: the site is refused, though its build could read the same."""
    leaking = audience_builder.run_subprocess_build

    def leak(staging_dir, *rest):
        result = leaking(staging_dir, *rest)
        (staging_dir.site / "leak.html").write_text("<p>The ostrichlike pelican of the auditor was read.")
        return result

    monkeypatch.setattr(audience_builder, "run_subprocess_build", leak)
    assert build(config)[0].ok
    edit(config, "b.md", "A Quartzlike hummingbird.", "The ostrichlike pelican of the auditor was read.")
    stage_texts.clear()
    result, _ = build(config)

    assert [name for name, _ in stage_texts] == ["security"]
    refused = {one.audience for one in result.audience_builds if not one.ok}
    assert refused == READERS - {"security"}
    assert not result.ok


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b'{"build": 1}', b"[" * 10_000])
def test_a_damaged_record_counts_as_none(config, stage_texts, damage):
    """No entry is trusted that is not whole."""
    build(config)
    stage_texts.clear()
    for path in (config.parent / CACHE_FOLDER).rglob("*.json"):
        path.write_bytes(damage)
    result, _ = build(config)

    assert result.ok
    assert len(stage_texts) == len(READERS)


def test_a_record_of_another_site_counts_as_none(config, stage_texts):
    """A record names its site by the digest of its manifest."""
    build(config)
    stage_texts.clear()
    records = sorted((config.parent / CACHE_FOLDER / "sites").glob("*.json"))
    wide, narrow = (next(path for path in records if path.name.startswith(name)) for name in ("security-", "public-"))
    narrow.write_bytes(wide.read_bytes())
    build(config)

    assert [name for name, _ in stage_texts] == ["public"]
    assert "hummingbird" not in (config.parent / "dist" / "public" / "index.html").read_text()


def test_a_cache_that_cannot_be_written_stops_nothing(config, stage_texts):
    """The next build builds all again."""
    (config.parent / ".cache").write_text("a file")

    assert build(config)[0].ok
    assert build(config)[0].ok
    assert len(stage_texts) == 2 * len(READERS)


@pytest.mark.slow
def test_real_sites_with_and_without_the_cache_are_equal(tmp_path, monkeypatch):
    """After a change that one audience may not read, and one that all may read."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(WHEN))
    config = write_site(tmp_path, World(files=FILES), theme=MKDOCS)
    for name, old, new in [("b.md", "A Quartz", "The Quartz"), ("a.md", "Users", "Some users")]:
        assert run_beside(config, "build").exit_code == 0
        edit(config, name, old, new)
        assert run_beside(config, "build").exit_code == 0
        cached = content(tmp_path / "dist")
        assert run_beside(config, "build", "--no-cache").exit_code == 0
        assert differences(cached, content(tmp_path / "dist")) == []
