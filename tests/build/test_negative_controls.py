"""Leaks that are put in on purpose: each is caught, and the same site without it passes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from generated_sources import World
from sites import MKDOCS, audit_built_site, build_site, content, differences, fresh, stage_site, write_site

pytestmark = pytest.mark.slow

SEEN = "---\naudience: public\ntitle: Slow checkout\ntags: [queue]\n---\n## Impact\n\nSlow. ![x](x.png)\n"
HIDDEN = """\
---
audience: security
id: INC-4711
title: Quartzlike hummingbird
date: 2024-03-03
---
## Impact

The auditor Marisabel Okonkwo-Thrain read the ledger.

![](evidence.png)
"""
WORLD = World({"a.md": SEEN, "x.png": "an image", "sec/b.md": HIDDEN, "sec/evidence.png": "proof"})


def site(tmp_path: Path, *, hook: str = "", world: World = WORLD, **more) -> Path:
    """Write the site with a hook; {docs} in it stands for the folder of documents."""
    root = tmp_path / "project"
    if hook:
        root.mkdir(parents=True, exist_ok=True)
        (root / "hook.py").write_text(hook.replace("{docs}", str(root / "docs")), encoding="utf-8")
    settings = {"hooks": ["hook.py"]} if hook else {}
    return write_site(root, world, theme=MKDOCS, more=settings | more)


def apart(config: Path, reader: str = "public") -> str:
    """Build from a stage; return why it was refused, and nothing if it was not."""
    _, outcome = build_site(config, reader, fresh(config.parent.parent / "stage"))
    return "" if outcome.ok else "\n".join(outcome.lines)


def findings(config: Path, tree: Path | None = None) -> list[str]:
    """Return what the verification finds in a tree for the public; by default, in the one that `apart` built."""
    verdict = audit_built_site(config, "public", tree or config.parent.parent / "stage/site")
    return [str(finding) for finding in verdict.findings if finding.is_error]


def test_without_a_leak_all_detectors_are_silent(tmp_path):
    """The control."""
    config = site(tmp_path, hook="def on_post_build(config): print('nothing')\n")
    assert not apart(config)
    assert not findings(config)


TOO_LATE = """\
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

@event_priority(-100)
def on_files(files, config):
    files.append(File("sec/{name}", "{docs}", config.site_dir, config.use_directory_urls))
"""


@pytest.mark.parametrize("name", ["b.md", "evidence.png"])
def test_a_file_that_comes_back_after_the_filter(name, tmp_path):
    """The guard refuses that it is read: a page or an attachment."""
    config = site(tmp_path, hook=TOO_LATE.replace("{name}", name))
    assert "outside of what this audience gets" in apart(config)


TOO_EARLY = """\
from mkdocs.plugins import event_priority

HEARD = []

@event_priority(200)
def on_files(files, config):
    HEARD.extend(file.content_string for file in files.documentation_pages())

def on_post_page(output, page, config):
    return output.replace("</body>", f"<p>{HEARD}</p></body>")
"""


def test_a_plugin_that_is_earlier_than_the_filter(tmp_path):
    """There is nothing to hear for it. The control: what others hear is found in their tree."""
    config = site(tmp_path, hook=TOO_EARLY)
    assert not apart(config, "security")
    assert any(line.startswith("a/index.html: PV010") for line in findings(config))
    assert not apart(config)
    assert not findings(config)


def including(tmp_path: Path, path: str) -> Path:
    """Write a site of which a page includes a file by path."""
    world = World({**WORLD.files, "a.md": f'{SEEN}\n--8<-- "{path}"\n'})
    snippets = {"pymdownx.snippets": {"check_paths": True, "restrict_base_path": False, "base_path": [".", "/"]}}
    return site(tmp_path, world=world, markdown_extensions=[snippets])


def test_a_snippet_of_a_hidden_document(tmp_path):
    """There is no such file."""
    config = including(tmp_path, "docs/sec/b.md")
    assert "could not be found" in apart(config)


def test_a_snippet_by_the_whole_path(tmp_path):
    """The guard refuses it."""
    config = including(tmp_path, f"{tmp_path}/project/docs/sec/b.md")
    assert "outside of what this audience gets" in apart(config)


def test_a_snippet_of_a_shared_file_passes(tmp_path):
    """The control."""
    (tmp_path / "project/includes").mkdir(parents=True)
    (tmp_path / "project/includes/note.md").write_text("A note for all.", encoding="utf-8")
    config = including(tmp_path, "includes/note.md")
    text = config.read_text(encoding="utf-8").replace('"audiences":', '"shared_files": ["includes/*.md"], "audiences":')
    config.write_text(text, encoding="utf-8")
    assert not apart(config)
    assert "A note for all." in (tmp_path / "stage/site/a/index.html").read_text(encoding="utf-8")


READING = """\
def on_page_markdown(markdown, page, config, files):
    try:
        with open("{docs}/sec/b.md") as file:
            return markdown + file.read()
    except PermissionError:
        return markdown
