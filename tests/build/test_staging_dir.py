"""What lies in the folder that one audience's site is built from, and who clears it away."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest
import yaml
from generated_sources import World
from mkdocs_postmortems.build.site_config import read_site_config
from mkdocs_postmortems.build.staging_dir import path_inside, set_content_times, set_mtimes, shared_paths, staging_root
from mkdocs_postmortems.settings import ConfigurationError, Settings
from mkdocs_postmortems.system.locking import try_lock
from sites import WHEN, content, load_sources, stage_site, write_site

TERMS = "services:\n  vault: {name: Vault}\n  queue: {name: Queue}\n"
FILES = {
    "a.md": "---\naudience: public\nservices: [queue]\nseverity: sev1\n---\n# A\n\n## Summary\n\n![x](img/a.png)\n",
    "b.md": "---\naudience: security\nservices: [vault]\n---\n# B\n\n![x](img/b.png)\n",
    "sec/.audience": "# theirs\nsecurity\n",
    "sec/c.md": "# C\n\n![x](c.png)\n",
    "sec/c.png": "c",
    "team/.audience": "staff",
    "team/d.md": "# D\n",
    "pub/.audience": "public",
    "pub/sre.md": "---\naudience: sre\n---\n# E\n",
    "broken/.audience": "stuff",
    "broken/x.png": "x",
    "broken/f.md": "---\naudience: public\n---\n# F\n\n![](x.png)\n",
    "img/a.png": "a",
    "img/b.png": "b",
    "img/lost.png": "lost",
    "taxonomy.yml": TERMS,
}


def staged(root: Path, reader: str, files: dict[str, str] | None = None, **site) -> dict[str, str | None]:
    """Return the files of a stage, below its folder, without the configuration."""
    config = write_site(root / "project", World(files or FILES), **site)
    stage = stage_site(config, reader, root / "stage")
    found = {name: data.decode() for name, data in content(stage.folder).items() if data is not None}
    assert stage.site == stage.folder / "site"
    assert found.pop("mkdocs.yml")
    return found


def test_a_stage_has_what_its_audience_reads(tmp_path):
    """Documents, files that they show, and rules of folders that have files of this audience."""
    assert set(staged(tmp_path, "staff")) == {
        "docs/a.md",
        "docs/img/a.png",
        "docs/team/.audience",
        "docs/team/d.md",
        "docs/broken/f.md",
        "docs/taxonomy.yml",
    }


def test_another_audience_has_another_stage(tmp_path):
    """A folder's rule is there where somebody reads a file below it."""
    found = staged(tmp_path, "security")
    assert set(found) == {
        "docs/a.md",
        "docs/b.md",
        "docs/img/a.png",
        "docs/img/b.png",
        "docs/sec/.audience",
        "docs/sec/c.md",
        "docs/sec/c.png",
        "docs/team/.audience",
        "docs/team/d.md",
        "docs/broken/f.md",
        "docs/taxonomy.yml",
    }
    assert found["docs/sec/.audience"] == "security\n"
    assert found["docs/sec/c.png"] == "c"
    assert found["docs/b.md"] == FILES["b.md"]


def test_a_rule_is_told_to_those_who_know_its_audience(tmp_path):
    """Of the topmost folder as of any other; what a document of another label does not change."""
    files = {
        ".audience": "staff",
        "a.md": "---\naudience: public\n---\n# A\n",
        "pub/.audience": "public",
        "pub/b.md": "# B\n",
        "sre/.audience": "sre",
        "sre/c.md": "---\naudience: public\n---\n# C\n",
    }
    assert staged(tmp_path / "1", "public", files) == {
        "docs/a.md": files["a.md"],
        "docs/pub/.audience": "public\n",
        "docs/pub/b.md": "# B\n",
        "docs/sre/c.md": files["sre/c.md"],
    }
    assert {name for name in staged(tmp_path / "2", "sre", files) if name.endswith(".audience")} == {
        "docs/.audience",
        "docs/pub/.audience",
        "docs/sre/.audience",
    }


