"""Every file of every tree for everybody, on every server: what comes is what the policy says, and nothing else."""

from __future__ import annotations

import pytest
from harness.people import PEOPLE
from mkdocs_postmortems.deploy.site import Shape


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_everybody_gets_what_the_policy_says(serve, kind, shape, name):
    """The status and the digest of each file are those of the one tree, or of the trees, that the person may read."""
    person = PEOPLE[name]
    served = serve(kind, shape, brief=kind == "apache" and person.trick == "expired")
    _check_all(served, name)


@pytest.mark.parametrize("name", ["anonymous", "sre", "both", "odd", "forged", "readonly", "nobody"])
@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
def test_nothing_is_open_where_no_audience_is(serve, kind, shape, name):
    """Without an audience that anyone belongs to, whoever is in no group gets nothing at all."""
    served = serve(kind, shape, closed=True)
    _check_all(served, name)
    if name in ("anonymous", "forged", "readonly", "nobody"):
        assert served.policy.trees(PEOPLE[name].deciding) == ()


def _check_all(served, name):
    person = PEOPLE[name]
    client = served.client(name)
    wrong, asked = [], 0
    for slug, files in served.trees.manifests.items():
        for path in files:
            answer = client.ask(served.address(slug, path))
            expected = served.expected(person, slug, path)
            fits = (answer.status, answer.digest) == (200, expected) if expected else answer.status in (302, 403, 404)
            asked += 1
            if not fits or served.leak(answer, person):
                wrong.append((slug, path, answer.status, answer.body[:200]))
    assert wrong == []
    assert asked == sum(map(len, served.trees.manifests.values()))
