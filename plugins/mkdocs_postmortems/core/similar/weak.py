"""Words that say too little to be a reason, however rare they are in a view."""

from __future__ import annotations

from mkdocs_postmortems.core.similar.words import stem

_WORDS = """
    again already also always another anyway anything app apps apparently approximately around aside ask asked away
    back became become begin began behind below best better big bit bring brought came come cause caused certain
    clear close completely consider currently day days decided different does doing done down due early either else
    end ended enough entire especially eventually every everyone everything exactly example expect expected
    experience fact far few final finally find fine first follow followed following found four full fully further
    gave general get getting give given go goes going gone good got great had half happen happened happening hard
    help helped high higher hour hours however immediately impact impacted incident incidents include included
    including indeed initial initially instead involved issue issues just keep kept kind knew know known large
    largely last late later latest lead least leave led left less let like likely line little long longer look
    looked lot low lower made main mainly make makes making many matter mean means meant minute minutes moment month
    months more morning most much multiple must need needed never new next night nobody normal normally nothing
    notice noticed now number obvious occur occurred off often old once one only originally outage own part
    partially particular people perform period place point possible postmortem present previous previously probably
    problem problems properly put quick quickly quite ran rather real realised realized really reason received
    recent recently related report reported result resulted review right rise root run said same saw say second
    seconds see seem seemed seen sent separate set several short should show showed shown side significant similar
    simply since single small some someone something soon sort start started stay still stop stopped such suddenly
    sure take taken taking tell ten thing things think third though thought three time times today together told too
    took top total tried true try trying turn turned two type typically unable under until unusual up upon use used
    useful using usual usually various very via want wanted way week weeks well went whether while whole why wide
    will without word words work worked working works worse worst would wrong year years yesterday yet
"""

WEAK = frozenset(map(stem, _WORDS.split()))
"""Their stems."""
