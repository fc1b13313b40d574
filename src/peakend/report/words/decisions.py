"""What are the parts of a decision called, and what is said of a moment that is put to the test?"""

from typing import Final

from peakend.text import Text

WHAT: Final = Text("决定", "Decision")

STATUSES: Final[dict[str, Text]] = {
    "proposed": Text("拟议", "proposed"),
    "decided": Text("已定", "decided"),
    "under_way": Text("进行中", "under way"),
    "done": Text("已完成", "done"),
    "dropped": Text("已放弃", "dropped"),
}

KINDS: Final[dict[str, Text]] = {
    "importance": Text("重要性", "importance"),
    "experience": Text("实际体验", "experience"),
    "gap": Text("与期望的差距", "gap to expectation"),
    "need": Text("提及率", "named by"),
    "emot": Text("E-MOT 综合得分", "E-MOT composite"),
    "parameter": Text("质量屋权重", "weight in the house"),
}
"""What a link to evidence leads to."""

DIMENSIONS: Final[dict[str, Text]] = {
    "concept": Text("服务观念", "concept"),
    "management": Text("服务管理", "management"),
    "system": Text("服务体系", "system"),
    "effect": Text("服务效果", "effect"),
}

MOVES: Final[dict[str, Text]] = {
    "act": Text("立即改进：有短板，有能力", "act: it falls short, and the capability is there"),
    "build": Text("先建能力：有短板，能力不足", "build the capability first: it falls short"),
    "keep": Text("保持", "keep"),
    "watch": Text("留意：暂无短板，能力不足", "watch: it does not fall short, and the capability is low"),
    "cannot_tell": Text("不能判断：没有问到，或未得到证实", "cannot tell: not asked, or not proved"),
}

CHECKS: Final[dict[str, Text]] = {
    "customer": Text("正确的客户", "the right customer"),
    "need": Text("最迫切的需求", "the most urgent need"),
    "brand": Text("传递品牌价值", "it carries the brand"),
    "memory": Text("留下美好记忆", "it leaves a good memory"),
    "two_factor": Text("双因素定律", "two-factor law"),
    "painkiller": Text("止痛药定律", "painkiller law"),
    "resonator": Text("共鸣定律", "resonator law"),
}

OUTCOMES: Final[dict[str, Text]] = {
    "met": Text("✓ 符合", "✓ met"),
    "not_met": Text("✗ 不符合", "✗ not met"),
    "cannot_tell": Text("？ 不能判断", "? cannot tell"),
}
