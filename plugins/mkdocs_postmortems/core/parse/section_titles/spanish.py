"""Spanish titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

SPANISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """resumen ejecutivo | resumen | descripción | descripción general | pasó |
        ocurrió | sucedió | pasó exactamente | visión general | introducción | síntesis""",
        SectionName.IMPACT: """impacto | impacto usuarios | impacto clientes | afectación | usuarios afectados |
        clientes afectados | servicios afectados | consecuencias | alcance | efectos | daños | quién afectado""",
        SectionName.BACKGROUND: """contexto | antecedentes | trasfondo | situación previa""",
        SectionName.TIMELINE: """línea tiempo | cronología | línea temporal | cronograma | secuencia eventos |
        secuencia hechos | eventos | desarrollo | cronología eventos | relato hechos""",
        SectionName.DETECTION: """detección | detectó | detectamos | descubrió | detectado | enteramos | aviso |
        no se detectó | por no detectó | por qué no detectó | no detectó | no detectamos | detectado por""",
        SectionName.TRIGGER: """desencadenante | detonante | evento desencadenante""",
        SectionName.ROOT_CAUSE: """causas raíz | causa | causas | causa raíz | causas raíces |
        análisis causa raíz | análisis causas | causa principal | causa probable |
        causa identificada | causa fondo | causa subyacente | origen |
        por qué ocurrió | por qué pasó | por qué sucedió | cinco porqués | 5 porqués | los porqués | motivo |
        motivos | ocurrió esto""",
        SectionName.CONTRIBUTING_FACTORS: """factores contribuyentes | factores | factores contribuyeron |
        causas contribuyentes | factores agravantes | factores influyeron |
        factor contribuyente""",
        SectionName.RESOLUTION: """resolución recuperación | resolución | recuperación | solución | mitigación |
        remediación | resolvió | solucionó | resolvimos | medidas inmediatas | acciones inmediatas |
        acciones tomadas | medidas tomadas | respuesta |
        arreglo | corrección | soluciones aplicadas | solución aplicada | correcciones""",
        SectionName.WENT_WELL: """salió bien | funcionó bien | funcionó | bueno | aspectos positivos |
        puntos fuertes | hicimos bien | fue bien""",
        SectionName.WENT_WRONG: """salió mal | no funcionó | no salió bien | funcionó mal | fue mal | malo |
        aspectos negativos | aspectos mejorar | puntos débiles | podemos mejorar | podría mejorar |
        puntos mejora | no fue bien | áreas mejora | oportunidades mejora | mejorable | puede mejorar |
        podría mejorarse | hacer mejor | qué mejorar |
        falló | fallos | lo que falló""",
        SectionName.LUCKY: """tuvimos suerte | suerte | donde tuvimos suerte | dónde tuvimos suerte""",
        SectionName.LESSONS: """lecciones aprendidas | lecciones | aprendizajes | aprendimos | hemos aprendido |
        enseñanzas | aprendido | conclusiones lecciones""",
        SectionName.ACTION_ITEMS: """acciones seguimiento | acciones correctivas | acción correctiva |
        acción preventiva |
        medida correctiva | medida preventiva | plan acción | acciones |
        acciones preventivas | acciones mejora | acciones realizar | acciones pendientes | próximos pasos |
        siguientes pasos | medidas preventivas | medidas correctivas | medidas | tareas | tareas pendientes |
        prevención | mejoras | recomendaciones | elementos acción | puntos acción | seguimiento |
        acciones futuras | pendientes | vamos hacer | haremos | evitar vuelva ocurrir | evitar repita""",
        SectionName.ATTENDEES: """participantes | personas involucradas | involucrados | asistentes | implicados""",
        SectionName.STATS: """estadísticas | métricas | cifras | números""",
        SectionName.REFERENCES: """referencias | enlaces | enlaces relacionados | más información |
        véase también | ver también | recursos | documentos relacionados |
        commits relacionados | archivos relacionados | documentación relacionada""",
    },
    fillers="""el la los las lo un una unos unas de del al a y e en con para que se su sus nuestro nuestra nuestros
    nuestras incidente incidencia incidentes interrupción detallada detallado breve principal fue ha han
    hubo qué cómo""",
)
