"""The digests of the theme's inline scripts."""

from __future__ import annotations

import base64
import hashlib

from mkdocs_postmortems.deploy.headers import MAX_PAGE_DEPTH, content_security_policy, script_digests

PAGE = """<!doctype html><script src="x.js"></script><script type="application/json">{"a": 1}</script>
<script>a < b && "</p>"; new URL("/", location)</script><SCRIPT>second()</SCRIPT><script></script>"""


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_scripts_that_run_are_digested():
    """Neither files nor data are; what is between the tags counts as it is."""
    found = script_digests(PAGE)
    assert _digest('a < b && "</p>"; new URL("/", location)') in found
    assert _digest("second()") in found
    assert _digest('{"a": 1}') not in found


def test_the_script_that_knows_its_depth_is_let_in_at_any():
    """Pages say differently how far up the root is."""
    found = script_digests('<script>x=new URL("../..",location)</script>')
    for place in (".", "..", "../..", "/".join([".."] * (MAX_PAGE_DEPTH - 1))):
        assert _digest(f'x=new URL("{place}",location)') in found


def test_without_digests_inline_scripts_are_allowed():
    """The theme does not work without its own."""
    assert "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'" in content_security_policy()
    assert "'unsafe-inline'" not in content_security_policy(["x"]).split("style-src")[0]
