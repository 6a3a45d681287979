"""Parses dates and times as people write them in timelines, at the start of a text.

Accepted clocks: `14:32`, `14.32`, `1432`, `2:32 PM`, `13:55 PM`, `14h32`, `14:32:10`, `~14:30`, `14:3?`, `??:??`,
`4pm`, and ranges of them. Accepted days: ISO, `Feb 4, 2021`, `4 Feb`, `04/02/2021`, `2/4/21`, `2022-02-??`,
`2021年2月4日`, each with or without a year. Accepted times since the start: `T+5m`, `T+1h30`, `T-0:10`, `+15 min`.
"""

from mkdocs_postmortems.core.timestamps.elapsed import parse_elapsed
from mkdocs_postmortems.core.timestamps.parser import parse_timestamp
from mkdocs_postmortems.core.timestamps.timestamp import Timestamp

__all__ = ["Timestamp", "parse_elapsed", "parse_timestamp"]