def test_the_taxonomy_has_the_terms_that_its_documents_use(tmp_path):
    """Whoever reads everything gets it as it is."""
    public = yaml.safe_load(staged(tmp_path / "1", "staff")["docs/taxonomy.yml"])
    assert public == {"services": {"queue": {"name": "Queue"}}}
    everything = {"postmortems": {"audiences": {"all": {}, "few": {"includes": ["all"]}}}}
    files = {"a.md": "---\naudience: all\n---\n# A\n", "taxonomy.yml": TERMS}
    options = everything["postmortems"]
    assert staged(tmp_path / "2", "few", files, options=options)["docs/taxonomy.yml"] == TERMS
    assert staged(tmp_path / "3", "all", files, options=options)["docs/taxonomy.yml"] != TERMS
    without = staged(tmp_path / "4", "all", {"a.md": "# A\n", "taxonomy.yml": TERMS}, options={"audiences": {}})
    assert without["docs/taxonomy.yml"] == TERMS


def test_the_taxonomy_is_in_the_folder_of_postmortems(tmp_path):
    """Where the option says; it is no attachment, though a text refers to it. Without one there is none."""
    files = {
        "team/a.md": "---\naudience: public\n---\n[x](taxonomy.yml) [y](../taxonomy.yml)\n",
        "team/taxonomy.yml": TERMS,
        "taxonomy.yml": "just a file",
    }
    found = staged(tmp_path / "1", "public", files, options={"path": "team"})
    assert found["docs/team/taxonomy.yml"] != TERMS
    assert found["docs/taxonomy.yml"] == "just a file"
    bare = {"a.md": "---\naudience: public\n---\n# A\n"}
    assert set(staged(tmp_path / "2", "public", bare)) == {"docs/a.md"}


def test_every_file_has_one_time(tmp_path):
    """Folders, too: it tells nothing."""
    config = write_site(tmp_path / "project", World(FILES))
    stage = stage_site(config, "security", tmp_path / "stage")
    assert {path.stat().st_mtime for path in stage.folder.rglob("*")} == {WHEN}
    assert stage.audience_sources.audience == "security"
    assert stage.taxonomy is not None


def test_the_times_of_a_site_are_those_of_its_contents(tmp_path):
    """Equal files have equal times in each build of a day, others have others; none is in the future."""
    day = WHEN // 86400 * 86400
    for name, text in (("one", "a"), ("other", "a"), ("changed", "b")):
        (tmp_path / name / "x").mkdir(parents=True)
        (tmp_path / name / "x/y.html").write_text(text)
        set_content_times(tmp_path / name, day)
    one, other, changed = ((tmp_path / name / "x/y.html").stat().st_mtime for name in ("one", "other", "changed"))
    assert one == other
    assert one != changed
    assert day - 86400 <= min(one, changed) <= max(one, changed) < day
    assert (tmp_path / "one/x").stat().st_mtime == day - 86400


