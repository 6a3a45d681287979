"""German titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

GERMAN = TitleLanguage(
    titles={
        SectionName.SUMMARY: """zusammenfassung | überblick | kurzfassung | übersicht | was passiert |
        was geschehen | was geschah | beschreibung | kurzbeschreibung | kurz gesagt |
        management zusammenfassung | worum ging |
        problem | symptom | symptome | problembeschreibung""",
        SectionName.IMPACT: """auswirkung | auswirkungen | betroffene systeme | betroffene dienste |
        betroffene nutzer | betroffene kunden | betroffene benutzer | wer betroffen | was betroffen | folgen |
        schaden | umfang | ausmass""",
        SectionName.BACKGROUND: """hintergrund | vorgeschichte | ausgangslage | ausgangssituation | kontext |
        vorbemerkung""",
        SectionName.TIMELINE: """zeitlicher ablauf | verlauf | zeitleiste | ablauf | zeitverlauf | zeitachse |
        chronologie | chronologischer ablauf | zeitstrahl | ereignisse | hergang | zeitlicher verlauf |
        protokoll | ablauf ereignisse | chronik""",
        SectionName.DETECTION: """erkennung | entdeckung | wie bemerkt | wie entdeckt | wie erkannt | bemerkt |
        meldung |
        warum nicht bemerkt | warum nicht erkannt | entdeckt durch""",
        SectionName.TRIGGER: """auslöser | was ausgelöst""",
        SectionName.ROOT_CAUSE: """grundursache | hauptursache | ursache | ursachen | ursachenanalyse |
        fehlerursache | warum passiert | wie konnte passieren | wie kam dazu | warum | ursachenforschung |
        analyse ursache | grund | gründe | kernursache""",
        SectionName.CONTRIBUTING_FACTORS: """beitragende faktoren | begünstigende faktoren |
        mitwirkende faktoren | faktoren | einflussfaktoren | beigetragen haben | was beigetragen hat |
        mitursachen |
        beitragender faktor""",
        SectionName.RESOLUTION: """behebung | lösung | wiederherstellung | beseitigung | fehlerbehebung |
        sofortmassnahmen | gegenmassnahmen | entstörung | wie behoben | reaktion | ergriffene massnahmen |
        korrektur | massnahmen zur behebung | lösungsweg""",
        SectionName.WENT_WELL: """lief gut | gut lief | was lief gut | das lief gut | was gut lief |
        was gut gelaufen | was gut funktioniert hat | was hat gut funktioniert | gut gelaufen | positives""",
        SectionName.WENT_WRONG: """was lief schlecht | lief schlecht | was schief lief | was lief schief |
        was schlecht lief | was nicht gut lief | was lief nicht gut | was schiefging | was ging schief |
        verbesserungspotenzial | was besser laufen könnte | was können wir verbessern | was besser machen |
        negatives | was nicht funktioniert hat""",
        SectionName.LUCKY: """wo wir glück hatten | glück gehabt | glück | glückliche umstände""",
        SectionName.LESSONS: """erkenntnisse | lehren | was wir gelernt haben | was haben wir gelernt |
        gelernt | gelerntes | fazit lehren | lessons learned""",
        SectionName.ACTION_ITEMS: """folgemassnahmen | massnahmen | nächste schritte | weitere schritte |
        weiteres vorgehen | wie geht weiter | korrekturmassnahmen | vorbeugende massnahmen |
        präventionsmassnahmen | präventivmassnahmen | vorbeugung | aufgaben | offene aufgaben | offene punkte |
        geplante massnahmen | massnahmenplan | verbesserungen | verbesserungsmassnahmen | was wir ändern |
        was wir tun | to dos | handlungsbedarf | empfehlungen | künftige massnahmen | zukünftige massnahmen""",
        SectionName.ATTENDEES: """teilnehmer | teilnehmende | beteiligte | beteiligte personen | anwesende |
        anwesend""",
        SectionName.STATS: """kennzahlen | zahlen | metriken""",
        SectionName.REFERENCES: """verweise | weiterführende links | referenzen | quellen | siehe auch |
        weitere informationen | verwandte dokumente""",
    },
    fillers="""der die das den dem des ein eine einer eines und von vom zur zum im in am an auf für mit bei beim
    aus über durch nach wurde wurden wird werden ist sind war waren es uns unser unsere unseres vorfall
    vorfalls vorfälle störung ausfall ausfalls kurze kurzer genauer genaue detaillierte detaillierter
    technische technischer so""",
)
