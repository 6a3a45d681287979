"""The standing attacker on whole sites: MkDocs builds what is drawn in its stage, and readers compare what they get."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from attacked import ToldHistory, write_attacked
from attacks import Site, attacks
from hypothesis import HealthCheck, Phase, given, settings
from mkdocs_postmortems.build.stage import read_site, write_stage
from mkdocs_postmortems.build.stage_server import StageServer
from mkdocs_postmortems.build.subprocess_build import SCRATCH, common_variables, run_subprocess_build
from sites import WHEN, content, differences, fresh

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not StageServer.is_possible(), reason="each site would begin with a new interpreter"),
]

STAGED = int(os.environ.get("STAGED", "5"))
"""`make attack` draws 500."""


@pytest.fixture(name="given_to", scope="module")
def _given_to(tmp_path_factory) -> Iterator[Callable[[str, Site], dict[str, bytes | None]]]:
    """Return a function that builds a site for a reader: its stage, its tree, and what the build says."""
    root = tmp_path_factory.mktemp("attacked")
    with StageServer(common_variables()) as server:

        def build(reader: str, site: Site) -> dict[str, bytes | None]:
            folder = fresh(root / "stage")
            folder.mkdir()
            write_attacked(root / "project", site)
            config, sources = read_site(root / "project" / "mkdocs.yml")
            stage = write_stage(folder, sources, config, ToldHistory(site, sources.root), reader, WHEN)
            built = run_subprocess_build(stage, (root / "project",), WHEN, {}, server)
            assert built.ok, built.lines
            found = {path: data for path, data in content(folder).items() if not path.startswith(SCRATCH)}
            return found | {"": "\n".join(built.lines).encode()}

        yield build


@settings(
    max_examples=STAGED,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(attack=attacks())
def test_what_is_hidden_exactly_or_nearly_changes_no_byte_of_a_site(attack, given_to):
    """Pages, search, feeds, API, twins, calendars and the words of the build."""
    one, other = (given_to(attack.reader, site) for site in attack.sites())
    assert not differences(one, other), attack.sites()


def test_who_may_read_the_secret_gets_another_site(given_to):
    """The control: a document, its service and its words are on pages and in the files for programs."""
    text = "---\naudience: security\nid: INC-1\nseverity: sev1\nservices: [{0}]\n---\n# A {0}\n\n## Impact\n\nNone.\n"
    files = [Site({"a.md": text.format(word), "web.md": "# Open\n"}) for word in ("fire", "flood")]

    assert not differences(*(given_to("staff", site) for site in files))
    found = differences(*(given_to("security", site) for site in files))
    assert {"docs/a.md", "site/a/index.html", "site/a/index.md", "site/api/v1/incidents.json"} <= {*found}
    assert {"site/services/fire/index.html", "site/services/flood/index.html", "site/llms.txt"} <= {*found}
