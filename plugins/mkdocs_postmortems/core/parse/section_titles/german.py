"""German titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

GERMAN = TitleLanguage(
    titles={
        SectionName.SUMMARY: """zusammenfassung | überblick | kurzfassung | übersicht | was passiert |
        was geschehen | was geschah | beschreibung | kurzbeschreibung | kurz gesagt |
        management zusammenfassung | worum ging | problem | symptom | symptome | problembeschreibung |
        kurzüberblick | vorfallbeschreibung | sachverhalt | fehlerbeschreibung | störungsbeschreibung |
        executive summary | wichtigste""",
        SectionName.IMPACT: """auswirkung | auswirkungen | betroffene systeme | betroffene dienste |
        betroffene nutzer | betroffene kunden | betroffene benutzer | wer betroffen | was betroffen | folgen |
        schaden | umfang | ausmass | kundenauswirkung | kundenauswirkungen | nutzerauswirkung |
        auswirkung nutzer | auswirkungen kunden | beeinträchtigung | beeinträchtigungen | einschränkungen |
        schadensausmass""",
        SectionName.BACKGROUND: """hintergrund | hintergründe |
        vorgeschichte | ausgangslage | ausgangssituation | kontext |
        vorbemerkung""",
        SectionName.TIMELINE: """zeitlicher ablauf | verlauf | zeitleiste | ablauf | zeitverlauf | zeitachse |
        chronologie | chronologischer ablauf | zeitstrahl | ereignisse | hergang | zeitlicher verlauf |
        protokoll | ablauf ereignisse | chronik | zeitplan | zeitlinie | zeittafel | ereignisprotokoll |
        ereignisverlauf | chronologie ereignisse | timeline | incident verlauf | vorfallverlauf | zeitablauf""",
        SectionName.DETECTION: """erkennung | entdeckung | wie bemerkt | wie entdeckt | wie erkannt | bemerkt |
        meldung | warum nicht bemerkt | warum nicht erkannt | entdeckt durch | feststellung | wie aufgefallen |
        wie festgestellt | warum nicht aufgefallen | alarmierung""",
        SectionName.TRIGGER: """auslöser | was ausgelöst""",
        SectionName.ROOT_CAUSE: """grundursache | hauptursache | ursache | ursachen | ursachenanalyse |
        fehlerursache | warum passiert | wie konnte passieren | wie kam dazu | warum | ursachenforschung |
        analyse ursache | grund | gründe | kernursache | wurzelursache | ursachen analyse | root cause analyse |
        fehleranalyse | 5 warum | fünf warum | why analyse | ursächlich | eigentliche ursache | wie dazu kam |
        wie passieren konnte | fehlerquelle | problemursache | problemanalyse | was schiefgelaufen""",
        SectionName.CONTRIBUTING_FACTORS: """beitragende faktoren | begünstigende faktoren |
        mitwirkende faktoren | faktoren | einflussfaktoren | beigetragen haben | was beigetragen hat |
        mitursachen | beitragender faktor | verstärkende faktoren | weitere ursachen | nebenursachen |
        begünstigende umstände | erschwerende faktoren | begleitumstände | systemische faktoren |
        systemische ursachen""",
        SectionName.RESOLUTION: """behebung | lösung | lösungen | wiederherstellung | beseitigung | fehlerbehebung |
        sofortmassnahmen | gegenmassnahmen | entstörung | wie behoben | reaktion | ergriffene massnahmen |
        korrektur | massnahmen zur behebung | lösungsweg | durchgeführte massnahmen | umgesetzte massnahmen |
        sofortmassnahme | problemlösung | workaround | temporäre lösung | vorläufige lösung |
        notfallmassnahmen | eindämmung | schadensbegrenzung | getroffene massnahmen | was wir getan haben |
        wie wir behoben haben | umgesetzte lösung""",
        SectionName.WENT_WELL: """lief gut | gut lief | was lief gut | das lief gut | was gut lief |
        was gut gelaufen | was gut funktioniert hat | was hat gut funktioniert | gut gelaufen | positives |
        was funktionierte | was funktioniert hat | stärken | positive aspekte | positiv""",
        SectionName.WENT_WRONG: """was lief schlecht | lief schlecht | was schief lief | was lief schief |
        was schlecht lief | was nicht gut lief | was lief nicht gut | was schiefging | was ging schief |
        verbesserungspotenzial | was besser laufen könnte | was können wir verbessern | was besser machen |
        negatives | was nicht funktioniert hat | was schief gelaufen | schwachstellen | schwächen | lücken |
        was nicht funktionierte | was verbessert kann | negative aspekte | negativ | schwierigkeiten""",
        SectionName.LUCKY: """wo wir glück hatten | glück gehabt | glück | glückliche umstände""",
        SectionName.LESSONS: """erkenntnisse | lehren | was wir gelernt haben | was haben wir gelernt |
        gelernt | gelerntes | fazit lehren | lessons learned | lessons | learnings | lerneffekte |
        gelernte lektionen | lektionen | lektion | lehre | was gelernt""",
        SectionName.ACTION_ITEMS: """folgemassnahmen | massnahmen | nächste schritte | weitere schritte |
        weiteres vorgehen | wie geht weiter | korrekturmassnahmen | vorbeugende massnahmen |
        präventionsmassnahmen | präventivmassnahmen | vorbeugung | aufgaben | offene aufgaben | offene punkte |
        geplante massnahmen | massnahmenplan | verbesserungen | verbesserungsmassnahmen | was wir ändern |
        was wir tun | to dos | handlungsbedarf | empfehlungen | künftige massnahmen | zukünftige massnahmen |
        vorbeugemassnahmen | dauerhafte lösung | langfristige lösung | langfristige massnahmen |
        kurzfristige massnahmen | mittelfristige massnahmen | prävention | verhinderung | vermeidung künftiger |
        folgeaktionen | folgeaufgaben | action items | aktionspunkte |  todo | todos |
        schutzmassnahmen | abhilfemassnahmen | verbesserungsvorschläge | wie verhindern |
        wie verhindern wir künftig | was ändern | was wir künftig anders machen | was wir jetzt tun |
          offene themen | ausblick massnahmen | korrektur vorbeugemassnahmen |
        vorbeugungsmassnahmen | geplante verbesserungen | ausstehende aufgaben | nacharbeiten""",
        SectionName.ATTENDEES: """teilnehmer | teilnehmende | beteiligte | beteiligte personen | anwesende |
        anwesend""",
        SectionName.STATS: """kennzahlen | zahlen | metriken""",
        SectionName.REFERENCES: """verweise | weiterführende links | referenzen | quellen | siehe auch |
        weitere informationen | verwandte dokumente | links | anhang | verweis | belege""",
    },
    fillers="""der die das den dem des ein eine einer eines und von vom zur zum im in am an auf für mit bei beim
    aus über durch nach wurde wurden wird werden ist sind war waren es uns unser unsere unseres vorfall
    vorfalls vorfälle störung ausfall ausfalls kurze kurzer genauer genaue detaillierte detaillierter
    technische technischer so""",
)
