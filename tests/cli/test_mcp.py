"""`postmortems mcp`, driven by the official client: in this process, and as a program over its pipes."""

from __future__ import annotations

import builtins
import json
import sys

import anyio
import pytest
from generated_sources import World
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mkdocs_postmortems.cli.mcp import McpError, make_server
from mkdocs_postmortems.commands.assistant_tools import MAX_RESULTS, AssistantTools
from mkdocs_postmortems.settings import load_settings
from mkdocs_postmortems.sources.corpus_loader import load_corpus
from sites import run_beside, write_site

TODAY = "2026-11-20"
PLAIN = "---\naudience: {}\nid: {}\ntitle: {}\ndate: 2024-02-01\nservices: [gateway]\n---\n## Resolution\n\n{}\n\n{}"
ACTIONS = "## Action items\n\n- [ ] Watch the pool (owner: sre, due: 2024-03-01)\n- [x] Restart it\n"
PART = "\n<!-- audience: security -->\nThe hummingbird key was read.\n<!-- /audience -->\n"
WORLD = World(
    {
        "a.md": PLAIN.format("public", "INC-1", "Certificate expired", "The certificate was renewed.", PART),
        "b.md": PLAIN.format("staff", "INC-2", "Connection pool ran dry", "The pool was doubled.", ACTIONS),
        "c.md": PLAIN.format("security", "INC-3", "Quartzlike hummingbird", "The key was changed.", ACTIONS),
    }
)
NAMES = ["actions", "get", "search", "similar"]


@pytest.fixture(scope="module", name="config")
def _config(tmp_path_factory):
    return write_site(tmp_path_factory.mktemp("site"), WORLD)


def _tools(config, audience):
    return AssistantTools(load_corpus(load_settings(config), audience), TODAY)


def _ask(server, *calls):
    """Return what the tools answer, as text; `None` for the names of the tools."""

    async def ask():
        async with Client(server) as client:
            names = sorted(tool.name for tool in (await client.list_tools()).tools)
            results = [await client.call_tool(name, arguments) for name, arguments in calls]
            return names, [(result.is_error, "".join(part.text for part in result.content)) for result in results]

    return anyio.run(ask)


def test_an_assistant_finds_reads_and_lists(config):
    """The four tools, with what ended an incident and what was promised."""
    calls = [
        ("search", {"question": "pool service:gateway"}),
        ("similar", {"text": "connection pool exhausted", "limit": 1}),
        ("get", {"incident": "inc-2"}),
        ("actions", {"overdue": True, "service": "gateway"}),
    ]
    names, answers = _ask(make_server(_tools(config, "staff"), "staff"), *calls)

    assert names == NAMES
    assert [is_error for is_error, _ in answers] == [False] * 4
    search, similar, got, actions = (text for _, text in answers)
    assert "INC-2" in search
    assert "The pool was doubled." in similar
    assert json.loads(got)["markdown"].startswith("## Resolution")
    assert '"overdue": true' in actions.replace('":true', '": true')
    assert "Watch the pool" in actions
    assert "Restart it" not in actions


@pytest.mark.parametrize(("audience", "is_there"), [("staff", False), ("security", True)])
def test_nothing_can_be_asked_that_the_audience_may_not_read(config, audience, is_there):
    """Neither a document nor a part of one, by any tool; who may read it gets it."""
    calls = [
        ("search", {"question": "hummingbird"}),
        ("similar", {"text": "quartzlike hummingbird key was read"}),
        ("get", {"incident": "INC-3"}),
        ("get", {"incident": "c.md"}),
        ("get", {"incident": "INC-1"}),
        ("actions", {}),
    ]
    _, answers = _ask(make_server(_tools(config, audience), audience), *calls)
    texts = [text.replace("INC-3", "").replace("'c.md'", "") for _, text in answers]

    assert any("Quartzlike" in text for text in texts) is is_there
    assert any("hummingbird key" in text for text in texts) is is_there
    assert [is_error for is_error, _ in answers] == [False, False, not is_there, not is_there, False, False]


def test_an_unknown_incident_is_said_with_a_guess(config):
    """As an answer that is an error, not as the end of the server."""
    _, [(is_error, text), _] = _ask(
        make_server(_tools(config, "public"), "public"), ("get", {"incident": "INC-11"}), ("actions", {})
    )

    assert is_error
    assert "there is no incident 'INC-11' here. Did you mean 'inc-1'?" in text


@pytest.mark.parametrize("limit", [-1, 0, 10_000])
def test_limits_are_kept_within_bounds(config, limit):
    """Whatever a program asks for."""
    assert 1 <= len(_tools(config, "security").search("the", limit)) <= MAX_RESULTS


@pytest.mark.slow
def test_it_speaks_over_pipes(config):
    """As editors start it; standard output has nothing but the protocol."""
    arguments = ["-m", "mkdocs_postmortems", "mcp", "--audience", "staff", "--config", str(config)]
    names, [(is_error, text)] = _ask(
        StdioServerParameters(command=sys.executable, args=arguments), ("search", {"question": "certificate"})
    )

    assert names == NAMES
    assert not is_error
    assert "INC-1" in text


def test_wrong_use_is_said(config, monkeypatch):
    """Nobody named, an unknown audience, and a package that is not installed."""
    assert "--audience is one of public, staff" in str(run_beside(config, "mcp").exception)
    assert "there is no audience 'stuff'" in str(run_beside(config, "mcp", "--audience", "stuff").exception)
    load = builtins.__import__

    def without(name, *given, **named):
        if name.startswith("mcp."):
            raise ImportError(name)
        return load(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(McpError, match=r"pip install 'mkdocs-postmortems\[mcp\]'"):
        make_server(_tools(config, "public"), "public")
