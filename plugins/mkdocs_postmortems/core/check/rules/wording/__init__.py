"""Rules PC140 to PC145: wording that blames people, is counterfactual, or claims a single root cause."""

from mkdocs_postmortems.core.check.rules.wording import blame, counterfactual, root_cause

RULES = (*counterfactual.RULES, *blame.RULES, *root_cause.RULES)
