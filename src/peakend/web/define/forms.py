"""What is typed to begin a study, to add a part, to split or merge moments, and whether it will do."""

from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from peakend.define.template import list_templates
from peakend.define.tree import MOST_BYTES, decode_text
from peakend.text import Language, Text
from peakend.web.people.models import Unit

KEY: Final = RegexValidator(r"^[a-z0-9][a-z0-9_]*$", "a-z 0-9 _")
_MOST_PARTS: Final = 5


class StudyForm(forms.Form):
    """A new study: where it belongs, what it starts from, its key and title."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none())
    start = forms.ChoiceField()
    file = forms.FileField(required=False)
    text = forms.CharField(required=False, strip=False, max_length=MOST_BYTES)
    key = forms.CharField(max_length=60, required=False, validators=[KEY])
    title_zh = forms.CharField(max_length=200, required=False)
    title_en = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, units: Any, language: Language, **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Offer the units in which a study may be put."""
        super().__init__(*args, **kwargs)
        self.language = language
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units
        starts = [*(one.name for one in list_templates()), "file", "text"]
        cast("forms.ChoiceField", self.fields["start"]).choices = [(name, name) for name in starts]

    def clean(self) -> dict[str, Any]:
        """A file or a text must be there where the study starts from one."""
        cleaned: dict[str, Any] = super().clean() or {}
        start = cleaned.get("start")
        if start == "file" and not cleaned.get("file"):
            self.add_error("file", Text("请选择研究文件。", "Choose a study file.").say(self.language))
        if start == "text" and not cleaned.get("text", "").strip():
            self.add_error("text", Text("请粘贴研究文件的内容。", "Paste the text of a study file.").say(self.language))
        return cleaned


class UploadForm(forms.Form):
    """A study file to put in the place of the newest version."""

    file = forms.FileField()


def read_upload(file: "UploadedFile[Any]") -> str:
    """The text of a study file that was sent. Raises `StudyFileTooLarge` and what else decoding raises."""
    return decode_text(file.read(MOST_BYTES + 1))


class NamesForm(forms.Form):
    """A key and a name in both languages; one of the two names is enough."""

    key = forms.CharField(max_length=60, required=False, validators=[KEY])
    zh = forms.CharField(max_length=200, required=False)
    en = forms.CharField(max_length=200, required=False)

    @property
    def name(self) -> Text:
        """The name."""
        return Text(zh=self.cleaned_data.get("zh", ""), en=self.cleaned_data.get("en", ""))


PartsForm = forms.formset_factory(NamesForm, extra=3, max_num=_MOST_PARTS)
"""The parts of a moment that is split."""
