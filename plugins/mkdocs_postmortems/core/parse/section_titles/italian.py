"""Italian titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

ITALIAN = TitleLanguage(
    titles={
        SectionName.SUMMARY: """riepilogo | sintesi | sommario | riassunto | descrizione | panoramica |
        successo | accaduto | è successo | introduzione""",
        SectionName.IMPACT: """impatto | impatti | impatto utenti | impatto clienti | utenti coinvolti |
        utenti interessati | servizi coinvolti | servizi interessati | conseguenze | effetti | portata |
        clienti interessati""",
        SectionName.BACKGROUND: """contesto | antefatti | premessa | premesse""",
        SectionName.TIMELINE: """cronologia | cronologia eventi | linea temporale | linea tempo | eventi |
        sequenza eventi | cronistoria | svolgimento""",
        SectionName.DETECTION: """rilevamento | rilevazione | scoperta | individuazione | rilevato""",
        SectionName.TRIGGER: """fattore scatenante | evento scatenante | innesco""",
        SectionName.ROOT_CAUSE: """causa | cause | causa radice | cause radice | causa principale |
        causa fondamentale | analisi cause | analisi causa | analisi causa radice | origine | perché successo |
        perché accaduto | perché | cinque perché | 5 perché | motivo""",
        SectionName.CONTRIBUTING_FACTORS: """fattori contribuenti | fattori concomitanti | fattori |
        fattori che hanno contribuito | concause | cause concomitanti""",
        SectionName.RESOLUTION: """risoluzione | ripristino | soluzione | mitigazione | rimedio | correzione |
        risolto | azioni immediate | azioni intraprese | misure immediate | risposta""",
        SectionName.WENT_WELL: """andato bene | ha funzionato | funzionato bene | ha funzionato bene |
        punti forza | aspetti positivi""",
        SectionName.WENT_WRONG: """andato male | non ha funzionato | non andato bene | andato storto |
        punti deboli | aspetti negativi | possiamo migliorare | può essere migliorato | aree miglioramento |
        margini miglioramento""",
        SectionName.LUCKY: """abbiamo avuto fortuna | dove abbiamo avuto fortuna | fortuna""",
        SectionName.LESSONS: """lezioni apprese | lezioni imparate | lezioni | abbiamo imparato | insegnamenti""",
        SectionName.ACTION_ITEMS: """azioni correttive | azioni preventive | azioni | azioni intraprendere |
        azioni seguito | piano azione | piano azioni | prossimi passi | passi successivi | prossime azioni |
        misure preventive | misure correttive | misure | attività | attività future | prevenzione |
        miglioramenti | raccomandazioni | interventi | interventi futuri | fare | azioni miglioramento""",
        SectionName.ATTENDEES: """partecipanti | persone coinvolte | presenti""",
        SectionName.STATS: """statistiche | metriche | numeri | indicatori""",
        SectionName.REFERENCES: """riferimenti | collegamenti | link utili | vedi anche | risorse |
        approfondimenti""",
    },
    fillers="""il lo la i gli le l un uno una di del dello della dei degli delle dell e ed in nel nella nei con per
    che da dal dalla su sul sulla sui sugli è stato stata sono nostro nostra incidente incidenti
    interruzione disservizio dettagliata dettagliato breve principale come cosa al alla ai agli alle""",
)
