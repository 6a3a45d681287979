"""Links of Markdown are resolved, and dead ones leave nothing that leads anywhere."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.machines.markdown_links import DeadLinks, UnclearLinkError, resolve_markdown_links

HIDDEN = "secret/plan"


def _resolve(url):
    return None if HIDDEN in url else url.replace("old.md", "new/index.md")


def _resolved(text, dead=DeadLinks.TEXT):
    return resolve_markdown_links(text, _resolve, dead)


@pytest.mark.parametrize(
    ("text", "text_mode", "drop_mode"),
    [
        ("See [it](old.md).", "See [it](new/index.md).", "See [it](new/index.md)."),
        ("[a](old.md) and [b](//x/old.md)", *["[a](new/index.md) and [b](//x/new/index.md)"] * 2),
        ('[a](old.md "A title")', *['[a](new/index.md "A title")'] * 2),
        ("[a](<old.md>)", *["[a](new/index.md)"] * 2),
        ("[a](x(1)old.md)", *["[a](<x(1)new/index.md>)"] * 2),
        ("[r]: old.md 'title'", *["[r]: new/index.md 'title'"] * 2),
        ("See [the plan](secret/plan.md).", "See the plan.", "See ."),
        ("![a plan](secret/plan.png) b", "a plan b", " b"),
        ('[a *plan*](secret/plan.md#why "Why"){.x} b', "a *plan* b", " b"),
        ("[a [b] c](secret/plan.md)", "a [b] c", ""),
        ("[![shown](a.png)](secret/plan.md)", "![shown](a.png)", ""),
        ("[x](<secret/plan .md>) [y](old.md)", "x [y](new/index.md)", " [y](new/index.md)"),
        ("`[a](old.md)` [b](old.md)", *["`[a](old.md)` [b](new/index.md)"] * 2),
        ("```\n[a](old.md)\n```\n[b](old.md)", *["```\n[a](old.md)\n```\n[b](new/index.md)"] * 2),
        ("~~~~\n```\n[a](old.md)\n~~~~", *["~~~~\n```\n[a](old.md)\n~~~~"] * 2),
        ("no link [at all] (old.md)", *["no link [at all] (old.md)"] * 2),
        ("", "", ""),
    ],
)  # fmt: skip
def test_links(text, text_mode, drop_mode):
    """As `narrow_links: text` and `drop` say."""
    assert _resolved(text) == text_mode
    assert _resolved(text, DeadLinks.NOTHING) == drop_mode


@pytest.mark.parametrize(
    "text", ["[p]: secret/plan.md", "](secret/plan.md)", "[a](secret/plan.md", "a] [b]](secret/plan.md)"]
)
def test_what_is_unclear_is_said(text):
    """The text is then published nowhere but on its page."""
    with pytest.raises(UnclearLinkError):
        _resolved(text)


PIECES = st.lists(
    st.sampled_from(
        ["[", "]", "(", ")", "](", "!", "`", "```", "\n", " ", "<", ">", '"', "\\", "a", "secret/plan.md", "[r]: ", "{"]
    ),
    max_size=30,
).map("".join)


@given(PIECES, st.sampled_from(DeadLinks))
def test_any_text_is_resolved_or_unclear(text, dead):
    """What is resolved to itself changes no text, apart from the angles around a destination."""
    kept = resolve_markdown_links(text, lambda url: url, dead)
    assert kept.replace("<", "").replace(">", "") == text.replace("<", "").replace(">", "")
    try:
        _resolved(text, dead)
    except UnclearLinkError:
        assert HIDDEN in text


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "](",
        "](a",
        "`",
        "[a](b) ",
        "[a](secret/plan.md) ",
        "![",
        "<",
        "[r]: ",
        "`a`[a](b) ",
        "[ a](secret/plan.md) ",
    ],
)
def test_time_is_linear(piece):
    """Measured in work on ten times the text, in the time of this process."""

    def seconds(length):
        text = "x" + piece * length
        begin = time.process_time()
        with contextlib.suppress(UnclearLinkError):
            _resolved(text)
        return time.process_time() - begin

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.005)
