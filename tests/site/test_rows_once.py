"""A row of a list is drawn once, and is what it would be if each page drew its own."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.site import template_context
from mkdocs_postmortems.site.template_context import TemplateContext

FILES = """
>> 2024/a.md
---
title: Pool & <b>ran</b> dry
date: 2024-03-07
severity: sev1
services: [checkout]
tags: [pool, "a/b"]
related: {recurrence_of: b}
---
# A

[b](deep/er/b.md)
>> 2024/deep/er/b.md
---
id: b
date: 2023-03-07
services: [checkout, cart]
tags: [pool]
---
# B
>> index.md
# Ours
"""


@pytest.mark.parametrize("addresses", ["true", "false"])
def test_pages_are_the_same_as_without_it(site, monkeypatch, addresses):
    """On pages of every depth, with and without folders as addresses."""
    built = site(f"{FILES}>> mkdocs.yml\nsite_name: T\nuse_directory_urls: {addresses}\nplugins: [postmortems]\n")
    once = _pages(built)
    draw_once = TemplateContext._draw_once
    drawn = []

    def draw_always(self, depth, key, draw, *arguments):
        self._drawn.clear()
        drawn.append(key)
        return draw_once(self, depth, key, draw, *arguments)

    monkeypatch.setattr(template_context.TemplateContext, "_draw_once", draw_always)

    assert _pages(built.build()) == once
    assert len(drawn) > 2 * len({*drawn}) > 0


def _pages(site):
    folder = site.root / "site"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.html"))}
