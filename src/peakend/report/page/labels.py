"""What is written on the page itself? Names of sections, buttons and tables, how to read each picture, and the glossary."""

from typing import Final

from peakend.text import Text

SKIP: Final = Text("跳到正文", "Skip to the content")
CONTENTS: Final = Text("目录", "Contents")
REPORT: Final = Text("峰终体验报告", "Peak-end report")
LANGUAGE: Final = Text("语言", "Language")
THEME: Final = Text("深色 / 浅色", "Dark / light")
SCENARIO: Final = Text("服务场景", "Scenario")
ALL_SCENARIOS: Final = Text("全部场景", "All scenarios")
TABLE: Final = Text("查看数据表", "Show the table")
MORE: Final = Text("另有 {n} 条发现", "{n} more findings")
HOW_TO_READ: Final = Text("如何阅读", "How to read this")
METHOD: Final = Text("计算方法", "How it was worked out")
SCROLL: Final = Text("{title}（可左右滚动）", "{title} (scrolls sideways)")
LEGEND: Final = Text("图例", "Legend")
MADE_WITH: Final = Text("由 Peakend {version} 生成", "Made with Peakend {version}")
NO_MOMENT: Final = Text("未询问", "not asked")
SPLIT: Final = Text("按 {by} 拆分", "split by {by}")

SECTIONS: Final[dict[str, Text]] = {
    "summary": Text("摘要", "Summary"),
    "map": Text("关键时刻地图", "E-MOT map"),
    "peaks": Text("峰值与终值", "Peaks and ends"),
    "importance": Text("时刻重要性", "Importance"),
    "experience": Text("实际体验", "Experience"),
    "needs": Text("核心需求", "Core needs"),
    "gaps": Text("差距", "Gaps"),
    "quadrants": Text("改进优先级", "Priorities"),
    "nps": Text("净推荐值", "NPS"),
    "satisfaction": Text("总体满意度", "Satisfaction"),
    "segments": Text("客群差异", "Segments"),
    "baseline": Text("基准值", "Baseline"),
    "moments": Text("逐个时刻", "Moment by moment"),
    "method": Text("方法与样本", "Method and base"),
    "glossary": Text("术语", "Glossary"),
}
"""The sections of the page, in their order."""

PRIORITIES_DERIVED: Final = Text("改进优先级（推导重要性，非因果）", "Priorities (derived importance, association not cause)")
"""The heading where nobody was asked what matters."""

GUIDE_DERIVED: Final = Text(
    "推导重要性：越靠上，评分与总体评价的相关越高，这是关联而非因果，也不是客户自述的重要性；越靠右体验越好。左上角是与总体评价关联较强而体验偏弱的时刻。"
    "椭圆是两者的 95% 联合区域，P 是该时刻真正落在这一象限的概率，低于 80% 的点画成空心；"
    "标有 ≈ 的时刻评分一同变化（r > 0.8），分不出总体评价随哪一个而变。",
    "Derived importance: the higher, the more closely the ratings go with the overall judgement. That is association, not cause, and not "
    "what customers say matters. Further right is better experience; the upper left holds what goes with the judgement and is weak. The "
    "ellipse is the joint 95% region of both, P the chance that the moment really lies in this quadrant; points below 80% are hollow. "
    "Moments marked ≈ are rated alike (r > 0.8): which of them the judgement follows cannot be told.",
)
"""How to read the quadrants where importance is derived."""

