"""Chinese titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

CHINESE = TitleLanguage(
    titles={
        SectionName.SUMMARY: """摘要 | 概述 | 总结 | 概况 | 简介 | 事件概述 | 故障概述 | 发生了什么 | 事件描述 |
        故障描述 | 問題描述 | 故障现象 | 事件摘要 | 總結 | 事故概述 |
        现象 | 症状 | 问题现象 | 问题描述 | 问题""",
        SectionName.IMPACT: """影响 | 影響 | 影响范围 | 影響範圍 | 用户影响 | 受影响用户 | 受影响的服务 |
        故障影响 | 业务影响 | 损失""",
        SectionName.BACKGROUND: """背景 | 前情 | 背景介绍""",
        SectionName.TIMELINE: """时间线 | 時間線 | 时间轴 | 時間軸 | 事件经过 | 故障经过 | 经过 | 处理过程 |
        事件时间线 | 故障时间线 | 过程 | 事故经过 | 處理過程 | 时间表""",
        SectionName.DETECTION: """发现 | 检测 | 發現 | 检出 | 如何发现 | 告警 | 发现人 | 发现方式""",
        SectionName.TRIGGER: """触发 | 触发因素 | 触发原因 | 导火索 | 觸發""",
        SectionName.ROOT_CAUSE: """根本原因 | 根因 | 原因 | 故障原因 | 原因分析 | 根因分析 | 为什么会发生 |
        直接原因 | 问题原因 | 事故原因 | 為什麼發生 | 五个为什么""",
        SectionName.CONTRIBUTING_FACTORS: """促成因素 | 影响因素 | 因素 | 诱因 | 间接原因 | 相关因素 |
        促成原因""",
        SectionName.RESOLUTION: """解决 | 恢复 | 解决方案 | 解決方案 | 处理措施 | 应急措施 | 修复 | 处理 |
        解決 | 临时措施 | 应急处理 | 恢复过程 | 处理方法 | 解决办法 |
        如何解决 | 如何修复 | 修复方案 | 怎么解决""",
        SectionName.WENT_WELL: """做得好的 | 做得好的地方 | 哪些做得好 | 顺利的方面 | 好的方面 | 亮点""",
        SectionName.WENT_WRONG: """做得不好的 | 做得不好的地方 | 哪些做得不好 | 不足之处 | 存在的问题 |
        可以改进的地方 | 不好的方面 | 待改进 |
        有待改进 | 需要改进的地方 | 待改进之处""",
        SectionName.LUCKY: """幸运 | 幸运的地方 | 侥幸 | 运气""",
        SectionName.LESSONS: """教训 | 经验教训 | 經驗教訓 | 学到的 | 反思 | 经验总结 | 复盘总结 |
        弯路 | 走过的弯路 | 启示 | 经验 | 可迁移原则 | 可迁移经验 | 经验法则""",
        SectionName.ACTION_ITEMS: """改进措施 | 改進措施 | 后续措施 | 后续行动 | 行动项 | 行动计划 | 整改措施 |
        预防措施 | 改进计划 | 待办 | 待办事项 | 后续计划 | 下一步 | 措施 | 改进 | 后续改进 | 改进项 | 整改计划 |
        後續措施 | 行動項目 | 跟进事项 | 防范措施 |
        如何避免 | 如何预防 | 如何防止 | 预防 | 避免再次发生 | 防止再次发生 | 后续待办""",
        SectionName.ATTENDEES: """参与者 | 参与人员 | 相关人员 | 參與者 | 与会者""",
        SectionName.STATS: """统计 | 指标""",
        SectionName.REFERENCES: """参考 | 相关链接 | 参考资料 | 參考 | 参考链接 | 相关文档""",
    },
)
