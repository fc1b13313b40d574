"""Which words give a column away? Headings and answers as they occur in survey files, in Chinese, English, French and German.

Whatever is found by a word is a guess and becomes a remark; the words stand here, in the open, so that anybody can add to them.
"""

import re
from typing import Final

from peakend.define.survey import Measure, Reason

MEASURE_WORDS: Final[tuple[tuple[Measure, str], ...]] = (
    ("kano_dysfunctional", r"dysfunctional|反向|负向题|不具备|不提供|(如果|假如|若)(没有|无|不)"),
    ("kano_functional", r"(?<!dys)functional|正向题|正向问|(如果|假如|若)(具备|有|能|提供)"),
    ("importance", r"importance|\bimportant\b|重要|重视|看重|关注程度|wichtigkeit"),
    ("expectation", r"expectation|\bexpected\b|^cuex\d|期望|预期|attentes?\b|erwartung"),
    (
        "nps",
        (
            r"\bnps\b|net.?promoter|likely.*recommend|recommend.*(friend|colleague|likel)|推荐.*(可能|意愿|度|给)|愿意.*推荐|"
            r"recommanderiez|weiterempfehl"
        ),
    ),
    ("ces", r"\bces\b|effort|费力|省力|费劲|轻松程度|aufwand"),
    (
        "loyalty",
        r"recommended?\b|again|repurchase|renew|return intention|\bintention\b|loyal|^cusl\d|忠诚|再次|继续使用|续约|续订|复购|再来|推荐",
    ),
    (
        "overall",
        (
            r"overall|in general.*satisf|^satisfaction$|general satisfaction|^cusa\d|整体|总体|综合评价|总评|总分|综合满意|"
            r"satisfaction (globale|générale)|gesamt"
        ),
    ),
)
"""Words of a heading that name its measure; the first that fits counts."""

