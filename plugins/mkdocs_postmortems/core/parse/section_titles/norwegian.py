"""Norwegian titles of sections, in Bokmål and Nynorsk."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

NORWEGIAN = TitleLanguage(
    titles={
        SectionName.SUMMARY: """sammendrag | oppsummering | beskrivelse | hva skjedde | kva skjedde | oversikt |
        innledning | kort fortalt | hendelsesbeskrivelse | problembeskrivelse""",
        SectionName.IMPACT: """konsekvens | konsekvenser | påvirkning | innvirkning | omfang | berørte brukere |
        berørte tjenester | berørte kunder | hvem ble berørt | følger | skadeomfang""",
        SectionName.BACKGROUND: """bakgrunn | kontekst | forhistorie""",
        SectionName.TIMELINE: """tidslinje | tidslinjen | hendelsesforløp | hendelsesforløpet | forløp | kronologi |
        hendelser | hendelseslogg""",
        SectionName.DETECTION: """påvisning | oppdagelse | deteksjon | hvordan oppdaget | varsling | oppdaget |
        hvordan ble oppdaget""",
        SectionName.TRIGGER: """utløsende faktor | utløsende årsak | utløser | utløsende hendelse""",
        SectionName.ROOT_CAUSE: """rotårsak | rotårsaker | årsak | årsaker | grunnårsak | underliggende årsak |
        hovedårsak | årsaksanalyse | rotårsaksanalyse | hvorfor skjedde | kvifor skjedde | hvordan kunne skje |
        fem hvorfor | feilårsak""",
        SectionName.CONTRIBUTING_FACTORS: """medvirkende faktorer | medvirkende årsaker | bidragende faktorer |
        bidragende årsaker | faktorer""",
        SectionName.RESOLUTION: """løsning | løysing | utbedring | retting | gjenoppretting | feilretting |
        feilrettinger | hvordan løst | hvordan ble løst | strakstiltak | utførte tiltak | gjennomførte tiltak |
        hva gjorde | midlertidig løsning | håndtering""",
        SectionName.WENT_WELL: """hva gikk bra | gikk bra | hva gikk godt | gikk godt | kva gjekk bra |
        hva fungerte""",
        SectionName.WENT_WRONG: """hva gikk dårlig | gikk dårlig | hva gikk galt | gikk galt | kva gjekk dårleg |
        hva kunne gått bedre | hva kan bli bedre | hva fungerte ikke | forbedringspunkter | forbedringsområder""",
        SectionName.LUCKY: """hvor hadde flaks | flaks | hadde flaks | kvar hadde flaks""",
        SectionName.LESSONS: """hva lærte | lærdom | lærdommer | læring | læringspunkter | hva har lært | kva lærte |
        erfaringer""",
        SectionName.ACTION_ITEMS: """aksjonspunkter | aksjoner | tiltak | videre tiltak | forebyggende tiltak |
        korrigerende tiltak | oppfølging | oppfølgingspunkter | neste steg | veien videre | videre arbeid |
        oppgaver | forbedringer | forbedringstiltak | anbefalinger | planlagte tiltak | tiltaksliste |
        handlingsplan | hvordan unngå gjentakelse | langsiktige tiltak | kortsiktige tiltak | gjøremål""",
        SectionName.ATTENDEES: """deltakere | deltagere | involverte | til stede""",
        SectionName.STATS: """statistikk | nøkkeltall | tall""",
        SectionName.REFERENCES: """linker | lenker | referanser | kilder | vedlegg | se også | relaterte dokumenter""",
    },
    fillers="""den det de en et ei og i på av til for med fra om vi oss vår vårt våre som er var har hadde ble blir
    dette denne disse hendelsen hendelse nedetid detaljert kort teknisk""",
)
