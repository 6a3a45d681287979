"""The words of times that nobody can place."""

from __future__ import annotations

import re

VAGUE = re.compile(
    r"""\d | \b(?: later | before | after | earlier | prior | previous\w* | next | same | early | late | since
    | until | soon
        | during | ongoing | unknown | days? | weeks? | months? | years? | hours? | minutes? | mornings? | afternoon
        | evening | night | midnight | noon | spring | summer | autumn | fall | winter | today | yesterday
        | später | vorher | danach | tage? | woche\w* | morgens? | abends? | nachts? | plus\ tard | avant
        | après | jours?
        | matin | soir | después | antes | días? | mañana | tarde | noche | depois | dias? | manhã | noite
        | dopo | giorn[oi]
        | mattina | sera | dagen | ochtend | avond | dni | rano | wieczór )\b
    |   [前後后朝昼夜日週周月早晚期]""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a time that nobody can place."""
