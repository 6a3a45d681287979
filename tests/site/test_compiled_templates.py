"""Templates are compiled once, and again where anything is different that is compiled into them."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from mkdocs.theme import Theme
from mkdocs_postmortems.site.compiled_templates import CompiledTemplates, compile_ahead, compiled_templates

SOURCE = "{{ 'a' | shout }} {{ word }}"


@pytest.fixture(name="compiled")
def _compiled(monkeypatch):
    """Return the names of the templates that are compiled, in order."""
    names: list[str | None] = []
    compile_one = jinja2.Environment.compile

    def noted(environment, source, name=None, filename=None, **given):
        names.append(name)
        return compile_one(environment, source, name, filename, **given)

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return names


def _environment(folder: Path, cache: CompiledTemplates, mark: str = "!", **settings: object) -> jinja2.Environment:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), bytecode_cache=cache, **settings)  # noqa: S701
    environment.filters["shout"] = _SHOUTS[mark]
    return environment


def _shout(word: str) -> str:
    return f"{word}!"


def _ask(word: str) -> str:
    return f"{word}?"


_SHOUTS = {"!": _shout, "?": _ask}


def test_environments_that_are_alike_share_the_code(tmp_path, compiled):
    """The second one compiles nothing."""
    (tmp_path / "a.html").write_text(SOURCE)
    cache = CompiledTemplates()

    said = [_environment(tmp_path, cache).get_template("a.html").render(word="b") for _ in range(2)]

    assert said == ["a! b", "a! b"]
    assert compiled == ["a.html"]


@pytest.mark.parametrize(
    ("source", "settings", "expected"),
    [
        ("{{ 'a' | shout }} {{ word }}.", {}, "a! <b>."),
        (SOURCE, {"mark": "?"}, "a? <b>"),
        (SOURCE, {"autoescape": True}, "a! &lt;b&gt;"),
        (SOURCE, {"variable_start_string": "[["}, SOURCE),
        (SOURCE, {"finalize": lambda value: f"{value},"}, "a!, <b>,"),
        (SOURCE, {"extensions": ["jinja2.ext.do"]}, "a! <b>"),
    ],
    ids=["text", "filter", "autoescape", "syntax", "finalize", "extensions"],
)
def test_what_is_compiled_from_something_else_is_compiled_again(tmp_path, compiled, source, settings, expected):
    """And says what a new environment without the code would."""
    (tmp_path / "a.html").write_text(SOURCE)
    cache = CompiledTemplates()
    assert _environment(tmp_path, cache).get_template("a.html").render(word="<b>") == "a! <b>"

    (tmp_path / "a.html").write_text(source)
    said = _environment(tmp_path, cache, **settings).get_template("a.html").render(word="<b>")

    assert said == expected
    assert compiled == ["a.html", "a.html"]


def test_templates_are_compiled_ahead_of_a_build(compiled):
    """Those of the theme, and a build's environment finds them."""
    compile_ahead("material", ())
    assert "base.html" in compiled
    compiled.clear()

    environment = Theme(name="material").get_env()
    environment.bytecode_cache = compiled_templates()
    environment.get_template("base.html")
    assert compiled == []


def test_a_theme_that_is_not_installed():
    """Says so, for its builds to compile what they find."""
    with pytest.raises(KeyError):
        compile_ahead("no-such-theme", ())
