"""Danish titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

DANISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """resumé | sammenfatning | opsummering | beskrivelse | hvad skete | hvad skete der |
        overblik | indledning | hændelsesbeskrivelse""",
        SectionName.IMPACT: """konsekvens | konsekvenser | påvirkning | omfang | berørte brugere | berørte kunder |
        berørte tjenester | følger""",
        SectionName.BACKGROUND: """baggrund | kontekst | forhistorie""",
        SectionName.TIMELINE: """tidslinje | tidslinjen | hændelsesforløb | hændelsesforløbet | forløb | kronologi |
        hændelser""",
        SectionName.DETECTION: """opdagelse | detektion | hvordan opdaget | varsling""",
        SectionName.TRIGGER: """udløsende faktor | udløsende årsag | udløsende hændelse""",
        SectionName.ROOT_CAUSE: """årsag | årsager | grundårsag | grundårsager | rodårsag | rodårsager |
        bagvedliggende årsag | underliggende årsag | årsagsanalyse | hvorfor skete | hvordan kunne ske |
        fem hvorfor | fejlårsag""",
        SectionName.CONTRIBUTING_FACTORS: """medvirkende faktorer | medvirkende årsager | bidragende faktorer |
        bidragende årsager | faktorer""",
        SectionName.RESOLUTION: """løsning | udbedring | genopretning | fejlretning | hvordan løst |
        udførte tiltag | gennemførte tiltag | midlertidig løsning | håndtering""",
        SectionName.WENT_WELL: """hvad gik godt | gik godt | hvad fungerede""",
        SectionName.WENT_WRONG: """hvad gik dårligt | gik dårligt | hvad gik galt | gik galt | hvad gik skidt |
        hvad kunne være bedre | hvad fungerede ikke | forbedringspunkter""",
        SectionName.LUCKY: """hvor var heldige | held | var heldige""",
        SectionName.LESSONS: """læring | læringspunkter | hvad lærte | hvad har lært | erfaringer""",
        SectionName.ACTION_ITEMS: """tiltag | handlinger | handlingspunkter | forebyggende tiltag |
        korrigerende tiltag | opfølgning | næste skridt | videre arbejde | opgaver | forbedringer | anbefalinger |
        planlagte tiltag | handlingsplan | langsigtede tiltag | kortsigtede tiltag""",
        SectionName.ATTENDEES: """deltagere | involverede | til stede""",
        SectionName.STATS: """statistik | nøgletal""",
        SectionName.REFERENCES: """links | referencer | kilder | bilag | se også""",
    },
    fillers="""den det de en et og i på af til for med fra om vi os vores som er var har havde blev der
    dette denne disse hændelsen hændelse nedbrud nedbruddet detaljeret kort teknisk""",
)
