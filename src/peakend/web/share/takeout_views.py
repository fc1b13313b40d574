"""The page of everything of one organisation: what is in it, how far it is, the archive."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from peakend.web.people.access import needs, signed_in
from peakend.web.share.takeout import archive_of, begin_takeout, has_answers, name_archive, read_note, takeouts_for


@needs("organisation.edit")
@never_cache
@require_http_methods(["GET", "POST"])
def show_takeout(request: HttpRequest) -> HttpResponse:
    """What can be taken away, and how far it is; sent with the key of an organisation, it is begun."""
    user = signed_in(request)
    organisations = takeouts_for(user)
    if request.method == "POST":
        wanted = next((one for one in organisations if one.key == request.POST.get("organisation")), None)
        if wanted is not None:
            begin_takeout(wanted, user)
            return redirect("share:takeout")
    told = [(one, read_note(one, user), has_answers(user, one)) for one in organisations]
    making = any(note.get("state") == "making" for _, note, _ in told)
    words = {"told": told, "making": making}
    return render(request, "share/takeout.html", words, status=422 if request.method == "POST" else 200)


@needs("organisation.edit")
@never_cache
@require_GET
def send_takeout(request: HttpRequest) -> HttpResponseBase:
    """The archive that was made for whoever asks; back to the page where there is none."""
    user = signed_in(request)
    key = request.GET.get("organisation", "")
    wanted = next((one for one in takeouts_for(user) if one.key == key), None)
    if wanted is None and key:
        raise Http404
    if wanted is None or read_note(wanted, user).get("state") != "ready":
        return redirect("share:takeout")
    path = archive_of(wanted, user)
    if read_note(wanted, user).get("answers") and not has_answers(user, wanted):
        raise Http404  # the role that let answers go with it was taken away since
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name_archive(wanted), content_type="application/zip")
    response["Content-Security-Policy"] = "sandbox"
    return response