def test_times_are_of_everything_below_a_folder(tmp_path):
    """However deep."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_text("x", encoding="utf-8")
    set_mtimes(tmp_path, 5)
    assert {path.stat().st_mtime for path in tmp_path.rglob("*")} == {5}


def test_the_configuration_is_the_audience_s(tmp_path):
    """Its navigation has what there is, and its folder has a name that tells nothing."""
    world = World(FILES, ["a.md", "b.md"])
    config = write_site(tmp_path / "project", world, more={"docs_dir": "docs"})
    stage = stage_site(config, "public", tmp_path / "stage")
    written = yaml.safe_load((stage.folder / "mkdocs.yml").read_text("utf-8"))
    assert (written["nav"], written["docs_dir"], written["site_dir"]) == (["a.md"], "docs", "site")
    assert written["plugins"][0]["postmortems"]["audience"] == "public"


def test_sources_elsewhere_are_staged_below_the_configuration(tmp_path):
    """Under the usual name."""
    docs = tmp_path / "elsewhere"
    docs.mkdir()
    (docs / "a.md").write_text("---\naudience: public\n---\n# A\n", encoding="utf-8")
    config = write_site(tmp_path / "project", World({}), more={"docs_dir": "../elsewhere"})
    stage = stage_site(config, "public", tmp_path / "stage")
    assert set(content(stage.folder)) == {"mkdocs.yml", "docs", "docs/a.md"}
    named = write_site(tmp_path / "named", World({}), more={"docs_dir": "my/texts"})
    (tmp_path / "named/my/texts").mkdir(parents=True)
    (tmp_path / "named/my/texts/a.md").write_text("---\naudience: public\n---\n# A\n", encoding="utf-8")
    assert "my/texts/a.md" in content(stage_site(named, "public", tmp_path / "other").folder)


SHARED = {
    "tools/x.py": "x",
    "tools/__pycache__/x.pyc": "c",
    "tools/deep/y.txt": "y",
    "VERSION": "1",
    "hook.py": "pass\n",
}


def with_shared(root: Path, **site) -> Path:
    """Write a site with files beside its documents, and return its configuration."""
    config = write_site(root / "project", World({"a.md": "---\naudience: public\n---\n# A\n"}), **site)
    for name, text in SHARED.items():
        path = config.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return config


def test_what_is_shared_is_copied(tmp_path):
    """Hooks, the site's own templates, and what the option names; nothing that Python keeps."""
    theme = {"name": "material", "font": False, "custom_dir": "tools"}
    options = {"shared_files": ["VERS*", "none*"]}
    config = with_shared(tmp_path, theme=theme, options=options, more={"hooks": ["hook.py"]})
    found = {name for name, data in content(stage_site(config, "public", tmp_path / "stage").folder).items() if data}
    assert found == {"mkdocs.yml", "docs/a.md", "tools/x.py", "tools/deep/y.txt", "VERSION", "hook.py"}


@pytest.mark.parametrize(
    ("pattern", "more", "excluded"),
    [
        ("{well}/*", {}, "!/{well}/\n"),
        ("{well}/security.txt", {"exclude_docs": "x.md\n"}, "x.md\n\n!/{well}/\n"),
        ("robots.txt", {}, None),
        ("robots.txt", {"exclude_docs": "x.md\n"}, "x.md\n"),
    ],
)
def test_files_at_well_known_addresses_are_published_if_they_are_named(tmp_path, pattern, more, excluded):
    """MkDocs leaves out hidden folders; other hidden files are no files of a site."""
    config = with_shared(tmp_path, options={"site_files": [pattern.format(well=".well-known")]}, more=more)
    for name in (".well-known/security.txt", ".hidden/security.txt", ".well-known/.x"):
        (config.parent / "docs" / name).parent.mkdir(exist_ok=True)
        (config.parent / "docs" / name).write_text("x")
    stage = stage_site(config, "public", tmp_path / "stage").folder
    staged = yaml.safe_load((stage / "mkdocs.yml").read_text())

    assert (stage / "docs/.well-known/security.txt").exists() == ("well" in pattern)
    assert not (stage / "docs/.hidden").exists()
    assert not (stage / "docs/.well-known/.x").exists()
    assert staged.get("exclude_docs") == (excluded and excluded.format(well=".well-known"))


def test_a_file_may_be_shared_alone_and_with_its_folder(tmp_path):
    """However deep it is, and whichever comes first."""
    options = {"shared_files": ["tools/deep/*.txt"]}
    deep = stage_site(with_shared(tmp_path / "1", options=options), "public", tmp_path / "2").folder
    assert [path.relative_to(deep).as_posix() for path in deep.rglob("*.txt")] == ["tools/deep/y.txt"]
    config = with_shared(tmp_path / "3", options={"shared_files": ["tools"]}, more={"hooks": ["tools/x.py"]})
    both = stage_site(config, "public", tmp_path / "4").folder
    assert (both / "tools/x.py").read_text("utf-8") == "x"
    assert (both / "tools/deep/y.txt").exists()


def test_files_that_cannot_be_searched_are_named_in_no_stage(tmp_path):
    """Some of them may be hidden from its audience."""
    config = with_shared(tmp_path, options={"unreadable_files": ["plan-of-the-board.7z"]})
    assert "unreadable_files" in config.read_text("utf-8")
    assert "unreadable_files" not in (stage_site(config, "public", tmp_path / "s").folder / "mkdocs.yml").read_text()