RATING_WORDS: Final = re.compile(
    r"rating|score|satisf|\brate\b|quality|performance|evaluat|stars?\b|满意|评分|分数|评价|打分|得分|星级评|表现|质量|感受|note\b|"
    r"qualité|zufrieden|"
    r"^perq\d|^perv\d|^cusco$|^imag\d|^cusa\d",
    re.IGNORECASE,
)
IMAGE_WORDS: Final = re.compile(r"^imag\d|image of|brand image|品牌形象", re.IGNORECASE)
COUNT_WORDS: Final = re.compile(
    r"次数|时长|流量|金额|费用|欠费|[（(]元[)）]|[（(]分钟[)）]|占比|arpu|mou\b|\bdou\b|个数|数量|部数|年限|\bcount\b|number of|"
    r"how many|how much have|duration|amount|spend|spent|"
    r"charges?\b|revenue|tenure|\bage\b|年龄|price|income|minutes|seconds|nbpassage|caticket|投诉$|时间$",
    re.IGNORECASE,
)
NUMBERING: Final = re.compile(r"^\s*(?:Q\d{1,3}[\s_.、．:：)）-]+|\d{1,3}\s*[、.．)）:：]\s*)(?=[^\W\d])", re.IGNORECASE)
"""The number of a question before its words, as in "1. Greeting" or "Q1 Greeting"."""
CATEGORY_WORDS: Final = re.compile(
    r"gender|\bsex\b|\bage\b|income|educat|\bjob\b|occupation|profession|marital|household|region|area\b|city|country|province|district|"
    r"branch|store\b|shop\b|channel|brand|model\b|device|type\b|class\b|category|segment|group\b|cluster|tier\b|plan\b|package|level\b|"
    r"code\b|\bid\b|frequency|how often|tenure|month|week|\bday\b|year|shift\b|team\b|language|cohort|"
    r"性别|年龄|年纪|收入|学历|教育|职业|行业|婚姻|家庭|地区|区域|城市|省份|区县|门店|网点|营业厅$|渠道|品牌|机型|终端|类型|类别|种类|分类|"
    r"等级|级别|星级|套餐|档|代码|编码|频率|频次|多久|网龄|月份|星期|季度|年份|班次|班组|语言|方式$|原因|标识|是否",
    re.IGNORECASE,
)
"""Words of a heading whose small numbers are codes of categories, even where they fill a scale."""
ID_WORDS: Final = re.compile(
    r"^(id|ids|用户id|客户id|编号|序号|问卷编号|答卷编号|客户编号|用户编号|客户号|受访者编号|respondent[ _]?id|response[ _]?id|"
    r"customer[ _]?id|user[ _]?id|"
    r"case[ _]?id|caseid|customerid|record[ _]?id|record|uuid|index|respondent|客户标识|用户标识)$",
    re.IGNORECASE,
)
DATE_WORDS: Final = re.compile(r"date|日期|时间|submitted|timestamp|datum|jour", re.IGNORECASE)
BEST_DATE_WORDS: Final = re.compile(
    r"^(date|日期|submitdate|end ?date|recordeddate|提交答卷时间|提交时间|答题时间|调查日期|completetimestamp)$", re.IGNORECASE
)
WEIGHT_WORDS: Final = re.compile(r"^(weights?|wgt|wt|权重|加权|poids|gewicht|pond)$", re.IGNORECASE)
WAVE_WORDS: Final = re.compile(r"^(wave|期次|批次|轮次|波次|季度|quarter|survey wave)$", re.IGNORECASE)
TEST_WORDS: Final = re.compile(r"^(is_?test|test|测试|预览|preview)$", re.IGNORECASE)
FLAG_WORDS: Final = re.compile(r"^(flag|flagged|quality_flag|质控|无效标记|可疑)$", re.IGNORECASE)
PERSONAL_WORDS: Final = re.compile(
    r"^(name|full ?name|first ?name|last ?name|姓名|称呼|联系人|手机号?码?|电话号?码?|联系电话|联系方式|phone|mobile|telephone|"
    r"e-?mail.*|邮箱|电子邮件|身份证号?码?|"
    r"证件号码?|address|住址|地址|家庭住址|wechat|微信号?|qq号?|name_confidential|number_confidential)$",
    re.IGNORECASE,
)
TECHNICAL_WORDS: Final = re.compile(
    r"^(link|url|title|ip|ip ?address|来自ip|latitude|longitude|seed|token|user ?agent|browser|session.*|referrer.*|refurl|所用时间|"
    r"来源|来源详情|device|os)$",
    re.IGNORECASE,
)
REASON_WORDS: Final = re.compile(
    r"原因|为什么|理由|描述|意见|建议|说明|请注明|评价内容|留言|原话|comment|reason|\bwhy\b|explain|expli|feedback|suggest|content|"
    r"review|verbatim|"
    r"please specify|text|body|remarque|begründung",
    re.IGNORECASE,
)
MEASURE_TAILS: Final = re.compile(
    r"[\s_\-:：]*((non|dys)?functional|importance|expectations?|performance|satisfaction|rating|score|的?重要(性|程度|度)?|"
    r"的?满意(度|程度)|的?评分|的?评价|"
    r"的?期望(值|程度)?|的?表现|的?关注程度|的?重视程度)$",
    re.IGNORECASE,
)
"""What a heading says behind the thing that is asked about; without it, headings of one thing are the same."""

NO_ANSWER_WORDS: Final[tuple[tuple[Reason, str], ...]] = (
    (
        "not_experienced",
        (
            r"not applicable|^n/?a$|does not apply|not experienced|never used|never tried|never had|did not use|did not participate|"
            r"no basis|不适用|没用过|未使用|未体验|没有使用过|没遇到|未接触"
        ),
    ),
    (
        "dont_know",
        (
            r"don'?t know|do not know|not sure|unsure|no opinion|can'?t say|不知道|不清楚|不了解|说不清|不好说|没意见|无法评价|无法判断|"
            r"ne sai[ts] pas|weiß nicht"
        ),
    ),
    ("refused", r"prefer not|refus|no answer|decline|拒答|拒绝|不愿|不便|不想回答|keine angabe"),
    ("not_asked", r"^(跳过|\(跳过\))$"),
    ("skipped", r"^(skipped|未答|未填|未回答|\(空\)|空)$"),
)
"""Words of an answer that is none, and the reason they give."""

