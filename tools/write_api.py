"""What stands in the reference of the API? Every operation with its right, its scope and its parameters, as the description says it.

.venv/bin/python tools/write_api.py           writes docs/{en,zh}/reference/api.md
.venv/bin/python tools/write_api.py --check   says which of them are out of date, and fails if one is
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

os.environ["DJANGO_SETTINGS_MODULE"] = "peakend.web.settings"
os.environ.setdefault("PEAKEND_SECRET", "only to write documentation")
os.environ.setdefault("PEAKEND_HOME", tempfile.gettempdir())

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from peakend.text import LANGUAGES, Language, Text
from peakend.web.api.operations import SECTIONS
from peakend.web.api.pace import MOST
from peakend.web.api.problems import STATUSES
from peakend.web.api.views import list_operations
from peakend.web.people.accounts import SCOPES

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
TITLE: Final = Text("接口（API）", "API")
HEAD: Final = Text(
    "本页由接口自身的描述生成；工作台的 `/api/` 是同样内容的网页，`/api/openapi.json` 是 OpenAPI 3.1 描述，供程序生成客户端使用。"
    "接口与页面走同一扇门：同样的权利、同样的单位范围、同样的小群体保护；页面上看不到的，接口也给不出。",
    "This page is made from the API's own description. `/api/` of a workbench shows the same as a page, and `/api/openapi.json` is the "
    "description itself (OpenAPI 3.1), for those who generate a client. The API goes through the same door as "
    "pages: the same rights, the same "
    "units, the same protection of small groups.",
)
WAYS: Final = Text("如何进入", "How to get in")
TOKENS: Final = Text(
    "在“个人设置 → 令牌”中生成令牌，只显示一次；每个请求带上 `Authorization: Bearer <令牌>`。"
    "令牌能做的不会超过本人的权利，也不会超过它的权限。"
    "已登录的浏览器也可以直接使用接口，写操作须带 `X-CSRFToken`。每个操作都写明需要哪项权利和哪种权限，没有写明的操作一律关闭。",
    "Make a token under Profile → Tokens (it is shown once), and send `Authorization: Bearer <token>` with each "
    "request. A token never does more "
    "than its owner may, nor more than its scopes. A browser that is signed in may use the API too; its writes send `X-CSRFToken`. Each "
    "operation says which right and which scope it needs; one that says nothing is shut.",
)
FAULTS: Final = Text("出错时", "When something is wrong")
FAULT_WORDS: Final = Text(
    "回答为 `application/problem+json`：`type` 是错误名称，各语言相同（见[错误信息](errors.md)）；`title` "
    "说明哪里不对，`detail` 说明怎么办，"
    "语言随 `Accept-Language`；`faults` 列出每一处不能使用的值。没有这项内容与无权查看，得到的回答相同：404。",
    "The answer is `application/problem+json`: `type` is the name of the fault, the same in every language (see "
    "[errors](errors.md)); `title` says "
    "what is wrong and `detail` how to mend it, in the language of `Accept-Language`; `faults` lists each value "
    "that cannot be taken. What is "
    "not there and what is not yours get the same answer: 404.",
)
WRITES: Final = Text("写入与重试", "Writes and retries")
WRITE_WORDS: Final = Text(
    "写操作可带 `Idempotency-Key`（调用方自己生成的 UUID；上传答卷必须带）：网络中断后用同一个键重发相同内容，"
    "得到同一份回执，不会做两次；"
    "同一个键换了内容则为 409。写研究文件要说明看到的是第几版（`seen_number`），别人已经改过就是 409，什么也不会丢。"
    "列表用 `offset` 和 `limit`（至多 200）分页；研究带 `ETag`，用 `If-None-Match` 可知是否有变化。",
    "A write may carry an `Idempotency-Key` (a UUID made by the caller; sending answers needs one): sent again "
    "with the same content it gives the "
    "same receipt and is done once; with other content it is a 409. Writing a study file says which version was "
    "seen (`seen_number`); where "
    "others wrote since, it is a 409 and nothing is lost. Lists are cut by `offset` and `limit` (200 at most). Studies carry an `ETag`: "
    "`If-None-Match` says whether anything changed.",
)
PACE: Final = Text("每分钟至多", "a minute at most")
HEADS: Final = Text("操作 | 做什么 | 权利 | 权限", "Operation | What it does | Right | Scope")
PARAMETERS: Final = Text("参数", "parameters")
FIELDS: Final = Text("请求体字段", "fields of the body")


def tell_page(language: Language) -> str:
    """The reference in one language."""
    return "\n".join(_tell(language)) + "\n"


def _tell(language: Language) -> Iterator[str]:
    yield from (f"# {TITLE.say(language)}", "", HEAD.say(language), "", f"## {WAYS.say(language)}", "", TOKENS.say(language), "")
    for scope, words in SCOPES.items():
        yield f"- `{scope}`: {words.say(language)} ({MOST[scope]} {PACE.say(language)})"
    yield from ("", f"## {FAULTS.say(language)}", "", FAULT_WORDS.say(language), "")
    for status in sorted(set(STATUSES.values())):
        names = ", ".join(f"`{fault.__name__}`" for fault, one in STATUSES.items() if one == status)
        yield f"- {status}: {names}"
    yield from ("", f"## {WRITES.say(language)}", "", WRITE_WORDS.say(language))
    for section, title in SECTIONS.items():
        yield from ("", f"## {title.say(language)}", "", f"| {HEADS.say(language)} |", "| --- | --- | --- | --- |")
        for one in list_operations(section, language):
            yield f"| `{one['method']} {one['path']}` | {_words(one, language)} | `{one['right']}` | `{one['scope']}` |"


def _words(one: dict[str, object], language: Language) -> str:
    """What an operation does, with its parameters and the fields of its body."""
    told = str(one["summary"]) if language == "zh" else " ".join(str(one["about"]).split())
    parameters = [each for each in one["parameters"] if each["in"] != "path" and each["name"] not in {"offset", "limit"}]  # type: ignore[attr-defined]
    if parameters:
        listed = ", ".join(f"`{each['name']}`" + (f" ({each['said']})" if each["said"] else "") for each in parameters)
        told += f"<br>{PARAMETERS.say(language)}: {listed}"
    if one["fields"]:
        told += f"<br>{FIELDS.say(language)}: " + ", ".join(f"`{name}`" for name, _ in one["fields"])  # type: ignore[attr-defined]
    return told.replace("|", "\\|")


def main() -> int:
    """Write the pages, or say which are out of date."""
    stale = 0
    for language in LANGUAGES:
        path, page = DOCS / language / "reference" / "api.md", tell_page(language)
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != page:
                print(f"{path} is out of date: run tools/write_api.py")
                stale = 1
        else:
            path.write_text(page, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
