"""What authors call the sections of a postmortem. Data only; how a label is compared with it is in `labels`."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.words import phrases

# Collected from published templates (Google SRE book, PagerDuty, Atlassian, Etsy, AWS and Azure status histories) and
# from public postmortem repositories. Lower case and without punctuation, as `bare` leaves them.
_TABLE: dict[SectionName, str] = {
    SectionName.SUMMARY: """summary | executive summary | resumen ejecutivo | resumo | sumário | riepilogo
        | überblick | kurzfassung | what was the problem | what is the problem | overview | tl dr | tldr
        | abstract | synopsis | description | summary impact | management summary | what happened | in short
        | at glance | introduction | sommaire | résumé | résumé exécutif | zusammenfassung | resumen | 概要
        | サマリー | サマリ""",
    SectionName.IMPACT: """impact | impacts | impacto usuarios | impatto | impact clients | user impact
        | users impact | customer impact | customers impact | business impact | client impact | service impact
        | impact users | impact customers | impacted users | impacted services | affected users
        | affected customers | affected services | services affected | users affected | customers affected
        | who was affected | what was affected | scope | scope impact | blast radius | damage | extent | effect
        | effects | consequences | user visible impact | impact assessment | external impact | internal impact
        | production impact | incidence | auswirkung | auswirkungen | impacto | 影響 | インパクト | 影響範囲""",
    SectionName.BACKGROUND: """background | context | leadup | lead up | leading up | lead in | prior state
        | background information | background context | events leading up | setup | prelude | preface | contexte
        | hintergrund | 背景""",
    SectionName.TIMELINE: """timeline | línea tiempo | linha tempo | cronologia | zeitlicher ablauf | verlauf
        | timelines | time line | timeline events | key events | chronology | events | sequence events
        | event log | events log | chain events | course events | order events | log events
        | timeline key events | timeline actions | timeline response | log | narrative | key timestamps
        | history | chronologie | chronologie événements | zeitleiste | ablauf | cronología | タイムライン | 時系列""",
    SectionName.DETECTION: """detection | detecção | erkennung | identified | identification | how detected
        | how was detected | discovery | how we found out | how did we find out | how we detected
        | how did we detect | how was it detected | detection method | detected | notification | alerting
        | how discovered | how was discovered | how was identified | how were we alerted | détection
        | entdeckung | detección | 検知 | 検出""",
    SectionName.TRIGGER: """trigger | triggers | triggering event | what triggered | triggering change
        | déclencheur | auslöser | トリガー""",
    SectionName.ROOT_CAUSE: """root cause | causas raíz | causa raiz | grundursache | hauptursache
        | analysis causes | root causes | cause | causes | root cause s | cause s | root cause analysis
        | analysis root cause | blameless root cause | five whys | five why s | 5 whys | 5 why s | five why
        | rca | why | whys | how did happen | why did happen | how did this happen | why did this happen
        | what was cause | what caused | underlying cause | underlying causes | underlying problem
        | proximate cause | primary cause | probable cause | cause analysis | technical cause
        | technical root cause | root causes trigger | root cause trigger | root cause mitigation
        | causal analysis | origin | origins | origin incident | genesis | what went wrong technically
        | diagnosis | why did we have | cause problem | fault | what was root cause | cause première
        | cause racine | causes racines | analyse causes racines | analyse causes | causes profondes | ursache
        | ursachen | causa | causa raíz | 根本原因 | 原因""",
    SectionName.CONTRIBUTING_FACTORS: """contributing factors | contributing factor | contributing causes
        | contributing conditions | contributing cause | contributing factors root causes | factors
        | contributors | causes contributing factors | root causes contributing factors
        | root cause contributing factors | contributing events | what contributed | facteurs contributifs
        | 寄与要因""",
    SectionName.RESOLUTION: """resolution | resolución recuperación | resolução | risoluzione
        | resolution recovery | recovery | mitigation | remediation | fix | solution | response
        | resolution steps | how was resolved | how was fixed | how fixed | how resolved | how we fixed
        | how did we fix | how did we resolve | how did we respond | how we resolved | how we responded
        | workaround | mitigation resolution | resolution mitigation | response recovery | response resolution
        | repair | resolved | corrective actions taken | immediate actions | immediate fix | immediate response
        | immediate mitigation | actions taken | action taken | steps taken | what we did | what did we do
        | recovery steps | rollback | short term fix | how we recovered | response actions | restoration
        | remediation steps | incident resolution | incident response | résolution | behebung | lösung
        | resolución | 解決 | 復旧 | 対応""",
    SectionName.WENT_WELL: """what went well | went well | lo que salió bien | qué salió bien | salió bien
        | lo que funcionó bien | lief gut | was lief gut | das lief gut | o que deu certo | o que correu bem
        | things went well | things that went well | what worked | what worked well | what went right
        | went right | good | positives | the good | what we did well | what did go well | what did we do well
        | things we did well | what did well | highlights | strengths | ce qui a bien fonctionné | was gut lief
        | うまくいったこと | 良かった点""",
    SectionName.WENT_WRONG: """what went wrong | went wrong | lo que salió mal | qué salió mal | salió mal
        | was lief schlecht | lief schlecht | was schief lief | verbesserungspotenzial | o que deu errado
        | o que correu mal | what went poorly | went poorly | what went badly | what didn t go well
        | didn t go well | what did not go well | what didn t go so well | what went not so well
        | things went poorly | things went wrong | what could have gone better | what could be improved
        | what could have been better | what could go better | what can be improved | what could we improve
        | areas improvement | what didn t work | what did not work | what could we do better
        | what was difficult | the bad | bad | negatives | challenges | what went less well
        | could have gone better | what needs improvement | what did we do poorly | what we could do better
        | what we could have done better | opportunities improvement | room improvement | what to improve
        | where we can improve | what could we have done better | things that went wrong
        | things that could have gone better | things went badly | weaknesses | うまくいかなかったこと | 悪かった点""",
    SectionName.LUCKY: """where we got lucky | where did we get lucky | got lucky | luck | lucky
        | where we were lucky | how we got lucky | we got lucky | what went lucky | what we got lucky with
        | 幸運だったこと""",
    SectionName.LESSONS: """lessons | lecciones aprendidas | lições aprendidas | erkenntnisse | lessons learned
        | lesson learned | lessons learnt | lesson learnt | learnings | learning | takeaways | key takeaways
        | takeaway | what did we learn | what we learned | what we learnt | what have we learned | reflection
        | reflections | retrospective | key learnings | insights | main takeaways | conclusions lessons learned
        | lessons we learned | leçons apprises | leçons retenues | lehren | 教訓 | 学んだこと""",
    SectionName.ACTION_ITEMS: """action items | acciones seguimiento | acciones correctivas | plan acción
        | ações | ações corretivas | plano ação | folgemaßnahmen | looking forward | looking ahead
        | going forward | moving forward | resulting action | resulting actions | action item | follow up
        | follow ups | followup | followups | next steps | follow up items | follow up actions | follow up tasks
        | follow up action items | followup items | followup actions | follow up work | corrective actions
        | corrective action | preventative actions | preventive actions | preventative measures
        | preventive measures | corrective measures | remediation items | corrective preventative measures
        | corrective preventive measures | corrective preventative measure | corrective preventive measure
        | corrective preventative actions | corrective preventive actions | prevention | preventing recurrence
        | preventing future | preventing future incidents | prevention measures | future prevention
        | how do we prevent | how will we prevent | how can we prevent | how we prevent | how prevent | todo
        | to do | todos | tasks | improvements | recommendations | recommended actions | review actions
        | actions following review | actions | future actions | post actions | next actions
        | remediation actions | remediation plan | remediation tasks | planned actions | planned improvements
        | long term fix | long term fixes | long term solution | long term actions | short term actions
        | long term remediation | future work | action plan | actions items | ongoing work | ongoing actions
        | future improvements | improvement actions | proposed actions | what we re doing | what we are doing
        | what we re changing | what are we doing | what will we do | what s next | what next
        | what happens next | steps prevent recurrence | measures | plan | changes we re making
        | what we re doing about | future steps | corrective and preventative measures | remedial measures
        | remedial actions | remedial measure | further actions | further work | outstanding actions | issues
        | actions suivi | actions correctives | actions correctives prévention | mesures préventives
        | plan actions | mesures correctives | prochaines étapes | maßnahmen | nächste schritte | acciones
        | アクションアイテム | 再発防止策 | 今後の対応 | 対策""",
    SectionName.ATTENDEES: """attendees | attendee | participants | people involved | involved parties
        | responders | parties involved | involved people | team members | who was involved | who responded
        | people | present | responding team | responders involved | participants roles | roles | personnel
        | responder | stakeholders | 参加者""",
    SectionName.STATS: """stats | statistics | metrics | time repair | time resolve | time detection
        | time detect | time recovery | time mitigate | time mitigation | time resolution | key metrics | mttr
        | mttd | time acknowledge | key figures | numbers | response metrics | time to repair | time to resolve
        | time to detection | time to detect | time to recovery | time to mitigate | time to resolution""",
    SectionName.REFERENCES: """references | reference | links | related | further reading | see also | resources
        | related links | related incidents | related documents | supporting information | supporting materials
        | additional information | useful links | relevant links | supporting documents | related issues
        | external links | additional reading | sources | related tickets | related docs | related documentation
        | related pages | related resources | additional resources | appendix links | documentation links | 参考
        | 関連リンク""",
}

CALLED = {phrase: name for name, row in _TABLE.items() for phrase in phrases(row)}
"""Section by phrase."""
