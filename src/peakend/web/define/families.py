"""What is a study made of, for whoever edits it? Families of parts (stages, needs, questions, …), each with its fields and its place."""

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final

from peakend.define.place import Place
from peakend.define.plan import Influence, StayPlan
from peakend.define.study import Study
from peakend.errors import PartUnknown
from peakend.text import Text
from peakend.web.define import choices as pick
from peakend.web.define.fields import Field

NONE: Final = Text("（无）", "(none)")


@dataclass(frozen=True, slots=True)
class Family:
    """Parts of one kind: where they stand in a study (`path`) and in its file (`place`), and what they are told apart by (`key`)."""

    name: str
    title: Text
    one: Text
    about: Text
    fields: tuple[Field, ...]
    path: tuple[str, ...]
    place: Place
    key: str = "key"
    single: bool = False
    """Whether there is one of it, always, without a key."""
    ordered: bool = False
    starts: tuple[str, ...] = ()
    """The fields that are asked for when a part is added."""

    def parts(self, study: Study) -> tuple[Any, ...]:
        """The parts, in their order."""
        if self.name == "moments":
            return tuple(study.moments())
        found: Any = attrgetter(".".join(self.path))(study) if self.path else study
        return (found if found is not None else StayPlan(""),) if self.single else tuple(found)

    def put(self, study: Study, parts: tuple[Any, ...]) -> Study:
        """The study with these parts in place of the family's."""
        if self.name == "moments":
            new = {one.key: one for one in parts}
            scenarios = tuple(replace(one, moments=tuple(new[moment.key] for moment in one.moments)) for one in study.scenarios)
            return replace(study, scenarios=scenarios)
        value: Any = parts[0] if self.single else parts
        if isinstance(value, StayPlan) and not value.time:
            value = None
        return _as_study(_put(study, self.path, value) if self.path else value)

    def key_of(self, part: Any) -> str:  # noqa: ANN401 - any part of a study
        """What tells this part apart in its family."""
        return "" if self.single else str(getattr(part, self.key))

    def find(self, study: Study, key: str) -> Any:  # noqa: ANN401 - any part of a study
        """The part with this key. Raises `PartUnknown`."""
        for part in self.parts(study):
            if self.key_of(part) == key:
                return part
        raise PartUnknown(key=key or "–")

    def field(self, name: str) -> Field:
        """The field with this name. Raises `PartUnknown`."""
        for field in self.fields:
            if field.name == name:
                return field
        raise PartUnknown(key=name)


def _put(whole: Any, path: tuple[str, ...], value: Any) -> Any:  # noqa: ANN401 - frozen values within one another
    return replace(whole, **{path[0]: value if len(path) == 1 else _put(getattr(whole, path[0]), path[1:], value)})


# Constructs: on which others each one acts


def _effects(study: Study, part: Any) -> tuple[str, ...]:  # noqa: ANN401 - a construct
    return tuple(one.effect for one in study.plan.chain.influences if one.cause == part.key)


def _put_effects(study: Study, key: str, effects: Any) -> Study:  # noqa: ANN401 - keys of constructs
    kept = [one for one in study.plan.chain.influences if one.cause != key or one.effect in effects]
    known = {(one.cause, one.effect) for one in kept}
    new = [Influence(key, effect) for effect in effects if (key, effect) not in known]
    return _as_study(_put(study, ("plan", "chain", "influences"), (*kept, *new)))


def _as_study(whole: Any) -> Study:  # noqa: ANN401 - what `_put` gives back
    study: Study = whole
    return study


# Fields that many parts have

_NAME: Final = Field("name", Text("名称", "Name"), "text")
_ALIASES: Final = Field(
    "aliases", Text("别名", "Other words"), "words", Text("每行一个；导入文件时按它们认出。", "One a line; files are recognised by them.")
)


