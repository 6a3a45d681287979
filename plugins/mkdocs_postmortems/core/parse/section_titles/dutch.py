"""Dutch titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

DUTCH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """samenvatting | managementsamenvatting | overzicht | beschrijving |
        wat gebeurd | wat gebeurde | inleiding | kort |  symptomen | probleemomschrijving |
        omschrijving | kort overzicht""",
        SectionName.IMPACT: """impact | gevolgen | gevolg | getroffen gebruikers | getroffen klanten |
        getroffen diensten | getroffen systemen | wie geraakt | wie getroffen | effect | omvang | schade |
        klantimpact | gebruikersimpact | impact klanten | reikwijdte | gevolgen gebruikers""",
        SectionName.BACKGROUND: """achtergrond | context | aanleiding | voorgeschiedenis""",
        SectionName.TIMELINE: """tijdlijn | tijdslijn | tijdsverloop | verloop | gebeurtenissen | chronologie |
        chronologisch overzicht | tijdpad | tijdslijn gebeurtenissen | timeline | volgorde gebeurtenissen |
        logboek""",
        SectionName.DETECTION: """detectie | ontdekking | signalering | hoe ontdekt | hoe gedetecteerd |
        melding | opmerken | hoe opgemerkt | signaal | waarom niet opgemerkt""",
        SectionName.TRIGGER: """aanleiding direct | directe aanleiding | trigger""",
        SectionName.ROOT_CAUSE: """oorzaak | oorzaken | grondoorzaak | hoofdoorzaak | onderliggende oorzaak |
        kernoorzaak | oorzaakanalyse | analyse oorzaak | waarom gebeurde | hoe kon gebeuren | waarom gebeurd |
        waarom | vijf keer waarom | reden | root cause | basisoorzaak | wortel oorzaak | waardoor kwam |
        probleemanalyse |   diagnose | vijf waarom | 5 keer waarom | 5x waarom """,
        SectionName.CONTRIBUTING_FACTORS: """bijdragende factoren | factoren | bijdragende oorzaken |
        meewerkende factoren | medeoorzaken | bijgedragen | overige oorzaken | verzwarende factoren |
        secundaire oorzaken | systemische factoren | beïnvloedende factoren""",
        SectionName.RESOLUTION: """oplossing | herstel | mitigatie | verhelpen | hoe opgelost |
        directe maatregelen | genomen maatregelen | herstelacties | reactie | genomen acties |
        tijdelijke oplossing | noodoplossing | workaround | uitgevoerde acties | uitgevoerde maatregelen |
        ondernomen acties | ondernomen stappen |  reparatie | indamming | noodmaatregelen |
        doorgevoerde wijzigingen""",
        SectionName.WENT_WELL: """wat ging goed | ging goed | wat goed ging | goed ging | wat goed gegaan |
        positief | goed gegaan | sterke punten | wat werkte""",
        SectionName.WENT_WRONG: """wat ging fout | ging fout | wat fout ging | fout ging | wat ging mis |
        wat mis ging | wat niet goed ging | wat ging niet goed | wat beter kan | wat kan beter | wat kon beter |
        wat beter kon | verbeterpunten | wat minder ging | minder goed gegaan | niet goed gegaan | knelpunten |
        tekortkomingen | zwakke punten | wat niet werkte""",
        SectionName.LUCKY: """waar geluk hadden | geluk | waar hadden geluk""",
        SectionName.LESSONS: """geleerde lessen | lessen | geleerde les | les | wat geleerd | wat hebben geleerd |
        leerpunten | inzichten | lessons learned | lering""",
        SectionName.ACTION_ITEMS: """actiepunten | acties | vervolgacties | vervolgstappen | volgende stappen |
        maatregelen | preventieve maatregelen | corrigerende maatregelen | verbetermaatregelen |
        verbeteracties | actielijst | taken | openstaande acties | openstaande punten | preventie |
        verbeteringen | aanbevelingen | wat gaan doen | hoe nu verder | vervolg | actieplan |
        te nemen maatregelen | structurele oplossing | definitieve oplossing | permanente oplossing |
        structurele maatregelen | correctieve maatregelen | vervolgmaatregelen | vervolgacties verbeteringen |
        verbeterplan | verbetervoorstellen | nemen acties | actie items | actiepunt | hoe voorkomen |
        voorkomen herhaling | herhaling voorkomen | termijn | lange termijn | toekomstige acties |
        toekomstige verbeteringen | geplande acties | geplande maatregelen | wat veranderen | todo | doen |
         nazorg""",
        SectionName.ATTENDEES: """deelnemers | aanwezigen | betrokkenen | betrokken personen""",
        SectionName.STATS: """statistieken | cijfers | kengetallen""",
        SectionName.REFERENCES: """verwijzingen | referenties | bronnen | zie ook | meer informatie |
        gerelateerde documenten | links | bijlagen | bijlage""",
    },
    fillers="""de het een van en in op aan bij voor met door uit over te ter dat die dit deze ons onze er is zijn
    was waren werd werden hebben heeft we wij incident incidents incidenten storing uitval
    gedetailleerde korte technische""",
)
