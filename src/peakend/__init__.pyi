"""The face of the library, for editors and type checkers: the same names as `_FACE`, loaded when first used."""

from peakend.analyse.opening import read as read
from peakend.analyse.reading import Reading as Reading
from peakend.analyse.result import Estimate as Estimate
from peakend.analyse.result import Result as Result
from peakend.analyse.result import TooFew as TooFew
from peakend.control.change import measure_effect as measure_effect
from peakend.control.compare import compare_baseline as compare_baseline
from peakend.control.compare import freeze_baseline as freeze_baseline
from peakend.control.series import interrupt_question as interrupt_question
from peakend.control.times import chart_times as chart_times
from peakend.control.times import read_cases as read_cases
from peakend.control.trend import chart_question as chart_question
from peakend.define.check import check_study as check_study
from peakend.define.file import read_study as read_study
from peakend.define.file import write_study as write_study
from peakend.define.remark import Remark as Remark
from peakend.define.study import Study as Study
from peakend.define.template import open_template as open_template
from peakend.errors import PeakendError as PeakendError
from peakend.listen.draft import draft_study as draft_study
from peakend.listen.look import Look as Look
from peakend.listen.look import look_at as look_at
from peakend.listen.sheet import Sheet as Sheet
from peakend.listen.sheet import import_sheet as import_sheet
from peakend.listen.synthetic import draw_answers as draw_answers
from peakend.report.images import write_images as write_images
from peakend.report.notebook import Picture as Picture
from peakend.report.notebook import draw as draw
from peakend.report.page import write_page as write_page
from peakend.report.slides import write_slides as write_slides
from peakend.report.workbook import write_workbook as write_workbook
from peakend.scan.engines.opening import DatabaseTable as DatabaseTable
from peakend.text import Text as Text

__version__: str
