"""What the postmortems of a view say as a whole: durations, factors, recurrence, detection, reviews, promises.

Computed from a view and a day, never from anything else. Every number keeps the incidents that it counts, and those
that it could not count. `build_insights` computes all of it once.
"""

from mkdocs_postmortems.core.insights.insights import Insights, build_insights

__all__ = ["Insights", "build_insights"]
