"""What is typed about people, and whether it will do."""

from typing import Any, cast

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.validators import RegexValidator

from peakend.text import Language, Text
from peakend.web.people.models import KINDS, ROLES, User


def choices(names: dict[str, Text], language: Language) -> list[tuple[str, str]]:
    """The names of a list of keys in a language, for a form."""
    return [(key, name.say(language)) for key, name in names.items()]


def _label(zh: str, en: str, language: Language) -> str:
    return Text(zh, en).say(language)


class SpokenForm(forms.Form):
    """A form whose labels are in the language of the page."""

    def __init__(self, *args: Any, language: Language = "zh", **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Keep the language, then label the fields."""
        super().__init__(*args, **kwargs)
        self.language = language
        self.label_fields()

    def label_fields(self) -> None:
        """Say what each field is."""


class UnitForm(SpokenForm):
    """A unit: key, level, names."""

    key = forms.CharField(max_length=40, validators=[RegexValidator(r"^[a-z][a-z0-9_-]*$")])
    kind = forms.ChoiceField()
    name_zh = forms.CharField(max_length=80)
    name_en = forms.CharField(max_length=80, required=False)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["key"].label = _label("代号", "Key", self.language)
        self.fields["key"].help_text = _label(
            "小写字母、数字和短横线，建立后不变；答卷按它归属单位。",
            "Lower-case letters, digits, hyphens; never changes. Answers are told apart by it.",
            self.language,
        )
        self.fields["kind"].label = _label("层级", "Level", self.language)
        self.fields["name_zh"].label = _label("中文名称", "Chinese name", self.language)
        self.fields["name_en"].label = _label("英文名称", "English name", self.language)
        cast("forms.ChoiceField", self.fields["kind"]).choices = choices(
            {key: name for key, name in KINDS.items() if key != "head"}, self.language
        )


class InviteForm(SpokenForm):
    """Whom to invite: a role, and an address if the link is to be sent."""

    role = forms.ChoiceField()
    email = forms.EmailField(required=False)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["role"].label = _label("角色", "Role", self.language)
        self.fields["email"].label = _label("邮箱（可不填）", "E-mail (optional)", self.language)
        cast("forms.ChoiceField", self.fields["role"]).choices = choices(ROLES, self.language)


class RoleForm(SpokenForm):
    """Another role."""

    role = forms.ChoiceField()

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["role"].label = _label("角色", "Role", self.language)
        cast("forms.ChoiceField", self.fields["role"]).choices = choices(ROLES, self.language)


class ProfileForm(SpokenForm):
    """How somebody is called and spoken to."""

    shown_name = forms.CharField(max_length=80, required=False)
    email = forms.EmailField(required=False)
    language = forms.ChoiceField(required=False)

    def label_fields(self) -> None:
        """Say what each field is."""
        self.fields["shown_name"].label = _label("显示名称", "Shown name", self.language)
        self.fields["email"].label = _label("邮箱", "E-mail", self.language)
        self.fields["language"].label = _label("语言", "Language", self.language)
        browser = _label("跟随浏览器", "As the browser says", self.language)
        cast("forms.ChoiceField", self.fields["language"]).choices = [("", browser), ("zh", "中文"), ("en", "English")]


class JoinForm(BaseUserCreationForm):
    """A new account: a name to sign in with, and a password twice; Django judges the password."""

    class Meta:
        """The account."""

        model = User
        fields = ("username", "email")
