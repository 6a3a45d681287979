"""Template data of the page of insights, of the lists of incidents behind its numbers, and its CSV files."""

from mkdocs_postmortems.core.pages.insights.page import build_insights_page, insights_csv_files, insights_list_pages

__all__ = ["build_insights_page", "insights_csv_files", "insights_list_pages"]
