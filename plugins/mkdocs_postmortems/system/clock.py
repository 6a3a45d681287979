"""The time that output depends on: now, or what `SOURCE_DATE_EPOCH` says.

See https://reproducible-builds.org/specs/source-date-epoch/.
"""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime

_SECONDS = re.compile(r"[0-9]{1,11}")


def now() -> int:
    """Return the time in seconds since 1970, UTC; a `SOURCE_DATE_EPOCH` that is no such number is ignored."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given if _SECONDS.fullmatch(given) else time.time())


def today() -> str:
    """Return the day of `now` in UTC, `YYYY-MM-DD`."""
    return datetime.fromtimestamp(now(), UTC).date().isoformat()