def test_shared_files_are_told_in_order(tmp_path):
    """Templates, hooks, then what patterns match, by name."""
    theme = {"name": "material", "font": False, "custom_dir": "tools"}
    site = read_site_config(with_shared(tmp_path, theme=theme, more={"hooks": ["hook.py"]}))
    found = shared_paths(site, Settings(shared_files=("*.py", "V*", "tools/*/*.txt")))
    root = site.path.parent
    assert [path.relative_to(root).as_posix() for path in found] == [
        "tools",
        "hook.py",
        "hook.py",
        "VERSION",
        "tools/deep/y.txt",
    ]
    bare = read_site_config(with_shared(tmp_path / "bare"))
    assert shared_paths(bare, Settings()) == ()


@pytest.mark.parametrize(
    ("site", "message"),
    [
        ({"more": {"hooks": ["../hook.py"]}}, "'../hook.py' lies outside of the folder of mkdocs.yml"),
        ({"theme": {"name": "material", "custom_dir": "/etc"}}, "'/etc' lies outside of the folder"),
        ({"options": {"shared_files": ["../*"]}}, "shared_files has '../*', which is outside of its folder"),
        ({"options": {"shared_files": ["docs"]}}, "'docs' cannot be shared with every audience"),
        ({"options": {"shared_files": ["docs/a.md"]}}, "'docs/a.md' cannot be shared with every audience"),
        ({"options": {"shared_files": ["*"]}}, "'docs' cannot be shared with every audience"),
        ({"options": {"shared_files": ["link"]}}, "'link' cannot be shared with every audience"),
        ({"options": {"shared_files": ["inner"]}}, "'inner/link' cannot be shared with every audience"),
        ({"options": {"shared_files": ["whole"]}}, "'whole' cannot be shared with every audience"),
    ],
)
def test_documents_cannot_be_shared(site, message, tmp_path):
    """By their folder's name, by a link to them, or by one to what is outside: they have readers of their own."""
    config = with_shared(tmp_path, **site)
    (tmp_path / "outside").write_text("x", encoding="utf-8")
    (config.parent / "link").symlink_to("../outside")
    (config.parent / "inner").mkdir()
    (config.parent / "inner/link").symlink_to("../docs/a.md")
    (config.parent / "whole").symlink_to(".")
    with pytest.raises(ConfigurationError) as refused:
        stage_site(config, "public", tmp_path / "stage")
    assert message in str(refused.value)
    assert str(config) in str(refused.value)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a", "a"),
        ("a/b", "a/b"),
        ("./a//b/", "a/b"),
        ("a/../b", "b"),
        ("..", ""),
        ("../a", ""),
        ("a/../../b", ""),
        ("..a", "..a"),
        (".", ""),
        ("", ""),
        ("/a", ""),
    ],
)
def test_a_path_stays_below_its_folder(path, expected):
    """Or is none."""
    assert path_inside(path) == expected


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """Return the folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def abandoned(root: Path, name: str = "postmortems-build-dead") -> Path:
    """Return a folder as a run that was killed leaves it."""
    folder = root / name
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/a.md").write_text("restricted", encoding="utf-8")
    return folder


def test_a_stage_is_for_nobody_else_and_goes_with_the_run(temporary):
    """Whatever is in it, and however the run ends."""
    with staging_root() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.parent == temporary
        assert not any(folder.iterdir())
        (folder / "x").write_text("restricted", encoding="utf-8")
        with try_lock(folder) as free:
            assert not free
    assert not folder.exists()


def test_a_stage_goes_with_a_run_that_fails(temporary):
    """What is in it is restricted."""
    with pytest.raises(ZeroDivisionError), staging_root() as folder:
        1 / (folder / "x").write_bytes(b"")
    assert not any(temporary.iterdir())


def test_what_dead_runs_left_is_cleared_away(temporary):
    """All of them; other programs' folders stay."""
    dead = [abandoned(temporary), abandoned(temporary, "postmortems-build-dead2")]
    other = abandoned(temporary, "somebody-else")
    with staging_root():
        assert not any(folder.exists() for folder in dead)
    assert (other / "docs/a.md").exists()


