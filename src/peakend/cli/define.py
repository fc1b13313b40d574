"""`peakend define`: start a study, draft one from a file, check it."""

from pathlib import Path
from typing import Annotated

import typer

from peakend.cli.speech import SPOKEN, out, say, show_table
from peakend.define.check import Remark, check_study
from peakend.define.file import read_study, write_study
from peakend.define.schema import SCHEMA_PATH
from peakend.define.template import list_templates, open_template
from peakend.errors import FileExists
from peakend.listen.draft import draft_study
from peakend.listen.look import look_at
from peakend.report.files import write_whole
from peakend.text import Language

app = typer.Typer(no_args_is_help=True)
