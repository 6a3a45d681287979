"""Spanish titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

SPANISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """resumen ejecutivo | resumen | descripción | descripción general | pasó |
        ocurrió | sucedió | pasó exactamente | visión general | introducción | síntesis | descripción problema |
         síntoma | síntomas | hechos | en breve""",
        SectionName.IMPACT: """impacto | impacto usuarios | impacto clientes | afectación |
        usuarios afectados | clientes afectados | servicios afectados | consecuencias | alcance | efectos |
        daños | quién afectado | impacto negocio | impacto usuario | impacto cliente | severidad impacto |
        sistemas afectados | quiénes afectados""",
        SectionName.BACKGROUND: """contexto | antecedentes | trasfondo | situación previa""",
        SectionName.TIMELINE: """línea tiempo | cronología | línea temporal | cronograma | secuencia eventos |
        secuencia hechos | eventos | desarrollo | cronología eventos | relato hechos | linea tiempo | timeline |
        bitácora | registro eventos | historial eventos """,
        SectionName.DETECTION: """detección | detectó | detectamos | descubrió | detectado | enteramos |
        aviso | no se detectó | por no detectó | por qué no detectó | no detectó | no detectamos |
        detectado por | identificación | por no vio antes""",
        SectionName.TRIGGER: """desencadenante | detonante | evento desencadenante""",
        SectionName.ROOT_CAUSE: """causas raíz | causa | causas | causa raíz | causas raíces |
        análisis causa raíz | análisis causas | causa principal | causa probable | causa identificada |
        causa fondo | causa subyacente | origen | por qué ocurrió | por qué pasó | por qué sucedió |
        cinco porqués | 5 porqués | los porqués | motivo | motivos | ocurrió esto | causa técnica | causa real |
        causa origen | causas principales | análisis técnico | análisis 5 porqués |
        cinco por qués |    diagnóstico | por falló | por ocurrió esto |
        raíz problema | origen problema | origen fallo | causa fallo | causó""",
        SectionName.CONTRIBUTING_FACTORS: """factores contribuyentes | factores | factores contribuyeron |
        causas contribuyentes | factores agravantes | factores influyeron | factor contribuyente |
        factores contribuyen | factores coadyuvantes | causas secundarias | factores sistémicos | otras causas |
        condiciones contribuyentes | agravantes""",
        SectionName.RESOLUTION: """resolución recuperación | resolución | recuperación | solución |
        mitigación | remediación | resolvió | solucionó | resolvimos | medidas inmediatas |
        acciones inmediatas | acciones tomadas | medidas tomadas | respuesta | arreglo | corrección |
        soluciones aplicadas | solución aplicada | correcciones | contención | solución temporal | workaround |
        mitigación inmediata | acciones contención | correctivo | acciones ejecutadas | acciones realizadas |
        medidas adoptadas | pasos realizados | restauración | restablecimiento | arreglos | arreglo aplicado |
        correcciones aplicadas | corrección aplicada | cambios realizados | hicimos""",
        SectionName.WENT_WELL: """salió bien | funcionó bien | funcionó | bueno | aspectos positivos |
        puntos fuertes | hicimos bien | fue bien""",
        SectionName.WENT_WRONG: """salió mal | no funcionó | no salió bien | funcionó mal | fue mal | malo |
        aspectos negativos | aspectos mejorar | puntos débiles | podemos mejorar | podría mejorar |
        puntos mejora | no fue bien | áreas mejora | oportunidades mejora | mejorable | puede mejorar |
        podría mejorarse | hacer mejor | qué mejorar | falló | fallos | lo que falló | dificultades |
        debilidades | brechas | salió peor | deficiencias""",
        SectionName.LUCKY: """tuvimos suerte | suerte | donde tuvimos suerte | dónde tuvimos suerte""",
        SectionName.LESSONS: """lecciones aprendidas | lecciones | aprendizajes | aprendimos |
        hemos aprendido | enseñanzas | aprendido | conclusiones lecciones | lección aprendida | lección |
        lecciones clave | conclusiones aprendizajes""",
        SectionName.ACTION_ITEMS: """accionables | acciones seguimiento | acciones correctivas | acción correctiva |
        acción preventiva | medida correctiva | medida preventiva | plan acción | acciones |
        acciones preventivas | acciones mejora | acciones realizar | acciones pendientes | próximos pasos |
        siguientes pasos | siguiente paso | cómo evitaremos | evitaremos vuelva ocurrir | evitaremos |
        medidas preventivas | medidas correctivas | medidas | tareas | tareas pendientes |
        prevención | mejoras | recomendaciones | elementos acción | puntos acción | seguimiento |
        acciones futuras | pendientes | vamos hacer | haremos | evitar vuelva ocurrir | evitar repita |
        acciones corto plazo | acciones largo plazo | medidas corto plazo | medidas largo plazo |
        mediano plazo | corto plazo | largo plazo | solución definitiva | solución permanente |
        acciones correctivas preventivas | medidas correctivas preventivas | cómo evitar | evitarlo | prevenir |
        prevenirlo | no vuelva ocurrir | para evitar | plan mejora | plan remediación | plan prevención |
        mejoras propuestas | mejoras futuras | propuestas mejora | acciones propuestas | acciones recomendadas |
        acciones posteriores | acciones siguientes | pasos siguientes | trabajo pendiente | trabajo futuro |
        compromisos | cambiamos | por hacer | acciones post | tareas seguimiento | guardas | salvaguardas |
        contramedidas | deuda pendiente | actividades pendientes""",
        SectionName.ATTENDEES: """participantes | personas involucradas | involucrados | asistentes | implicados""",
        SectionName.STATS: """estadísticas | métricas | cifras | números""",
        SectionName.REFERENCES: """referencias | enlaces | enlaces relacionados | más información |
        véase también | ver también | recursos | documentos relacionados | commits relacionados |
        archivos relacionados | documentación relacionada | anexos | anexo | evidencias""",
    },
    fillers="""el la los las lo un una unos unas de del al a y e en con para que se su sus nuestro nuestra nuestros
    nuestras incidente incidencia incidentes interrupción detallada detallado breve principal fue ha han
    hubo qué cómo""",
)
