"""How does a reading become one page that works anywhere? A single file: words, pictures, font and style inside, nothing from outside."""

from peakend.report.page.document import write_page

__all__ = ["write_page"]
