"""Stages are built in copies of one process; what one of them does or reads, no other learns."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from generated_sources import World
from mkdocs_postmortems.build.stage_server import StageServer
from mkdocs_postmortems.build.subprocess_build import common_variables, run_subprocess_build
from sites import MKDOCS, WHEN, content, differences, stage_site, write_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not StageServer.is_possible(), reason="only Linux passes on descriptors message by message"),
]
FILES = {
    "a.md": "---\naudience: public\ntitle: Shop down\n---\n\n## Impact\n\nUsers.\n",
    "b.md": "---\naudience: security\ntitle: Vault open\n---\n\n## Impact\n\nA Quartzlike hummingbird.\n",
}
SPY = """\
import builtins, os, sys
def on_config(config):
    told = [name for name in ("POSTMORTEMS_A", "POSTMORTEMS_B") if name in os.environ]
    print("KNOWN", getattr(builtins, "left", "nothing"), told, os.getcwd() == os.path.realpath(config.docs_dir + "/.."))
    builtins.left = os.environ.get("POSTMORTEMS_A", "") + "left behind"
    os.environ["POSTMORTEMS_B"] = "set"
"""


@pytest.fixture(name="stage")
def _stage(tmp_path):
    """Stage an audience's site, with a hook."""
    (tmp_path / "kb").mkdir()
    config = write_site(tmp_path / "kb", World(files=FILES), theme=MKDOCS)

    def make(audience: str, hook: str = ""):
        staging_dir = stage_site(config, audience, tmp_path / audience)
        if hook:
            (staging_dir.folder / "hook.py").write_text(hook)
            path = staging_dir.folder / "mkdocs.yml"
            path.write_text(f"{path.read_text()}\nhooks: [hook.py]\n")
        return staging_dir

    return make


@pytest.fixture(name="server")
def _server():
    with StageServer(common_variables()) as server:
        yield server


def test_a_copy_builds_what_a_new_interpreter_builds(stage, server, tmp_path):
    """To the last byte, and says the same."""
    public = stage("public")
    (tmp_path / "alone").mkdir()
    alone = run_subprocess_build(public, (tmp_path / "kb",), WHEN, {})
    expected = content(public.site)
    copied = run_subprocess_build(public, (tmp_path / "kb",), WHEN, {}, server)

    assert alone.ok
    assert copied == alone
    assert differences(expected, content(public.site)) == []


def test_stages_learn_nothing_of_each_other(stage, server, tmp_path):
    """Neither what others left in their process, nor their variables; the first is the control of the second."""
    said = []
    for audience, variables in [("security", {"POSTMORTEMS_A": "secret"}), ("public", {})]:
        result = run_subprocess_build(stage(audience, SPY), (tmp_path / "kb",), WHEN, variables, server)
        said += [line for line in result.lines if line.startswith("KNOWN")]

    assert said == ["KNOWN nothing ['POSTMORTEMS_A'] True", "KNOWN nothing [] True"]


def test_a_copy_is_guarded(stage, server, tmp_path):
    """As a new interpreter is."""
    secret = tmp_path / "kb" / "docs" / "b.md"
    reading = stage("public", f"open({str(secret)!r}).read()\n")
    result = run_subprocess_build(reading, (tmp_path / "kb",), WHEN, {}, server)

    assert not result.ok
    assert any("outside of what this audience gets" in line for line in result.lines)


@pytest.mark.parametrize("hook", ["import os; os.kill(os.getpid(), 9)", "import sys; sys.exit('gone')", "1 / 0"])
def test_a_build_that_ends_early_fails_alone(stage, server, tmp_path, hook):
    """Killed, ended or broken: it is no success, and the next is built."""
    assert not run_subprocess_build(stage("public", f"{hook}\n"), (), WHEN, {}, server).ok
    assert run_subprocess_build(stage("security"), (), WHEN, {}, server).ok


@pytest.mark.parametrize(
    ("hook", "reason"),
    [
        ("import sys; sys.exit(7)", "ended with 7"),
        ("import os; os._exit(7)", "without a word"),
        ("import sys; sys.exit(0)", "ended with 0 before the site was whole"),
        ("raise SystemExit", "ended with 0 before the site was whole"),
        ("import os; os._exit(0)", "without a word"),
    ],
)
def test_a_build_that_ends_without_a_word_has_a_reason(stage, server, hook, reason):
    """MkDocs says nothing then."""
    result = run_subprocess_build(stage("public", f"{hook}\n"), (), WHEN, {}, server)

    assert not result.ok
    assert reason in result.lines[-1]


def test_the_last_words_of_a_build_are_its_reason(stage, server):
    """Nothing stands behind them."""
    assert (
        run_subprocess_build(stage("public", "import sys; sys.exit('gone')\n"), (), WHEN, {}, server).lines[-1]
        == "gone"
    )


def test_several_are_built_at_once(stage, server):
    """Each gets its own output."""
    stages = {name: stage(name, f"print('I am {name}')\n") for name in ("public", "staff", "security")}
    with ThreadPoolExecutor() as pool:
        results = dict(
            zip(
                stages,
                pool.map(lambda one: run_subprocess_build(one, (), WHEN, {}, server), stages.values()),
                strict=True,
            )
        )

    for name, result in results.items():
        assert result.ok
        assert [line for line in result.lines if line.startswith("I am")] == [f"I am {name}"]


def test_the_process_has_nothing_of_the_one_that_starts_it(server, monkeypatch, stage):
    """No variable but those that all stages get."""
    monkeypatch.setenv("POSTMORTEMS_SECRET", "hummingbird")
    assert run_subprocess_build(stage("public"), (), WHEN, {}, server).ok
    environment = Path(f"/proc/{server._process.pid}/environ").read_bytes()

    assert b"PYTHONHASHSEED=0" in environment
    assert b"hummingbird" not in environment
    assert b"POSTMORTEMS_SECRET" in "\0".join(os.environ).encode()


def test_without_its_process_a_build_fails_and_says_so(stage, server):
    """It was killed, for example for want of memory."""
    assert run_subprocess_build(stage("public"), (), WHEN, {}, server).ok
    server._process.kill()
    server._process.wait()
    result = run_subprocess_build(stage("staff"), (), WHEN, {}, server)

    assert not result.ok
    assert result.lines == ("ERROR   -  The process that builds is gone: Broken pipe.",)
