"""French titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

FRENCH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """sommaire | résumé | résumé exécutif | synthèse | description |
        que s est il passé | qu est il passé | ce s est passé | vue ensemble | présentation | faits |
        rappel faits | description problème |  symptôme | symptômes | en bref | aperçu | passé""",
        SectionName.IMPACT: """impact | impacts | impact clients | impact utilisateurs | incidence |
        conséquences | utilisateurs affectés | services affectés | services impactés | utilisateurs impactés |
        clients impactés | périmètre | effets | impact métier | portée | étendue | dommages | ampleur | touché |
        utilisateurs touchés | services touchés""",
        SectionName.BACKGROUND: """contexte | historique | situation initiale""",
        SectionName.TIMELINE: """chronologie | chronologie événements | déroulement | déroulé |
        frise chronologique | ligne temps | événements | historique événements | déroulement faits |
        fil événements | journal événements | timeline | chronologie faits | séquence événements |
        suivi temporel""",
        SectionName.DETECTION: """détection | découverte | comment détecté | alerte | comment découvert |
        mode détection | signalement | pourquoi pas détecté | pourquoi n avons pas détecté""",
        SectionName.TRIGGER: """déclencheur | élément déclencheur | événement déclencheur""",
        SectionName.ROOT_CAUSE: """cause première | cause racine | causes racines | cause | causes |
        analyse causes racines | analyse causes | analyse cause racine | causes profondes | cause profonde |
        cause fondamentale | cause identifiée | causes identifiées | cause probable | cause initiale | origine |
        diagnostic | pourquoi | pourquoi c est arrivé | pourquoi est arrivé | comment est arrivé |
        cinq pourquoi | 5 pourquoi | raison | raisons | causes principales | cause technique | cause exacte |
        analyse cause | analyse 5 pourquoi | méthode 5 pourquoi | origine problème |
        source problème |  pourquoi produit | comment produit | comment arrivé | cause réelle""",
        SectionName.CONTRIBUTING_FACTORS: """facteurs contributifs | facteurs | facteurs aggravants |
        facteurs déclenchants | causes contributives | facteur contributif | facteurs contribuants |
        facteurs contributeurs | facteurs ayant contribué | facteurs favorisants | facteurs systémiques |
        causes secondaires | autres causes | circonstances aggravantes | éléments contributifs""",
        SectionName.RESOLUTION: """résolution | rétablissement | remédiation | correction | correctif |
        mesures immédiates | actions immédiates | retour normale | reprise | actions menées |
        actions entreprises | solution | contournement | solution temporaire | solution contournement |
        solution appliquée | correctifs appliqués | correctif appliqué | corrections apportées |
        corrections appliquées | corrections | mesures prises immédiatement | intervention | réponse |
        actions réalisées | action effectuée | action réalisée | action menée | action entreprise |
        action immédiate | actions effectuées | actions prises | atténuation | confinement | remise service |
        restauration""",
        SectionName.WENT_WELL: """ce bien fonctionné | ce fonctionné | bien fonctionné | qu bien fonctionné |
        ce bien marché | ce marché | ce s bien passé | points positifs | points forts | réussites""",
        SectionName.WENT_WRONG: """ce moins bien fonctionné | ce n pas fonctionné | ce mal fonctionné |
        ce n pas marché | ce mal passé | ce s mal passé | points négatifs | points faibles |
        points amélioration | axes amélioration | ce pourrait être amélioré | ce peut être amélioré |
        peut être amélioré | ce être amélioré | difficultés rencontrées | n pas fonctionné | pas fonctionné |
        mal fonctionné | échoué | ce échoué | difficultés | lacunes | mal tourné | coincé | pistes amélioration""",
        SectionName.LUCKY: """chance | où eu chance | coups chance | ce où eu chance""",
        SectionName.LESSONS: """leçons apprises | leçon apprise | leçon | leçons retenues | leçons | leçons tirées |
        enseignements | enseignements tirés | ce avons appris | apprentissages | retour expérience |
        retours expérience | retenons | retenir | bilan leçons | retex | rex""",
        SectionName.ACTION_ITEMS: """actionnables | actions suivi | actions correctives | action corrective |
        action préventive | actions correctives prévention | mesures préventives | plan actions | plan action |
        mesures correctives | prochaines étapes | éléments action | actions préventives | actions mener |
        actions venir | actions | mesures | mesures prises | mesures venir | points action | suites données |
        suites donner | suites | recommandations | améliorations | améliorations prévues | prévention | tâches |
        faire | étapes suivantes | et après | et maintenant | actions amélioration | plan action correctif |
        actions futures | actions planifiées | actions prévues | actions entreprendre | actions restantes |
        mesures long terme | actions court terme | actions long terme | actions moyen terme |
        solution définitive | solution permanente | solution pérenne | correctif permanent |
        mesures prévention | prévention future | comment éviter | comment éviter avenir | éviter avenir |
        éviter se reproduise | allons faire | changeons | travaux futurs | travaux restants |
        améliorations futures | améliorations proposées |  tâches suivi | reste faire |
        prochaines actions | engagements | garde fous | mesures correctives préventives |
        actions correctives préventives | axes travail | avenir """,
        SectionName.ATTENDEES: """participants | participantes | personnes impliquées | intervenants | présents""",
        SectionName.STATS: """statistiques | chiffres | chiffres clés | indicateurs | métriques""",
        SectionName.REFERENCES: """références | liens | liens utiles | voir aussi | ressources |
        documents liés | en savoir plus | fichiers liés | liens associés | commits liés | annexes | annexe |
        pièces jointes""",
    },
    fillers="""le la les l un une des de du d et en à au aux sur par pour avec dans qui que ce cette ces nos notre
    nous incident incidents panne interruption détaillée détaillé courte bref principal principale s a
    ont été est c""",
)
