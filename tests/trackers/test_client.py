"""How trackers are asked: limits, failures, slow answers, redirects, and where the token goes."""

import socket
import threading

import pytest
from mkdocs_postmortems.core.trackers import TrackerKind, Trackers
from mkdocs_postmortems.trackers.client import Client, ItemError, TrackerError
from mkdocs_postmortems.trackers.connections import VARIABLES, connect
from mkdocs_postmortems.trackers.waiting import Waiting
from tracker_server import Reply, running_tracker

ISSUE = "BASE/acme/shop/issues/7"
NOW = 1_795_161_600


@pytest.fixture(autouse=True)
def _issue(tracker):
    tracker.issues["github", "repos/acme/shop/issues/7"] = {"state": "open"}


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (Reply(429, {}, {"Retry-After": "7"}), 7),
        (Reply(429, {}, {"Retry-After": "Fri, 20 Nov 2026 08:00:09 GMT"}), 9),
        (Reply(429, {}, {"RateLimit-Reset": str(NOW + 11), "RateLimit-Remaining": "0"}), 11),
        (Reply(429, {}, {"X-RateLimit-Reset": "2026-11-20T08:00:13Z"}), 13),
        (Reply(403, {}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(NOW + 15)}), 15),
        (Reply(403, {"message": "You have exceeded a secondary rate limit"}, {"Retry-After": "17"}), 17),
        (
            Reply(
                400,
                {"errors": [{"extensions": {"code": "RATELIMITED"}}]},
                {"X-RateLimit-Requests-Reset": str((NOW + 19) * 1000)},
            ),
            19,
        ),
        (Reply(429, {}, {"Retry-After": "0"}), 1),
        (Reply(429, {}, {"X-RateLimit-Reset": str(NOW - 50)}), 1),
        (Reply(429, {}, {"Retry-After": "soon"}), 60),
        (Reply(429, {}), 60),
        (Reply(503, {}, {"Retry-After": "21"}), 21),
    ],
)
def test_limits_are_kept(reply, seconds, tracker, connected, slept):
    """As long as the tracker says, in any of the ways of the APIs; then the answer counts."""
    tracker.queued = [reply]

    (reading,) = connected("github", [ISSUE])

    assert reading.found
    assert slept == [pytest.approx(seconds)]


def test_nobody_waits_for_longer_than_they_want(tracker, connected, slept):
    """All waiting for a tracker counts; what was read before stays."""
    limit = Reply(429, {}, {"Retry-After": "40"})
    tracker.queued = [None, limit, limit, limit]
    readings = connected("github", [ISSUE, ISSUE])

    assert next(readings).found
    with pytest.raises(TrackerError, match="another 40 s, and 20 s are left"):
        next(readings)
    assert slept == [40, 40]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_server_gets_three_chances(status, tracker, connected, slept):
    """With a second and two between them; then it is one problem."""
    tracker.queued = [Reply(status), Reply(status)]
    assert [one.found is not None for one in connected("github", [ISSUE])] == [True]
    assert slept == [1, 2]

    tracker.queued = [Reply(status)] * 3
    with pytest.raises(TrackerError, match=f"HTTP {status}"):
        list(connected("github", [ISSUE]))


def test_a_slow_answer_is_given_up(tracker, connected):
    """However much of it has come."""
    pause = threading.Event()
    tracker.queued = [Reply(pause=pause)] * 3
    try:
        with pytest.raises(TrackerError, match=r"not answer within 0\.2 s"):
            list(connected("github", [ISSUE], timeout=0.2))
    finally:
        pause.set()


