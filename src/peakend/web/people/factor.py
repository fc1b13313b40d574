"""What is asked for beside a password? The forms of allauth's second factor in our words; a wrong code is logged."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError

from peakend.text import Text
from peakend.web.people.audit import record_for
from peakend.web.people.speaking import said


def _ask_for_code(field: forms.Field, label: Text) -> None:
    field.label = said(label)
    field.widget.attrs = {"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}


class CodeForm(AuthenticateForm):  # type: ignore[misc] # allauth carries no types
    """The code at sign-in: from the app, or one of the recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as allauth calls it
        """Say what the field is."""
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"], Text("验证码或恢复码", "Code, or a recovery code"))

    def clean_code(self) -> str:
        """The code, if it is right; a wrong one is logged."""
        try:
            return str(super().clean_code())
        except ValidationError:
            record_for(self.user, "sign_in.failed", why="factor")
            raise


class CodeAgainForm(CodeReauthenticateForm):  # type: ignore[misc] # allauth carries no types
    """The code again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as allauth calls it
        """Say what the field is."""
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"], Text("验证码或恢复码", "Code, or a recovery code"))


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc] # allauth carries no types
    """The first code of a new app, which proves that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as allauth calls it
        """Say what the field is."""
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"], Text("应用显示的六位验证码", "The six digits that the app shows"))


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc] # allauth carries no types
    """The password again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as allauth calls it
        """Say what the field is."""
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label, field.help_text = said(Text("密码", "Password")), ""
        field.widget.attrs = {"autocomplete": "current-password", "autofocus": True}
