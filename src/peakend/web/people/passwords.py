"""What is a good password? Django judges; the words are ours where it lacks them in one of the languages."""

from typing import Final

from django.contrib.auth.password_validation import MinimumLengthValidator

from peakend.text import Text
from peakend.web.people.speaking import said

RULES: Final = Text(
    "至少 10 个字符；不能是常见密码或纯数字，也不能与登录名、邮箱相近。",
    "At least 10 characters; not a common password, not digits alone, not close to your name or address.",
)
"""What a password must be, in one sentence."""


class LongEnough(MinimumLengthValidator):
    """Long enough."""

    def get_error_message(self) -> str:
        """What is wrong with a short one."""
        words = Text("密码太短：至少 {least} 个字符。", "This password is too short: at least {least} characters.")
        return said(words.fill(least=self.min_length))