def test_nobody_there_is_one_problem(slept):
    """A port where nothing answers."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = Client(f"http://127.0.0.1:{unused.getsockname()[1]}", Waiting(10, slept.append))

        with pytest.raises(TrackerError, match="cannot be reached"):
            client.get("/x")


def test_no_token_goes_to_another_host(tracker, connected):
    """A redirect to another host is not followed at all: it gets no request."""
    with running_tracker() as other:
        tracker.queued = [Reply(302, {}, {"Location": f"{other.address}/api/v3/repos/acme/shop/issues/7"})]
        with pytest.raises(TrackerError, match="redirects to another port or scheme"):
            list(connected("github", [ISSUE]))
        tracker.queued = [Reply(302, {}, {"Location": "http://tracker.example.com/x?token=gh"})]
        with pytest.raises(TrackerError, match=r"another host, tracker\.example\.com, which") as caught:
            list(connected("github", [ISSUE]))

        assert other.asked == []
    assert "token=gh" not in str(caught.value)
    # Control: a redirect of the same host, as of a repository that moved, is followed, with the token.
    tracker.queued = [Reply(301, {}, {"Location": "/api/v3/repos/acme/shop/issues/7"})]
    assert next(iter(connected("github", [ISSUE]))).found
    assert tracker.asked[-1].headers["Authorization"] == "Bearer gh-secret"


def test_redirects_end(tracker, connected):
    """A server that sends one around in circles is one problem."""
    tracker.queued = [Reply(302, {}, {"Location": "/api/v3/x"})] * 9

    with pytest.raises(TrackerError, match="HTTP 302"):
        list(connected("github", [ISSUE]))


SECRETS = {name: f"secret-{name.lower()}" for name in VARIABLES}
HOMES = [
    ("asana", "https://app.asana.com", "https://app.asana.com/api/1.0"),
    ("github", "https://github.com", "https://api.github.com"),
    ("gitlab", "https://gitlab.com", "https://gitlab.com/api/v4"),
    ("linear", "https://linear.app", "https://api.linear.app"),
]


@pytest.mark.parametrize(("kind", "base", "api"), HOMES, ids=[one[0] for one in HOMES])
def test_tokens_go_to_the_makers_of_trackers(kind, base, api):
    """Without a word in the configuration; once it names another, to that one alone."""
    kind, own = TrackerKind(kind), "https://tracker.example.com"

    def headers(at, trackers):
        client, _ = connect(kind, at, trackers, SECRETS, Waiting(1), 1)
        return client.api, bool(client.token_headers)

    assert headers(base, Trackers()) == (api, True)
    assert headers(base, Trackers({kind: own})) == (api, False)
    assert headers(own, Trackers({kind: own}))[1]


def test_a_jira_gets_its_token_once_it_is_named():
    """Any document may link to any site of Atlassian."""
    kind, base = TrackerKind.JIRA, "https://acme.atlassian.net"

    stranger, _ = connect(kind, base, Trackers(), SECRETS, Waiting(1), 1)
    ours, _ = connect(kind, base, Trackers({kind: base}), SECRETS, Waiting(1), 1)

    assert stranger.token_headers == {}
    assert ours.token_headers["Authorization"].startswith("Basic ")
    with pytest.raises(TrackerError, match="set JIRA_EMAIL"):
        connect(kind, base, Trackers({kind: base}), {"JIRA_TOKEN": "x"}, Waiting(1), 1)


@pytest.mark.parametrize(
    ("trackers", "advice"),
    [
        ({}, "only the github that the option trackers names gets GITHUB_TOKEN"),
        ({"github": "BASE"}, "set GITHUB_TOKEN"),
    ],
)
def test_who_sent_no_token_is_told_how_to(trackers, advice, tracker):
    """By the variable, or else by the option."""
    known = Trackers({TrackerKind(kind): tracker.address for kind in trackers})
    environment = {} if trackers else SECRETS
    client, _ = connect(TrackerKind.GITHUB, tracker.address, known, environment, Waiting(1), 5)
    tracker.queued = [Reply(401), Reply(404)]

    with pytest.raises(TrackerError, match=f"wants a token: {advice}"):
        client.get("/x")
    with pytest.raises(ItemError, match=f"it got no token: {advice}"):
        client.get("/x")
    assert all("Authorization" not in one.headers for one in tracker.asked)


@pytest.mark.parametrize("token", ["two words", "a\nb", "schlüssel", "\x00"])
def test_a_token_that_is_none_is_not_repeated(token):
    """A header that cannot be sent would be quoted by the library's message."""
    with pytest.raises(TrackerError) as caught:
        connect(TrackerKind.GITHUB, "https://github.com", Trackers(), {"GITHUB_TOKEN": token}, Waiting(1), 1)

    assert "GITHUB_TOKEN" in str(caught.value)
    assert token not in str(caught.value)
    # Control: blanks around it, as of a secret that was pasted with a line break, do no harm.
    client, _ = connect(TrackerKind.GITHUB, "https://github.com", Trackers(), {"GITHUB_TOKEN": "ok\n"}, Waiting(1), 1)
    assert client.token_headers == {"Authorization": "Bearer ok"}


def test_proxies_are_not_asked_for_this_machine(tracker, connected, monkeypatch):
    """Whatever the environment says of others."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)

    assert next(iter(connected("github", [ISSUE]))).found
