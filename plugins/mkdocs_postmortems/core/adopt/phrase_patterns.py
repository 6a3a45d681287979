"""Patterns for phrases that paraphrase a term of the taxonomy: "we ran out of disk space" is a capacity limit.

The keys are ids of the built-in taxonomy; patterns whose id the site's taxonomy lacks are not used. A pattern needs at
least two specific words, or one that is unambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary

_LACK = r"""(?:no|not\ enough|lack(?:ed|ing)?(?:\ of)?|missing|absence\ of|insufficient|inadequate|poor|weak
    |   (?:did|do|does)(?:\ not|n't)\ have(?:\ (?:an?|any))?)\s
    (?:(?!(?:of|that|the|to|and|in|or|was|were|is|are|from|on|by|for|with)\b)[\w./'-]+\s){0,3}"""
_NOT = r"(?:was|were|is|are)(?:\ not|n't|\ never)"
_ANY = r"(?:[\w./'-]+\s){0,3}"
_MONITORING = r"(?:alert(?:s|ing)?|alarms?|monitoring|visibility|observability|metrics)"
_TESTS = r"(?:tests?|testing|test\ coverage)"
_RESOURCE = r"""(?:space|memory|disk|connections?|ip\ addresses|inodes|cpu|capacity|quota|file\ descriptors|threads)"""
_CREDENTIALS = r"(?:certificates?|certs?|tokens?|credentials?|api\ keys?|secrets?)"
_EXPIRED = rf"""expired\ {_ANY}{_CREDENTIALS} | {_CREDENTIALS}\ {_ANY}(?:had\ |has\ |have\ )?expired
    | expiry\ of\ {_ANY}{_CREDENTIALS}"""
_SURGE = rf"(?:surge|spike|influx)\ (?:in|of)\ {_ANY}(?:traffic|requests|users|visitors) | traffic\ (?:surge|spike)s?"
_BROKEN = r"(?:hardware|hard\ drive|hard\ disk|power\ supply|motherboard|memory\ module)\ fail(?:ure|ed)"
_POWER = r"power\ (?:outage|failure|loss)"
_MONITORING_TOOLS = r"""(?:uptimerobot|uptime\ robot|pingdom|datadog|grafana|prometheus|cloudwatch|sentry|pagerduty
    |opsgenie
    |   alertmanager|nagios|zabbix|new\ relic|stackdriver|statuscake)"""
_USERS = r"(?:users?|customers?|clients?|readers?)"
_EMPLOYEES = r"(?:engineers?|developers?|colleagues?|employees?|team\ members?|analysts?|staff)"

_FACTORS = {
    "missing-monitoring": rf"""{_LACK}{_MONITORING} | {_NOT}\ (?:being\ )?monitored
        | without\ {_ANY}(?:alerting|monitoring) | alerts?\ (?:did\ not|didn't|never)\ fire""",
    "inadequate-testing": rf"""{_LACK}{_TESTS} | {_NOT}\ (?:\w+ly\ )?tested
        | (?:without|before)\ being\ (?:\w+ly\ )?tested
        | tests?\ {_ANY}(?:did|does|do)(?:\ not|n't)\ (?:cover|include)
        | not\ (?:detected|caught|covered)\ by\ {_ANY}tests?""",
    "capacity-limit": rf"""(?:ran|run|running)\ out\ of\ {_ANY}{_RESOURCE} | out\ of\ (?:memory|disk\ space)
        | no\ space\ left | disk\ {_ANY}full | insufficient\ {_ANY}(?:{_RESOURCE}|resources)
        | {_RESOURCE}\ (?:\w+\ )?(?:exhaustion|exhausted|saturation|saturated) | oom[- ]?kill(?:s|ed|ing|er)?
        | exhausted\ {_ANY}{_RESOURCE} | undersized
        | (?:hit|reached|exceeded)\ {_ANY}(?:connection|memory|cpu|disk|quota|capacity)\ limits?""",
    "configuration-error": r"""misconfigur(?:ed|ation|ations)
        | (?:incorrect(?:ly)?|wrong(?:ly)?|improper(?:ly)?|invalid)\ (?:\w+\ )?config(?:ured|uration|urations|s)?""",
    "expired-credential": _EXPIRED,
    "hardware-failure": rf"{_BROKEN} | faulty\ (?:hardware|disk|drive|cable|power\ supply) | {_POWER}",
    "network-failure": r"network\ (?:partition|outage|failure) | packet\ loss | dns\ (?:\w+\ )?failures?",
    "application-bug": r"""(?:a|an|the|this|that)\ (?:\w+\ )?bugs?\ (?:in|introduced)
        | (?:caused\ by|due\ to|because\ of)\ (?:a|an)\ (?:\w+\ ){0,2}bugs?
        | race\ conditions? | memory\ leaks? | software\ bugs? | null\ pointer""",
    "missing-runbook": rf"""{_LACK}(?:runbooks?|playbooks?|documentation|documented\ (?:procedure|process))
        | undocumented | {_NOT}\ documented""",
    "untested-rollback": rf"""{_LACK}(?:rollback|roll-back)(?:\ (?:plan|procedure|path|mechanism))?
        | rollback\ (?:\w+\ )?(?:failed|did\ not\ work)""",
    "change-management-gap": rf"{_LACK}(?:(?:code|peer)\ review|change\ (?:control|management)|approval\ process)",
    "design-limitation": r"single\ points?\ of\ failure",
    "retry-amplification": r"thundering\ herds? | retry\ storms?",
    "alert-noise": r"alert\ (?:fatigue|noise) | too\ many\ alerts | noisy\ alerts",
    "traffic-surge": _SURGE,
}
_DETECTIONS = {
    "monitoring-alert": rf"""alert(?:s|manager)?\ (?:fired|went\ off|(?:was|were)\ (?:triggered|raised|received|sent))
        | (?:received|got|raised|triggered|sent|by|via|from)\ {_ANY}(?:alerts?|alarms?)
        | (?:automated|automatic)\ alert\w* | (?:were|was|got)\ paged
        | (?:monitoring|monitor|system)s?\ (?:alerts?|alerted|reported|detected|notified|triggered)
        | {_MONITORING_TOOLS}\ (?:\w+\ )?(?:alert(?:s|ed)?|alarms?|page[ds]?|detected)""",
    "customer-report": rf"""{_USERS}\ (?:\w+\ )?(?:report(?:s|ed|ing)?|complain(?:s|ed|ing)?|contacted|raised|opened
        |   told|notified|alerted|emailed)
        | (?:reports?|reported|complaints?|tickets?|e?-?mails?|messages?|alerted|notified)
        \ (?:from|by)\ {_ANY}{_USERS}
        | received\ {_ANY}tickets? | (?:user|customer)\ (?:reports?|complaints?)""",
    "employee-report": rf"""{_EMPLOYEES}\ (?:\w+\ )?(?:noticed|spotted|raised|reported|realised|realized)
        | (?:noticed|spotted|reported|raised)\ by\ {_ANY}{_EMPLOYEES}""",
    "deploy-check": r"(?:deploy(?:ment)?|rollout|release)\ (?:verification|check|smoke\ test)s?",
    "security-tool": r"bug\ bounty\ (?:report|submission|program(?:me)?) | vulnerability\ (?:scan(?:ner)?|report)",
}
_TRIGGERS = {
    "configuration-push": rf"""config(?:uration)?\ (?:change|push|update)
        | (?:changed|changing|updated)\ {_ANY}config(?:uration)?""",
    "binary-push": rf"""(?:deploy(?:ment|ed|ing)?|roll(?:ed|ing)?[\ -]?out|releas(?:e|ed|ing))\ (?:of\ )?{_ANY}
        (?:version|release|code|build|v\d[\w.]*) | new\ (?:release|version|deployment)""",
    "expiry": _EXPIRED,
    "user-behavior-change": _SURGE,
    "hardware": rf"{_BROKEN} | {_POWER}",
}
_PATTERNS: Mapping[Vocabulary, Mapping[str, re.Pattern[str]]] = {
    vocabulary: {id: re.compile(rf"\b(?:{row})\b", re.IGNORECASE | re.VERBOSE) for id, row in rows.items()}
    for vocabulary, rows in (
        (Vocabulary.FACTORS, _FACTORS),
        (Vocabulary.DETECTIONS, _DETECTIONS),
        (Vocabulary.TRIGGERS, _TRIGGERS),
    )
}


def match_phrases(sentence: str, taxonomy: Taxonomy, vocabulary: Vocabulary) -> Iterator[tuple[Term, int]]:
    """Yield each term whose pattern matches a sentence, with the offset of the first match.

    Only factors, detections and triggers have patterns.
    """
    terms = taxonomy.terms(vocabulary)
    for id, pattern in _PATTERNS[vocabulary].items():
        if id in terms and (match := pattern.search(sentence)):
            yield terms[id], match.start()
