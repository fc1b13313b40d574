"""What is there to remark about a column, as it was seen? The words of `listen.look`, in both languages."""

from typing import Final

from peakend.define.remark import Severity
from peakend.text import Text

Words = tuple[Severity, Text, Text]
"""How bad, what is so, and what to do."""

COLUMN_WORDS: Final[dict[str, Words]] = {
    "zero_outside": (
        "doubtful",
        Text(
            zh="评分在 {low} 到 {high} 之间，另有 {count} 个 0，暂按“不适用 / 未经历”处理，不计入均值。",
            en="Ratings run from {low} to {high}; cells that say 0: {count}. They are taken for “not applicable” and enter no mean.",
        ),
        Text(zh="若 0 是真实的最低分，请把量表改为从 0 开始。", en="If 0 is a real lowest rating, let the scale begin at 0."),
    ),
    "missing_coded": (
        "doubtful",
        Text(
            zh="代码 {code}（{count} 次）在量表之外，暂按“{reason_zh}”处理。",
            en="The code {code} (× {count}) lies outside the scale and is taken for “{reason_en}”.",
        ),
        Text(zh="请对照问卷核实，必要时改 scale.missing。", en="Check it against the questionnaire, and change scale.missing if need be."),
    ),
    "missing_labelled": (
        "doubtful",
        Text(zh="按标签看，这些代码不是评分：{codes}。", en="By their labels these codes are no ratings: {codes}."),
        Text(zh="请确认。", en="Please confirm."),
    ),
    "missing_worded": (
        "doubtful",
        Text(zh="这些文字按“没有答案”处理：{words}。", en="These words are taken for no answer: {words}."),
        Text(zh="请确认原因是否归对。", en="Confirm that each has the right reason."),
    ),
    "off_scale": (
        "doubtful",
        Text(
            zh="{count} 个单元格不在 {low} 到 {high} 之间（{values}），导入时会拒收。",
            en="Cells outside {low} to {high}: {count} ({values}). An import will refuse them.",
        ),
        Text(zh="请更正数据；若量表不同，请改量表。", en="Correct them; or the scale, if it is another."),
    ),
    "scales_mixed": (
        "doubtful",
        Text(
            zh="量表像 1–10，但 {lower} 个答案在 5 及以下，只有 {upper} 个在 6 以上：可能前后混用了五分制和十分制。",
            en="The scale looks like 1–10, but {lower} answers are 5 or less, only {upper} are more: two scales may be mixed here.",
        ),
        Text(zh="请按日期或来源分开核对后再求均值。", en="Separate them by date or source before taking a mean."),
    ),
    "codes_turned": (
        "doubtful",
        Text(
            zh="标签与代码方向相反：代码 {low} 是“{best}”，已翻转，{high} 为最好。",
            en="Labels run against the codes: {low} is {best!r}; turned round, so that {high} is best.",
        ),
        Text(zh="请确认。", en="Please confirm."),
    ),
    "offset_suspected": (
        "doubtful",
        Text(zh="代码为 1 到 11，像是 0–10 分加了 1。", en="The codes run from 1 to 11, as where 0–10 is stored with 1 added."),
        Text(zh="若是，请写 scale: {{low: 0, high: 10, offset: 1}}。", en="If so, write scale: {{low: 0, high: 10, offset: 1}}."),
    ),
    "offset_found": (
        "doubtful",
        Text(
            zh="代码 {low} 到 {high} 的标签是 {shown} 到 {shown_high}：按标签还原（offset）。",
            en="Codes {low} to {high} are labelled {shown} to {shown_high}: read by their labels (offset).",
        ),
        Text(zh="请确认。", en="Please confirm."),
    ),
    "words_ordered": (
        "doubtful",
        Text(zh="文字答案按此顺序记为 1 到 {high}：{order}。", en="Answers in words were put in this order, 1 to {high}: {order}."),
        Text(zh="顺序不对时请改 scale.words。", en="If the order is wrong, change scale.words."),
    ),
    "opinion": (
        "doubtful",
        Text(
            zh="答案有顺序，但看不出是在给某个时刻打分，暂作描述题（profile）。",
            en="The answers have an order, but do not seem to rate a moment; kept as a description (profile).",
        ),
        Text(zh="若是评分，请改 measure 和 about。", en="If they do, change measure and about."),
    ),
    "opinion_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列的答案有顺序，但看不出是在给某个时刻打分，暂作描述题（profile）。",
            en="The answers in {columns_count} columns ({columns}) have an order, but rate no moment, it seems; kept as descriptions.",
        ),
        Text(zh="若是评分，请改 measure 和 about。", en="If they do, change measure and about."),
    ),
    "words_ordered_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列的文字答案按顺序记为数字，如 {order}（1 到 {high}）。",
            en="Answers in words in {columns_count} columns ({columns}) were put in order, such as {order} (1 to {high}).",
        ),
        Text(zh="顺序不对时请改 scale.words。", en="If an order is wrong, change scale.words."),
    ),
    "kano_words_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列的卡诺答案按此对应 1–5：{order}。",
            en="Kano answers in {columns_count} columns ({columns}) were placed from 1 to 5: {order}.",
        ),
        Text(zh="各问卷措辞不同，请逐条核对。", en="Wordings differ between questionnaires: check each."),
    ),
    "kano_coded_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列卡诺题的答案是数字，按 1 喜欢、2 理应如此、3 无所谓、4 勉强接受、5 不喜欢读取。",
            en="The answers in {columns_count} Kano columns ({columns}) are numbers: 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike.",
        ),
        Text(
            zh="若问卷以 5 表示喜欢，请在 scale.words 中写明对应，如 '5': 1。",
            en="If 5 means like in the questionnaire, write what stands for what under scale.words, such as '5': 1.",
        ),
    ),
    "labels_mixed_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列混用数字与带文字的答案，如“{example}”记为 {answer}。",
            en="In {columns_count} columns ({columns}) bare numbers and labels are mixed; {example!r} counts as {answer}.",
        ),
        Text(),
    ),
    "constant_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列各只有一个值，未采用。",
            en="{columns_count} columns ({columns}) hold one value each and were left out.",
        ),
        Text(),
    ),
    "blank_is_unchosen_many": (
        "doubtful",
        Text(
            zh="有 {columns_count} 道多选题的空白：同一行选了别的选项时算“未选”，整题都空时算“未作答”。",
            en="In {columns_count} multiple answers a blank is not chosen where the row chose something else, else skipped.",
        ),
        Text(zh="请确认。", en="Please confirm."),
    ),
    "personal_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列含个人信息，未采用，也不显示。",
            en="{columns_count} columns ({columns}) hold personal data; they were left out and are not shown.",
        ),
        Text(zh="建议导出时去掉。", en="Better leave them out of the export."),
    ),
    "left_out_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列几乎每行都不同，无法分组，未采用。",
            en="{columns_count} columns ({columns}) differ in nearly every row and were left out.",
        ),
        Text(zh="若是受访者编号，请填 columns.respondent。", en="If one is the respondent, name it in columns.respondent."),
    ),
    "labels_mixed": (
        "doubtful",
        Text(
            zh="数字与带文字的答案混用，如“{example}”记为 {answer}。",
            en="Bare numbers and labels are mixed; {example!r} counts as {answer}.",
        ),
        Text(),
    ),
    "kano_words": (
        "doubtful",
        Text(zh="卡诺答案按此对应 1–5：{order}。", en="Kano answers were placed from 1 to 5: {order}."),
        Text(zh="各问卷措辞不同，请逐条核对。", en="Wordings differ between questionnaires: check each."),
    ),
    "kano_coded": (
        "doubtful",
        Text(
            zh="卡诺题的答案是数字，按 1 喜欢、2 理应如此、3 无所谓、4 勉强接受、5 不喜欢读取。",
            en="The answers to a Kano question are numbers; they are read as 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike.",
        ),
        Text(
            zh="若问卷以 5 表示喜欢，请在 scale.words 中写明对应，如 '5': 1。",
            en="If 5 means like in the questionnaire, write what stands for what under scale.words, such as '5': 1.",
        ),
    ),
    "nps_not_0_10": (
        "doubtful",
        Text(
            zh="标题问推荐意愿，但量表是 {low}–{high}，不是 NPS 的 0–10。",
            en="It asks about recommending, but on {low}–{high}; NPS is 0–10.",
        ),
        Text(
            zh="若问卷确以 9、10 为推荐者，6 及以下为贬损者，请写 as_asked: true；否则改为 loyalty。",
            en="If 9 and 10 were meant as promoters and 6 and below as detractors, write as_asked: true; otherwise make it loyalty.",
        ),
    ),
    "yes_no": (
        "doubtful",
        Text(
            zh="答案只有两个值，按“是 / 否”记为 1 / 0（忠诚），不是 NPS。",
            en="Only two values: counted as yes and no (loyalty), not as NPS.",
        ),
        Text(zh="请确认哪个值是“是”。", en="Confirm which of them is the yes."),
    ),
    "decimal_comma": (
        "doubtful",
        Text(zh="数字用逗号作小数点。", en="Numbers are written with a decimal comma."),
        Text(zh="不对时请清空 layout.decimal。", en="If not, clear layout.decimal."),
    ),
    "decimal_comma_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列的数字用逗号作小数点。",
            en="Numbers in {columns_count} columns ({columns}) are written with a decimal comma.",
        ),
        Text(zh="不对时请清空 layout.decimal。", en="If not, clear layout.decimal."),
    ),
    "types_mixed": (
        "doubtful",
        Text(zh="{numbers} 个单元格是数字，{others} 个是文字。", en="Numbers and words are mixed: {numbers} to {others}."),
        Text(zh="请看是否错列。", en="Check whether columns have slipped."),
    ),
    "blank_is_unchosen": (
        "doubtful",
        Text(
            zh="这道多选题的空白：同一行选了别的选项时算“未选”，整题都空时算“未作答”。",
            en="A blank in this multiple answer is not chosen where the row chose something else in it, and skipped where all are blank.",
        ),
        Text(zh="请确认。", en="Please confirm."),
    ),
    "machine_blanks": (
        "doubtful",
        Text(zh="{count} 个单元格写着 {words}，按空白处理。", en="Cells that say {words}: {count}. They count as blank."),
        Text(),
    ),
    "constant": (
        "doubtful",
        Text(zh="全列只有一个值“{value}”，未采用。", en="Every cell says {value!r}; the column was left out."),
        Text(),
    ),
    "value_or_blank": (
        "doubtful",
        Text(
            zh="只有“{value}”和空白两种情况：空白可能是“否”，也可能是未知。",
            en="It says {value!r} or nothing: a blank may mean no, or not known.",
        ),
        Text(zh="请向数据提供方核实。", en="Ask whoever made the file."),
    ),
    "scale_of_neighbours": (
        "doubtful",
        Text(
            zh="答案太少（{count} 个），量表按相邻题目取 {low} 到 {high}。",
            en="Too few answers ({count}) to tell the scale; {low} to {high} was taken from the ratings beside it.",
        ),
        Text(zh="请确认。", en="Please confirm."),
    ),
    "scale_shared": (
        "doubtful",
        Text(
            zh="相邻各列同为 {low}–{high} 的整数，暂作评分。",
            en="Taken for ratings because neighbouring columns share the scale {low}–{high}.",
        ),
        Text(zh="若是类别代码，请改为 attributes。", en="If they are codes of categories, make them attributes."),
    ),
    "scale_shared_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列相邻，同为整数量表（如 {low}–{high}），暂作评分。",
            en="{columns_count} columns ({columns}) were taken for ratings because neighbours share a scale such as {low}–{high}.",
        ),
        Text(zh="若是类别代码，请改为 attributes。", en="If they are codes of categories, make them attributes."),
    ),
    "scale_widened": (
        "doubtful",
        Text(
            zh="没有人给出 {top} 以上的分，量表按相邻题目取 {low} 到 {high}。",
            en="Nobody gave more than {top}; {low} to {high} was taken from the ratings beside it.",
        ),
        Text(zh="请确认。", en="Please confirm."),
    ),
    "zero_outside_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列的评分从 {low} 开始，另有共 {count} 个 0，暂按“不适用 / 未经历”处理，不计入均值。",
            en="In {columns_count} columns ({columns}) ratings begin at {low}; cells that say 0: {count}, taken for “not applicable”.",
        ),
        Text(zh="若 0 是真实的最低分，请把量表改为从 0 开始。", en="If 0 is a real lowest rating, let the scale begin at 0."),
    ),
    "machine_blanks_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列共有 {count} 个单元格写着 {words}，按空白处理。",
            en="Cells in {columns_count} columns ({columns}) that say {words}: {count}. They count as blank.",
        ),
        Text(),
    ),
    "mostly_empty_many": (
        "doubtful",
        Text(
            zh="{columns} 这 {columns_count} 列，{rows} 行中只有少数有值（最少 {filled} 行）。",
            en="{columns_count} columns ({columns}) have a value in few of the {rows} rows (as few as {filled}).",
        ),
        Text(zh="结果只代表这些人：请确认是谁被问到。", en="Results speak for these only: find out who was asked."),
    ),
    "personal": (
        "doubtful",
        Text(zh="含个人信息，未采用，也不显示。", en="It holds personal data; it was left out and is not shown."),
        Text(zh="建议导出时去掉这一列。", en="Better leave it out of the export."),
    ),
    "id_shared": (
        "doubtful",
        Text(
            zh="标题像编号，但多行共用一个编号（重复 {count} 次），不像一人一行，未采用。",
            en="The heading looks like an id, but rows share ids (repeats: {count}); it was left out.",
        ),
        Text(zh="若一人确有多行，请填 columns.respondent。", en="If one person has several rows, name it in columns.respondent."),
    ),
    "left_out": (
        "doubtful",
        Text(
            zh="几乎每行都不同，无法分组，未采用。", en="It differs in nearly every row, so nothing can be grouped by it; it was left out."
        ),
        Text(zh="若是受访者编号，请填 columns.respondent。", en="If it is the respondent, name it in columns.respondent."),
    ),
    "mostly_empty": (
        "doubtful",
        Text(zh="{rows} 行中只有 {filled} 行有值。", en="Rows that have a value: only {filled} of {rows}."),
        Text(zh="结果只代表这些人：请确认是谁被问到。", en="Results speak for these only: find out who was asked."),
    ),
    "rows_repeated": (
        "doubtful",
        Text(zh="{count} 行与别的行完全相同。", en="Rows that are the same as another in every cell: {count}."),
        Text(zh="请确认是否重复导出。", en="Check whether they were exported twice."),
    ),
    "straight_lines": (
        "doubtful",
        Text(
            zh="{width} 道同量表评分全部作答的 {filled} 人中，{same} 人（{share}%）每题答案相同。",
            en="Of {filled} people who answered all {width} ratings on one scale, {same} ({share}%) gave the same answer to each.",
        ),
        Text(
            zh="可能是敷衍作答，也可能是真满意：先比较去掉前后的结果，再决定。",
            en="They may not have read, or may mean it: compare results with and without them before deciding.",
        ),
    ),
    "id_repeats": (
        "doubtful",
        Text(zh="编号有 {count} 个重复。", en="Ids that stand a second time: {count}."),
        Text(
            zh="一人多份答卷时归入同一分组；完全相同的行导入时剔除。",
            en="Several responses of one person share a block; rows that are the same throughout are left out on import.",
        ),
    ),
    "route_found": (
        "doubtful",
        Text(
            zh="从“{first}”起的一组选项：只有“{column}”为 {cells} 的 {asked} 人才有，其余 {not_asked} 人按“未问到”处理。",
            en="Only the {asked} people with {cells} in {column!r} have the choices from {first!r} on; {not_asked} were not asked.",
        ),
        Text(zh="若其余的人也问到了，请删去 asked_if。", en="If the others were asked too, remove asked_if."),
    ),
}
"""Remarks about columns and rows, by name."""
