"""The servers' own parsers take what we write, whatever audiences and groups are called."""

from __future__ import annotations

import string
import subprocess

import pytest
from harness.apache import apache_command
from harness.caddy import caddy_command
from harness.nginx import nginx_command
from harness.running import folder, free_port
from harness.trees import audiences
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.config import AudiencesError, parse_audiences
from mkdocs_postmortems.deploy.access_policy import AccessPolicy
from mkdocs_postmortems.deploy.deployment import Deployment, UrlLayout
from mkdocs_postmortems.deploy.targets import TARGETS

CHECKS = {
    "nginx": (nginx_command, ("-t",)),
    "apache": (apache_command, ("-t",)),
    "caddy": (caddy_command, ()),
}
AWKWARD = string.punctuation + " aAxX09éß語😀${}"
NAMES = st.text(AWKWARD, min_size=1, max_size=12) | st.text(min_size=1, max_size=12).filter(str.isprintable)


def check(kind: str, files) -> subprocess.CompletedProcess[str]:
    """Run a server's own check of its configuration."""
    write, options = CHECKS[kind]
    with folder() as place:
        command = list(write(place, files, free_port()))
        if kind == "caddy":
            command[1:2] = ["validate"]
        if kind == "apache":
            command.remove("-DFOREGROUND")
        environment = {"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(place)} | {
            f"POSTMORTEMS_OIDC_{name}": "https://x.example"
            for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "PASSPHRASE")
        }
        return subprocess.run(
            [*command, *options], capture_output=True, text=True, check=False, env=environment, cwd=place, timeout=60
        )


def files_of(kind: str, shape: UrlLayout, readers):
    """Return the files for audiences, over plain HTTP, since there is no certificate here."""
    site = Deployment(
        policy=AccessPolicy.for_audiences(readers), shape=shape, origin="https://x.example", listen="127.0.0.1:8080"
    )
    return TARGETS[kind].files(site)


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", CHECKS)
def test_awkward_names_are_taken(kind, shape):
    """The configuration that the other tests run passes the check by itself, without a warning."""
    done = check(kind, files_of(kind, shape, audiences()))
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if "[emerg]" in line or "[warn]" in line]


@pytest.mark.parametrize("kind", CHECKS)
def test_a_broken_configuration_is_noticed(kind):
    """The check above does find something."""
    files = {
        name: text.replace("postmortems", "}", 3) + '\n"{'
        for name, text in files_of(kind, UrlLayout.ONE, audiences()).items()
    }
    assert check(kind, files).returncode != 0


@st.composite
def _readers(draw):
    """Draw many audiences at once, since a check takes as long for many as for one."""
    written = {"everybody": {"groups": ["everybody"]}}
    for name, groups in draw(
        st.lists(st.tuples(NAMES, st.lists(NAMES, min_size=1, max_size=4)), min_size=5, max_size=12)
    ):
        kept = [group for one in groups if (group := one.replace(",", ".").strip())]
        try:
            parse_audiences(written | {name: {"groups": kept or ["x"]}})
        except AudiencesError:
            continue
        written[name] = {"includes": ["everybody"], "groups": kept or ["x"]}
    names = list(written)
    if len(names) > 2:
        written["a combination"] = {"includes": names[1:3]}
    return parse_audiences(written)


@pytest.mark.parametrize("shape", UrlLayout)
@pytest.mark.parametrize("kind", CHECKS)
def test_any_names_are_taken(kind, shape):
    """Names of any printable characters, many at once; a configuration that a parser refuses is no use to anybody."""

    @seed(1)
    @settings(max_examples=6, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
    @given(_readers())
    def all_are_taken(readers):
        done = check(kind, files_of(kind, shape, readers))
        assert done.returncode == 0, done.stderr

    all_are_taken()
