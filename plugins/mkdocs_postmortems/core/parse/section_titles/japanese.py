"""Japanese titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

JAPANESE = TitleLanguage(
    titles={
        SectionName.SUMMARY: """概要 | サマリー | サマリ | 要約 | 要旨 | はじめに | 何が起きたか |
        何が起こったか | 起きたこと | 事象 | 障害内容 | 障害概要 | 発生事象""",
        SectionName.IMPACT: """影響 | インパクト | 影響範囲 | ユーザーへの影響 | 被害 | 影響を受けたユーザー""",
        SectionName.BACKGROUND: """背景 | 前提""",
        SectionName.TIMELINE: """タイムライン | 時系列 | 経緯 | 発生から復旧までの経緯 | 対応履歴 | 対応経過 |
        経過 | 時系列での出来事 |
        障害の経過 | 年表""",
        SectionName.DETECTION: """検知 | 検出 | 発見 | 発見方法 | 検知方法 | 気づいたきっかけ |
        検知の経緯 | 検知の遅れ""",
        SectionName.TRIGGER: """トリガー | きっかけ | 発端 | 引き金""",
        SectionName.ROOT_CAUSE: """根本原因 | 原因 | 直接原因 | 発生原因 | 原因分析 | なぜ起きたか |
        なぜ起こったか | なぜなぜ分析 | 障害原因 | 真因""",
        SectionName.CONTRIBUTING_FACTORS: """寄与要因 | 要因 | 誘因 | 間接原因 | 寄与因子 | 背景要因""",
        SectionName.RESOLUTION: """解決 | 復旧 | 対応 | 対応内容 | 復旧対応 | 暫定対応 | 暫定対策 | 復旧方法 |
        解決策 | 対処 | 実施した対応 | 応急処置""",
        SectionName.WENT_WELL: """うまくいったこと | 良かった点 | よかったこと | 良かったこと | うまくいった点 |
        よかった点""",
        SectionName.WENT_WRONG: """うまくいかなかったこと | 悪かった点 | 悪かったこと | 改善点 |
        うまくいかなかった点 | 反省点 | 課題 | 問題点 |
        改善が必要なこと | 改善が必要な点 | 改善すべき点 | 改善すべきこと | 改善が必要だったこと""",
        SectionName.LUCKY: """幸運だったこと | 運が良かったこと | 幸運だった点 | ラッキーだったこと""",
        SectionName.LESSONS: """教訓 | 学んだこと | 学び | 得られた教訓 | ふりかえり | 振り返り""",
        SectionName.ACTION_ITEMS: """アクションアイテム | 再発防止策 | 再発防止 | 今後の対応 | 対策 |
        アクション | 今後の対策 | 恒久対策 | 恒久対応 | 改善策 | 今後の改善 | ネクストアクション |
        次のアクション | 今後の取り組み | 再発防止に向けて | 防止策 | やること | 今後の予定 | 残タスク |
        タスク | 改善項目""",
        SectionName.ATTENDEES: """参加者 | 関係者 | 対応者 | 出席者""",
        SectionName.STATS: """統計 | 指標 | メトリクス""",
        SectionName.OTHER: "対応の評価 | 対応評価",
        SectionName.REFERENCES: """参考 | 関連リンク | 参考資料 | 参考リンク | 関連資料 | 参照""",
    },
)
