"""Korean titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

KOREAN = TitleLanguage(
    titles={
        SectionName.SUMMARY: """요약 | 개요 | 장애 개요 | 무슨 일이 있었나 | 장애 내용 | 현상 | 장애 요약 |
        증상 | 문제 | 문제 상황""",
        SectionName.IMPACT: """영향 | 영향 범위 | 사용자 영향 | 피해 | 장애 영향 | 고객 영향""",
        SectionName.BACKGROUND: """배경 | 경위""",
        SectionName.TIMELINE: """타임라인 | 시간대별 경과 | 경과 | 진행 경과 | 시간순 정리 | 장애 경과 |
        대응 경과""",
        SectionName.DETECTION: """감지 | 탐지 | 발견 | 인지 | 장애 인지""",
        SectionName.TRIGGER: """트리거 | 계기 | 촉발 요인""",
        SectionName.ROOT_CAUSE: """원인 | 근본 원인 | 장애 원인 | 원인 분석 | 발생 원인 | 근본원인 | 왜 발생했나""",
        SectionName.CONTRIBUTING_FACTORS: """기여 요인 | 요인 | 간접 원인 | 영향 요인""",
        SectionName.RESOLUTION: """해결 | 복구 | 조치 | 조치 내용 | 해결 방법 | 대응 | 장애 조치 | 대응 내용 |
        조치 사항 | 복구 과정 |
        수정 | 수정 내용 | 해결 과정""",
        SectionName.WENT_WELL: """잘된 점 | 잘한 점 | 좋았던 점""",
        SectionName.WENT_WRONG: """잘못된 점 | 아쉬운 점 | 개선할 점 | 개선점 | 문제점 | 부족한 점""",
        SectionName.LUCKY: """운이 좋았던 점 | 다행인 점""",
        SectionName.LESSONS: """교훈 | 배운 점 | 배운점 | 회고 | 느낀 점""",
        SectionName.ACTION_ITEMS: """액션 아이템 | 재발 방지 | 재발 방지 대책 | 재발방지 대책 | 재발방지 |
        향후 계획 | 후속 조치 | 개선 방안 | 대책 | 개선 사항 | 할 일 | 향후 대응 | 향후 조치 |
        향후 대책 | 다음 단계 | 예방 조치 |
        개선 계획 |
        재발 방지책""",
        SectionName.ATTENDEES: """참석자 | 참여자 | 관련자""",
        SectionName.STATS: """통계 | 지표""",
        SectionName.REFERENCES: """참고 | 참고 자료 | 관련 링크 | 참고자료""",
    },
    fillers="""및 의 에 대한 장애 사고 서비스""",
)
