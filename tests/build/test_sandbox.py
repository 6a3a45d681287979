"""Ways by which an honest plugin reads a file or starts a program, in a process that is guarded."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from mkdocs_postmortems.build.sandbox import Sandbox

READS = {
    "open": "open(FILE).read()",
    "bytes": "open(os.fsencode(FILE)).read()",
    "io.open": "import io; io.open(FILE)",
    "codecs": "import codecs; codecs.open(FILE)",
    "os.open": "os.read(os.open(FILE, os.O_RDONLY), 9)",
    "pathlib": "Path(FILE).read_text()",
    "fileinput": "import fileinput; list(fileinput.input([FILE]))",
    "linecache": "import tokenize; tokenize.open(FILE)",
    "shutil": "import shutil; shutil.copy(FILE, 'copy')",
    "zipfile": "import zipfile; zipfile.ZipFile(FILE)",
    "tarfile": "import tarfile; tarfile.open(FILE)",
    "gzip": "import gzip; gzip.open(FILE)",
    "sqlite3": "import sqlite3; sqlite3.connect(FILE).execute('select * from sqlite_master')",
    "sqlite3 by address": "import sqlite3; sqlite3.connect(f'file:{FILE}?mode=ro', uri=True).execute('select 1')",
    "mmap": "import mmap; mmap.mmap(os.open(FILE, os.O_RDONLY), 0, prot=mmap.PROT_READ)",
    "symbolic link": "os.path.islink('out') or sys.exit(9); open('out').read()",
    "new symbolic link": "os.symlink(FILE, 'new'); open('new').read()",
    "hard link": "os.link(FILE, 'hard'); open('hard').read()",
    "moved": "os.rename(FILE, 'moved'); open('moved').read()",
    "listdir": "os.listdir(FOLDER)",
    "scandir": "list(os.scandir(FOLDER))",
    "walk": "names = [n for _, _, n in os.walk(FOLDER, onerror=throw)]",
    "chdir": "os.chdir(FOLDER); open('secret.md').read()",
    "upwards": "open(os.path.relpath(FILE)).read()",
    "urllib": "import urllib.request; urllib.request.urlopen('file://' + FILE).read()",
    "runpy": "import runpy; runpy.run_path(FILE)",
    "yaml": "import yaml; yaml.safe_load(open(FILE))",
    "jinja2": "import jinja2; jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER)).get_template('secret.md')",
    "fork": "pid = os.fork(); os._exit(CODE(lambda: open(FILE))) if not pid else CHECK(os.waitpid(pid, 0)[1])",
    "environment of the parent": "open(f'/proc/{os.getppid()}/environ', 'rb').read()",
    "folder of the parent": "os.listdir(f'/proc/self/../{os.getppid()}/cwd')",
    "another stage": "open(OTHER).read()",
}
STARTS = {
    "shell": "subprocess.run(f'cat {FILE}', shell=True, check=True)",
    "program by name": "subprocess.run(['cat', FILE], check=True)",
    "program by path": "subprocess.run(['/bin/cat', FILE], check=True)",
    "interpreter": "subprocess.run([sys.executable, '-c', f'open({FILE!r})'], check=True)",
    "os.system": "os.system(f'cat {FILE}')",
    "os.popen": "os.popen(f'cat {FILE}').read()",
    "os.spawn": "os.spawnv(os.P_WAIT, '/bin/cat', ['cat', FILE]) != 127 or throw(FileNotFoundError())",
    "os.posix_spawn": "os.posix_spawn('/bin/cat', ['cat', FILE], {})",
    "os.exec": "os.execv('/bin/cat', ['cat', FILE])",
}
ALLOWED = {
    "a file of the stage": "assert open('a.md').read() == 'seen'",
    "a link within the stage": "assert open('in').read() == 'seen'",
    "a new file": "open('new.md', 'w').write('x')",
    "a temporary file": "import tempfile; tempfile.NamedTemporaryFile(dir='.').write(b'x')",
    "a list of the stage": "assert 'a.md' in os.listdir('.')",
    "a database in memory": "import sqlite3; sqlite3.connect(':memory:').execute('select 1')",
    "its own environment": "assert b'PATH=' in open('/proc/self/environ', 'rb').read()",
    "a package": "import material, pygments.lexers.python",
    "a program of a package": "import pagefind_bin; subprocess.run([pagefind_bin.get_executable(), '-V'], check=True)",
    "nothing": "open(os.devnull)",
}
RUN = """
import json, os, subprocess, sys
from pathlib import Path
from mkdocs_postmortems.build.sandbox import Sandbox

