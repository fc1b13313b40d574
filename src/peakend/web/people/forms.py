"""What is typed about people, and whether it will do."""

from typing import Any, cast

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm, UserCreationForm
from django.core.exceptions import ValidationError

from peakend.errors import UnitKeyMalformed
from peakend.text import Language, Text
from peakend.web.people.access import fits
from peakend.web.people.accounts import SCOPES
from peakend.web.people.actions import KEY
from peakend.web.people.models import KINDS, ROLES, User
from peakend.web.people.passwords import RULES
from peakend.web.people.speaking import said


def choices(names: dict[str, Text], language: Language) -> list[tuple[str, str]]:
    """The names of a list of keys in a language, for a form."""
    return [(key, name.say(language)) for key, name in names.items()]


def _label(zh: str, en: str, language: Language) -> str:
    return Text(zh, en).say(language)


def _word_addresses(fields: dict[str, forms.Field], language: Language) -> None:
    """Say what an e-mail address is in words of ours."""
    for field in fields.values():
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = _label("请填写有效的邮箱地址。", "Give a valid e-mail address.", language)


class SpokenForm(forms.Form):
    """A form whose labels are in the language of the page."""

    def __init__(self, *args: Any, language: Language = "zh", **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Keep the language, then label the fields."""
        super().__init__(*args, **kwargs)
        self.spoken = language
        self.label_fields()
        _word_addresses(self.fields, language)

    def label_fields(self) -> None:
        """Say what each field is."""


class UnitForm(SpokenForm):
    """A new unit: key, level, names."""

    key = forms.CharField(max_length=40)
    kind = forms.ChoiceField()
    name_zh = forms.CharField(max_length=80)
    name_en = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, above: str = "head", **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Offer the levels below that of the unit above."""
        self.above = above
        super().__init__(*args, **kwargs)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["key"].label = _label("代号", "Key", self.spoken)
        self.fields["key"].help_text = _label(
            "小写字母、数字和短横线，建立后不变；答卷按它归属单位。",
            "Lower-case letters, digits, hyphens; never changes. Answers are told apart by it.",
            self.spoken,
        )
        self.fields["kind"].label = _label("层级", "Level", self.spoken)
        self.fields["name_zh"].label = _label("中文名称", "Chinese name", self.spoken)
        self.fields["name_en"].label = _label("英文名称（可不填）", "English name (optional)", self.spoken)
        levels = list(KINDS)
        below = {key: KINDS[key] for key in levels[levels.index(self.above) + 1 :]}
        cast("forms.ChoiceField", self.fields["kind"]).choices = choices(below, self.spoken)

    def clean_key(self) -> str:
        """A key is written as keys are."""
        key = str(self.cleaned_data["key"])
        if not KEY.fullmatch(key):
            raise ValidationError(UnitKeyMalformed(key=key).say(self.spoken))
        return key


class NamesForm(SpokenForm):
    """Other names for a unit, and the names that were seen."""

    name_zh = forms.CharField(max_length=80)
    name_en = forms.CharField(max_length=80, required=False)
    seen_zh = forms.CharField(max_length=80, widget=forms.HiddenInput)
    seen_en = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["name_zh"].label = _label("中文名称", "Chinese name", self.spoken)
        self.fields["name_en"].label = _label("英文名称（可不填）", "English name (optional)", self.spoken)


class InviteForm(SpokenForm):
    """Whom to invite: a role that is held at this level, and an address if the link is to be sent."""

    role = forms.ChoiceField()
    email = forms.EmailField(required=False)

    def __init__(self, *args: Any, kind: str = "head", **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Offer the roles of this level."""
        self.kind = kind
        super().__init__(*args, **kwargs)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["role"].label = _label("角色", "Role", self.spoken)
        self.fields["email"].label = _label("邮箱（可不填）", "E-mail (optional)", self.spoken)
        none = ("", _label("请选择", "Choose", self.spoken))  # nobody is invited as what happens to stand first
        cast("forms.ChoiceField", self.fields["role"]).choices = [none, *choices(roles_of(self.kind), self.spoken)]


class RoleForm(SpokenForm):
    """Another role, and the role that was seen."""

    role = forms.ChoiceField()
    seen = forms.CharField(max_length=12, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str = "head", **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Offer the roles of this level."""
        self.kind = kind
        super().__init__(*args, **kwargs)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["role"].label = _label("新角色", "New role", self.spoken)
        cast("forms.ChoiceField", self.fields["role"]).choices = choices(roles_of(self.kind), self.spoken)


def roles_of(kind: str) -> dict[str, Text]:
    """The roles that are held at a level of the tree."""
    return {role: name for role, name in ROLES.items() if fits(role, kind)}


class SignInForm(SpokenForm):
    """Who somebody is, and the proof."""

    username = forms.CharField(
        max_length=254, widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "autofocus": True})
    )
    password = forms.CharField(max_length=4096, strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["username"].label = _label("登录名或邮箱", "Sign-in name or e-mail", self.spoken)
        self.fields["password"].label = _label("密码", "Password", self.spoken)


class ForgottenForm(SpokenForm):
    """Where to send a reset link."""

    email = forms.EmailField(widget=forms.EmailInput({"autocomplete": "email"}))

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["email"].label = _label("邮箱", "E-mail", self.spoken)


class ProfileForm(SpokenForm):
    """How somebody is called and spoken to."""

    shown_name = forms.CharField(max_length=80, required=False, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    language = forms.ChoiceField(required=False)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["shown_name"].label = _label("显示名称", "Shown name", self.spoken)
        self.fields["shown_name"].help_text = _label(
            "同事看到的名字；不填则显示登录名。", "What colleagues see; else your sign-in name.", self.spoken
        )
        self.fields["email"].label = _label("邮箱", "E-mail", self.spoken)
        self.fields["email"].help_text = _label("可用于登录和找回密码。", "For signing in, and for a lost password.", self.spoken)
        self.fields["language"].label = _label("界面语言", "Language", self.spoken)
        browser = _label("跟随浏览器", "As the browser says", self.spoken)
        cast("forms.ChoiceField", self.fields["language"]).choices = [("", browser), ("zh", "中文"), ("en", "English")]


class TokenForm(SpokenForm):
    """What a program may do, and for how long."""

    name = forms.CharField(max_length=60)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(coerce=int, empty_value=None)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["name"].label = _label("名称", "Name", self.spoken)
        self.fields["name"].help_text = _label("例如使用它的程序或电脑。", "For example the program or machine that uses it.", self.spoken)
        self.fields["scopes"].label = _label("可以做什么", "What it may do", self.spoken)
        self.fields["days"].label = _label("有效期", "Valid for", self.spoken)
        cast("forms.MultipleChoiceField", self.fields["scopes"]).choices = choices(SCOPES, self.spoken)
        spans = {str(days): Text(f"{days} 天", f"{days} days") for days in (30, 90, 365)}
        cast("forms.ChoiceField", self.fields["days"]).choices = choices(spans, self.spoken)


class LogForm(SpokenForm):
    """Which entries of the log to show."""

    action = forms.ChoiceField(required=False)
    who = forms.CharField(max_length=150, required=False)

    def __init__(self, *args: Any, actions: dict[str, Text], **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Offer what was done so far."""
        self.actions = actions
        super().__init__(*args, **kwargs)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["action"].label = _label("操作", "Deed", self.spoken)
        self.fields["who"].label = _label("人员（登录名）", "Person (sign-in name)", self.spoken)
        every = _label("全部操作", "Every deed", self.spoken)
        cast("forms.ChoiceField", self.fields["action"]).choices = [("", every), *choices(self.actions, self.spoken)]


class JoinForm(UserCreationForm[User]):
    """A new account: a name to sign in with, and a password twice; Django judges the password."""

    class Meta:
        """The account."""

        model = User
        fields = ("username", "shown_name", "email")

    def __init__(self, *args: Any, language: Language = "zh", **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Say what each field is."""
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _label("登录名", "Sign-in name", language)
        self.fields["shown_name"].label = _label("显示名称（可不填）", "Shown name (optional)", language)
        self.fields["email"].label = _label("邮箱（可不填）", "E-mail (optional)", language)
        self.fields["password1"].help_text = RULES.say(language)
        _word_addresses(self.fields, language)


class FreshPasswordForm(SetPasswordForm):  # type: ignore[type-arg] # not subscriptable at run time
    """A password twice, for who has a reset link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Say what a password must be."""
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = said(RULES)


class OtherPasswordForm(PasswordChangeForm):
    """The old password, another twice, and whether programs shall need new tokens too."""

    tokens = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Say what a password must be."""
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = said(RULES)
        self.fields["tokens"].label = said(Text("同时吊销我的全部 API 令牌", "Revoke all my API tokens too"))


class LeaveForm(SpokenForm):
    """The word that somebody means it: their password, or, where they sign in with a company account, their sign-in name."""

    word = forms.CharField(max_length=4096, strip=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Ask for what this account has."""
        self.user = user
        super().__init__(*args, **kwargs)

    def label_fields(self) -> None:
        """Say what the field is."""
        word = self.fields["word"]
        if self.user.has_usable_password():
            word.widget = forms.PasswordInput({"autocomplete": "current-password"})
            word.label = _label("当前密码", "Your password", self.spoken)
        else:
            word.label = _label(f"输入登录名“{self.user.username}”以确认", f"Type your sign-in name ({self.user.username})", self.spoken)

    def clean_word(self) -> str:
        """It must be theirs."""
        word = str(self.cleaned_data["word"])
        usable = self.user.has_usable_password()
        if not (self.user.check_password(word) if usable else word == self.user.username):
            raise ValidationError(
                _label("密码不正确。", "The password is not right.", self.spoken)
                if usable
                else _label("与登录名不一致。", "That is not your sign-in name.", self.spoken)
            )
        return word