def test_what_a_living_run_has_stays(temporary):
    """It holds the lock; one that is empty may be about to take it."""
    living, starting = abandoned(temporary), temporary / "postmortems-build-new"
    starting.mkdir()
    with try_lock(living) as ours, staging_root():
        assert ours
    assert (living / "docs/a.md").exists()
    assert starting.exists()


def test_what_only_looks_like_a_stage_stays(temporary, tmp_path_factory):
    """A file, a link to a folder, and what is somebody else's."""
    target = abandoned(tmp_path_factory.mktemp("target"), "target")
    (temporary / "postmortems-build-link").symlink_to(target)
    (temporary / "postmortems-build-file").write_text("x", encoding="utf-8")
    with staging_root():
        pass
    assert (target / "docs/a.md").exists()
    assert (temporary / "postmortems-build-file").exists()
    assert (temporary / "postmortems-build-link").is_symlink()


def test_what_comes_before_a_dead_run_in_the_folder_does_not_save_it(temporary):
    """All of them are looked at."""
    for number in range(8):
        (temporary / f"postmortems-build-file{number}").write_text("x", encoding="utf-8")
        abandoned(temporary, f"postmortems-build-dead{number}")
    with staging_root() as folder:
        left = [path.name for path in temporary.iterdir() if path.is_dir()]
        assert left == [folder.name]


def test_what_cannot_be_cleared_away_does_not_end_a_run(temporary, monkeypatch):
    """Neither that of dead runs, nor its own; the next run tries again."""
    dead = abandoned(temporary)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", lambda *_, **__: throw())
        with staging_root() as folder:
            assert dead.exists()
        assert folder.exists()
    with staging_root():
        assert not dead.exists()


def throw() -> None:
    """Fail as a disk does."""
    raise OSError


def test_what_is_somebody_else_s_stays(temporary, monkeypatch):
    """Where systems know users."""
    dead = abandoned(temporary)
    monkeypatch.setattr(os, "getuid", lambda: dead.stat().st_uid + 1)
    with staging_root():
        assert dead.exists()
    monkeypatch.delattr(os, "getuid")
    with staging_root():
        assert not dead.exists()


def test_problems_of_all_sources_are_gathered(tmp_path):
    """Of reading files, of folders' rules and of labels; sorted, each once."""
    files = {
        "z.md": "# No label\n",
        "a.md": "---\naudience: stuff\n---\n# A\n",
        "x/.audience": "stuff",
        "x/b.md": "# B\n",
        "empty.md": "",
    }
    sources, _ = load_sources(write_site(tmp_path / "project", World(files)))
    assert [(one.path, one.code) for one in sources.problems] == [
        ("a.md", "PM061"),
        ("empty.md", "PM002"),
        ("empty.md", "PM060"),
        ("x/.audience", "PM061"),
        ("x/b.md", "PM062"),
        ("z.md", "PM060"),
    ]
    assert sources.documents == ()


def test_the_default_audience_labels_what_says_nothing(tmp_path):
    """By the option."""
    files = {"a.md": "# A\n", "taxonomy.yml": TERMS}
    sources, _ = load_sources(write_site(tmp_path / "project", World(files), options={"default_audience": "sre"}))
    assert [(one.path, one.audience) for one in sources.documents] == [("a.md", "sre")]
    assert (sources.root, sources.taxonomy_path) == (tmp_path / "project/docs", "taxonomy.yml")
    assert sources.tree.attachments.paths == frozenset()


def test_the_site_s_logo_is_for_everybody(tmp_path):
    """What the configuration refers to is shown on every page."""
    theme = {"name": "material", "font": False, "logo": "logo.svg"}
    files = {"a.md": "---\naudience: public\n---\n# A\n", "logo.svg": "<svg/>"}
    assert "docs/logo.svg" in staged(tmp_path, "public", files, theme=theme)
