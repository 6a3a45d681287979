"""Front matter keys of themes, plugins and other site generators, which are not reported as unknown."""

from __future__ import annotations

_MKDOCS = """
    comments created_date description edit_url exclude_from_search git_revision_date hide icon ignore_macros
    inherit nav_title render_macros revision_date robots search section_title show social status subtitle template
"""
_MATERIAL_BLOG = """
    authors categories date draft image links meta nav og_image pin readtime slug
"""
_HUGO = """
    aliases archetype audio cascade content_type contenttype expiry_date expirydate headless is_c_j_k_language
    key_words lastmod layout link_title linktitle markup math menu menus mermaid modified outputs params
    publish_date publishdate published published_date resources series sitemap sites taxonomies toc type
    unpublishdate url videos weight
"""
_JEKYLL = """
    category collection excerpt excerpt_separator grand_parent has_children last_modified_at nav_exclude nav_order
    parent permalink redirect_from redirect_to
"""
_CSTATE = """
    automated informational issue resolved section severity_level
"""
_QUARTO = """
    bibliography csl date_format editor editor_options engine execute format format_links image_alt jupyter knit
    lang listing number_sections output page_layout page_navigation title_block_banner toc_depth
"""
_DOCUSAURUS = """
    custom_edit_url displayed_sidebar hide_table_of_contents hide_title last_update pagination_label
    pagination_next pagination_prev sidebar_class_name sidebar_custom_props sidebar_label sidebar_position
    toc_max_heading_level toc_min_heading_level unlisted
"""
_OTHERS = """
    ancestor archive_url audience_level author_url banner canonical canonical_url classification company
    confluence_page_id copyright cover cover_image created created_at css_classes cssclass cssclasses doc_type
    document_id edit_link editlink email feature featured fetched_at guid head hero images language last_reviewed
    last_reviewed_on last_updated lastupdated license locale next notion_id og_title old_paths order org
    organisation organization outline owner_slack page_id parent_id pinned position post_type prev product project
    publish published_at reading_time repo repository repository_url review_in schema_version sidebar source
    source_fetched_at source_published_at source_url space thumbnail tlp topic topics translation_key
    translation_of updated updated_at uuid vendor version word_count
"""

PASSTHROUGH_KEYS = frozenset(
    f"{_MKDOCS} {_MATERIAL_BLOG} {_HUGO} {_JEKYLL} {_CSTATE} {_QUARTO} {_DOCUSAURUS} {_OTHERS}".split()
)
