"""What is this called in the other language? A short list of words of service, telecom, travel and retail surveys, for keys and names.

Only a name that the list covers from end to end is translated, and a translation is always a remark: the user's own words are better.
"""

import re
import unicodedata
from functools import cache
from typing import Final

_PAIRS: Final = """
整体满意度=overall satisfaction|语音通话=voice call|网络覆盖=network coverage|信号强度=signal strength|清晰度=clarity|稳定性=stability
上网=mobile data|网速=network speed|居民小区=residential area|办公室=office|高校=university|商业街=shopping street|地铁=metro
农村=countryside|高铁=high speed rail|其他，请注明=other|其他=other|手机没有信号=no signal|有信号无法拨通=signal but no connection
通话过程中突然中断=call dropped|通话中有杂音、听不清、断断续续=noise and gaps|串线=crossed lines
通话过程中一方听不见=one side cannot hear|是否遇到过网络问题=met network problems|用户描述=description|脱网次数=lost network count
mos质差次数=poor mos count|未接通掉话次数=failed and dropped calls|重定向次数=redirect count|重定向驻留时长=redirect stay
家宽投诉=broadband complaints|资费投诉=tariff complaints|语音方式=voice technology|是否关怀用户=care customer
是否去过营业厅=visited branch|终端品牌类型=handset model|终端品牌=handset brand|当月ARPU=arpu this month|当月MOU=minutes this month
前3月ARPU=arpu last 3 months|前3月MOU=minutes last 3 months|客户星级标识=customer star tier|是否5G网络客户=is 5g customer
是否实名登记用户=registered by name|当月欠费金额=arrears this month|前第3个月欠费金额=arrears 3 months ago|4\\5G用户=network generation
外省语音占比=share of voice out of province|外省流量占比=share of data out of province|ARPU（家庭宽带）=arpu broadband
套外流量（MB）=data beyond plan mb|套外流量费（元）=fee beyond plan|是否4G网络客户（本地剔除物联网）=is 4g customer
语音通话-时长（分钟）=call minutes|省际漫游-时长（分钟）=roaming minutes|GPRS总流量（KB）=data total kb
GPRS-国内漫游-流量（KB）=data roaming kb|性别=gender|年龄=age|月收入=monthly income|收入=income|学历=education|职业=occupation
地区=region|省份=province|城市=city|客户等级=customer tier|星级=star tier|手机部数=number of phones|手机价格=phone price
兴趣爱好=interests|爱好投入占收入比重=share of income on interests|关注资讯=news followed|用户id=user id|预约=appointment|接待=reception
邀请=invitation|咨询=consultation|疑问解答=answering questions|业务办理=transaction|投诉处理=complaint handling|后续跟进=follow up
结果反馈=feedback of result|离厅=leaving the branch|后续关怀=after care|活动主体=main activity|排队等候=queuing|等候时间=waiting time
服务态度=staff attitude|业务能力=staff competence|服务效率=service speed|环境=environment|厅内环境=branch environment|安装=installation
维修=repair|上门服务=home visit|热线=hotline|资费=tariff|账单=bill|充值缴费=top up and payment|舒适度=comfort|清洁度=cleanliness
酒水饮料=bar beverages|餐食=catering|洗手间=washrooms|无线网络=wifi connectivity|员工服务=staff service|座椅腿部空间=seat legroom
座椅靠背=seat recline|座椅宽度=seat width|过道空间=aisle space|屏幕观看=viewing tv|电源=power supply|座椅储物=seat storage
座椅舒适度=seat comfort|客舱乘务=cabin staff|餐饮=food beverages|机上娱乐=inflight entertainment|地面服务=ground service
性价比=value money|总体=overall|是否推荐=recommended|航空公司=airline name|机型=aircraft|舱位=cabin flown|旅客类型=type traveller
座椅布局=seat layout|休息室=lounge name|休息室类型=lounge type|机场=airport|航线=route|作者国家=author country
候机楼清洁=terminal cleanliness|候机楼座椅=terminal seating|候机楼指示=terminal signs|机场购物=airport shopping|机场员工=airport staff
排队=queuing|满意度=satisfaction|再次光临意愿=intention|原因说明=explication|原因=reason|日期=date|内容=content
"""
_SHORTEST: Final = 2
_MOST_WORDS: Final = 6
"""A longer heading is a sentence and makes no key."""
_JOINTS: Final = {"与": " and ", "和": " and ", "及": " and ", "、": " ", "的": " ", "-": " ", "（": " ", "）": " "}


@cache
def _pairs() -> tuple[dict[str, str], dict[str, str]]:
    """The list as two dictionaries."""
    pairs = [(pair.split("=")[0], pair.split("=")[1]) for line in _PAIRS.strip().splitlines() for pair in line.split("|")]
    return dict(pairs), {en: zh for zh, en in reversed(pairs)}


def english_for(words: str) -> str:
    """Chinese words in English, or nothing where the list does not cover all of them.

    >>> english_for("网络覆盖与信号强度"), english_for("会员之夜")
    ('network coverage and signal strength', '')
    """
    known, _ = _pairs()
    rest, parts = words.strip(), []
    while rest:
        length = next((size for size in range(len(rest), _SHORTEST - 1, -1) if rest[:size] in known), 0)
        if length:
            parts.append(known[rest[:length]])
            rest = rest[length:]
        elif rest[0] in _JOINTS:
            parts.append(_JOINTS[rest[0]].strip())
            rest = rest[1:]
        else:
            return ""
    return " ".join(part for part in parts if part)


def chinese_for(words: str) -> str:
    """English words in Chinese, or nothing where the list does not have them.

    >>> chinese_for("Staff service"), chinese_for("sauna")
    ('员工服务', '')
    """
    _, known = _pairs()
    return known.get(" ".join(words.lower().replace("_", " ").split()), "")


def is_chinese(words: str) -> bool:
    """Whether there are Chinese characters in these words."""
    return re.search(r"[\u3400-\u9fff]", words) is not None


def make_key(words: str, fallback: str) -> str:
    """A key of lower-case letters, digits and `_`, at most thirty characters, made of the words or else the fallback.

    >>> make_key("Staff service (lounge)", "q7"), make_key("会员之夜", "q7"), make_key("语音通话清晰度", "q7")
    ('staff_service_lounge', 'q7', 'voice_call_clarity')
    """
    english = english_for(words) if is_chinese(words) else words
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain)
    if len(parts) > _MOST_WORDS:
        return fallback
    key = ""
    for part in parts:
        if len(key) + len(part) + 1 > 30:  # noqa: PLR2004 - longer keys are no keys but sentences
            break
        key = f"{key}_{part}" if key else part
    if not key or not key[0].isalpha() or (is_chinese(words) and not english):
        return fallback if not key or not re.match(r"\d", key) or is_chinese(words) else f"q{key}"
    return key


def free_key(key: str, taken: set[str]) -> str:
    """The key, with a number behind it where it is taken; it is taken from then on."""
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"{key}_{number}"
    taken.add(free)
    return free
