"""Shared pages."""

from django.apps import AppConfig

from peakend.text import Text
from peakend.web.people.deeds import add_deeds


class ShareConfig(AppConfig):
    """Links to one page, for guests."""

    name = "peakend.web.share"
    label = "share"

    def ready(self) -> None:
        """Name the deeds of this room for the log."""
        add_deeds(
            {
                "result.share": Text("分享页面", "Page shared"),
                "result.unshare": Text("撤回分享链接", "Shared link withdrawn"),
            }
        )
