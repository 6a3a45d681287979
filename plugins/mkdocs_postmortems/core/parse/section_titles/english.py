"""English titles of sections.

Collected from published templates (Google SRE book, PagerDuty, Atlassian, Etsy, AWS and Azure status histories) and
from public postmortem repositories.
"""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

ENGLISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """summary | executive summary | what was the problem | what is the problem | overview |
        tl dr | tldr | abstract | synopsis | description | summary impact | management summary | what happened |
        what happens | in short | at glance | introduction | problem summary | problem | symptom | symptoms |
        problem statement | problem description | what we saw | what was observed | observed behavior |
        observed behaviour | the issue | issue | problem record | key facts | what was the issue | what is the issue |
        the problem | event summary | the incident | the outage | what actually happened""",
        SectionName.IMPACT: """impact | impacts | user impact | users impact | customer impact | customers impact |
        business impact | client impact | service impact | impact users | impact customers | impacted users |
        impacted services | affected users | affected customers | affected services | services affected |
        users affected | customers affected | who was affected | what was affected | scope | scope impact |
        blast radius | damage | extent | effect | effects | consequences | user visible impact | impact assessment |
        external impact | internal impact | production impact | damage assessment | data loss | user experience |
        how did affect users | how did this affect users | how did this affect customers | affected versions |
        affected components | consequence | user visible effects""",
        SectionName.BACKGROUND: """situation at the time of the outage | situation at time of outage |
        situation before | initial situation |
        background | context | leadup | lead up | leading up | lead in |
        prior state | background information | background context | events leading up | setup | prelude |
        preface""",
        SectionName.TIMELINE: """timeline | timelines | time line | timeline events | key events | chronology |
        events | sequence events | event log | events log | chain events | course events | order events | log events |
        timeline key events | timeline actions | timeline response | log | narrative | key timestamps | history |
        events chronology | chronology events | event sequence | key moments | milestones | key milestones |
        play by play | blow by blow | minute by minute | how unfolded | how it unfolded | how events unfolded |
        how this unfolded | status updates | activity log | investigation log | response log | incident log |
        communication log | timestamps | what happened when | when did what happen""",
        SectionName.DETECTION: """detection | identified | identification | how detected | how was detected |
        discovery | how we found out | how did we find out | how we detected | how did we detect |
        how was it detected | detection method | detected | notification | alerting | how discovered |
        how was discovered | how was identified | how were we alerted | discovered by | detected by | reported by |
        found by | how was found | how was it discovered | why wasn t detected | why was it not detected |
        alerting and detection | monitoring and detection | monitoring alerting | time of detection |
        why wasn t caught | why it wasn t caught | how came to light | first signs""",
        SectionName.TRIGGER: """trigger | triggers | triggering event | what triggered | triggering change""",
        SectionName.ROOT_CAUSE: """root cause | analysis causes | root causes | cause | causes | root cause s |
        cause s | root cause analysis | analysis root cause | blameless root cause | five whys | five why s | 5 whys |
        5 why s | five why | rca | why | whys | how did happen | why did happen | how did this happen |
        why did this happen | why this happens | why it happens | what was cause | what caused | underlying cause |
        underlying causes | underlying problem | proximate cause | primary cause | probable cause | cause analysis |
        technical cause | technical root cause | root causes trigger | root cause trigger | root cause mitigation |
        causal analysis | origin | origins | origin incident | genesis | what went wrong technically | diagnosis |
        why did we have | cause problem | fault | what was root cause | 5 whys analysis | five whys analysis |
        root problem | root of problem | root of the problem | the root of the problem | underlying issue |
        underlying reason | underlying mechanism | underlying bug | reason | reasons | rfo | failure cause |
        failure causes | failure mechanism | identified cause | known error | what exactly went wrong | what broke |
        what broke and why | what failed and why | what happened and why | what actually happened and why |
        what went wrong and why | causal chain | chain of causation | cause chain | chain of failure | failure chain |
        fishbone | fishbone analysis | fishbone diagram | ishikawa | ishikawa diagram | bug | how did we get here |
        how we got here | technical explanation | explanation | mechanism | failure analysis | fault analysis |
        problem analysis | technical analysis | fault tree | source of problem | source of the problem""",
        SectionName.CONTRIBUTING_FACTORS: """contributing factors | contributing factor | contributing causes |
        contributing conditions | contributing cause | contributing factors root causes | factors | contributors |
        causes contributing factors | root causes contributing factors | root cause contributing factors |
        contributing events | what contributed | contributors enablers | contributors and enablers |
        contributory factors | contributory causes | contributing issues | contributing problems |
        contributing elements | causal factors | factors that contributed | what made worse | what made it worse |
        what made this worse | exacerbating factors | amplifying factors | compounding factors | aggravating factors |
        complicating factors | systemic issues | latent conditions | latent factors | latent causes |
        enabling conditions | enabling factors | enablers | process failures | control failures |
        amplifiers | aggravators | multiplying factors | influencing factors""",
        SectionName.RESOLUTION: """immediate fixes | resolving | resolving the issue |
        resolving the incident | how we resolved the issue |
        resolution | resolution recovery | recovery | mitigation | remediation | fix |
        solution | response | resolution steps | how was resolved | how was fixed | how fixed | how resolved |
        how we fixed | how did we fix | how did we resolve | how did we respond | how we resolved | how we responded |
        workaround | mitigation resolution | resolution mitigation | response recovery | response resolution |
        repair | resolved | corrective actions taken | immediate actions | immediate fix | immediate response |
        immediate mitigation | actions taken | action taken | steps taken | what was done | what has been done |
        what we did | what did we do | recovery steps | rollback | short term fix | how we recovered |
        response actions | restoration | remediation steps | incident resolution | incident response | fixes |
        solving | actual fix | real fix | fix applied | fixes applied | solution applied | solutions |
        solution implemented | fix implemented | applied fix | changes made | how was it resolved | what fixed it |
        corrections | containment | containment actions | interim containment actions | interim containment |
        interim fix | interim actions | immediate actions taken | containment eradication and recovery |
        containment eradication recovery | temporary workaround | temporary fix | temporary solution | hotfix |
        fix deployed | deployed fix | what we did about | what we did about it | response mitigation |
        emergency response | emergency actions | emergency fix | steps taken to resolve | actions taken to resolve |
        service restoration | restoring service | repair steps | code fix | applied changes | changes applied |
        what was changed | corrective action taken | actions already taken | actions performed | measures taken |
        remediation performed | remediation taken | remediation steps taken |
        root cause remediation | root cause remediations | cleanup | clean up | stopgap | how we got back |
        getting back | bringing back""",
        SectionName.WENT_WELL: """what went well | went well | things went well | things that went well |
        what worked | what worked well | what went right | went right | good | positives | the good |
        what we did well | what did go well | what did we do well | things we did well | what did well | highlights |
        strengths | what helped | successes | keep doing | what saved us | wins""",
        SectionName.WENT_WRONG: """core challenges |
        what went wrong | went wrong | what went poorly | went poorly | what went badly |
        what didn t go well | didn t go well | what did not go well | what didn t go so well | what went not so well |
        things went poorly | things went wrong | what could have gone better | what could be improved |
        what could have been better | what could go better | what can be improved | what could we improve |
        areas improvement | what didn t work | what did not work | what failed | what could we do better |
        what was difficult | the bad | bad | negatives | challenges | what went less well | could have gone better |
        what needs improvement | what did we do poorly | what we could do better | what we could have done better |
        opportunities improvement | room improvement | what to improve | where we can improve |
        what could we have done better | things that went wrong | things that could have gone better |
        things went badly | weaknesses | where we struggled | difficulties | difficulties handling | pain points |
        what hindered | what surprised us | gaps | gaps identified | identified gaps | where we failed |
        what was hard | what slowed us down | obstacles | frictions | friction""",
        SectionName.LUCKY: """where we got lucky | where did we get lucky | got lucky | luck | lucky |
        where we were lucky | how we got lucky | we got lucky | what went lucky | what we got lucky with""",
        SectionName.LESSONS: """lessons | lesson | lessons learned | lesson learned | lessons learnt |
        lesson learnt | learnings | learning | takeaways | key takeaways | takeaway | what did we learn |
        what we learned | what we learnt | what have we learned | reflection | reflections | retrospective |
        key learnings | insights | main takeaways | conclusions lessons learned | lessons we learned |
        learning points | lessons identified | key lessons | key insights | learning review | what this taught us |
        morals | moral""",
        SectionName.ACTION_ITEMS: """ actionables |
        action items | looking forward | looking ahead | going forward |
        moving forward | resulting action | resulting actions | action item | follow up | follow ups | followup |
        followups | next steps | follow up items | follow up actions | follow up tasks | follow up action items |
        followup items | followup actions | follow up work | corrective actions | corrective action |
        preventative actions | preventive actions | preventative measures | preventive measures |
        corrective measures | remediation items | corrective preventative measures | corrective preventive measures |
        corrective preventative measure | corrective preventive measure | corrective preventative actions |
        corrective preventive actions | prevention | preventing recurrence | preventing future |
        preventing future incidents | prevention measures | future prevention | how do we prevent |
        how will we prevent | how can we prevent | how we prevent | how prevent | todo | to do | todos | tasks |
        improvements | recommendations | recommended actions | review actions | actions following review | actions |
        future actions | post actions | next actions | remediation actions | remediation plan | remediation tasks |
        planned actions | planned improvements | long term fix | long term fixes | long term solution |
        long term actions | short term actions | long term remediation | future work | future plan | future plans |
        action plan | actions items | ongoing work | ongoing actions | future improvements | improvement actions |
        proposed actions | what we re doing | what we are doing | what we re changing | what are we doing |
        what will we do | what s next | what next | what happens next | steps prevent recurrence | measures | plan |
        changes we re making | what we re doing about | future steps | corrective and preventative measures |
        remedial measures | remedial actions | remedial measure | further actions | further work |
        outstanding actions | issues | regression prevention | recurrence prevention | prevent recurrence |
        preventions | hardening | future hardening | corrections error | correction errors | corrections of error |
        capa | permanent fix | permanent solution | permanent corrective actions | permanent fixes |
        long term prevention | steps we are taking | steps we re taking | commitments | commitments going forward |
        commitment going forward | our commitments | what we re doing next | what we are doing next |
        what we are doing now | what we re doing now | backlog items | backlog | improvement plan |
        improvement opportunities actions | remaining work | open work | open items | outstanding work |
        actions to be taken | things to do | things we will do | what we will change | what we ll change |
        what will change | what we will do | what we ll do | what are we changing | what we are changing |
        changes | changes to be made | changes to make | planned work |
        remediation roadmap | security roadmap | hardening roadmap | improvement roadmap |
        security enhancements roadmap | improvements roadmap | reliability roadmap | guardrails | guardrails added |
        safeguards | safeguards added | new safeguards |
        prevention steps | prevention plan | prevention checklist | how to avoid this next time |
        how avoid next time | short term | long term | medium term | repair items | repairs | repair actions |
        countermeasures | counter measures | deliverables | changes going forward |
        improvements going forward | what we plan to do | what do we plan to do | what can we do to prevent |
        what can be done to prevent | what happens now | what now | where do we go from here | road ahead |
        way forward | path forward | things to improve | ideas for improvement | fixing for good |
        fixing it for good | never again | how we fix long term | how we fix this long term | mitigation plan |
        mitigation items | actions arising | action log | action register | action tracker | action tracking |
        action table | risk mitigation | plan of action | plan going forward | tracked work | tracking issues |
        work items | lessons action items | what are we going to do about | what are we doing about |
        how will we do better | how we will do better | how can we do better | how do we do better |
        how we ll do better | doing better | doing better next time | resolution prevention | what has to change |
        what needs to change | what must change | needed changes | preventive steps taken |
        still open | what is still open | what s still open | still to do |
        left to do | what is left | what s left""",
        SectionName.ATTENDEES: """attendees | attendee | participants | people involved | involved parties |
        responders | parties involved | involved people | team members | who was involved | who responded |
        people | present | responding team | responders involved | participants roles | roles | personnel |
        responder | stakeholders""",
        SectionName.STATS: """stats | statistics | metrics | time repair | time resolve | time detection |
        time detect | time recovery | time mitigate | time mitigation | time resolution | key metrics | mttr |
        mttd | time acknowledge | key figures | numbers | response metrics | time to repair | time to resolve |
        time to detection | time to detect | time to recovery | time to mitigate | time to resolution""",
        SectionName.REFERENCES: """reference issues | reference issue | reference links |
        references | attachments | reference | links | related | further reading | see also |
        resources | related links | related incidents | related documents | supporting information |
        supporting materials | additional information | useful links | relevant links | supporting documents |
        related issues | external links | additional reading | sources | related tickets | related docs |
        related documentation | related pages | related resources | additional resources | appendix links |
        documentation links |
        evidence links | related files | related commits | related prs | related pull requests | related code | code
        references | related pms | related postmortems | related files changed | files changed | changed
        files""",
    },
    fillers="""the a an of our this that it for in to and amp on with outage incident incidents issue problem event
    detailed detail details full brief initial final post mortem postmortem s was is were are complete
    rough high level preliminary technical main major some here""",
)
