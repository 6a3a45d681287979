"""A site below a path of its host: everybody gets the same files there, and nothing of them elsewhere."""

from __future__ import annotations

import urllib.parse

import pytest
from harness.people import PEOPLE
from mkdocs_postmortems.deploy.deployment import UrlLayout

BASE = "/the.wiki"


@pytest.fixture(name="served", params=["nginx", "apache", "caddy"])
def _served(request, serve):
    return serve(request.param, UrlLayout.ONE, base=BASE)


@pytest.mark.parametrize("name", [name for name, person in PEOPLE.items() if person.trick in ("", "never signed in")])
def test_each_person_gets_their_files_below_the_path(served, name):
    """Of every site: exactly the bytes of the person's own, and no others."""
    person, client = PEOPLE[name], served.client(name)
    for slug, files in served.trees.manifests.items():
        for path in files:
            answer = client.ask(served.address(slug, path))
            assert answer.digest == (served.expected(person, slug, path) or answer.digest), (path, answer.status)
            assert served.leak(answer, person) is None
            assert served.leak(client.ask(f"/{urllib.parse.quote(path)}"), person) is None


def test_a_page_that_there_is_not_is_answered_by_the_error_page(served):
    """It lies below the path, too, and loads its styles from there."""
    answer = served.client(next(iter(PEOPLE))).ask(f"{BASE}/there/is/none/")
    assert answer.status == 404


def test_the_root_of_the_host_leads_to_the_site(served):
    """Whoever types the name of the host arrives."""
    answer = served.client(next(iter(PEOPLE))).ask("/")
    assert (answer.status, answer.headers.get("location", "").endswith(f"{BASE}/")) == (302, True)
