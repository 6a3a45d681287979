"""Recognises records that are kept beside postmortems: decisions, proposals, notes of meetings, runbooks, releases.

A record is told by its name (title, file or folder) or by headings that documents of its type have. The words are data,
by type: add those of another language to the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from mkdocs_postmortems.core.parse.file_name import file_stem
from mkdocs_postmortems.core.parse.inline import normalize_words, parse_phrases
from mkdocs_postmortems.core.parse.section_names import normalize_title

_VERSION_HEADING = re.compile(
    r"\W*(?:version\s+|release\s+)?v?\d{1,4}\.\d{1,4}(?:\.\d{1,6})?(?![\d:])\S*", re.IGNORECASE
)
"""The heading of a release: `[1.4.0] - 2024-03-07`, `v2.1`."""
_VERSION = "version"
"""What stands for the heading of any release."""


@dataclass(frozen=True, slots=True)
class RecordType:
    """The signs of one type of records; all words are case-folded, as `normalize_title` returns them."""

    names: frozenset[str]
    """Words at the start or the end of a title or a file name."""
    folders: frozenset[str]
    headings: frozenset[str]
    """Headings of which a record has at least one."""
    other_headings: frozenset[str]
    """Headings that these records often have, and other documents too."""


@dataclass(frozen=True, slots=True)
class RecordSigns:
    """How a document resembles a type of records."""

    in_folder: bool
    """Whether a folder says so."""
    is_named: bool
    """Whether the title or the name of the file says so."""
    headings: frozenset[str]
    """Its headings that records of the type have, normalised; empty if nothing is typical of the type."""


def find_record_signs(path: str, title: str, headings: Iterable[str]) -> tuple[RecordSigns, ...]:
    """Return how a document resembles each type of records that it has a sign of.

    Args:
        path: The path of the document; names of its folders count.
        title: Its title.
        headings: Headings and labels as written.
    """
    folders = frozenset(normalize_words(part) for part in PurePosixPath(path).parts[:-1])
    names = (normalize_title(title), normalize_words(file_stem(path)))
    found = frozenset(_VERSION if _VERSION_HEADING.fullmatch(text) else normalize_title(text) for text in headings)
    signs = (_signs_of(one, folders, names, found) for one in RECORD_TYPES)
    return tuple(one for one in signs if one.in_folder or one.is_named or one.headings)


def _signs_of(
    record: RecordType, folders: frozenset[str], names: Iterable[str], headings: frozenset[str]
) -> RecordSigns:
    in_folder = bool(folders & record.folders)
    is_named = any(_is_called(name, record.names) for name in names)
    is_typical = in_folder or is_named or bool(headings & record.headings)
    own = headings & (record.headings | record.other_headings) if is_typical else frozenset()
    return RecordSigns(in_folder, is_named, own)


def _is_called(name: str, words: Iterable[str]) -> bool:
    """Whether a name starts or ends with one of the words; words of Japanese or Chinese may be joined to others."""
    padded = f" {name} "
    for word in words:
        if word.isascii():
            if padded.startswith(f" {word} ") or padded.endswith(f" {word} "):
                return True
        elif name.startswith(word) or name.endswith(word):
            return True
    return False


def _record(names: str, folders: str, headings: str, other_headings: str) -> RecordType:
    return RecordType(*(frozenset(parse_phrases(text)) for text in (names, folders, headings, other_headings)))


RECORD_TYPES = (
    _record(  # Decision records: Nygard's form, MADR, Y-statements.
        """adr | madr | decision record | architecture decision | architecture decision record | decision log
        | architectural decision | architectural decision record | architekturentscheidung | entscheidungsprotokoll
        | décision d architecture | registro de decisión | decisión de arquitectura | registro de decisão
        | decisão de arquitetura | decisione architetturale | アーキテクチャ決定記録 | 架构决策记录""",
        """adr | adrs | decision | decisions | decision records | architecture decisions | entscheidungen
        | décisions | decisiones | decisões""",
        """decision | the decision | decision outcome | decision drivers | considered options | options considered
        | pros and cons of the options | pros and cons | considered alternatives | decision makers | deciders
        | entscheidung | entscheidungstreiber | betrachtete optionen | erwogene alternativen | décision
        | options envisagées | decisión | opciones consideradas | decisão | opções consideradas | decisione
        | opzioni considerate | besluit | beslissing | decyzja | 決定 | 決定事項 | 决策 | 决定 | 결정""",
        """status | context | context and problem statement | problem statement | consequences | positive consequences
        | negative consequences | confirmation | more information | alternatives | rationale | compliance
        | kontext | problemstellung | begründung | konsequenzen | folgen | auswirkungen
        | statut | contexte | conséquences | estado | contexto | consecuencias | consequências | stato | contesto
        | conseguenze | gevolgen | konsekwencje | ステータス | コンテキスト | 背景 | 結果 | 影響 | 状态 | 上下文 | 后果
        | 상태 | 배경 | 결과""",
    ),
    _record(  # Proposals: requests for comments, design documents.
        """rfc | rfcs | design doc | design document | design proposal | design note | technical design
        | technical proposal | proposal | request for comments | enhancement proposal | product requirements | prd
        | entwurf | entwurfsdokument | vorschlag | proposition | document de conception | propuesta
        | documento de diseño | proposta | documento de design | voorstel | propozycja | 提案 | 提案書 | 設計書
        | 设计文档 | 方案 | 제안""",
        """rfc | rfcs | proposal | proposals | design | designs | design docs | design documents | enhancements
        | keps | prds | vorschläge | propositions | propuestas | propostas""",
        """proposal | proposed solution | proposed design | proposed change | proposed changes | detailed design
        | design | technical design | high level design | alternatives | alternatives considered | non goals
        | goals and non goals | drawbacks | unresolved questions | prior art | rationale and alternatives
        | guide level explanation | reference level explanation | implementation plan | rollout plan
        | rollout | vorschlag | lösungsvorschlag | alternativen | nicht ziele | nichtziele | nachteile | proposition
        | solution proposée | alternatives envisagées | propuesta | alternativas | alternativas consideradas | proposta
        | alternative | alternative considerate | voorstel | 提案 | 提案内容 | 代替案 | 方案 | 备选方案""",
        """motivation | goals | abstract | background | context | requirements | use cases | user stories
        | security considerations | risks | open questions | impact | summary | timeline | problem
        | problem statement | future work | milestones | ziele | risiken | offene fragen | hintergrund
        | objectifs | risques | questions ouvertes | motivación | objetivos | riesgos | motivação | riscos | obiettivi
        | 目的 | 動機 | リスク | 目标 | 动机""",
    ),
    _record(  # Notes of meetings.
        """meeting | meeting notes | meeting minutes | minutes | minutes of | notes of the meeting | weekly sync
        | sync notes | standup | stand up | standup notes | weekly notes | all hands | one on one
        | sprint retrospective | sprint retro | sprint review | team retrospective | team retro | planning meeting
        | protokoll | sitzungsprotokoll | besprechung | besprechungsprotokoll | besprechungsnotizen | jour fixe
        | teamsitzung | compte rendu | réunion | compte rendu de réunion | acta | acta de la reunión | acta de reunión
        | reunión | notas de la reunión | ata | ata da reunião | ata de reunião | reunião | verbale | riunione
        | notulen | vergadering | protokół | 議事録 | 会議 | 定例 | 会议纪要 | 会议记录 | 회의록""",
        """meeting | meetings | meeting notes | minutes | standups | syncs | agendas | protokolle
        | besprechungen | réunions | reuniones | actas | reuniões | atas | riunioni | notulen""",
        """agenda | minutes | meeting notes | next meeting | apologies | absent | topics | topics discussed | decisions
        | decisions made | discussion points | discussed | updates | tagesordnung | themen | besprochene themen
        | beschlüsse | nächste sitzung | nächster termin | ordre du jour | points abordés | points discutés
        | sujets abordés | prochaine réunion | orden del día | temas tratados | próxima reunión | pauta
        | assuntos tratados | ordine del giorno | argomenti | prossima riunione | agendapunten | volgende vergadering
        | 議題 | アジェンダ | 決定事項 | 次回 | 议程 | 决议 | 안건""",
        """discussion | notes | attendees | participants | present | action items | actions | next steps | open points
        | what went well | what went wrong | what didn t go well | what could be improved | lessons learned
        | teilnehmer | teilnehmende | anwesend | offene punkte | aufgaben | nächste schritte | participants présents
        | présents | actions à mener | décisions | asistentes | acuerdos | próximos pasos | participantes | presentes
        | próximos passos | partecipanti | presenti | azioni | aanwezig | actiepunten | obecni | 出席者 | 参加者
        | アクションアイテム | 参会人员 | 参加人员 | 참석자""",
    ),
    _record(  # Runbooks and other instructions.
        """runbook | run book | playbook | sop | standard operating procedure | operating procedure | how to
        | troubleshooting guide | betriebsanleitung | betriebshandbuch | anleitung | procédure | mode opératoire
        | guía operativa | procedimiento | procedimento | manual de operação | procedura | draaiboek | 手順書 | 運用手順
        | ランブック | 操作手册 | 运维手册 | 런북""",
        """runbook | runbooks | playbook | playbooks | sop | sops | procedures | how to | how tos | howto | howtos
        | anleitungen | procédures | procedimientos | procedimentos | procedure""",
        """prerequisites | procedure | procedures | steps | step by step | rollback procedure | verification | verify
        | when to use | when to use this | when to use this runbook | troubleshooting | first steps | quick actions
        | escalation path | before you begin | voraussetzungen | vorgehen | vorgehensweise | durchführung | schritte
        | prüfung | prérequis | étapes | procédure | vérification | requisitos previos | prerrequisitos | pasos
        | procedimiento | verificación | pré requisitos | passos | procedimento | verificação | prerequisiti | passaggi
        | procedura | vereisten | stappen | 前提条件 | 手順 | 確認 | 前提 | 步骤 | 操作步骤 | 절차""",
        """alert | alerts | meaning | symptoms | impact | diagnosis | mitigation | remediation | escalation | contacts
        | contact | dashboards | rollback | purpose | scope | overview | resolution | detection | trigger
        | possible causes | causes | references | links | owner | symptome | diagnose | behebung |
        eskalation | zweck | auswirkung | symptômes | diagnostic | escalade | síntomas | diagnóstico |
        escalado | mitigación | sintomas | mitigação | sintomi | diagnosi | 症状 | 診断 | 影響 | エスカレーション | 原因
        | 症候 | 诊断 | 回滚""",
    ),
    _record(  # Plans and reports of tests.
        """test report | test plan | test protocol | test results | testbericht | testprotokoll | testplan
        | rapport de test | plan de test | informe de pruebas | plan de pruebas | relatório de testes
        | plano de testes | rapporto di prova | testrapport | raport z testów | отчёт о тестировании""",
        "test reports | test plans | test results | testberichte | testprotokolle",
        """test scenarios | test cases | test environment | test data | testfälle | testumgebung | cas de test
        | scénarios de test | casos de prueba | casos de teste | casi di test | testgevallen""",
        """test results | test summary | scope | results | implementation summary | known issues | conclusion
        | ergebnisse | résultats | resultados | risultati""",
    ),
    _record(  # Logs of changes and notes of releases.
        f"""changelog | change log | release notes | release note | releases | what s new | änderungsprotokoll
        | versionshinweise | notes de version | journal des modifications | notas de la versión
        | registro de cambios | notas da versão | registro de alterações | note di rilascio | 変更履歴 | 更新履歴
        | リリースノート | 更新日志 | 变更日志 | 릴리스 노트 | {_VERSION}""",
        "changelog | changelogs | releases | release notes | versionshinweise",
        f"""{_VERSION} | unreleased | added | changed | removed | deprecated | breaking changes | new features
        | bug fixes | hinzugefügt | geändert | entfernt | ajouté | modifié | supprimé | añadido | cambiado | eliminado
        | adicionado | alterado | removido | aggiunto | modificato | rimosso | 追加 | 変更 | 削除 | 新增 | 变更""",
        """fixed | fixes | security | features | improvements | highlights | upgrading | known issues | behoben
        | sicherheit | corrigé | sécurité | corregido | seguridad | corrigido | segurança | corretto | 修正
        | セキュリティ | 修复""",
    ),
)
