"""Portuguese titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

PORTUGUESE = TitleLanguage(
    titles={
        SectionName.SUMMARY: """resumo | sumário | resumo executivo | sumário executivo | descrição |
        visão geral | aconteceu | houve | introdução | síntese | ocorreu | descrição problema |
        sintoma | sintomas | fatos""",
        SectionName.IMPACT: """impacto | impactos | impacto cliente | impacto clientes | impacto usuários |
        impacto utilizadores | usuários afetados | utilizadores afetados | clientes afetados |
        serviços afetados | consequências | alcance | abrangência | quem afetado | impacto negócio |
        impacto usuário | sistemas afetados | efeitos | danos""",
        SectionName.BACKGROUND: """contexto | antecedentes | histórico""",
        SectionName.TIMELINE: """linha tempo | cronologia | linha temporal | cronograma | eventos |
        sequência eventos | desenrolar | cronologia eventos | timeline | registro eventos | histórico eventos |
        sequência""",
        SectionName.DETECTION: """detecção | deteção | detectado | descoberta | detectamos | descobrimos |
        não detectado | por não detectado | não detectamos | não percebemos | detectado por | identificação |
        percebemos | alerta""",
        SectionName.TRIGGER: """gatilho | evento gatilho | desencadeador""",
        SectionName.ROOT_CAUSE: """causa raiz | causa | causas | causas raiz | causas raízes |
        análise causa raiz | análise causas | causa principal | causa provável | causa identificada |
        causa fundamental | origem | por aconteceu | porquê | por ocorreu | isso aconteceu | isto aconteceu |
        cinco porquês | 5 porquês | motivo | motivos | causa técnica | causa real |
        análise 5 porquês | 5 porques |
        diagnóstico | por falhou | origem problema | causou | raiz problema""",
        SectionName.CONTRIBUTING_FACTORS: """fatores contribuintes | fatores contribuíram | fatores |
        factores contribuintes | causas contribuintes | fatores agravantes | fator contribuinte |
        fatores de contribuição | fatores que contribuíram | fatores agravaram | fatores sistêmicos |
        causas secundárias | causas contributivas | fatores contributivos | condições contribuintes |
        agravantes | outras causas""",
        SectionName.RESOLUTION: """resolução | solução | recuperação | mitigação | remediação | correção |
        resolvido | resolvemos | medidas imediatas | ações imediatas | ações tomadas | resposta |
        restabelecimento | corrigido | correções | corrigimos | ações realizadas | solução aplicada |
        contenção | ações contenção | solução temporária | solução contorno | workaround | contorno |
        mitigação imediata | medidas tomadas | medidas adotadas | ações executadas | correção aplicada |
        correções aplicadas | mudanças realizadas | restauração | fizemos""",
        SectionName.WENT_WELL: """deu certo | correu bem | funcionou bem | funcionou | pontos positivos |
        fizemos bem | foi bem | pontos fortes""",
        SectionName.WENT_WRONG: """deu errado | correu mal | não funcionou | não deu certo | não correu bem |
        funcionou mal | pontos negativos | pode melhorar | podemos melhorar | poderia melhorar |
        pontos melhoria | oportunidades melhoria | pontos fracos | pode ser melhorado | melhorar |
        fazer melhor | poderia ter sido melhor | falhou | o que falhou | dificuldades | deficiências | lacunas |
        áreas melhoria | aspectos melhorar""",
        SectionName.LUCKY: """tivemos sorte | onde tivemos sorte | sorte""",
        SectionName.LESSONS: """lições aprendidas | lições | aprendizados | aprendizagens | aprendemos |
        ensinamentos | aprendizado | lição aprendida | lição | principais aprendizados | aprendizagem |
        principais lições""",
        SectionName.ACTION_ITEMS: """acionáveis |
        ações | ações corretivas | ação corretiva | ação preventiva | plano ação |
        ações preventivas | ações acompanhamento | ações seguimento | ações futuras | próximos passos |
        próximas etapas | itens ação | itens de ação | medidas preventivas | medidas corretivas | medidas |
        tarefas | pendências | prevenção | melhorias | recomendações | ações pendentes | ações melhoria |
        pontos ação | acções corretivas | acções | vamos fazer | evitar aconteça novamente | ações curto prazo |
        ações longo prazo | curto prazo | médio prazo | longo prazo | solução definitiva | solução permanente |
        ações corretivas preventivas | medidas corretivas preventivas | como evitar | prevenir | evitar futuro |
        para evitar | plano melhoria | plano remediação | plano prevenção | plano ações | melhorias propostas |
        melhorias futuras | melhorias planejadas | ações propostas | ações recomendadas | ações planejadas |
        próximas ações | trabalho futuro | trabalho pendente | compromissos | faremos | mudamos | fazer |
         follow ups | salvaguardas | contramedidas | ações pós | itens pendentes |
        tarefas pendentes""",
        SectionName.ATTENDEES: """participantes | envolvidos | pessoas envolvidas | presentes""",
        SectionName.STATS: """estatísticas | métricas | números | indicadores""",
        SectionName.REFERENCES: """referências | links | ligações | saiba mais | veja também | ver também |
        recursos | documentos relacionados | links relacionados | commits relacionados | arquivos relacionados |
        referências internas | anexos | anexo | evidências""",
    },
    fillers="""o a os as um uma de do da dos das e em no na nos nas com para que se seu sua nosso nossa nossos
    incidente incidentes interrupção falha detalhada detalhado breve principal foi foram como qual ao
    aos à às""",
)
