"""Names of the attributes of action items in many languages, as alternatives of verbose patterns."""

from __future__ import annotations

OWNER_NAMES = r"""owner | owners | assignee | assigned\ to | responsible | dri | lead | who | team | owned\ by
    | verantwortlich(?:er|e)? | zuständig(?:er|e)? | responsables? | responsável | responsáveis | respons[aá]bile
    | encargad[oa] | dueño | eigenaar | verantwoordelijke | odpowiedzialn[yaie]+ | właściciel
    | eier | ejer | ägare | ansvarlige? | ansvarig"""
OWNER_NAMES_IN_SIGNS = "担当者? | 責任者 | 负责人 | 責任人 | 责任人 | 담당자?"
"""In scripts whose words have no edge that a pattern could match."""
DUE_NAMES = r"""due(?:\ date|\ by|\ on)? | deadline | eta | target(?:\ date)? | fällig(?:\ am|\ bis)?
    | frist | termin | échéance
    | date\ limite | d[ée]lai | plazo | fecha\ (?:límite|prevista|objetivo) | prazo | data\ limite | scadenza | entro
    | einddatum | streefdatum | termin\ realizacji"""
DUE_NAMES_IN_SIGNS = "期限 | 期日 | 締切 | 截止(?:日期|时间)? | 完成时间 | 기한 | 마감(?:일)?"
OTHER_NAMES = r"""priority | tracker | ticket | status | state | type | priorität | priorité | prioridade? | priorità
    | prioriteit | priorytet | statut | estado | stato | stan"""
