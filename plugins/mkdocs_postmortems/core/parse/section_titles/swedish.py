"""Swedish titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

SWEDISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """sammanfattning | beskrivning | vad hände | översikt | inledning |
        händelsebeskrivning | problembeskrivning""",
        SectionName.IMPACT: """påverkan | konsekvens | konsekvenser | omfattning | drabbade användare |
        drabbade kunder | drabbade tjänster | följder | vem drabbades""",
        SectionName.BACKGROUND: """bakgrund | kontext | sammanhang""",
        SectionName.TIMELINE: """tidslinje | tidslinjen | händelseförlopp | händelseförloppet | förlopp | kronologi |
        händelser | händelselogg""",
        SectionName.DETECTION: """upptäckt | detektering | hur upptäcktes | larm""",
        SectionName.TRIGGER: """utlösande faktor | utlösande orsak | utlösande händelse | utlösare""",
        SectionName.ROOT_CAUSE: """grundorsak | grundorsaker | rotorsak | rotorsaker | orsak | orsaker |
        bakomliggande orsak | bakomliggande orsaker | orsaksanalys | rotorsaksanalys | varför hände |
        hur kunde hända | fem varför | felorsak""",
        SectionName.CONTRIBUTING_FACTORS: """bidragande faktorer | bidragande orsaker | medverkande faktorer |
        faktorer""",
        SectionName.RESOLUTION: """lösning | åtgärdat | återställning | felavhjälpning | hur löstes |
        vidtagna åtgärder | genomförda åtgärder | omedelbara åtgärder | tillfällig lösning | hantering""",
        SectionName.WENT_WELL: """vad gick bra | gick bra | vad som gick bra | vad fungerade""",
        SectionName.WENT_WRONG: """vad gick dåligt | gick dåligt | vad gick fel | gick fel | vad gick mindre bra |
        vad kunde gått bättre | vad fungerade inte | förbättringsområden""",
        SectionName.LUCKY: """var hade tur | tur | hade tur""",
        SectionName.LESSONS: """lärdomar | lärdom | vad lärde | vad har lärt | erfarenheter""",
        SectionName.ACTION_ITEMS: """åtgärder | åtgärdspunkter | förebyggande åtgärder | korrigerande åtgärder |
        uppföljning | nästa steg | fortsatt arbete | uppgifter | förbättringar | förbättringsåtgärder |
        rekommendationer | planerade åtgärder | åtgärdsplan | handlingsplan | åtgärdslista |
        långsiktiga åtgärder | kortsiktiga åtgärder | framåt""",
        SectionName.ATTENDEES: """deltagare | inblandade | närvarande""",
        SectionName.STATS: """statistik | nyckeltal""",
        SectionName.REFERENCES: """länkar | referenser | källor | bilagor | se även | relaterade dokument""",
    },
    fillers="""den det de en ett och i på av till för med från om vi oss vår vårt våra som är var har hade blev
    detta denna dessa incidenten incident händelsen avbrottet avbrott detaljerad kort teknisk""",
)