STAGE, FILE, OTHER, cases = json.load(sys.stdin)
FOLDER = os.path.dirname(FILE)
os.chdir(STAGE)

def throw(error):
    raise error

def CODE(read):
    try:
        read()
    except PermissionError:
        return 7
    return 0

def CHECK(status):
    if status >> 8 == 7:
        raise PermissionError

Sandbox([Path(STAGE)], [Path(FOLDER).parent, Path(STAGE).parent]).install()
found = {}
for name, code in cases.items():
    os.chdir(STAGE)
    try:
        exec(code)
        found[name] = "done"
    except Exception as error:
        found[name] = f"{type(error).__name__}: {error}"
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, str]:
    """Try everything in one process: what came of each case."""
    root = tmp_path_factory.mktemp("guarded")
    stage, hidden, other = root / "stage", root / "project/docs/secret.md", root / "stage-of-another/b.md"
    for path, text in ((stage / "a.md", "seen"), (hidden, "hidden"), (other, "hidden")):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (stage / "out").symlink_to(hidden)
    (stage / "in").symlink_to(stage / "a.md")
    given = json.dumps([str(stage), str(hidden), str(other), {**ALLOWED, **READS, **STARTS}])
    done = subprocess.run([sys.executable, "-c", RUN], input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", READS)
def test_reading_what_is_outside_is_refused(name, outcomes):
    """By whatever way."""
    assert "PermissionError" in outcomes[name] or "outside of what this audience gets" in outcomes[name]


@pytest.mark.parametrize("name", STARTS)
def test_programs_are_not_there(name, outcomes):
    """As on a machine without them, so that plugins that can do without do."""
    assert "FileNotFoundError" in outcomes[name]


@pytest.mark.parametrize("name", ALLOWED)
def test_what_a_build_needs_is_there(name, outcomes):
    """The control."""
    assert outcomes[name] == "done"


@pytest.mark.parametrize(
    ("allowed", "forbidden", "path", "expected"),
    [
        ("/var/stage", "/srv/project", "/var/stage/docs/a.md", True),
        ("/var/stage", "/srv/project", "/srv/project/docs/a.md", False),
        ("/var/stage", "/srv/project", "/elsewhere/a.md", False),
        ("/var/stage", "/usr/src/app", "/usr/src/app/docs/a.md", False),
        ("/var/stage", "/usr/src/app", "/usr/share/zoneinfo/UTC", True),
        ("/dev/mqueue/stage", "/dev/mqueue", "/dev/mqueue/stage-of-another/a.md", False),
        ("/dev/mqueue/stage", "/dev/mqueue", "/dev/mqueue/stage/a.md", True),
    ],
)
def test_the_nearest_folder_decides(allowed, forbidden, path, expected):
    """A project may lie in `/usr`, and a stage in a folder of stages."""
    assert Sandbox([Path(allowed)], [Path(forbidden)])._may_read(path) is expected


def test_packages_that_lie_in_the_project_are_read(tmp_path, monkeypatch):
    """A virtual environment in the project is; a project that is on the path of modules is not."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / ".venv/lib"))
    guard = Sandbox([], [tmp_path])
    assert guard._may_read(str(tmp_path / ".venv/lib/x.py"))
    assert not guard._may_read(str(tmp_path / "docs/a.md"))


def test_a_new_interpreter_does_not_start(tmp_path):
    """`multiprocessing` starts one without a word to audit hooks: in a build it has none to start."""
    hidden = tmp_path / "project/secret.txt"
    stage = tmp_path / "stage"
    for path, text in (
        (hidden, "quartzlike hummingbird"),
        (stage / "docs/index.md", "# Hello\n"),
        (stage / "mkdocs.yml", "site_name: T\ntheme: {name: mkdocs}\nplugins: []\nhooks: [hook.py]\n"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    hook = f"""
        import multiprocessing, shutil
        from pathlib import Path

        def on_page_markdown(markdown, page, config, files):
            context = multiprocessing.get_context("spawn")
            copying = context.Process(target=shutil.copy, args=({str(hidden)!r}, "copy.txt"))
            copying.start()
            copying.join()
            return Path("copy.txt").read_text()
    """
    (stage / "hook.py").write_text(textwrap.dedent(hook), encoding="utf-8")
    command = [sys.executable, "-P", "-m", "mkdocs_postmortems.build.sandbox", str(stage), str(tmp_path)]
    done = subprocess.run(command, cwd=stage, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert not [path for path in (stage / "site").rglob("*.html") if "quartzlike" in path.read_text("utf-8")]
