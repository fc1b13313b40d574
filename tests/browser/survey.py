"""A survey as a carrier would export it, and the way of such a file into a study: drafted, matched, tried, kept."""

import random
import re
from pathlib import Path
from typing import Final

import openpyxl
from tests.browser.visitor import PATIENCE, Visitor

SCORED: Final = ("语音通话整体满意度", "网络覆盖与信号强度", "语音通话清晰度", "语音通话稳定性")
REAL: Final = "zh_telecom_voice/附件1语音业务用户满意度数据.xlsx"
"""The survey of a carrier that these are made after."""


def write_survey(path: Path, people: int = 400, *, spoilt: int = 0) -> Path:
    """A file in its form: scores from 1 to 10, yes or no as 1 and 2, ticked places as number or -1; the first `spoilt` scores are 99."""
    chance = random.Random(5)  # noqa: S311 - made-up answers
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["用户id", *SCORED, "是否遇到过网络问题", "居民小区", "办公室", "用户描述", "客户星级标识"])
    for number in range(people):
        whole = chance.randint(3, 10)
        scores = [min(10, max(1, whole + chance.randint(-2, 2))) for _ in SCORED]
        if number < spoilt:
            scores[0] = 99
        met = chance.choice([1, 2])
        ticked = [place if met == 1 and chance.random() < 0.4 else -1 for place in (1, 2)]
        words = "电梯里没有信号" if ticked[0] == 1 else None
        sheet.append([f"U{number:05d}", *scores, met, *ticked, words, chance.choice(["金卡", "银卡", "未评级"])])
    book.save(path)
    return path


def draft(visitor: Visitor, survey: Path) -> str:
    """Have a study drafted from an export and made; its address."""
    page = visitor.page
    visitor.go("/studies/from-export")
    page.set_input_files("input#file", str(survey))
    page.locator("form.drop button.main").click()
    page.locator("form[action*='/create'] button.main").click(timeout=PATIENCE)
    page.wait_for_url(re.compile(r"/studies/\d+"))
    study = re.search(r"/studies/\d+", page.url)
    assert study is not None
    return study[0]


def send(visitor: Visitor, study: str, survey: Path) -> None:
    """Send a file to a study and wait until it has been looked at."""
    page = visitor.page
    visitor.go(f"{study}/answers")
    page.set_input_files("input#file", str(survey))
    page.locator("form.drop button.main").click()
    page.wait_for_url(re.compile(r"/files/\d+"))
    page.wait_for_selector("progress", state="detached", timeout=PATIENCE)


def try_out(visitor: Visitor, wave: str = "2022") -> None:
    """Confirm the columns as they are proposed and wait for the dry run."""
    page = visitor.page
    name = page.locator("input#wave")
    if not name.input_value():
        name.fill(wave)
    page.locator("form[action$='/trial'] button.main").click()
    page.locator("form[action$='/import'] button.main").wait_for(timeout=PATIENCE)


def keep(visitor: Visitor) -> None:
    """Import what was tried."""
    visitor.page.locator("form[action$='/import'] button.main").click()
    visitor.page.locator("a.button.main[href*='/map']").wait_for(timeout=PATIENCE)


def fetch_deck(visitor: Visitor, study: str, folder: Path) -> Path:
    """Have the whole deck made, wait, and take it home."""
    page = visitor.page
    visitor.go(f"{study}/reports")
    page.locator("form[action*='/reports/deck/make'] button").first.click()
    ready = page.locator("a[href$='/file']")
    ready.wait_for(timeout=PATIENCE)
    with page.expect_download() as waiting:
        ready.click()
    out = folder / "deck.pptx"
    waiting.value.save_as(out)
    return out
