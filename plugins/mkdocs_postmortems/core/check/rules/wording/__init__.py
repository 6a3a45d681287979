"""Words that look for somebody to blame, or at what did not happen instead of what did."""

from mkdocs_postmortems.core.check.rules.wording import blame, counterfactual, root_cause

RULES = (*counterfactual.RULES, *blame.RULES, *root_cause.RULES)
