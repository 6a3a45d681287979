"""What documents say where the taxonomy has a word for it: "we ran out of disk space" is a capacity limit.

By the ids of the taxonomy that comes with the program; where a site's taxonomy has no such id, the row is not used.
A pattern is made of two telling words or more, or of one that can mean nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary

_LACK = r"""(?:no|not\ enough|lack(?:ed|ing)?(?:\ of)?|missing|absence\ of|insufficient|inadequate|poor|weak
    |   (?:did|do|does)(?:\ not|n't)\ have(?:\ (?:an?|any))?)\s
    (?:(?!(?:of|that|the|to|and|in|or|was|were|is|are|from|on|by|for|with)\b)[\w./'-]+\s){0,3}"""
_ANY = r"(?:[\w./'-]+\s){0,3}"
_MONITORING = r"(?:alert(?:s|ing)?|alarms?|monitoring|visibility|observability|metrics)"
_TESTS = r"(?:tests?|testing|test\ coverage)"
_RESOURCE = r"(?:space|memory|disk|connections?|ip\ addresses|inodes|cpu|capacity|quota|file\ descriptors|threads)"
_SECRET = r"(?:certificates?|certs?|tokens?|credentials?|api\ keys?|secrets?)"

_FACTORS = {
    "missing-monitoring": rf"""{_LACK}{_MONITORING} | (?:was|were|is|are)(?:\ not|n't)\ (?:being\ )?monitored
        | without\ {_ANY}(?:alerting|monitoring) | alerts?\ (?:did\ not|didn't|never)\ fire""",
    "inadequate-testing": rf"""{_LACK}{_TESTS} | (?:was|were)(?:\ not|n't|\ never)\ (?:\w+ly\ )?tested
        | (?:without|before)\ being\ (?:\w+ly\ )?tested | tests?\ {_ANY}(?:did|does|do)(?:\ not|n't)\ (?:cover|include)
        | not\ (?:detected|caught|covered)\ by\ {_ANY}tests?""",
    "capacity-limit": rf"""(?:ran|run|running)\ out\ of\ {_ANY}{_RESOURCE} | out\ of\ (?:memory|disk\ space)
        | no\ space\ left | disk\ {_ANY}full | insufficient\ {_ANY}(?:{_RESOURCE}|resources)
        | {_RESOURCE}\ (?:\w+\ )?(?:exhaustion|exhausted|saturation|saturated) | oom[- ]?kill(?:s|ed|ing|er)?
        | exhausted\ {_ANY}{_RESOURCE} | undersized | (?:hit|reached|exceeded)\ {_ANY}(?:connection|memory|cpu|disk|quota|capacity)\ limits?""",
    "configuration-error": r"""misconfigur(?:ed|ation|ations) | (?:incorrect(?:ly)?|wrong(?:ly)?|improper(?:ly)?|invalid)
        \ (?:\w+\ )?config(?:ured|uration|urations|s)?""",
    "expired-credential": rf"""expired\ {_ANY}{_SECRET} | {_SECRET}\ {_ANY}(?:had\ |has\ |have\ )?expired
        | expiry\ of\ {_ANY}{_SECRET}""",
    "hardware-failure": r"""(?:hardware|hard\ drive|hard\ disk|power\ supply|motherboard|memory\ module)\ fail(?:ure|ed)
        | faulty\ (?:hardware|disk|drive|cable|power\ supply) | power\ (?:outage|failure|loss)""",
    "network-failure": r"""network\ (?:partition|outage|failure) | packet\ loss | dns\ (?:\w+\ )?failures?""",
    "application-bug": r"""(?:a|an|the|this|that)\ (?:\w+\ )?bugs?\ (?:in|introduced)
        | (?:caused\ by|due\ to|because\ of)\ (?:a|an)\ (?:\w+\ ){0,2}bugs? | race\ conditions? | memory\ leaks?
        | software\ bugs? | null\ pointer""",
    "missing-runbook": rf"""{_LACK}(?:runbooks?|playbooks?|documentation|documented\ (?:procedure|process)) | undocumented
        | (?:was|were)(?:\ not|n't)\ documented""",
    "untested-rollback": rf"""{_LACK}(?:rollback|roll-back)(?:\ (?:plan|procedure|path|mechanism))?
        | rollback\ (?:\w+\ )?(?:failed|did\ not\ work)""",
    "change-management-gap": rf"""{_LACK}(?:code\ review|peer\ review|change\ (?:control|management)|approval\ process)""",
    "design-limitation": r"""single\ points?\ of\ failure""",
    "retry-amplification": r"""thundering\ herds? | retry\ storms?""",
    "alert-noise": r"""alert\ (?:fatigue|noise) | too\ many\ alerts | noisy\ alerts""",
    "traffic-surge": r"""(?:surge|spike|influx)\ (?:in|of)\ {ANY}(?:traffic|requests|users|visitors)
        | traffic\ (?:surge|spike)s?""".replace("{ANY}", _ANY),
}
_DETECTIONS = {
    "monitoring-alert": rf"""alert(?:s|manager)?\ (?:fired|went\ off|(?:was|were)\ (?:triggered|raised|received|sent))
        | (?:received|got|raised|triggered|sent|by|via|from)\ {_ANY}(?:alerts?|alarms?) | (?:automated|automatic)\ alert\w*
        | (?:monitoring|monitor|system)s?\ (?:alerts?|alerted|reported|detected|notified|triggered)
        | (?:uptimerobot|uptime\ robot|pingdom|datadog|grafana|prometheus|cloudwatch|sentry|pagerduty|opsgenie
        |   alertmanager|nagios|zabbix|new\ relic|stackdriver|statuscake)\ (?:\w+\ )?(?:alert(?:s|ed)?|alarms?|page[ds]?|detected)
        | (?:were|was|got)\ paged""",
    "customer-report": rf"""(?:users?|customers?|clients?|readers?)\ (?:\w+\ )?(?:report(?:s|ed|ing)?|complain(?:s|ed|ing)?|contacted|raised
        |   opened|told|notified|alerted|emailed) | (?:reports?|reported|complaints?|tickets?|e?-?mails?|messages?|alerted|notified)
        \ (?:from|by)\ {_ANY}(?:users?|customers?|clients?|readers?) | received\ {_ANY}tickets? | (?:user|customer)\ (?:reports?|complaints?)""",
    "employee-report": rf"""(?:engineers?|developers?|colleagues?|employees?|team\ members?|analysts?|staff)\ (?:\w+\ )?
        (?:noticed|spotted|raised|reported|realised|realized) | (?:noticed|spotted|reported|raised)\ by\ {_ANY}
        (?:engineers?|developers?|colleagues?|employees?|team\ members?|analysts?|staff)""",
    "deploy-check": r"""(?:deploy(?:ment)?|rollout|release)\ (?:verification|check|smoke\ test)s?""",
    "security-tool": r"""bug\ bounty\ (?:report|submission|program(?:me)?) | vulnerability\ (?:scan(?:ner)?|report)""",
}
_TRIGGERS = {
    "configuration-push": r"""config(?:uration)?\ (?:change|push|update) | (?:changed|changing|updated)\ {ANY}config(?:uration)?""".replace(
        "{ANY}", _ANY
    ),
    "binary-push": r"""(?:deploy(?:ment|ed|ing)?|roll(?:ed|ing)?[\ -]?out|releas(?:e|ed|ing))\ (?:of\ )?{ANY}(?:version|release|code|build|v\d[\w.]*)
        | new\ (?:release|version|deployment)""".replace("{ANY}", _ANY),
    "expiry": rf"""expired\ {_ANY}{_SECRET} | {_SECRET}\ {_ANY}(?:had\ |has\ |have\ )?expired""",
    "user-behavior-change": r"""(?:surge|spike|influx)\ (?:in|of)\ {ANY}(?:traffic|requests|users|visitors)
        | traffic\ (?:surge|spike)s?""".replace("{ANY}", _ANY),
    "hardware": r"""(?:hardware|hard\ drive|hard\ disk|power\ supply)\ fail(?:ure|ed) | power\ (?:outage|failure|loss)""",
}
_ROWS: Mapping[Vocabulary, Mapping[str, re.Pattern[str]]] = {
    vocabulary: {id: re.compile(rf"\b(?:{row})\b", re.IGNORECASE | re.VERBOSE) for id, row in rows.items()}
    for vocabulary, rows in (
        (Vocabulary.FACTORS, _FACTORS),
        (Vocabulary.DETECTIONS, _DETECTIONS),
        (Vocabulary.TRIGGERS, _TRIGGERS),
    )
}


def spoken(sentence: str, taxonomy: Taxonomy, vocabulary: Vocabulary) -> Iterator[tuple[Term, int]]:
    """Yield the terms that a sentence speaks of, with where it does so first."""
    terms = taxonomy.terms(vocabulary)
    for id, pattern in _ROWS[vocabulary].items():
        if id in terms and (match := pattern.search(sentence)):
            yield terms[id], match.start()
