"""What is written down of a request? What was asked for, what came of it and how long it took; nothing about who asked.

Addresses hold words of invitations and links, and filters: what stands in the log is the name of the page, never its address.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("peakend.requests")


def log_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: one line for each request. Static files are not among them."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        took = (time.perf_counter() - began) * 1000
        log.info("%s %s %d %.0f ms", request.method, name_page(request), response.status_code, took)
        return response

    return answer


def name_page(request: HttpRequest) -> str:
    """The name of the page that was asked for; `-` where there is none."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route or "-") if match else "-"


class WithoutAddress(logging.Filter):
    """Takes the address out of what Django writes about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the name of the page in its place."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            page = name_page(request)
            record.args = tuple(page if argument == request.path else argument for argument in record.args or ())
        return True
