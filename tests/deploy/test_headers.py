"""The digests of the theme's inline scripts: SHA-256 in base64, as browsers compute them."""

from __future__ import annotations

from mkdocs_postmortems.deploy.headers import content_security_policy, script_digests

PAGE = """<!doctype html><script src="x.js"></script><script type="application/json">{"a": 1}</script>
<script>a < b && "</p>"; new URL("/", location)</script><SCRIPT>second()</SCRIPT><script></script>"""


def test_scripts_that_run_are_digested():
    """Neither files nor data are; what is between the tags counts as it is."""
    found = script_digests(PAGE)
    assert "wIY6X6Z6YQVIAvzT8TwR65wcDzkWIeu1HD0WDLTwDMg=" in found  # `a < b …`
    assert "VRcK3v7WYQJL3yHheBe4dsvLYjAYwFTyoPi2odncRio=" in found  # `second()`
    assert "+dhgKMbg1k4iUYb5astpM4ssWXZN95FiEH9cS7NNExA=" not in found  # `{"a": 1}`


def test_the_script_that_knows_its_depth_is_let_in_at_any():
    """Pages say differently how far up the root is."""
    assert {
        "aKFVIOLmYYqFt/a7JI/o8RnYxxMePMzJN+hA5e84AtI=",  # `x=new URL(".",location)`
        "0ZkTicrtHH+CygR223v6MoqrygxHd0tuCPd6HtMyllw=",  # `x=new URL("..",location)`
        "i36jXqGWKYAPZaPdmlgJ+gpAFFoypJqlT2jiZQr3O0w=",  # `x=new URL("../..",location)`
        "BEhz2xcjvgItO4p+Q95gg0HiI9ekqVXqfZ+E3SXAbFY=",  # fifteen folders up
    } <= {*script_digests('<script>x=new URL("../..",location)</script>')}


def test_without_digests_inline_scripts_are_allowed():
    """The theme does not work without its own."""
    assert "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'" in content_security_policy()
    assert "'unsafe-inline'" not in content_security_policy(["x"]).split("style-src")[0]


def test_named_hosts_may_be_loaded_from():
    """By images, frames and whatever else pages load, and by nothing that a page is part of."""
    allowed = content_security_policy(hosts=("img.example.com", "*.example.org"))
    by_name = {name: sources for name, *sources in (one.split() for one in allowed.split("; "))}

    for name in ("script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "frame-src"):
        assert by_name[name][-2:] == ["https://img.example.com", "https://*.example.org"], name
    for name in ("default-src", "object-src", "form-action", "base-uri", "frame-ancestors"):
        assert by_name[name] in (["'none'"], ["'self'"]), name


def test_without_named_hosts_nothing_is_loaded_from_elsewhere():
    """# Control case."""
    assert "https:" not in content_security_policy()
    assert "frame-src" not in content_security_policy()