GUIDES: Final[dict[str, Text]] = {
    "map": Text(
        "每一列是一个关键时刻，按客户经历的先后排列；每一行是对它的一种了解。深色线是客户自述的重要性（灰带为 95% 区间），"
        "青色虚线是实际体验。"
        "▲ 是峰值，■ 是终值；实心表示原研究规则与检验规则都成立，空心表示只有一条成立。粗红线表示体验被证明低于期望。没有数据的行不显示。",
        "Each column is a moment, in the order in which customers meet it; each row is something known about it. The dark line is stated "
        "importance (its band is the 95% interval), the dotted teal line is experience. ▲ is a peak, ■ the end; filled means that the "
        "source's rule and the tested rule agree, hollow that only one holds. A thick red line is a proved shortfall. Rows "
        "without data are not shown.",
    ),
    "peaks": Text(
        "横轴是在重抽样中按同一规则再次选中该时刻的比例：接近 100% 的峰值很稳，接近 50% 的换一批客户可能就变了。虚线是检验规则的门槛 80%。"
        "右侧并列两条规则的结论与原研究公布的结果。",
        "The horizontal axis is the share of resamples in which the same rule picks the moment again: near 100% it is stable, "
        "near 50% other "
        "customers might give another peak. The dashed line is the threshold of the tested rule, 80%. To the right stand the "
        "verdict of both "
        "rules and what was published.",
    ),
    "importance": Text(
        "点是均值，横线是 95% 区间；实心点表示经检验高于答题者自身的平均。右侧是进入前三的概率和名次区间：区间重叠的时刻不要分先后。",
        "The dot is the mean, the bar its 95% interval; a filled dot is proved to lie above the respondents' own averages. To the right: "
        "the chance of being among the top three, and the interval of the rank. Moments whose intervals overlap have no order.",
    ),
    "experience": Text(
        "点是体验均值，横线是 95% 区间；右侧是打低分的客户占比。重要性与体验是两回事，合起来看请到“改进优先级”。",
        "The dot is mean experience, the bar its 95% interval; to the right the share of customers who gave low ratings. Importance and "
        "experience are different things; Priorities puts them together.",
    ),
    "needs": Text(
        "条的长度是选择该需求的客户占比，黑线是 95% 区间。深色表示实测为核心需求；浅色表示研究清单所列但实测未达核心；灰色两者都不是。",
        "The length of a bar is the share of customers who chose the need, the black line its 95% interval. Dark bars are core by "
        "measurement, light ones are listed by the study but not core, grey ones neither.",
    ),
    "gaps": Text(
        "圆圈是实际体验，短线是对照（期望或竞争对手），两者之间是差距。右侧是差距的均值和 95% 区间；↓ ↑ 且着色的差距经检验显著。",
        "The ring is experience, the stroke what it is held against (expectation or competitor), the bar between them the gap. "
        "To the right "
        "its mean with 95% interval; gaps with ↓ or ↑ and in colour are proved.",
    ),
    "quadrants": Text(
        "越靠上越重要，越靠右体验越好；左上角是重要而体验偏弱的时刻。椭圆是两个均值的 95% 联合区域，P 是该时刻真正落在这一象限的概率，"
        "低于 80% 的点画成空心，不要据此下结论。",
        "Higher is more important, further right is better experience; the upper left holds what matters and is not good "
        "enough. The ellipse "
        "is the joint 95% region of both means, P the chance that the moment really lies in this quadrant. Points below 80% are hollow: "
        "draw no conclusion from them.",
    ),
    "nps": Text(
        "条分为三段：贬损者（0–6 分）、中立者（7–8 分）、推荐者（9–10 分）。NPS = 推荐者占比 − 贬损者占比，横线是 95% 区间。",
        "The bar has three parts: detractors (0–6), passives (7–8), promoters (9–10). NPS is the share of promoters minus that "
        "of detractors; "
        "the line is its 95% interval.",
    ),
    "satisfaction": Text(
        "每一段是给出该分值的客户占比，从最低分到最高分；右侧是均值和 95% 区间。均值相同、低分占比不同，是两种不同的处境。",
        "Each part is the share of customers who gave that answer, from the lowest to the highest; to the right the mean with its 95% "
        "interval. Equal means with different shares of low answers are different situations.",
    ),
    "segments": Text(
        "同一行中每个符号是一个客群，横线是 95% 区间。右侧是该题各组是否存在差异（已对多次比较作校正）；未见差异的题目不要比较高低。",
        "In each row every sign is one group, the line its 95% interval. To the right: whether the groups differ at all on "
        "that question, "
        "corrected for many comparisons. Where no difference is proved, do not rank the groups.",
    ),
    "baseline": Text(
        "横轴是服务过程，纵轴是重要性；竖线是 95% 区间，虚线是场景均值。▲ ■ 按原研究规则标出，并附再次入选的概率。"
        "下一期的数值将画在其上作比较。",
        "The horizontal axis is the course of the service, the vertical one importance; bars are 95% intervals, the dashed line is the "
        "scenario's mean. ▲ and ■ follow the source's rule, with the probability that it picks them again. The next wave will "
        "be drawn over it.",
    ),
}
"""How to read the pictures of each section."""

