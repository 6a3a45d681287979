"""The configurations as they are written: look at the difference before `REGENERATE=1 pytest tests/deploy`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from harness.trees import audiences
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.deploy.access_policy import AccessPolicy, DeployError
from mkdocs_postmortems.deploy.deployment import Deployment
from mkdocs_postmortems.deploy.targets import TARGETS

GOLDEN = Path(__file__).parents[1] / "golden" / "deploy"
PLAIN = parse_audiences(
    {
        "public": {"anyone": True},
        "staff": {"includes": ["public"], "groups": ["staff"]},
        "sre": {"includes": ["staff"], "groups": ["sre", "on call"]},
        "security": {"includes": ["staff"], "groups": ["security"]},
        "board": {"includes": ["sre", "security"]},
    }
)
CASES = [
    (target, shape, kind)
    for target, able in TARGETS.items()
    for shape in able.shapes
    for kind in ("plain", "odd", *(("path",) if able.below_path and shape == "one" else ()))
]


def _files(target, deployment):
    """Return the files of a target by name; of one that cannot serve such names, what it says of them."""
    try:
        return TARGETS[target].files(deployment)
    except DeployError as error:
        return {"refused.txt": f"{error}\n"}


@pytest.mark.parametrize(("target", "shape", "kind"), CASES)
def test_files_are_as_they_were_looked_at(target, shape, kind):
    """Each file of each target, for names without and with characters that need quoting."""
    policy = AccessPolicy.for_audiences(audiences() if kind == "odd" else PLAIN)
    base = "/the/wiki" if kind == "path" else ""
    files = _files(target, Deployment(policy=policy, shape=shape, base=base, scripts=("c2NyaXB0",)))
    folder = GOLDEN / f"{target}-{shape}-{kind}"
    for name, text in files.items():
        path = folder / name
        if os.environ.get("REGENERATE"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written == set(files)
