"""How is the font of our pictures made? A subset of Noto Sans CJK SC under a name of its own, for developers to run by hand.

    .venv/bin/python tools/build_font.py

Input: Debian's package fonts-noto-cjk. Output: src/peakend/report/fonts, where the README says what is in it and why.
Same input, same bytes.
"""

import json
import sys
from pathlib import Path
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto")
OUT = Path(__file__).resolve().parent.parent / "src" / "peakend" / "report" / "fonts"
FAMILY = "Peakend Sans SC"
COLLECTION_MEMBER = "Noto Sans CJK SC"
ENGLISH = 0x409
"""The language of names in a font file."""

STATISTICS = "αβγδεηθκλμνπρσςτφχψωΓΔΘΛΠΣΦΨΩ−±×÷·≤≥≠≈≡∞√∑∏∫∂∝∈∉∪∩²³¹½¼¾°‰"
MARKS = "↑↓→←↗↘↖↙↔↕▲△▼▽◆◇■□●○◎★☆◯✓❶❷❸❹❺❻❼❽❾❿①②③④⑤⑥⑦⑧⑨⑩"
NAMES = "喆堃翀赟珺玥曌旻烜垚犇骉昇镕祎彧翯璟瑄玙玘琤瑀璠暐晞昳枔欸瞭囧啰嘚嗮咘嚟攞冇咗咁佢係嘅啲嘢粿粬筼硚垟埗崀峣崟滘漖湉沄洺涢溦"
"""Characters beyond GB 2312 that are met in names of people and places and in Cantonese voices."""
PUNCTUATION = "‐‑–—―‘’‚“”„†‡•…‹›※′″€™§¶©®｢｣〇々〈〉《》「」『』【】〔〕〖〗￥︱┋┃│─━┆┊"

NARROW = """
lookup narrow {{ sub {apostrophe} by {narrow_apostrophe}; sub {dot} by {narrow_dot}; }} narrow;
feature calt {{
    sub [{letters}] {apostrophe}' lookup narrow [{letters} {space}];
    sub {space} {dot}' lookup narrow {space};
}} calt;
"""
"""An apostrophe between Latin letters and a dot between spaces are narrow; Chinese quotation marks and dots in names stay wide."""


def wanted() -> set[int]:
    """Every character of GB 2312, Latin with its accents, Greek and signs of statistics, arrows, marks and characters of names."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    national = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    latin = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2000, 0x200B), 0x2028, 0x202F, 0x3000, 0xFEFF]
    full_width = range(0xFF01, 0xFF5F)
    return {*latin, *full_width, 0xFF65, *map(ord, national + STATISTICS + MARKS + PUNCTUATION + NAMES)}


def narrow_forms(font: TTFont, proportional: dict[str, str]) -> str:
    """The rules of `NARROW`, in the glyph names of this font."""
    cmap = font.getBestCmap()
    letters = " ".join(sorted({cmap[code] for code in [*range(0x41, 0x5B), *range(0x61, 0x7B)]}, key=font.getGlyphID))
    wide = cmap[0x2019]
    return NARROW.format(
        apostrophe=wide, narrow_apostrophe=proportional[wide], dot=cmap[0xB7], narrow_dot=cmap[0xFF65], letters=letters, space=cmap[0x20]
    )


def proportional_forms(font: TTFont) -> dict[str, str]:
    """Which glyph is the proportional form of which, as the source says."""
    table = font["GSUB"].table
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "pwid":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    found.update(getattr(part, "ExtSubTable", part).mapping)
    return found


def rename(font: TTFont, style: str) -> None:
    """Our own name, so that nobody takes it for the original; copyright and licence stay as they are."""
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    version = font["name"].getDebugName(5)
    words = {1: FAMILY, 2: style, 3: f"{postscript};subset", 4: f"{FAMILY} {style}", 5: f"{version};subset", 6: postscript}
    kept = [record for record in font["name"].names if record.nameID in {0, 13, 14} and record.langID == ENGLISH]
    font["name"].names = kept
    for key, word in words.items():
        font["name"].setName(word, key, 3, 1, ENGLISH)
    top = font["CFF "].cff
    top.fontNames[0] = postscript
    top[0].rawDict.update(FullName=f"{FAMILY} {style}", FamilyName=FAMILY)
    top[0].rawDict.pop("Notice", None)


def options() -> Options:
    """What is kept: kerning and nothing that a picture does not need (vertical writing, other languages' forms, hints)."""
    chosen: Any = Options()
    chosen.layout_features = ["kern"]
    chosen.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    chosen.hinting = False
    chosen.notdef_outline = True
    chosen.name_IDs = ["*"]
    chosen.recalc_timestamp = False
    return chosen


def cut(style: str) -> TTFont:
    """The subset in one weight, renamed."""
    fonts = TTCollection(SOURCE / f"NotoSansCJK-{style}.ttc").fonts
    font = next(one for one in fonts if one["name"].getDebugName(1).startswith(COLLECTION_MEMBER))
    font.recalcTimestamp = False
    forms = proportional_forms(font)
    subsetter = Subsetter(options())
    subsetter.populate(unicodes=wanted(), glyphs=[forms[font.getBestCmap()[0x2019]]])
    subsetter.subset(font)
    addOpenTypeFeaturesFromString(font, narrow_forms(font, forms), tables=["GSUB"])
    rename(font, style)
    return font


def weigh_letters(font: TTFont) -> dict[str, Any]:
    """How wide letters are: those of one width together, and the narrow forms of two marks."""
    glyphs, metrics = font.getBestCmap(), font["hmtx"].metrics
    letters: dict[str, str] = {}
    for code in sorted(glyphs):
        width = str(metrics[glyphs[code]][0])
        letters[width] = letters.get(width, "") + chr(code)
    narrow = font["GSUB"].table.LookupList.Lookup[0].SubTable[0].mapping
    return {"letters": letters, "narrow": {mark: metrics[narrow[glyphs[ord(mark)]]][0] for mark in "·’"}}


def write_widths() -> None:
    """The widths of both weights in one file, so that words can be measured without opening a font."""
    fonts = {style: TTFont(OUT / f"PeakendSansSC-{style}.otf") for style in ("Regular", "Bold")}
    told = {"unit": fonts["Regular"]["head"].unitsPerEm, **{style.lower(): weigh_letters(font) for style, font in fonts.items()}}
    (OUT / "widths.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Write the files: both weights for pictures and documents, the regular one for the page, and how wide letters are."""
    for style in ("Regular", "Bold"):
        font = cut(style)
        font.save(OUT / f"PeakendSansSC-{style}.otf")
        if style == "Regular":
            font.flavor = "woff2"
            font.save(OUT / f"PeakendSansSC-{style}.woff2")
    write_widths()
    for path in sorted(OUT.glob("PeakendSansSC-*")):
        print(f"{path.name}: {path.stat().st_size:,} bytes, {len(TTFont(path).getBestCmap()):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
