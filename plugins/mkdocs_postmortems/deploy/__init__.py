"""What servers need to give each reader their own tree: values in, texts out.

`policy` decides who gets what; each module named after a target writes that decision in the target's own words.
"""
