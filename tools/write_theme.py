"""Which colours has the workbench? Those of every picture: the style sheet of roles is written from them.

.venv/bin/python tools/write_theme.py     writes src/peakend/web/shell/static/shell/theme.css
"""

from pathlib import Path
from typing import Final

from peakend.report.fonts import FAMILY
from peakend.report.theme import COLOURS

SHEET: Final = Path(__file__).resolve().parent.parent / "src" / "peakend" / "web" / "shell" / "static" / "shell" / "theme.css"
FALLBACK: Final = f'system-ui,"PingFang SC","Microsoft YaHei","{FAMILY}","Noto Sans CJK SC","Noto Sans SC",sans-serif'


def write_rules() -> str:
    """The style sheet: colours by role in light and dark, and the font."""
    light = "".join(f"--{role}:{one};" for role, (one, _) in COLOURS.items())
    dark = "".join(f"--{role}:{two};" for role, (_, two) in COLOURS.items())
    font = f'@font-face{{font-family:"{FAMILY}";src:url("PeakendSansSC-Regular.woff2") format("woff2");font-display:swap}}'
    rules = (
        font,
        f":root{{color-scheme:light;--font:{FALLBACK};{light}}}",
        f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}',
        f'@media screen{{:root[data-theme="dark"]{{color-scheme:dark;{dark}}}}}',  # paper is white, whatever the screen is
    )
    return "\n".join(rules) + "\n"


if __name__ == "__main__":
    SHEET.write_text(write_rules(), encoding="utf-8")
