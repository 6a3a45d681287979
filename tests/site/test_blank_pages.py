"""Generated pages have no text, which is not given to Python-Markdown."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs_postmortems.site.document import DocumentPage, generated_meta


def _rendered(kind, text: str, tmp_path) -> dict[str, object]:
    config = MkDocsConfig()
    config.load_dict({"site_name": "S", "docs_dir": str(tmp_path), "markdown_extensions": ["footnotes"]})
    assert config.validate() == ([], [])
    (tmp_path / "values.md").write_text(text, encoding="utf-8")
    file = File("values.md", config.docs_dir, config.site_dir, config.use_directory_urls)
    meta = generated_meta("value.html")
    page = kind("Values", file, config, meta) if kind is DocumentPage else kind("Values", file, config)
    page.read_source(config)
    page.render(config, Files([file]))
    return {
        "content": page.content,
        "toc": [item.title for item in page.toc],
        "anchors": page.present_anchor_ids,
        "links": [*(page.links_to_anchors or {}).values()],
        "title": page.title,
    }


@pytest.mark.parametrize("text", ["", " ", "\n\t\n", "# Not blank\n\nText.[^1]\n\n[^1]: Note.\n"])
def test_a_page_is_what_mkdocs_renders(text, tmp_path):
    """Of a blank text, and of one that another plugin has put there."""
    assert _rendered(DocumentPage, text, tmp_path) == _rendered(Page, text, tmp_path)
