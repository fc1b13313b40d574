"""What is there to look at in a demonstration? The telecom VIP study in the made-up company, its answers spread over the branches."""

import hashlib
from dataclasses import replace
from typing import Final

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet
from django.db import transaction

from peakend.define.answers import REASONS
from peakend.define.file import open_study
from peakend.define.study import Study
from peakend.define.template import find_template
from peakend.listen.digest import describe_answers, describe_coding
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.report.saving import save_whole
from peakend.text import Text
from peakend.web.define.actions import create_study
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart
from peakend.web.listen.store import forget_part, name_part, place
from peakend.web.people.models import Organisation, Unit

RESPONDENTS: Final = 1_204
"""About three hundred in each of the four scenarios."""
ATTRIBUTE: Final = "region"
"""The attribute of the answers that names the branch of a respondent."""
TEMPLATE: Final = "telecom-vip"
SOURCE: Final = hashlib.sha256(b"peakend demo").hexdigest()
"""What stands for the digest of the file that the answers never came from."""


def fill_studies(organisation: Organisation) -> StudyRecord:
    """The study of the demo with its answers; as it stands where it is there already."""
    found = StudyRecord.objects.filter(unit__organisation=organisation, synthetic=True).order_by("pk").first()
    if found is not None:
        return found
    head = organisation.units.get(parent=None)
    branches = list(organisation.units.filter(kind="branch"))
    file = open_study(find_template(TEMPLATE).path.read_bytes())
    study = spread_over(file.study, branches)
    path = name_part(0)
    drawn = draw_answers(study, RESPONDENTS, targets=TELECOM_VIP)
    about = describe_answers(study, SOURCE, SOURCE)
    drawn = drawn.replace_schema_metadata({**(drawn.schema.metadata or {}), **about})
    save_whole(place(path), lambda out: pyarrow.parquet.write_table(drawn, out))
    try:
        with transaction.atomic():
            record = create_study(actor=None, unit=head, text=file.revise(study), unit_attribute=ATTRIBUTE)
            _keep_answers(record, study, drawn, path)
    except BaseException:
        forget_part(path)
        raise
    return record


def spread_over(study: Study, branches: list[Unit]) -> Study:
    """The study with the branches of a company in place of the regions of the template: as attribute, and in its weighting."""
    names = tuple((unit.key, unit.name) for unit in branches)
    attributes = tuple(
        replace(one, name=Text("营业厅", "Branch"), values=names) if one.key == ATTRIBUTE else one for one in study.survey.attributes
    )
    weighting = study.plan.weighting
    if weighting is not None:
        even = tuple((unit.key, 1 / len(branches)) for unit in branches)
        margins = (replace(one, shares=even) if one.attribute == ATTRIBUTE else one for one in weighting.margins)
        weighting = replace(weighting, margins=tuple(margins))
    return replace(study, survey=replace(study.survey, attributes=attributes), plan=replace(study.plan, weighting=weighting))


def _keep_answers(record: StudyRecord, study: Study, drawn: pa.Table, path: str) -> None:
    """The answers as one part that stands, as an import would have left it."""
    AnswerPart.objects.create(
        study=record,
        name=f"{TEMPLATE}-synthetic.parquet",
        path=path,
        digest=SOURCE,
        coding=record.coding,
        wave=str(study.period or ""),
        rows=drawn.num_rows,
        counts={
            "reasons": count_reasons(study, drawn),
            "excluded": [],
            "read": drawn.num_rows,
            "content": SOURCE,
            "coding": describe_coding(study.survey),
            "version": record.number,
        },
    )


def count_reasons(study: Study, drawn: pa.Table) -> dict[str, int]:
    """How many answers of all questions are missing, by reason; those that are there count as `answered`."""
    found = dict.fromkeys(("answered", *REASONS), 0)
    named = {code: reason for reason, code in REASONS.items()}
    for key in {one.key for one in study.survey.questions} & set(drawn.column_names):
        if not pa.types.is_integer(drawn.schema.field(key).type):
            continue
        for counted in pyarrow.compute.value_counts(drawn.column(key).combine_chunks()).to_pylist():
            found[named.get(counted["values"], "answered")] += counted["counts"]
    return {reason: number for reason, number in found.items() if number}