TERMS: Final[tuple[tuple[Text, Text], ...]] = (
    (
        Text("关键时刻", "Moment"),
        Text(
            "客户与服务的一次接触，从客户的角度命名，在场景中有固定的先后。",
            "One contact between customer and service, named from the customer's side, with its place in the order of a scenario.",
        ),
    ),
    (
        Text("服务场景", "Scenario"),
        Text(
            "客户接触服务的一种方式，例如上门、电话、到厅、活动。",
            "One way of meeting the service: a home visit, the phone, a branch, an event.",
        ),
    ),
    (
        Text("阶段", "Stage"),
        Text("场景中的一段：接触、操作、结束。", "A stretch of a scenario: contact, operation, end."),
    ),
    (
        Text("峰值", "Peak"),
        Text(
            "按规则选出的、客户最看重的时刻。这里的“峰”来自自述重要性，不等于感受最强烈的时刻。",
            "A moment that customers hold most important, picked by a rule. It stands on stated importance, which is not the "
            "same as the most intense feeling.",
        ),
    ),
    (
        Text("终值", "End"),
        Text("结束阶段中客户最看重的时刻。", "The moment of the end stage that customers hold most important."),
    ),
    (
        Text("共有时刻", "Common moment"),
        Text(
            "几个场景以不同名称共有的同一时刻；在至少两个场景中是峰值（终值），即为共有峰值（终值）。",
            "One moment that several scenarios share under names of their own; it is a common peak or end if it is one in at "
            "least two of them.",
        ),
    ),
    (
        Text("原研究规则", "Source's rule"),
        Text(
            "重要性均值高于场景均值且列前三为峰值；结束阶段中最高者为终值。",
            "A peak lies above the scenario's mean and among its three highest; the end is the highest of the end stage.",
        ),
    ),
    (
        Text("检验规则", "Tested rule"),
        Text(
            "同样的判断，但要求在至少 80% 的重抽样中成立，且偏差经检验为正。",
            "The same judgement, but it must hold in at least 80% of all resamples, and the deviation must be proved positive.",
        ),
    ),
    (
        Text("95% 置信区间", "95% confidence interval"),
        Text(
            "用同样方法反复调查，约 95% 的区间会包含真实值。区间越窄，数字越可靠。",
            "If the survey were repeated in the same way, about 95% of such intervals would hold the true value. The narrower, "
            "the surer the number.",
        ),
    ),
    (
        Text("重抽样", "Resampling"),
        Text(
            "从现有答卷中有放回地反复抽取，看结论多久会变；概率即由此得来。",
            "Drawing again and again from the answers, with replacement, to see how often a conclusion changes; the "
            "probabilities come from it.",
        ),
    ),
    (
        Text("净推荐值（NPS）", "Net Promoter Score (NPS)"),
        Text(
            "推荐者（9–10 分）占比减去贬损者（0–6 分）占比，−100 到 +100。",
            "The share of promoters (9–10) minus that of detractors (0–6), from −100 to +100.",
        ),
    ),
    (
        Text("低分占比", "Share of low ratings"),
        Text(
            "给出最低两档分值的客户占比（量表不足四档时为最低一档）。",
            "The share of customers who gave one of the two lowest ratings (the lowest alone on scales with fewer than four).",
        ),
    ),
    (
        Text("推导重要性", "Derived importance"),
        Text(
            "该时刻的评分与总体评价的相关系数：只说明两者一同变化，不说明改进后总体评价会上升；与客户自述的重要性是两回事。",
            "The correlation of a moment's rating with the overall judgement: it says that the two move together, not that improving one "
            "lifts the other, and it is not what customers say matters.",
        ),
    ),
    (
        Text("核心需求", "Core need"),
        Text(
            "多数客户在某一时刻最想要的东西，经检验高于其他选项。",
            "What customers want most at a moment, proved to stand above the other choices.",
        ),
    ),
    (
        Text("基准值", "Baseline"),
        Text("本期固定下来、供以后各期比较的数值。", "The values of this wave, fixed so that later waves can be compared with them."),
    ),
)
"""The words of the report and what they mean."""

HEADS: Final[dict[str, Text]] = {
    "moment": Text("关键时刻", "Moment"),
    "importance": Text("重要性", "Importance"),
    "top": Text("进入前三", "Top three"),
    "experience": Text("实际体验", "Experience"),
    "low": Text("低分占比", "Low ratings"),
    "emotion": Text("情绪", "Emotion"),
    "gap-expectation": Text("与期望的差距", "Gap to expectation"),
    "gap-competitor": Text("与竞争对手的差距", "Gap to competitor"),
    "gap-importance": Text("与重要性之差（IPA）", "Minus importance (IPA)"),
    "quadrant": Text("象限", "Quadrant"),
    "derived": Text("推导重要性（与总体评价的相关，非因果）", "Derived importance (correlation with the overall judgement, not cause)"),
    "quadrant-derived": Text("象限（按推导重要性）", "Quadrant (by derived importance)"),
    "needs": Text("核心需求", "Core needs"),
    "picked": Text("原规则再次入选", "Picked again"),
    "rules": Text("规则", "Rules"),
    "published": Text("原研究公布", "Published"),
    "common": Text("共有时刻", "Common moment"),
    "provenance": Text("来源", "Provenance"),
}
"""What is told of a moment on its card."""

BASE: Final[dict[str, Text]] = {
    "read": Text("读取答卷", "Responses read"),
    "n": Text("计入答卷", "Responses counted"),
    "left_out": Text("剔除（整份）", "Left out (whole)"),
    "missing": Text("缺失答案", "Answers missing"),
    "filters": Text("筛选", "Filters"),
    "weights": Text("权重", "Weights"),
    "units": Text("抽样单元", "Sampling units"),
    "resamples": Text("重抽样次数", "Resamples"),
    "absent": Text("答卷中没有的题目", "Questions not in the answers"),
    "study": Text("研究", "Study"),
    "version": Text("研究版本", "Version of the study"),
    "period": Text("期次", "Period"),
    "goal": Text("目标", "Goal"),
    "fingerprint": Text("数据指纹", "Fingerprint"),
}
"""Lines of the table of the base."""

NONE: Final = Text("无", "none")
METHODS: Final = Text("所用方法与版本", "Methods used, with versions")
METHOD_HEADS: Final = (Text("方法", "Method"), Text("键与版本", "Key and version"), Text("出处", "Source"))
EXCLUSIONS: Final = Text("剔除与缺失", "Exclusions and missing answers")
CAUTIONS: Final = Text("阅读时请注意", "Read with care")
HEADLINES: Final = Text("主要发现", "Main findings")
BLOCKS: Final = Text("（按分块）", " (blocks of respondents)")
