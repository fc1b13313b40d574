"""Where does a study start? Templates: studies that are written already, to be opened, copied and changed.

- *telecom-vip*: service to telecom VIP customers in four scenarios, 32 moments with their provenance, 21 needs; the study of the demo.
- *ten-themes*: ten themes of experience with 31 statements, in three levels.
- *blank*: the smallest sound study, with comments that teach how to fill it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from peakend.define.file import read_study
from peakend.define.study import Study
from peakend.errors import TemplateUnknown
from peakend.text import Text

_FOLDER: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Template:
    """A study to start from."""

    name: str
    title: Text
    about: Text

    @property
    def path(self) -> Path:
        """Its file, to be read or copied; its comments belong to it."""
        return _FOLDER / f"{self.name}.yaml"


_TEMPLATES: Final = (
    Template(
        "telecom-vip",
        Text(zh="电信 VIP 客户服务", en="Service to telecom VIP customers"),
        Text(
            zh="四个场景、32 个关键时刻（注明来源）、21 个需求词，附已发表结果；演示用。",
            en="Four scenarios, 32 moments with their provenance, 21 needs and what was published; the study of the demo.",
        ),
    ),
    Template(
        "ten-themes",
        Text(zh="十大体验主题", en="Ten experience themes"),
        Text(zh="十个主题、31 条题项，分三个层级。", en="Ten themes with 31 statements, in three levels."),
    ),
    Template(
        "blank",
        Text(zh="空白研究", en="Blank study"),
        Text(zh="最小的研究，带填写说明。", en="The smallest study, with comments that teach how to fill it."),
    ),
)


def list_templates() -> tuple[Template, ...]:
    """Every template.

    >>> [template.name for template in list_templates()]
    ['telecom-vip', 'ten-themes', 'blank']
    """
    return _TEMPLATES


def open_template(name: str) -> Study:
    """The study of one template. Raises `TemplateUnknown`.

    >>> len(list(open_template("telecom-vip").moments()))
    32
    """
    return read_study(find_template(name).path)


def template_text(name: str) -> str:
    """The file of one template as it stands, with its comments: what a new study file is copied from. Raises `TemplateUnknown`."""
    return find_template(name).path.read_text(encoding="utf-8")


def find_template(name: str) -> Template:
    """The template with this name. Raises `TemplateUnknown`."""
    for template in _TEMPLATES:
        if template.name == name:
            return template
    raise TemplateUnknown(template=name, known=", ".join(one.name for one in _TEMPLATES))