"""


def test_a_hook_that_reads_a_hidden_document(tmp_path):
    """Also one that hides that it could not."""
    config = site(tmp_path, hook=READING)
    assert "outside of what this audience gets" in apart(config)


def test_a_navigation_that_names_a_hidden_document(tmp_path):
    """By its file and by its address it is left out with its title; as the title of another page it is found."""
    for address in ("sec/b.md", "/sec/b/"):
        config = site(tmp_path, nav=["a.md", {"Quartzlike hummingbird": address}])
        assert not apart(config)
        assert not findings(config)
    config = site(tmp_path, nav=[{"Quartzlike hummingbird": "a.md"}])
    assert not apart(config)
    assert any("PV010" in line for line in findings(config))


CACHE = """\
import json
from pathlib import Path

CACHE = Path("{docs}", "..", ".cache.json")

def on_page_context(context, page, config, nav):
    known = json.loads(CACHE.read_text()) if CACHE.exists() else []
    CACHE.write_text(json.dumps([*known, page.title]))

def on_post_page(output, page, config):
    return output.replace("</body>", f"<p>{CACHE.read_text()}</p></body>")
"""


def test_a_cache_that_two_audiences_share(tmp_path):
    """A build cannot read or write it."""
    config = site(tmp_path, hook=CACHE)
    (config.parent / ".cache.json").write_text('["Quartzlike hummingbird"]', encoding="utf-8")
    assert "outside of what this audience gets" in apart(config)


COUNT = """\
import os

def on_post_page(output, page, config):
    number = sum(len(names) for _, _, names in os.walk(config.docs_dir))
    return output.replace("</body>", f"<p>{number} documents</p></body>")
"""


def test_a_count_of_everything(tmp_path):
    """No word of it is secret: the count is of what is in the stage. The control: who reads more counts more."""
    trees: dict[str, list[dict]] = {"public": [], "security": []}
    for number, world in enumerate((WORLD, World({**WORLD.files, "sec/c.md": HIDDEN.replace("4711", "4712")}))):
        config = site(tmp_path / str(number), hook=COUNT, world=world)
        for reader, found in trees.items():
            found.append(content(build_site(config, reader, tmp_path / f"{reader}{number}")[0].site))
    assert "a/index.html" in differences(*trees["security"])
    assert not differences(*trees["public"])


def test_an_id_in_a_feed(tmp_path):
    """It is found; the id of what may be read is not complained of."""
    config = site(tmp_path)
    assert not apart(config)
    feed = tmp_path / "stage/site/feed.xml"
    feed.write_text("<feed><id>urn:wiki:a</id><title>Slow checkout</title></feed>", encoding="utf-8")
    assert not findings(config)
    feed.write_text("<feed><id>urn:wiki:INC-4711</id></feed>", encoding="utf-8")
    (line,) = findings(config)
    assert line.startswith("feed.xml: PV010")


def png(text: str) -> bytes:
    """Return an image of one pixel with a text in its metadata, packed."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0"))
    packed = b"Title\0\0" + zlib.compress(text.encode("latin-1"))
    return b"\x89PNG\r\n\x1a\n" + pixel + chunk(b"zTXt", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("title", "caught"), [("Quartzlike hummingbird", True), ("Slow checkout", False)])
