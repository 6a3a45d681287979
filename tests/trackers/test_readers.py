"""What is read of each API, by the answers that it is documented to give."""

import pytest
from mkdocs_postmortems.trackers.client import TrackerError
from tracker_server import Reply

CLOSED = "2026-11-03T23:10:00Z"


def _jira(key, category, status="x", resolution=None):
    fields = {"status": {"name": status, "statusCategory": {"id": 3, "key": category}}}
    fields |= {"resolution": resolution and {"name": resolution}, "resolutiondate": resolution and CLOSED}
    return {"id": "10001", "key": key, "fields": fields}


def _linear(number, type_, **more):
    return {"number": number, "completedAt": None, "canceledAt": None, "state": {"type": type_}} | more


def _states(readings):
    return [(one.found.state.value, (one.found.closed or "")[:10]) if one.found else one.problem for one in readings]


@pytest.mark.parametrize(
    ("issue", "state"),
    [
        ({"state": "open", "state_reason": None}, ("open", "")),
        ({"state": "open", "state_reason": "reopened", "closed_at": None}, ("open", "")),
        ({"state": "closed", "state_reason": "completed", "closed_at": CLOSED}, ("done", "2026-11-03")),
        ({"state": "closed", "state_reason": None, "closed_at": CLOSED}, ("done", "2026-11-03")),
        ({"state": "closed", "state_reason": "not_planned", "closed_at": CLOSED}, ("wont_do", "2026-11-03")),
        ({"state": "closed", "state_reason": "duplicate", "closed_at": CLOSED}, ("wont_do", "2026-11-03")),
        ({"state": "closed", "closed_at": CLOSED, "pull_request": {"merged_at": CLOSED}}, ("done", "2026-11-03")),
        ({"state": "closed", "closed_at": CLOSED, "pull_request": {"merged_at": None}}, ("wont_do", "2026-11-03")),
    ],
)
def test_github(issue, state, tracker, connected):
    """Issues and pull requests, with the reason for which they were closed."""
    tracker.issues["github", "repos/acme/shop/issues/12"] = issue

    assert _states(connected("github", ["BASE/Acme/Shop/issues/12"])) == [state]


@pytest.mark.parametrize(
    ("part", "item", "state"),
    [
        ("issues", {"state": "opened", "closed_at": None}, ("open", "")),
        ("issues", {"state": "closed", "closed_at": CLOSED}, ("done", "2026-11-03")),
        ("merge_requests", {"state": "opened"}, ("open", "")),
        ("merge_requests", {"state": "locked"}, ("open", "")),
        ("merge_requests", {"state": "merged", "merged_at": CLOSED, "closed_at": None}, ("done", "2026-11-03")),
        ("merge_requests", {"state": "closed", "closed_at": CLOSED}, ("wont_do", "2026-11-03")),
    ],
)
def test_gitlab(part, item, state, tracker, connected):
    """Issues and merge requests, which are counted apart."""
    tracker.issues["gitlab", "acme/web/shop", part] = [{"iid": 7, **item}]

    assert _states(connected("gitlab", [f"BASE/acme/web/shop/-/{part}/7"])) == [state]


def test_gitlab_asks_once_for_many(tracker, connected):
    """All pages of the list are read; who is not on any of them is unknown."""
    tracker.page_size = 2
    tracker.issues["gitlab", "acme/shop", "issues"] = [{"iid": n, "state": "opened"} for n in range(1, 6)]

    found = _states(connected("gitlab", [f"BASE/acme/shop/-/issues/{n}" for n in range(1, 7)]))

    assert found[:5] == [("open", "")] * 5
    assert "does not know it" in found[5]
    assert [one.query["page"] for one in tracker.asked] == [["1"], ["2"], ["3"]]
    assert tracker.asked[0].query["iids[]"] == ["1", "2", "3", "4", "5", "6"]


def test_a_project_that_is_hidden_hides_its_items_alone(tracker, connected):
    """GitLab answers 404 for all of them at once."""
    tracker.issues["gitlab", "acme/shop", "issues"] = [{"iid": 1, "state": "opened"}]

    found = _states(connected("gitlab", ["BASE/acme/none/-/issues/1", "BASE/acme/shop/-/issues/1"]))

    assert "HTTP 404" in found[0]
    assert found[1] == ("open", "")


JIRA = [
    (("new",), ("open", "")),
    (("indeterminate",), ("in_progress", "")),
    (("undefined",), ("open", "")),
    (("done", "Done", "Done"), ("done", "2026-11-03")),
    (("done", "Closed", "Won't Do"), ("wont_do", "2026-11-03")),
    (("done", "Closed", "Duplicate"), ("wont_do", "2026-11-03")),
    (("done", "Cancelled"), ("wont_do", "")),
    (("done", "Closed"), ("done", "")),
]


@pytest.mark.parametrize("email", ["", "dana@example.com"], ids=["server", "cloud"])
def test_jira(email, tracker, connected):
    """Data Center is searched, page by page; Cloud is asked for many at once. Moved issues are found, too."""
    tracker.page_size = 3
    keys = [f"OPS-{number}" for number in range(1, len(JIRA) + 1)]
    for key, (fields, _) in zip(keys, JIRA, strict=True):
        tracker.issues["jira", key] = _jira(key, *fields)
    tracker.issues["jira", "NEW-1"] = _jira("NEW-1", "new")
    tracker.issues["moved", "OLD-1"] = "NEW-1"

    environment = {"JIRA_TOKEN": "jira-secret", "JIRA_EMAIL": email}
    found = _states(connected("jira", [*keys, "OLD-1", "OPS-99"], environment=environment))

    assert found[:-2] == [state for _, state in JIRA]
    assert found[-2] == ("open", "")
    assert "HTTP 404" in found[-1]
    many = [one for one in tracker.asked if one.method == "POST"]
    assert len(many) == (1 if email else 3)
    assert {one.headers["Authorization"].split()[0] for one in tracker.asked} == {"Basic" if email else "Bearer"}


