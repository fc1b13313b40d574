"""The stations of the walk: every page of every room, and what they say when something is wrong. One function a room."""

import re
from pathlib import Path

from tests.browser.survey import draft, keep, send, try_out, write_survey
from tests.browser.visitor import PATIENCE
from tests.browser.walker import Walker

from peakend.web.analyse.questions import QUESTIONS
from peakend.web.define.families import FAMILIES
from peakend.web.define.views import PAGES

MOMENT = "visit_questions"


def walk_doors(walker: Walker, _: Path) -> None:
    """Coming in: sign-in, lost password, reset, invitation, second factor, locked out; and what is said about wrong links."""
    ground = walker.ground
    walker.visit("guest", "/sign-in", "sign-in")
    walker.visit("guest", "/forgotten", "forgotten")
    walker.visit("guest", "/sign-in/inactive", "account-shut")
    walker.visit("guest", "/nowhere", "not-found", 404)
    walker.visit("guest", "/reset/x/y", "reset-gone", 410)
    walker.visit("guest", f"/reset/{ground['reset']}", "reset")
    walker.visit("guest", "/join/no-such-word", "join-gone", 422)
    walker.visit("invited", f"/join/{ground['invited']}", "join")
    walker.visit("lead", f"/join/{ground['invited']}", "join-signed-in")
    for who, name, secret in (("locked", "lost", "wrong"), ("wrong", "auditor", "wrong"), ("coded", "factor", ground["password"])):
        visitor = walker.who(who)
        visitor.go("/sign-in")
        visitor.page.locator("#id_username").fill(ground["names"][name])
        visitor.page.locator("#id_password").fill(secret)
        visitor.page.locator("form:has(#id_username) button.main").click()
        walker.show(visitor, f"sign-in-{who}")
    stale = walker.who("stale")
    stale.go("/sign-in")
    stale.context.clear_cookies(name="csrftoken")
    stale.page.locator("#id_username").fill("somebody")
    stale.page.locator("#id_password").fill("something else")
    stale.page.locator("form:has(#id_username) button.main").click()
    walker.show(stale, "form-too-old")


