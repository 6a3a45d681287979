"""Decides whether a value is the name of an audience or near one, and which words of other tools restrict access."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_postmortems.core.audiences.model import Audiences
from mkdocs_postmortems.core.label_words import LETTER_GROUPS, resembles_label
from mkdocs_postmortems.core.lookalikes import fold
from mkdocs_postmortems.core.name_matching import closest_name, is_misspelling, normalize_name

FOREIGN_LABEL_KEYS = frozenset(
    """
    access acl classification clearance confidential confidentiality private readers restricted sensitivity tlp
    """.split()
)
"""Fields by which other tools restrict access. They have no effect here, so that using one is an error."""
ACCESS_KEYS = frozenset(
    fold(word)
    for word in """
    aud group groups grupo groupe gruppe internal permission permissions public restrict restrictedto restriction scope
    target viewer viewers visible visiblefor visibleto who whomayread
    adressaten empfanger leser leserkreis publikum sichtbar sichtbarkeit vertraulichkeit zielgruppe zugriff
    acces confidentialite destinataires diffusion lecteurs publiccible publicvise visibilite
    acceso acesso accesso audiencia confidencialidad confidencialidade destinatari destinatarios leitores lectores
    lettori pubblico publico publicoalvo publicoobjetivo riservatezza visibilidad visibilidade visibilita
    doelgroep lezers publiek toegang vertrouwelijkheid zichtbaarheid zichtbaar
    аудитория видимость доступ читатели
    czytelnicy dostep grupadocelowa odbiorcy poufnosc widocznosc
    対象 対象者 対象読者 閲覧者 閲覧範囲 閲覧権限 公開 公開先 公開範囲 機密 機密区分
    受众 讀者 读者 可见性 可见范围 公开范围 公開範圍 权限 權限 密级
    대상 대상독자 독자 공개 공개범위 열람 열람범위 접근권한
    """.split()
)
"""Keys that mean who may read, in the languages whose documents are read; as letters only.

They are near a label where their value is the name of an audience, and have other uses: `scope: eu-west`.
"""
_PLAIN_ACCESS_KEYS = frozenset(
    """
    accesscontrol accesslevel allow allowed allowedgroups allowedreaders circle distribution exclude excludefrom for
    hiddenfrom hidefrom intendedfor limitedto needtoknow notfor only onlyfor publication publishedto publishto readable
    readableby readby recipient recipients securitylevel share shared sharedwith sharewith shownto showto view viewable
    viewableby lesbar lesbarfuer lesbarfur
    """.split()
)
"""Keys that mean the same, and are ordinary words in a text: `only for public traffic`."""
RESTRICTING_WORDS = frozenset("confidential internal private restricted secret sensitive".split())
"""Values by which other tools restrict access."""
LIMITS = frozenset(
    "exclusively only nur solo solamente uniquement seulement somente apenas soltanto alleen tylko".split()
)
"""Words that say that nobody else reads something."""
_FILLING = frozenset(
    """
    a access an and are be by document eyes for group is it may members of page people postmortem read readers report
    staff team the this to use with
    das der die dieses dokument fur ist el este es la para por ce cet document est le les pour dit voor het
    """.split()
)
"""Words of a line that says who reads the document, and nothing else: `For the security team only`."""
_MAX_VALUE = 80
_MAX_VALUE_WORDS = 5
"""Words of a value that may name an audience, such as `security team only`; more are a sentence."""


def _letters(text: str) -> str:
    """Return the folded letters and figures of a text, joined."""
    return "".join(LETTER_GROUPS.findall(fold(text)))


def is_access_key(key: str) -> bool:
    """Whether a key means who may read, in other words than those of a label or in another language."""
    return _letters(key[:_MAX_VALUE]) in _PLAIN_ACCESS_KEYS or is_access_word(key)


def is_access_word(word: str) -> bool:
    """Whether a word of a text means who may read."""
    return _letters(word[:_MAX_VALUE]) in ACCESS_KEYS


def names_audience(value: str, audiences: Audiences) -> bool:
    """Whether a value, or a word of a short one, is the name of an audience or close to one."""
    text = fold(value[:_MAX_VALUE]).strip()
    words = LETTER_GROUPS.findall(text)
    if not words or len(words) > _MAX_VALUE_WORDS:
        return False
    known = [fold(name) for name in audiences.names]
    if closest_name(text.strip(" .,;*_`'\"()[]{}"), known):
        return True
    keys = set(map(normalize_name, known))
    return any(word in keys or is_misspelling(word, keys) for word in words)


def names_audience_exactly(value: str, audiences: Audiences) -> bool:
    """Whether a value as a whole is the name of an audience, or a misspelling of one."""
    letters = _letters(value[:_MAX_VALUE])
    return bool(letters) and is_misspelling(letters, list(map(_letters, audiences.names)))


def names_key_and_audience(text: str, audiences: Audiences) -> bool:
    """Whether one word of a text resembles a key of a label, and one is the name of an audience."""
    words = LETTER_GROUPS.findall(fold(text))
    return any(map(resembles_label, words)) and any(names_audience_exactly(word, audiences) for word in words)


def restricts(value: str, audiences: Audiences) -> bool:
    """Whether a value restricts: it names an audience, or it is a word like `confidential`."""
    words = set(LETTER_GROUPS.findall(fold(value[:_MAX_VALUE])))
    is_word = len(words) <= _MAX_VALUE_WORDS and bool(words & RESTRICTING_WORDS)
    return is_word or names_audience(value, audiences)


def says_who_reads(word: str) -> bool:
    """Whether a word of a sentence means who may read."""
    return resembles_label(word) or is_access_word(word)


def says_only_who_reads(words: Sequence[str], audiences: Audiences) -> bool:
    """Whether words are a limit, the name of an audience, and filling, as in `Restricted to security`."""
    is_limited = not LIMITS.isdisjoint(words) or (bool(words) and words[0] in RESTRICTING_WORDS)
    known = LIMITS | RESTRICTING_WORDS | _FILLING
    rest = [word for word in words if word not in known and not says_who_reads(word)]
    return is_limited and bool(rest) and all(names_audience_exactly(word, audiences) for word in rest)
