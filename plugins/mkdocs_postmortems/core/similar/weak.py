"""Words that say too little to be a reason, however rare they are in a view."""

from __future__ import annotations

from mkdocs_postmortems.core.similar.words import stem

_WORDS = """
    able above across add added adding adds again against agree agreed allow allowed allows along already also
    always among another anything anyway app apparently applied applies apply approximately apps april around aside
    ask asked august aware away back backward bad became become before began begin begun behind believe believed
    belong below best better beyond big bit both bring brought came care cause caused certain choose chosen clear
    close come completely consider contain contained currently daily day days december decided despite different
    difficult does doing done down dozen due during early easy eight either eleven else end ended enough entire
    especially evening eventually every everyone everything exactly example except expect expected experience
    explain explained fact far faster february few fifty final finally find fine first five follow followed
    following forty forward found four fresh friday full fully further gave general get getting give given go goes
    going gone good got great had half happen happened happening hard help helped hence high higher hope hour hours
    however hundred immediately impact impacted inadequate incident incidents include included including indeed
    initial initially inside instead intend intended involved issue issues january july june just keep kept kind
    knew know known large largely last late later latest lead learn learned least leave led left less let like
    likely line little long longer look looked lot low lower made main mainly make makes making many march matter
    may mean means meant mention mentioned midnight million minute minutes moment monday month monthly months more
    morning most much multiple must near nearly necessary need needed never new next night nine nobody noon normal
    normally note noted notes nothing notice noticed november now number obvious occur occurred october off often
    old once one only onto originally outage outside own part partially particular past people per perform period
    place point possible postmortem present previous previously probably problem problems promise promised proper
    properly put quick quickly quite ran rather ready real realised realized really reason received recent recently
    related remain remained remains report reported result resulted review right rise root run said same saturday
    saw say second seconds see seem seemed seen sent separate september set sets setting seven several short shortly
    should show showed shown side significant similar simply since single six slightly slower small some someone
    something somewhere soon sort start started stay still stop stopped straight such suddenly sufficient suitable
    sunday sure take taken taking tell ten thing things think third thirty though thought thousand three through
    throughout thursday thus time times today together told too took top total towards tried true try trying tuesday
    turn turned twelve twenty twice two type typically unable under unlike until unusual up upon use used useful
    useless using usual usually valid various very via want wanted way wednesday week weekend weekly weeks well went
    whatever whenever wherever whether while whole whose why wide will within without word words work worked working
    works worse worst would wrong year yearly years yes yesterday yet
"""

WEAK = frozenset(map(stem, _WORDS.split()))
"""Their stems."""