ORDERED_ANSWERS: Final[tuple[tuple[str, ...], ...]] = (
    ("非常不满意|很不满意", "不满意|比较不满意|不太满意", "一般|还可以|中立", "满意|比较满意", "非常满意|很满意"),
    ("非常不重要|完全不重要|很不重要", "不重要|不太重要", "一般|中立", "重要|比较重要", "非常重要|很重要"),
    ("非常不同意|完全不同意", "不同意|不太同意|比较不同意", "一般|中立|不确定", "同意|比较同意", "非常同意|完全同意"),
    ("很差|非常差", "差|较差", "一般|中等", "好|较好", "很好|非常好"),
    ("从不|从来没有", "很少|偶尔", "有时", "经常", "总是|每次"),
    ("very dissatisfied|extremely dissatisfied|completely dissatisfied", "dissatisfied|somewhat dissatisfied",
     "neutral|neither satisfied nor dissatisfied|neither", "satisfied|somewhat satisfied",
     "very satisfied|extremely satisfied|completely satisfied"),
    ("strongly disagree|completely disagree", "disagree|somewhat disagree", "neutral|neither agree nor disagree|neither",
     "agree|somewhat agree", "strongly agree|completely agree"),
    ("very unimportant|not at all important", "somewhat unimportant|unimportant|slightly important",
     "neither important nor unimportant|neither important nor unimportant (neutral)|neutral", "somewhat important|important",
     "very important|extremely important"),
    ("very poor|terrible", "poor|bad", "fair|average|ok|okay", "good", "very good|excellent"),
    ("never", "once in a while|rarely|seldom", "about half the time|sometimes|occasionally", "usually|often", "always"),
    ("not at all", "not much|slightly|a little", "some|somewhat|moderately", "a lot|very|quite", "extremely|completely"),
    ("no, not at all rude|no, not rude at all", "yes, somewhat rude", "yes, very rude"),
    ("dislike", "neither like nor dislike", "like"),
    ("awful", "in the middle", "great"),
)  # fmt: skip
"""Families of answers in words, from the lowest to the highest; spellings of one step are separated by `|`."""

EVALUATIVE: Final = re.compile(r"satisf|满意|poor|good|差$|好$|important|重要|awful|great|dislike", re.IGNORECASE)
"""Answers in words that rate something, by their words alone."""

KANO_ANSWERS: Final[tuple[tuple[int, str], ...]] = (
    (
        5,
        (
            r"^(i )?(would )?(really )?dislike( it)?\b(?!.*(live|tolerate|accept it|put up))|(can.?t|cannot|not) (accept|tolerate|stand)|"
            r"major problem|(不喜欢|不满意)(?!.*(忍|容|接受|勉强))|(不能|无法|难以|不可)(接受|忍受|容忍)|(?<!不)讨厌|反感"
        ),
    ),
    (4, r"live with|tolerate|put up with|minor inconvenience|勉强|忍受|容忍|可以接受|能接受|能忍|将就"),
    (3, r"neutral|not affect|don.?t care|indifferent|无所谓|没感觉|没有感觉|没什么感觉|不介意|不在乎|中立|都行"),
    (2, r"must be|must.be|must have|expect|basic (necessity|requirement)|take it for granted|理应|理所[当应]|应该|应当|必须|必备"),
    (1, r"\blike\b|enjoy|very helpful|delight|喜欢|满意|高兴"),
)
"""Words of a Kano answer and its place (1 like, 2 must be, 3 neutral, 4 live with, 5 dislike); the first that fits counts."""