def test_a_title_in_the_metadata_of_an_image(title, caught, tmp_path):
    """A public page shows the image, so that the public gets it: the verification opens it."""
    config = site(tmp_path)
    (tmp_path / "project/docs/x.png").write_bytes(png(title))
    assert not apart(config)
    found = findings(config, tmp_path / "stage/site")
    assert any(line.startswith("x.png: PV010") for line in found) == caught


def test_links_out_of_the_tree(tmp_path):
    """Neither a document nor a folder nor an attachment is fetched by a symbolic link; one in the tree is found."""
    config = site(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "plan.md").write_text(SEEN, encoding="utf-8")
    (outside / "y.png").write_text("image", encoding="utf-8")
    docs = config.parent / "docs"
    (docs / "plan.md").symlink_to(outside / "plan.md")
    (docs / "folder").symlink_to(outside)
    (docs / "x.png").unlink()
    (docs / "x.png").symlink_to(outside / "y.png")
    stage = stage_site(config, "public", tmp_path / "stage")
    assert {name for name in content(stage.folder) if name.startswith("docs/")} == {"docs/a.md"}
    (docs / "plan.md").unlink()
    (docs / "folder").unlink()
    (docs / "x.png").unlink()
    assert not apart(config)
    (tmp_path / "stage/site/plan.md").symlink_to(outside / "plan.md")
    assert any("plan.md: PV005" in line for line in findings(config))


def test_an_attachment_of_a_hidden_document_alone(tmp_path):
    """Nobody but its readers gets it."""
    config = site(tmp_path)
    public, _ = build_site(config, "public", tmp_path / "public")
    security, _ = build_site(config, "security", tmp_path / "security")
    assert not [name for name in content(public.site) if "evidence" in name]
    assert "sec/evidence.png" in content(security.site)


@pytest.mark.parametrize("stray", [("sec/evidence.png", "proof"), ("Quartzlike-Hummingbird.txt", "")])
def test_a_hidden_name_in_a_tree(stray, tmp_path):
    """An attachment that was copied by hand, and a file that tells by its name alone."""
    config = site(tmp_path)
    assert not apart(config)
    name, text = stray
    target = tmp_path / "stage/site" / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    assert any("PV010" in line for line in findings(config))


def test_the_widest_tree_holds_every_canary(tmp_path):
    """The control of the search: what is not to be found elsewhere is found where it may be."""
    config = site(tmp_path)
    stage, outcome = build_site(config, "security", tmp_path / "stage")
    assert outcome.ok
    found = " ".join(findings(config, stage.site))
    for canary in ("INC-4711", "Quartzlike hummingbird", "Marisabel Okonkwo-Thrain", "evidence.png"):
        assert canary.lower() in found.lower()


FOR_PROGRAMS = {
    "feed.xml": "<feed><title>{}</title></feed>",
    "feed.json": '{{"title": "{}"}}',
    "actions/calendar.ics": "BEGIN:VCALENDAR\r\nSUMMARY:{}\r\n",
    "api/v1/incidents.json": '{{"incidents": [{{"title": "{}"}}]}}',
    "a/index.md": "---\ntitle: {}\n---\n",
    "llms.txt": "- [{}](x)\n",
    "opensearch.xml": "<Description>{}</Description>",
}


def test_files_for_programs_are_searched(tmp_path):
    """Each kind of them, a calendar also in folded lines; with other words in them, as a control, nothing is found."""
    config = site(tmp_path)
    assert not apart(config)
    tree = config.parent.parent / "stage/site"

    def found(words: str) -> list[str]:
        for path, text in FOR_PROGRAMS.items():
            folded = words.replace("mm", "m\r\n m") if path.endswith(".ics") else words
            (tree / path).parent.mkdir(exist_ok=True)
            (tree / path).write_text(text.format(folded), encoding="utf-8", newline="")
        return findings(config, tree)

    assert not found("Slow checkout")
    leaks = found("Quartzlike hummingbird")
    assert all(any(path in leak for leak in leaks) for path in FOR_PROGRAMS), leaks
