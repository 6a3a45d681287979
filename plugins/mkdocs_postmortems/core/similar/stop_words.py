"""Words that say nothing, in the languages whose section titles are known, and names of HTML's signs."""

from __future__ import annotations

_ROWS = """
    und oder aber nicht auch noch nur dass daß sich wird wurde wurden werden haben hatte hatten eine einen einem einer
    eines dem des durch für gegen ohne unter über zwischen nach beim zum zur vom aus mit ist sind waren sein seine ihre
    kein keine wie wenn weil dann auf konnte konnten

    que qui dans avec est sont était étaient été les aux cette ces leur leurs nous vous mais donc comme sans sous entre
    après avant afin ainsi lors une ont

    para las los una por pero como más sobre fue fueron está están esta este estos estas desde hasta cuando también
    porque según sus nos muy donde había

    não uma das pelo pela pelos pelas com mas foi foram isso quando também são aos às ao já seu sua nos havia

    che della dei delle degli nel nella sono erano anche più questo questa perché dal dalla gli stato

    het een niet ook maar werd werden zijn voor naar door uit dat deze dit omdat waren heeft

    nie się był była było oraz dla przez przy który która które tego było są

    nbsp amp quot ndash mdash rarr hellip
"""

OTHER_STOP_WORDS = frozenset(_ROWS.split())
"""Function words of other languages that name nothing in English or in computing:
neither `die` nor `con`, `dos`, `nas` and `jest` are among them."""