def walk_people(walker: Walker, _: Path) -> None:
    """Profile, password, tokens, second factor, units, log; and first pages of people who see no study."""
    for who in ("founder", "stranger", "admin"):
        walker.visit(who, "/", f"first-page-{who}")
    walker.visit("stranger", "/profile", "profile-stranger")
    for who in ("lead", "factor"):
        visitor = walker.who(who)
        visitor.go("/sign-in/again")
        visitor.page.locator("#id_password").fill(walker.ground["password"])
        visitor.page.locator("form:has(#id_password) button.main").click()
        visitor.page.wait_for_url(re.compile(r"^(?!.*/again)"))
    for path in ("profile", "profile/password", "profile/factor", "profile/factor/on"):
        walker.visit("lead", f"/{path}", path.replace("/", "-"))
    for path in ("profile/factor", "profile/factor/off", "profile/factor/codes", "profile/factor/codes/new"):
        walker.visit("factor", f"/{path}", f"factored-{path.replace('/', '-')}")
    walker.visit("again", "/profile/factor/on", "sign-in-again")
    walker.visit("code-again", "/sign-in", "door-of-factor")
    walker.visit("factor", "/sign-in/code-again", "code-again")
    tokens = walker.visit("lead", "/profile/tokens", "tokens")
    tokens.page.locator("#id_name").fill("walk")
    tokens.page.locator("fieldset input[type=checkbox]").first.check()
    tokens.page.locator("form:has(#id_name) button.main").click()
    walker.show(tokens, "token-made")
    walker.visit("lead", "/profile/tokens", "tokens-kept")
    walker.visit("admin", "/units", "units")
    unit = walker.visit("admin", f"/units/{walker.ground['unit']}", "unit")
    unit.page.evaluate("() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    walker.show(unit, "unit-opened")
    walker.visit("lead", "/profile/leave", "leave")
    walker.visit("admin", "/organisation/export", "organisation-export")
    walker.visit("auditor", "/audit", "audit")
    walker.visit("auditor", "/audit?verify=1", "audit-verified")
    walker.visit("auditor", "/audit?who=nobody-at-all", "audit-empty")
    walker.visit("guest", "/api/", "api-docs")
    menu = walker.visit("admin", "/units", "units-again")
    menu.page.locator("details.person summary").click()
    walker.show(menu, "menu-of-person")


def walk_define(walker: Walker, _: Path) -> None:
    """Studies: lists, a new one, every page of their definition, every kind of part and field, versions."""
    study = walker.study("work")
    for who, path, name in (("lead", "/", "studies"), ("lead", "/?archived", "studies-archived"), ("lead", "/studies/new", "new-study")):
        walker.visit(who, path, name)
    new = walker.who("lead")
    new.page.locator("input[name=start][value=text]").check()
    new.page.locator("#id_text").fill("format: 1\nkey: x\n")
    new.page.locator("form:has(#id_text) button.main").click()
    walker.show(new, "new-study-refused")
    for place in ("", "/remarks", "/moments", "/versions", "/upload", "/versions/1/1", *(f"/pages/{page.name}" for page in PAGES)):
        walker.visit("lead", f"{study}/define{place}", f"define{place.replace('/', '-')}")
    walker.visit("auditor", f"{study}/define/moments", "define-moments-reader")
    for place in ("", "/moments", "/remarks", "/pages/service", "/pages/questions"):
        walker.visit("lead", f"{walker.study('blank')}/define{place}", f"blank-define{place.replace('/', '-')}")
    for place in ("add", f"{MOMENT}/split", f"merge?moment={MOMENT}&moment=visit_greeting", "merge"):
        walker.visit("lead", f"{study}/define/moments/{place}", f"moment-{re.sub(r'[^a-z]+', '-', place)}")
    _walk_parts(walker, study)
    walk_edits(walker, study)


def _walk_parts(walker: Walker, study: str) -> None:
    """Adding, showing and removing a part of every family, and the form of every kind of field."""
    kinds: set[str] = set()
    lead = walker.who("lead")
    for family in FAMILIES.values():
        if not family.single:
            if family.name != "moments":
                walker.visit("lead", f"{study}/define/parts/{family.name}/add", f"add-{family.name}")
            page = next((one.name for one in PAGES if family in one.families), "")
            lead.go(f"{study}/define/pages/{page}" if page else f"{study}/define/moments")
            first = lead.page.locator(f"main a[href*='/define/parts/{family.name}/']:not([href$=add])").first
            if not first.count():
                continue
            part = re.sub(r"/(remove|fields/.*)$", "", (first.get_attribute("href") or "").split("?")[0])
            walker.visit("lead", part, f"part-{family.name}")
            walker.visit("lead", f"{part}/remove", f"remove-{family.name}")
        else:
            part = f"{study}/define/parts/{family.name}/-"
        for field in family.fields:
            if field.kind not in kinds:
                kinds.add(field.kind)
                walker.visit("lead", f"{part}/fields/{field.name}", f"field-{field.kind}")


def walk_edits(walker: Walker, study: str) -> None:
    """Two who edit the same, a value that cannot be, a change that touches answers, a file and its differences, a part that is gone."""
    lead, second = walker.who("lead"), walker.who("second")
    cell = f"{study}/define/parts/moments/{MOMENT}/fields/name"
    for visitor, words in ((lead, "A"), (second, "B")):
        visitor.go(cell)
        visitor.page.locator("input[name=en]").fill(words)
        visitor.page.locator("input[name=zh]").fill(words)
    second.page.locator(".cell-form button.main").click()
    second.page.wait_for_selector(".cell-form", state="detached")
    lead.page.locator(".cell-form button.main").click()
    lead.page.wait_for_selector(".faults")
    walker.show(lead, "conflict")
    walker.visit("lead", f"{study}/define/versions/1/2", "difference")
    walker.visit("lead", f"{study}/define/versions", "versions")
    lead.go(f"{study}/define/parts/stages/contact/fields/name")
    lead.page.locator("input[name=zh]").fill("")
    lead.page.locator("input[name=en]").fill("")
    lead.page.locator(".cell-form button.main").click()
    lead.page.wait_for_selector(".faults")
    walker.show(lead, "field-refused")
    file = lead.context.request.get(f"{walker.bench.address}{study}/define/file").text()
    lead.go(f"{study}/define/upload")
    changed = file.replace("zh: 接触", "zh: 初次接触").encode()
    lead.page.set_input_files("#id_file", {"name": "study.yaml", "mimeType": "text/yaml", "buffer": changed})
    lead.page.locator("form.drop button.main").click()
    walker.show(lead, "file-previewed")
    lead.go(f"{study}/define/upload")
    lead.page.set_input_files("#id_file", {"name": "study.yaml", "mimeType": "text/yaml", "buffer": b"format: 1\nkey: [\n"})
    lead.page.locator("form.drop button.main").click()
    walker.show(lead, "file-refused")
    lead.go(f"{study}/define/parts/moments/visit_greeting/remove")
    lead.page.locator("button.danger").click()
    lead.page.wait_for_url(re.compile(r"/define/moments"))
    walker.visit("lead", f"{study}/define/parts/moments/visit_greeting", "moment-gone", 404)
    demo = walker.study("demo")
    lead.go(f"{demo}/define/pages/questions")
    question = (lead.page.locator("table.asked a").first.get_attribute("href") or "").split("?")[0]
    lead.go(f"{question}/fields/scale")
    lead.page.locator("input[name=high]").fill("9")
    lead.page.locator(".cell-form button.main").click()
    walker.show(lead, "change-touches-answers")


def walk_listen(walker: Walker, folder: Path) -> None:
    """Answers: none yet, files under way at every step, refused cells, what was imported; a study drafted from an export."""
    lead = walker.who("lead")
    walker.visit("lead", f"{walker.study('blank')}/answers", "answers-none")
    walker.visit("lead", f"{walker.study('demo')}/answers", "answers")
    walker.visit("lead", "/studies/from-export", "draft-start")
    survey = write_survey(folder / "语音业务.xlsx", 240, spoilt=30)
    lead.page.set_input_files("input#file", str(survey))
    lead.page.locator("form.drop button.main").click()
    lead.page.locator("form[action*='/create'] button.main").wait_for()
    walker.show(lead, "draft", foreign=True)
    walker.remember(lead, f"{lead.page.url.split('?')[0]}/progress")
    broken = folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    lead.go("/studies/from-export")
    lead.page.set_input_files("input#file", str(broken))
    lead.page.locator("form.drop button.main").click()
    lead.page.wait_for_selector("progress", state="detached")
    walker.show(lead, "draft-failed")
    study = draft(lead, write_survey(folder / "again.xlsx", 240))
    send(lead, study, broken)
    walker.show(lead, "upload-failed")
    send(lead, study, survey)
    walker.show(lead, "upload-matching", foreign=True)
    walker.remember(lead, f"{lead.page.url.split('?')[0]}/progress")
    try_out(lead)
    walker.show(lead, "upload-tried", foreign=True)
    refused = lead.page.url + "/refused"
    walker.visit("lead", refused, "refused-cells", foreign=True)
    lead.go(refused.removesuffix("/refused"))
    keep(lead)
    walker.show(lead, "upload-imported", foreign=True)
    walker.visit("lead", f"{study}/answers", "answers-imported", foreign=True)
    walker.visit("lead", f"{study}/map", "own-map", foreign=True)


def walk_analyse(walker: Walker, _: Path) -> None:
    """Results: the map, a moment, every analysis, side by side, baselines, downloads; without answers, with hostile filters."""
    demo, lead = walker.study("demo"), walker.who("lead")
    walker.visit("lead", f"{demo}/map", "map")
    for menu in ("lanes", "take"):
        lead.page.locator(f"details.{menu} > summary").first.click()
        walker.show(lead, f"map-menu-{menu}")
        lead.page.locator(f"details.{menu} > summary").first.click()
    walker.visit("lead", f"{demo}/map?a.tier=gold", "map-filtered")
    walker.visit("lead", f"{demo}/map?a.tier=no-such-tier", "map-filter-unknown", 422)
    walker.visit("lead", f"{demo}/map?nothing=1", "map-filter-foreign")
    walker.visit("city", f"{demo}/map", "map-of-city")
    walker.visit("lead", f"{demo}/moments/{MOMENT}", "moment")
    walker.visit("lead", f"{demo}/moments/no_such_moment", "moment-unknown", 404)
    walker.visit("lead", f"{demo}/results", "results")
    for question in QUESTIONS:
        walker.visit("lead", f"{demo}/results/{question}", f"result-{question}")
    walker.visit("lead", f"{demo}/results/importance?by=tier", "result-split")
    walker.visit("lead", f"{demo}/compare", "compare")
    for place in ("map", "results", "results/importance", "compare", "baselines", "reports"):
        walker.visit("lead", f"{walker.study('blank')}/{place}", f"blank-{place.replace('/', '-')}")
    walker.visit("lead", f"{demo}/baselines", "baselines")
    for name in (f"walk {walker.language}", f"walk {walker.language}"):
        lead.page.locator("#name").fill(name)
        lead.page.locator("form:has(#name) button.main").click()
        lead.settle()
        walker.show(lead, "baseline-refused" if lead.page.locator("#name-fault").count() else "baseline-frozen")
    lead.go(f"{demo}/baselines")
    walker.visit("lead", lead.page.locator("td a.button").first.get_attribute("href") or "", "baseline")
    walker.visit("lead", f"{demo}/reports", "reports")
    lead.page.locator("form[action*='/reports/deck/make'] button").click()
    lead.page.wait_for_selector("a[href$='/file']", timeout=PATIENCE)
    walker.show(lead, "report-ready")


def walk_share(walker: Walker, _: Path) -> None:
    """Links: making one, those that were made, what guests see, and what they are told when a link opens no more."""
    demo, shared = walker.study("demo"), walker.ground["shared"]
    lead = walker.visit("lead", f"{demo}/share?page=map", "share")
    lead.page.locator("main form button.main").click()
    walker.show(lead, "share-made")
    walker.visit("lead", f"{demo}/links", "links")
    walker.visit("lead", f"{walker.study('blank')}/links", "links-none")
    walker.visit("guest-map", f"/s/{shared['map']}", "shared-map")
    walker.visit("guest-moment", f"/s/{shared['moment']}", "shared-moment")
    walker.visit("guest", f"/s/{shared['old']}", "shared-expired", 410)