STUDY: Final = Family(
    "study",
    Text("研究", "Study"),
    Text("研究", "study"),
    Text("它叫什么、要回答什么问题。", "What it is called, and which question it answers."),
    (
        Field("title", Text("题目", "Title"), "text"),
        Field("goal", Text("目的", "Goal"), "long", Text("一句话：要回答什么问题。", "One sentence: which question is to be answered.")),
        Field("period", Text("时期", "Period"), "word"),
        Field("version", Text("版本名", "Name of the version"), "word"),
        Field("synthetic", Text("答卷是模拟的", "The answers are made up"), "flag"),
    ),
    (),
    (),
    single=True,
)
SCENARIOS: Final = Family(
    "scenarios",
    Text("服务场景", "Scenarios"),
    Text("场景", "scenario"),
    Text(
        "客户接触服务的一种方式：上门、电话、到厅、活动。", "One way in which customers meet the service: at home, by phone, in a branch."
    ),
    (_NAME, Field("channel", Text("渠道", "Channel"), "word")),
    ("scenarios",),
    ("scenarios",),
    ordered=True,
    starts=("name",),
)
STAGES: Final = Family(
    "stages",
    Text("阶段", "Stages"),
    Text("阶段", "stage"),
    Text(
        "每个场景都按这些阶段展开；结束阶段里找终值，客户看不见的阶段没有关键时刻。",
        "Every scenario runs through these; the end is looked for in end stages, and what customers do not see holds no moments.",
    ),
    (
        _NAME,
        Field("ends", Text("结束阶段", "End stage"), "flag"),
        Field("visible", Text("客户看得见", "Seen by customers"), "flag"),
        Field("colour", Text("颜色", "Colour"), "colour"),
        Field(
            "policy", Text("服务主张", "Policy"), "long", Text("这一阶段希望像什么一样待客。", "What the service wants to be like here.")
        ),
    ),
    ("stages",),
    ("stages",),
    ordered=True,
    starts=("name",),
)
MOMENTS: Final = Family(
    "moments",
    Text("关键时刻", "Moments"),
    Text("关键时刻", "moment"),
    Text("从客户角度命名，按客户经历的先后排列。", "Named from the customer's side, in the order in which customers meet them."),
    (
        _NAME,
        Field("stage", Text("阶段", "Stage"), "key", choose=pick.named("stages")),
        Field("provenance", Text("来源", "Provenance"), "choice", choose=pick.always(pick.PROVENANCES)),
        Field("note", Text("说明", "Note"), "long", Text("做得好是什么样。", "What good looks like.")),
        Field("sources", Text("证据来源", "Evidence"), "sources", Text("几种来源互相印证才稳。", "Several kinds that agree are firmer.")),
        Field("needs", Text("客户需求", "Needs"), "keys", choose=pick.named("needs")),
        Field("common", Text("共有时刻", "Common moment"), "key", choose=pick.named("common", empty=NONE)),
        _ALIASES,
    ),
    ("scenarios",),
    ("scenarios",),
)
COMMON: Final = Family(
    "common",
    Text("共有时刻", "Common moments"),
    Text("共有时刻", "common moment"),
    Text("几个场景里其实是同一件事的关键时刻；共有峰值靠它认定。", "What is one moment in several scenarios; common peaks stand on it."),
    (_NAME,),
    ("common",),
    ("common",),
    ordered=True,
    starts=("name",),
)
NEEDS: Final = Family(
    "needs",
    Text("需求", "Needs"),
    Text("需求", "need"),
    Text("客户在关键时刻想要什么：被尊重、快、可信赖。", "What customers want at a moment: respect, speed, trust."),
    (_NAME, Field("theme", Text("体验主题", "Theme"), "key", choose=pick.named("themes", empty=NONE)), _ALIASES),
    ("needs",),
    ("needs",),
    ordered=True,
    starts=("name",),
)
THEMES: Final = Family(
    "themes",
    Text("体验主题", "Themes"),
    Text("主题", "theme"),
    Text(
        "归纳需求的主题，及其预设类别：待检验的假设，不是结论。", "What needs belong to, with the class expected: a hypothesis, no finding."
    ),
    (
        _NAME,
        Field("level", Text("层级", "Level"), "choice", choose=pick.always(pick.LEVELS)),
        Field("prior", Text("预设类别", "Expected class"), "choice", choose=pick.always(pick.PRIORS)),
        Field("statement", Text("释义", "Statement"), "long"),
        Field("items", Text("题项", "Statements to ask"), "texts", Text("每行一条：中文 | English", "One a line: Chinese | English")),
    ),
    ("themes",),
    ("themes",),
    ordered=True,
    starts=("name", "level", "prior"),
)
ROLES: Final = Family(
    "roles",
    Text("角色", "Roles"),
    Text("角色", "role"),
    Text("谁参与服务：客户、客户经理、后台、公司。", "Who acts in the service: customer, manager, back office, company."),
    (_NAME, Field("front", Text("面对客户", "Meets customers"), "flag")),
    ("roles",),
    ("roles",),
    ordered=True,
    starts=("name", "front"),
)
COMPETITORS: Final = Family(
    "competitors",
    Text("竞争对手", "Competitors"),
    Text("竞争对手", "competitor"),
    Text("客户会拿来比较的其他服务。", "Whom customers compare the service with."),
    (_NAME,),
    ("competitors",),
    ("competitors",),
    ordered=True,
    starts=("name",),
)
SEGMENTS: Final = Family(
    "segments",
    Text("客群", "Segments"),
    Text("客群", "segment"),
    Text("按问卷属性的取值划分的客户群。", "Groups of customers, by values of an attribute."),
    (
        _NAME,
        Field("attribute", Text("属性", "Attribute"), "key", choose=pick.named("attributes", empty=NONE)),
        Field("values", Text("取值", "Values"), "words"),
    ),
    ("segments",),
    ("segments",),
    ordered=True,
    starts=("name", "attribute"),
)
QUESTIONS: Final = Family(
    "questions",
    Text("题目", "Questions"),
    Text("题目", "question"),
    Text(
        "每题是答卷文件的一列：问什么、问的是谁、用什么量表。",
        "A question is one column of answers: what it measures, about what, on which scale.",
    ),
    (
        Field("wording", Text("问法", "Wording"), "long"),
        Field("measure", Text("测量", "Measure"), "choice", choose=pick.always(pick.MEASURES)),
        Field("about", Text("对象", "About"), "key", choose=pick.choose_about),
        Field("scale", Text("量表", "Scale"), "scale"),
        Field(
            "column",
            Text("列名", "Column"),
            "word",
            Text("答卷文件里的列标题；与键相同时不写。", "Its heading in the file; empty where it is the key."),
        ),
        Field("competitor", Text("竞争对手", "Competitor"), "key", choose=pick.named("competitors", empty=NONE)),
        Field("group", Text("题组", "Group"), "word", Text("同一道多选题的各选项同组。", "Choices of one multiple answer share it.")),
        Field("chosen", Text("选中的编码", "Codes for chosen"), "words"),
        Field("unchosen", Text("未选的编码", "Codes for not chosen"), "words"),
        Field("joined", Text("选项分隔符", "Between choices"), "word"),
        Field("asked_if", Text("跳转依据的列", "Asked by column"), "word"),
        Field("asked_when", Text("该列为何值时提问", "Asked when it says"), "words"),
        Field("as_asked", Text("按原量表算推荐者", "Promoters on the scale as asked"), "flag"),
    ),
    ("survey", "questions"),
    ("survey", "questions"),
    ordered=True,
    starts=("wording", "measure", "about"),
)
ATTRIBUTES: Final = Family(
    "attributes",
    Text("属性", "Attributes"),
    Text("属性", "attribute"),
    Text("用来筛选和分组的客户信息：等级、地区、营业厅。", "What is known of respondents, to filter and split by: tier, region, branch."),
    (
        _NAME,
        Field("column", Text("列名", "Column"), "word"),
        Field(
            "values",
            Text("取值的名称", "Names of values"),
            "coded",
            Text("每行一个：编码 = 中文 | English", "One a line: code = Chinese | English"),
        ),
        Field("missing", Text("缺失编码", "Missing codes"), "words"),
    ),
    ("survey", "attributes"),
    ("survey", "attributes"),
    ordered=True,
    starts=("name", "column"),
)
COLUMNS: Final = Family(
    "columns",
    Text("其他列", "Other columns"),
    Text("其他列", "other columns"),
    Text("答卷文件里不是题目的列。", "Columns of the file that are no questions."),
    (
        Field("respondent", Text("受访者编号", "Respondent"), "word"),
        Field("weight", Text("权数", "Weight"), "word"),
        Field("wave", Text("期次", "Wave"), "word"),
        Field("date", Text("日期", "Date"), "word"),
        Field("test", Text("测试标记", "Test mark"), "word"),
        Field("flagged", Text("质量标记", "Quality flag"), "word"),
        Field("cluster", Text("抽样群组", "Cluster"), "word"),
    ),
    ("survey", "columns"),
    ("survey", "columns"),
    single=True,
)
EMOT: Final = Family(
    "emot",
    Text("E-MOT 六因素", "E-MOT: six factors"),
    Text("权重", "weights"),
    Text("六个因素怎样合成一个数；不写权重即等权。", "How six factors make one number; equal weights where none are written."),
    (
        Field(
            "weights",
            Text("权重", "Weights"),
            "numbers",
            Text(
                "每行一个：因素 = 权重。importance 重要性、fit 定位契合、loyalty 忠诚、advantage 优势、pain 痛点、memory 记忆。",
                "One a line: factor = weight. Factors: importance, fit, loyalty, advantage, pain, memory.",
            ),
        ),
        Field("scaling", Text("可比方式", "Made comparable by"), "choice", choose=pick.always(pick.SCALINGS)),
        Field("combine", Text("合成方式", "Joined by"), "choice", choose=pick.always(pick.COMBINES)),
    ),
    ("plan", "emot"),
    ("analysis", "emot"),
    single=True,
)
FIT: Final = Family(
    "fit",
    Text("定位契合评分", "Ratings of fit"),
    Text("评分", "rating"),
    Text(
        "团队成员各打一个 0 到 9 分：这个时刻与公司定位多契合。",
        "How well a moment fits the positioning, 0 to 9, one rating for each member of the team.",
    ),
    (
        Field("moment", Text("关键时刻", "Moment"), "key", choose=pick.choose_moments),
        Field("ratings", Text("评分", "Ratings"), "ratings", Text("用空格分开：7 8 6", "With spaces between: 7 8 6")),
    ),
    ("plan", "emot", "fit"),
    ("analysis", "emot", "fit"),
    key="moment",
    starts=("moment", "ratings"),
)
EPISODES: Final = Family(
    "episodes",
    Text("峰终检验的数据", "Data of the peak-end test"),
    Text("数据", "data"),
    Text(
        "峰终定律讲的是一个人怎样记忆；平均数和先后不明的数据不能检验它。",
        "The rule is about how a person remembers; it is not tested on averages, or without an order.",
    ),
    (
        Field("rows", Text("每行是什么", "A row is"), "choice", choose=pick.always(pick.ROWS)),
        Field("order", Text("先后", "Order"), "choice", choose=pick.always(pick.ORDERS)),
    ),
    ("plan", "episodes"),
    ("analysis", "episodes"),
    single=True,
)
CONSTRUCTS: Final = Family(
    "constructs",
    Text("满意度链条", "Chain"),
    Text("构念", "construct"),
    Text(
        "不能用一道题问到的概念（形象、质量、忠诚）、代表它的题目、它影响什么。",
        "What one question cannot ask (image, quality, loyalty), the questions that stand for it, and what it acts on.",
    ),
    (
        _NAME,
        Field("questions", Text("题目", "Questions"), "keys", choose=pick.named("questions")),
        Field("mode", Text("关系", "Mode"), "choice", choose=pick.always(pick.MODES)),
        Field("effects", Text("影响", "Acts on"), "keys", choose=pick.named("constructs"), get=_effects, put=_put_effects),
    ),
    ("plan", "chain", "constructs"),
    ("analysis", "chain", "constructs"),
    ordered=True,
    starts=("name", "questions"),
)
MARGINS: Final = Family(
    "margins",
    Text("加权目标", "Margins"),
    Text("目标", "margin"),
    Text("总体里各取值的占比，合计为 1；答卷据此加权。", "The shares of the population, together 1; answers are weighted to them."),
    (
        Field("attribute", Text("属性", "Attribute"), "key", choose=pick.named("attributes")),
        Field("shares", Text("占比", "Shares"), "numbers", Text("每行一个：取值 = 占比", "One a line: value = share")),
    ),
    ("plan", "weighting", "margins"),
    ("analysis", "weighting", "margins"),
    key="attribute",
    starts=("attribute", "shares"),
)
WEIGHTING: Final = Family(
    "weighting",
    Text("权数修剪", "Trimming"),
    Text("修剪", "trimming"),
    Text(
        "权数不小于、不大于平均权数的多少倍；0 表示不修剪。", "Between which multiples of the mean weight weights are kept; 0: not trimmed."
    ),
    (Field("least", Text("最小", "Least"), "number"), Field("most", Text("最大", "Most"), "number")),
    ("plan", "weighting"),
    ("analysis", "weighting"),
    single=True,
)
FIELDWORK: Final = Family(
    "fieldwork",
    Text("访问执行", "Fieldwork"),
    Text("期次", "wave"),
    Text("受邀的人后来怎样：完成、拒访、联系不上，算出应答率。", "What became of those invited: response rates are worked out from it."),
    (
        Field("wave", Text("期次", "Wave"), "word", Text("不写表示全部。", "Empty: all waves.")),
        Field(
            "counts",
            Text("人数", "Counts"),
            "counts",
            Text(
                "每行一个：结果 = 人数。结果：complete、partial、refusal、non_contact、other、unknown、not_eligible。",
                "One a line: outcome = people. Outcomes: complete, partial, refusal, non_contact, other, unknown, not_eligible.",
            ),
        ),
    ),
    ("plan", "fieldwork"),
    ("analysis", "fieldwork"),
    key="wave",
    starts=("wave", "counts"),
)
COMPLAINTS: Final = Family(
    "complaints",
    Text("抱怨", "Complaints"),
    Text("题组", "group"),
    Text(
        "哪一道多选题问的是抱怨，哪些选项表示“其他”。",
        "Which multiple answer names what people complained of, and which choices mean something else.",
    ),
    (
        Field("group", Text("题组", "Group"), "key", choose=pick.choose_groups),
        Field("other", Text("表示“其他”的选项", "Choices that mean something else"), "keys", choose=pick.named("questions")),
    ),
    ("plan", "complaints"),
    ("analysis", "complaints"),
    key="group",
    starts=("group",),
)
STAY: Final = Family(
    "stay",
    Text("在网与流失", "Stay"),
    Text("在网与流失", "stay"),
    Text("客户留了多久、谁离开了。", "How long customers stayed, and who left."),
    (
        Field("time", Text("在网时长（题目）", "Time (question)"), "key", choose=pick.named("questions", empty=NONE)),
        Field(
            "left",
            Text("是否离开（属性或题目）", "Left (attribute or question)"),
            "key",
            choose=pick.named("attributes", "questions", empty=NONE),
        ),
        Field("left_values", Text("表示离开的取值", "Values that mean gone"), "words"),
        Field("origin", Text("时长从何算起", "Counted from"), "text"),
    ),
    ("plan", "stay"),
    ("analysis", "stay"),
    single=True,
)

ALL: Final = (
    *(STUDY, SCENARIOS, STAGES, MOMENTS, COMMON, NEEDS, THEMES, ROLES, SEGMENTS, COMPETITORS, QUESTIONS, ATTRIBUTES, COLUMNS),
    *(EMOT, FIT, EPISODES, CONSTRUCTS, MARGINS, WEIGHTING, FIELDWORK, COMPLAINTS, STAY),
)
"""Every family."""

FAMILIES: Final = {family.name: family for family in ALL}


def find_family(name: str) -> Family:
    """The family with this name. Raises `PartUnknown`."""
    if name not in FAMILIES:
        raise PartUnknown(key=name)
    return FAMILIES[name]
