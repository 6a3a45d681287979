"""Audits a built site: searches every file for hidden text, checks every link, and compares files with the manifest."""
