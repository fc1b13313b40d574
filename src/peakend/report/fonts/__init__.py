"""Which font draws our words? Peakend Sans SC: its name, its files, and what it takes to use it without any other font.

A drawing library that does not know a family draws *no text at all* and says nothing, so whoever draws registers `FOLDER` first and
names `FAMILY`.
"""

from pathlib import Path
from typing import Final

FAMILY: Final = "Peakend Sans SC"
"""The name under which the font is asked for."""

FOLDER: Final = Path(__file__).parent
"""The folder to register with a drawing library."""

REGULAR: Final = FOLDER / "PeakendSansSC-Regular.otf"
"""Weight 400, for pictures and documents."""

BOLD: Final = FOLDER / "PeakendSansSC-Bold.otf"
"""Weight 700, for pictures and documents."""

WEB: Final = FOLDER / "PeakendSansSC-Regular.woff2"
"""Weight 400, for the page."""

WIDTHS: Final = FOLDER / "widths.json"
"""How wide every letter of both weights is, so that words can be measured without opening a font."""
