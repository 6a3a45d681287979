"""What lies in a folder of sources, for the check and for the build."""

from __future__ import annotations

from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.labelled_sources import load_labelled_sources
from mkdocs_postmortems.sources.source_tree import publishable_files, read_source_tree

FILES = (
    "a.md",
    "deep/b.qmd",
    "deep/graph.png",
    "notes",
    "style.css",
    "taxonomy.yml",
    ".hidden.png",
    ".templates/default.md",
    "node_modules/x.png",
    "venv/pyvenv.cfg",
    "venv/x.md",
)


def test_links_may_lead_to_what_the_build_takes(tmp_path):
    """One walk for both: what is hidden, installed by a program or leads out of the folder is no page and no file."""
    root = tmp_path / "docs"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Text\n")
    (tmp_path / "outside.png").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    for name, target in {
        "inside.png": "deep/graph.png",
        "outside.png": "../outside.png",
        "loop.png": "loop.png",
        "nowhere.png": "none.png",
        "folder": "../folder",
    }.items():
        (root / name).symlink_to(target)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [postmortems]\n")
    holdings = load_labelled_sources(load_settings(tmp_path / "mkdocs.yml"), ())

    assert publishable_files(root) - {"taxonomy.yml"} == holdings.for_audience("").paths
    assert holdings.for_audience("").paths == {
        "a.md",
        "deep/b.qmd",
        "deep/graph.png",
        "inside.png",
        "notes",
        "style.css",
    }
    assert [(problem.path, problem.code) for problem in read_source_tree(root).problems] == [("outside.png", "PM003")]
