"""Italian titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

ITALIAN = TitleLanguage(
    titles={
        SectionName.SUMMARY: """riepilogo | sintesi | sommario | riassunto | descrizione | panoramica |
        successo | accaduto | è successo | introduzione |  sintomi | descrizione problema |
        riepilogo esecutivo | in breve | sintesi evento""",
        SectionName.IMPACT: """impatto | impatti | impatto utenti | impatto clienti | utenti coinvolti |
        utenti interessati | servizi coinvolti | servizi interessati | conseguenze | effetti | portata |
        clienti interessati | impatto business | sistemi coinvolti | danni | disservizi | ambito""",
        SectionName.BACKGROUND: """contesto | antefatti | premessa | premesse""",
        SectionName.TIMELINE: """cronologia | cronologia eventi | linea temporale | linea tempo | eventi |
        sequenza eventi | cronistoria | svolgimento | timeline | registro eventi | sequenza | diario eventi""",
        SectionName.DETECTION: """rilevamento | rilevazione | scoperta | individuazione | rilevato | scoperto |
        identificazione | segnalazione""",
        SectionName.TRIGGER: """fattore scatenante | evento scatenante | innesco""",
        SectionName.ROOT_CAUSE: """causa | cause | causa radice | cause radice | causa principale |
        causa fondamentale | analisi cause | analisi causa | analisi causa radice | origine | perché successo |
        perché accaduto | perché | cinque perché | 5 perché | motivo | causa scatenante | causa tecnica |
        cause principali | causa origine | analisi tecnica | motivi |   diagnosi |
        origine problema | causa problema""",
        SectionName.CONTRIBUTING_FACTORS: """fattori contribuenti | fattori concomitanti | fattori |
        fattori che hanno contribuito | concause | cause concomitanti | fattori contributivi |
        fattori aggravanti | fattori contribuirono | cause secondarie | fattori sistemici | altre cause""",
        SectionName.RESOLUTION: """risoluzione | ripristino | soluzione | mitigazione | rimedio | correzione |
        risolto | azioni immediate | azioni intraprese | misure immediate | risposta | contenimento |
        soluzione temporanea | soluzione applicata | correzioni | correttivo | azioni svolte | azioni eseguite |
        interventi eseguiti | interventi effettuati | workaround | misure adottate | modifiche apportate""",
        SectionName.WENT_WELL: """andato bene | ha funzionato | funzionato bene | ha funzionato bene |
        punti forza | aspetti positivi | funzionato | punti positivi""",
        SectionName.WENT_WRONG: """andato male | non ha funzionato | non andato bene | andato storto |
        punti deboli | aspetti negativi | possiamo migliorare | può essere migliorato | aree miglioramento |
        margini miglioramento | non funzionato | punti negativi | difficoltà | carenze | criticità | migliorare""",
        SectionName.LUCKY: """abbiamo avuto fortuna | dove abbiamo avuto fortuna | fortuna""",
        SectionName.LESSONS: """lezioni apprese | lezioni imparate | lezioni | abbiamo imparato |
        insegnamenti | lezione appresa | lezione | insegnamento | apprendimenti""",
        SectionName.ACTION_ITEMS: """azioni correttive | azioni preventive | azioni | azioni intraprendere |
        azioni seguito | piano azione | piano azioni | prossimi passi | passi successivi | prossime azioni |
        misure preventive | misure correttive | misure | attività | attività future | prevenzione |
        miglioramenti | raccomandazioni | interventi | interventi futuri | fare | azioni miglioramento |
        azioni correttive preventive | azioni future | azioni a termine | azioni a lungo termine | termine |
        lungo termine | medio termine | soluzione definitiva | soluzione permanente | evitare | prevenire |
        evitarlo | evitare futuro | prossimi step | prossime attività | piano miglioramento |
        miglioramenti futuri | miglioramenti proposti | azioni proposte | azioni raccomandate |
        azioni consigliate | azioni pianificate | cose fare | seguiti | follow up | impegni | contromisure |
        attività pendenti | lavori futuri | piano rientro""",
        SectionName.ATTENDEES: """partecipanti | persone coinvolte | presenti""",
        SectionName.STATS: """statistiche | metriche | numeri | indicatori""",
        SectionName.REFERENCES: """riferimenti | collegamenti | link utili | vedi anche | risorse |
        approfondimenti | allegati | allegato | fonti""",
    },
    fillers="""il lo la i gli le l un uno una di del dello della dei degli delle dell e ed in nel nella nei con per
    che da dal dalla su sul sulla sui sugli è stato stata sono nostro nostra incidente incidenti
    interruzione disservizio dettagliata dettagliato breve principale come cosa al alla ai agli alle""",
)