@pytest.mark.parametrize("status", [400, 403, 404])
@pytest.mark.parametrize("email", ["", "dana@example.com"], ids=["server", "cloud"])
def test_a_jira_that_refuses_many_at_once_is_asked_one_by_one(email, status, tracker, connected):
    """An older one, or one of whose keys the search makes an error."""
    tracker.issues["jira", "OPS-1"] = _jira("OPS-1", "new")
    tracker.queued = [Reply(status, {"errorMessages": ["An issue with key 'OPS-2' does not exist"]})]

    environment = {"JIRA_TOKEN": "jira-secret", "JIRA_EMAIL": email}
    found = _states(connected("jira", ["OPS-1", "OPS-2"], environment=environment))

    assert found[0] == ("open", "")
    assert "HTTP 404" in found[1]


LINEAR = [
    (_linear(1, "triage"), ("open", "")),
    (_linear(2, "backlog"), ("open", "")),
    (_linear(3, "unstarted"), ("open", "")),
    (_linear(4, "started"), ("in_progress", "")),
    (_linear(5, "completed", completedAt=CLOSED), ("done", "2026-11-03")),
    (_linear(6, "canceled", canceledAt=CLOSED), ("wont_do", "2026-11-03")),
]


def test_linear(tracker, connected):
    """One query for the issues of a team, page by page."""
    tracker.page_size = 4
    for issue, _ in LINEAR:
        tracker.issues["linear", f"ENG-{issue['number']}"] = issue

    found = _states(connected("linear", [f"BASE/acme/issue/ENG-{n}/some-words" for n in range(1, 8)]))

    assert found[:-1] == [state for _, state in LINEAR]
    assert "does not know it" in found[-1]
    assert [one.value["variables"]["after"] for one in tracker.asked] == [None, "4"]
    assert tracker.asked[0].headers["Authorization"] == "lin-secret"


def test_linear_of_another_workspace_is_not_mixed_up(tracker, connected):
    """A token knows one workspace, and another may have the same keys."""
    tracker.issues["linear", "ENG-1"] = _linear(1, "completed")

    assert _states(connected("linear", ["BASE/other/issue/ENG-1"])) == ["the token is of another workspace, 'acme'"]


def test_linear_that_refuses_a_query_is_one_problem(tracker, connected):
    """GraphQL may answer 200 with errors alone."""
    tracker.queued = [Reply(value={"data": None, "errors": [{"message": "secret"}]})]

    with pytest.raises(TrackerError, match="refuses the query"):
        list(connected("linear", ["BASE/acme/issue/ENG-1"]))


def test_asana(tracker, connected):
    """Tasks, by either form of address."""
    tracker.issues["asana", "7"] = {"completed": True, "completed_at": CLOSED}
    tracker.issues["asana", "8"] = {"completed": False, "completed_at": None}

    found = _states(connected("asana", ["BASE/0/1/7/f", "BASE/1/2/project/3/task/8", "BASE/0/1/9"]))

    assert found[:2] == [("done", "2026-11-03"), ("open", "")]
    assert "HTTP 404" in found[2]


READERS = [
    ("asana", "BASE/0/1/7"),
    ("github", "BASE/acme/shop/issues/7"),
    ("gitlab", "BASE/acme/shop/-/issues/7"),
    ("jira", "OPS-7"),
    ("linear", "BASE/acme/issue/ENG-7"),
]


@pytest.mark.parametrize(("kind", "text"), READERS, ids=[kind for kind, _ in READERS])
@pytest.mark.parametrize(
    "body", [b"", b"<html>Sign in</html>", b"null", b"[1]", b'{"state": 1}', b'{"data": {}}', b"\xff"]
)
def test_an_answer_of_another_form_is_one_problem(kind, text, body, tracker, connected):
    """Whatever it is, and without a word of it in the message."""
    tracker.queued = [Reply(body=body)]

    with pytest.raises(TrackerError, match=r"otherwise than its API is documented|refuses the query") as caught:
        list(connected(kind, [text]))

    assert "Sign in" not in str(caught.value)


@pytest.mark.parametrize(("kind", "text"), READERS, ids=[kind for kind, _ in READERS])
def test_a_wrong_token_is_one_problem(kind, text, tracker, connected):
    """It ends the reading of the tracker, and names the variable, never its value."""
    tracker.queued = [Reply(401, {"message": "Bad credentials"})]

    with pytest.raises(TrackerError, match=r"does not accept [A-Z_]+ \(HTTP 401\)") as caught:
        list(connected(kind, [text]))

    assert "secret" not in str(caught.value)
    assert len(tracker.asked) == 1


@pytest.mark.parametrize("status", [403, 404, 410])
@pytest.mark.parametrize(("kind", "text"), [one for one in READERS if one[0] in ("asana", "github", "gitlab")])
def test_an_item_that_cannot_be_read_is_named(kind, text, status, tracker, connected):
    """Others are read all the same."""
    tracker.queued = [Reply(status, {"message": "no"})]

    (reading,) = connected(kind, [text])

    assert reading.found is None
    assert f"HTTP {status}" in reading.problem
