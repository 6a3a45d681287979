"""English titles of sections.

Collected from published templates (Google SRE book, PagerDuty, Atlassian, Etsy, AWS and Azure status histories) and
from public postmortem repositories.
"""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

ENGLISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """summary | executive summary | what was the problem | what is the problem |
        overview | tl dr | tldr | abstract | synopsis | description | summary impact | management summary |
        what happened | what happens | in short | at glance | introduction |
        problem summary | problem | symptom | symptoms | problem statement | problem description | what we
        saw | what was observed | observed behavior | observed behaviour""",
        SectionName.IMPACT: """impact | impacts | user impact | users impact | customer impact |
        customers impact | business impact | client impact | service impact | impact users | impact customers |
        impacted users | impacted services | affected users | affected customers | affected services |
        services affected | users affected | customers affected | who was affected | what was affected | scope |
        scope impact | blast radius | damage | extent | effect | effects | consequences | user visible impact |
        impact assessment | external impact | internal impact | production impact""",
        SectionName.BACKGROUND: """background | context | leadup | lead up | leading up | lead in |
        prior state | background information | background context | events leading up | setup | prelude |
        preface""",
        SectionName.TIMELINE: """timeline | timelines | time line | timeline events | key events | chronology |
        events | sequence events | event log | events log | chain events | course events | order events |
        log events | timeline key events | timeline actions | timeline response | log | narrative |
        key timestamps | history""",
        SectionName.DETECTION: """detection | identified | identification | how detected | how was detected |
        discovery | how we found out | how did we find out | how we detected | how did we detect |
        how was it detected | detection method | detected | notification | alerting | how discovered |
        how was discovered | how was identified | how were we alerted |
        discovered by | detected by | reported by | found by | how was found | how was it discovered | why
        wasn t detected | why was it not detected""",
        SectionName.TRIGGER: """trigger | triggers | triggering event | what triggered | triggering change""",
        SectionName.ROOT_CAUSE: """root cause | analysis causes | root causes | cause | causes | root cause s |
        cause s | root cause analysis | analysis root cause | blameless root cause | five whys | five why s |
        5 whys | 5 why s | five why | rca | why | whys | how did happen | why did happen | how did this happen |
        why did this happen | why this happens | why it happens | what was cause | what caused | underlying cause |
        underlying causes |
        underlying problem | proximate cause | primary cause | probable cause | cause analysis |
        technical cause | technical root cause | root causes trigger | root cause trigger |
        root cause mitigation | causal analysis | origin | origins | origin incident | genesis |
        what went wrong technically | diagnosis | why did we have | cause problem | fault | what was root cause""",
        SectionName.CONTRIBUTING_FACTORS: """contributing factors | contributing factor | contributing causes |
        contributing conditions | contributing cause | contributing factors root causes | factors |
        contributors | causes contributing factors | root causes contributing factors |
        root cause contributing factors | contributing events | what contributed""",
        SectionName.RESOLUTION: """resolution | resolution recovery | recovery | mitigation | remediation |
        fix | solution | response | resolution steps | how was resolved | how was fixed | how fixed |
        how resolved | how we fixed | how did we fix | how did we resolve | how did we respond |
        how we resolved | how we responded | workaround | mitigation resolution | resolution mitigation |
        response recovery | response resolution | repair | resolved | corrective actions taken |
        immediate actions | immediate fix | immediate response | immediate mitigation | actions taken |
        action taken | steps taken | what was done | what has been done |
        what we did | what did we do | recovery steps | rollback | short term fix |
        how we recovered | response actions | restoration | remediation steps | incident resolution |
        incident response |
        fixes | solving | actual fix | real fix | fix applied | fixes applied | solution applied | solutions |
        solution implemented | fix
        implemented | applied fix | changes made | how was it resolved | what fixed it | corrections""",
        SectionName.WENT_WELL: """what went well | went well | things went well | things that went well |
        what worked | what worked well | what went right | went right | good | positives | the good |
        what we did well | what did go well | what did we do well | things we did well | what did well |
        highlights | strengths""",
        SectionName.WENT_WRONG: """what went wrong | went wrong | what went poorly | went poorly |
        what went badly | what didn t go well | didn t go well | what did not go well | what didn t go so well |
        what went not so well | things went poorly | things went wrong | what could have gone better |
        what could be improved | what could have been better | what could go better | what can be improved |
        what could we improve | areas improvement | what didn t work | what did not work | what failed |
        what could we do better | what was difficult | the bad | bad | negatives | challenges |
        what went less well | could have gone better | what needs improvement | what did we do poorly |
        what we could do better | what we could have done better | opportunities improvement |
        room improvement | what to improve | where we can improve | what could we have done better |
        things that went wrong | things that could have gone better | things went badly | weaknesses""",
        SectionName.LUCKY: """where we got lucky | where did we get lucky | got lucky | luck | lucky |
        where we were lucky | how we got lucky | we got lucky | what went lucky | what we got lucky with""",
        SectionName.LESSONS: """lessons | lesson | lessons learned | lesson learned | lessons learnt | lesson learnt |
        learnings | learning | takeaways | key takeaways | takeaway | what did we learn | what we learned |
        what we learnt | what have we learned | reflection | reflections | retrospective | key learnings |
        insights | main takeaways | conclusions lessons learned | lessons we learned""",
        SectionName.ACTION_ITEMS: """action items | looking forward | looking ahead | going forward |
        moving forward | resulting action | resulting actions | action item | follow up | follow ups |
        followup | followups | next steps | follow up items | follow up actions | follow up tasks |
        follow up action items | followup items | followup actions | follow up work | corrective actions |
        corrective action | preventative actions | preventive actions | preventative measures |
        preventive measures | corrective measures | remediation items | corrective preventative measures |
        corrective preventive measures | corrective preventative measure | corrective preventive measure |
        corrective preventative actions | corrective preventive actions | prevention | preventing recurrence |
        preventing future | preventing future incidents | prevention measures | future prevention |
        how do we prevent | how will we prevent | how can we prevent | how we prevent | how prevent | todo |
        to do | todos | tasks | improvements | recommendations | recommended actions | review actions |
        actions following review | actions | future actions | post actions | next actions |
        remediation actions | remediation plan | remediation tasks | planned actions | planned improvements |
        long term fix | long term fixes | long term solution | long term actions | short term actions |
        long term remediation | future work |
        future plan | future plans | action plan | actions items | ongoing work | ongoing actions |
        future improvements | improvement actions | proposed actions | what we re doing | what we are doing |
        what we re changing | what are we doing | what will we do | what s next | what next |
        what happens next | steps prevent recurrence | measures | plan | changes we re making |
        what we re doing about | future steps | corrective and preventative measures | remedial measures |
        remedial actions | remedial measure | further actions | further work | outstanding actions | issues |
        regression prevention | recurrence prevention | prevent recurrence |
        preventions | hardening | future hardening""",
        SectionName.ATTENDEES: """attendees | attendee | participants | people involved | involved parties |
        responders | parties involved | involved people | team members | who was involved | who responded |
        people | present | responding team | responders involved | participants roles | roles | personnel |
        responder | stakeholders""",
        SectionName.STATS: """stats | statistics | metrics | time repair | time resolve | time detection |
        time detect | time recovery | time mitigate | time mitigation | time resolution | key metrics | mttr |
        mttd | time acknowledge | key figures | numbers | response metrics | time to repair | time to resolve |
        time to detection | time to detect | time to recovery | time to mitigate | time to resolution""",
        SectionName.REFERENCES: """references | attachments | reference | links | related | further reading | see also |
        resources | related links | related incidents | related documents | supporting information |
        supporting materials | additional information | useful links | relevant links | supporting documents |
        related issues | external links | additional reading | sources | related tickets | related docs |
        related documentation | related pages | related resources | additional resources | appendix links |
        documentation links |
        related files | related commits | related prs | related pull requests | related code | code
        references | related pms | related postmortems | related files changed | files changed | changed
        files""",
    },
    fillers="""the a an of our this that it for in to and amp on with outage incident incidents issue problem event
    detailed detail details full brief initial final post mortem postmortem s was is were are complete
    rough high level preliminary technical main major some here""",
)
