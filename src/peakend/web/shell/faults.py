"""What does somebody see when something is wrong? What it is, where, and the mend, in their language; never a trace, never lost input."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render

from peakend.errors import AnalysisError, PeakendError
from peakend.text import Text
from peakend.web.shell.language import spoken


def status_of(fault: PeakendError) -> int:
    """The HTTP status of a fault: nothing to answer from is 200 with a page that says so for analyses, 422 for wrong input."""
    return 200 if isinstance(fault, AnalysisError) else 422


def explain_faults(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a fault of ours that no view has met itself becomes a page (or a piece of one, or JSON) that explains it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and not request.path.startswith("/api/"):
            return _not_so(request, response)
        return response

    def process_exception(request: HttpRequest, fault: Exception) -> HttpResponseBase | None:
        return tell_fault(request, fault) if isinstance(fault, PeakendError) else None

    cast("Any", answer).process_exception = process_exception
    return answer


def tell_fault(request: HttpRequest, fault: PeakendError) -> HttpResponse:
    """The page of a fault."""
    what, mend = fault.fill(fault.what), fault.fill(fault.mend)
    if request.headers.get("Accept", "").startswith("application/json"):
        told = {"type": fault.name, "title": what.say(spoken(request)), "detail": mend.say(spoken(request))}
        return JsonResponse(told, status=422, content_type="application/problem+json")
    words = {"what": what, "mend": mend, "name": fault.name}
    return render(request, "shell/fault.html", words, status=status_of(fault))


def _page(request: HttpRequest, status: int, what: Text, mend: Text) -> HttpResponse:
    return render(request, "shell/fault.html", {"what": what, "mend": mend, "name": str(status)}, status=status)


def _not_so(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """An address that only takes what a form sends was opened like a page."""
    what = Text("这个地址只接收表单提交，不能直接打开。", "This address takes what a form sends; it is not a page to open.")
    told = _page(request, 405, what, Text("请从首页重新进入，在页面上操作。", "Start again from the first page and use the buttons there."))
    told.headers["Allow"] = refused.headers["Allow"]
    return told


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or it is not yours: the answer is the same."""
    del exception
    what = Text("没有这个页面，或者您无权查看。", "There is no such page, or it is not yours to see.")
    return _page(request, 404, what, Text("请检查链接，或从首页重新进入。", "Check the link, or start again from the first page."))


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere."""
    del exception, reason
    what = Text("这个表单已过期，或不是从本站发出的。", "This form is too old, or did not come from here.")
    return _page(request, 403, what, Text("请返回、刷新页面后重新填写并提交。", "Go back, reload the page and send it again."))


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request itself cannot be read, or names another place than ours: said without anything of a page, since there may be none yet."""
    del request, exception
    words = (
        "<!doctype html><html lang=zh><meta charset=utf-8><title>Peakend</title><h1>请求无法读取 · The request cannot be read</h1>"
        "<p>可能是文件名过长、表单不完整，或网址不是本站登记的地址。没有内容被改变；请缩短文件名，或从首页重新进入。"
        "<p lang=en>The name of a file may be too long, the form may be cut off, or the address may not be one of this place. "
        "Nothing was changed; shorten the name of the file, or start again from the first page."
    )
    return HttpResponse(words, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours is broken: say so without anything that could break again."""
    del request
    words = (
        "<!doctype html><html lang=zh><meta charset=utf-8><title>Peakend</title><h1>出错了 · Something is wrong</h1>"
        "<p>程序出错，数据没有改变；管理员可在日志中看到原因。"
        "<p lang=en>A fault of the program. Nothing was changed; the log holds the reason."
    )
    return HttpResponse(words, status=500)
