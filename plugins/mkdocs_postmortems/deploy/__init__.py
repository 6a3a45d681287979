"""Generates server and hosting configurations that give each person the site of their audience. Writes no files.

`access_policy` decides who may read which site; each module named after a target writes that policy in its syntax.
"""
