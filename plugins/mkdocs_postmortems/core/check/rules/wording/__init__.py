"""Words that look for somebody to blame, or at what did not happen instead of what did."""

from mkdocs_postmortems.core.check.rules.wording import blame, cause, counterfactual

RULES = (*counterfactual.RULES, *blame.RULES, *cause.RULES)
