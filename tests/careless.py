"""What makes a page careless: every fault of one page that a person would pay for, named."""

import base64
import hashlib
import re
from html import unescape

from bs4 import Tag

from tests.known import STYLE, but_for_chance
from tests.page import NOT_READ, Page, read, words_of

# SAFETY 2.3, written out again on purpose: a test that reads the app's own list would agree with any
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; {media}font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types {types}"
)
# a file opens nothing, so its own policy is the strictest there is (docs/decisions/0009)
CSP_OF_A_FILE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": "noindex, noarchive",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
SHUT = ("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "midi", "gyroscope")
# the title stays in the phone's history whatever we do
TELLING = re.compile(
    r"exploit|safeguard|polic|social (care|work)|abus|gang|county lines|groom|traffick|victim|crim|drug|"
    r"\bsex|child protection|استحصال|پولیس|زیادتی|سوشل (ورک|کیئر)",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"(https?:)?//|javascript:|blob:")
UNFILLED = re.compile(r"\bNone\b(?! of)|\{\w*\}|%\(\w+\)s|<lazy|TOKEN-GOES-HERE")
TAG = re.compile("<[^>]*>")
REFERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list")
NOT_WRITTEN_IN = ("hidden", "submit", "button", "image", "reset")
FREE_TEXT = ("text", "search")
# what somebody wrote may say anything; a choice may be "None"
THEIRS = {"bdi", "textarea", "blockquote"}
STAFF_MAY_FILL = {"off", "username", "email", "current-password", "new-password", "one-time-code"}


# pages without a fault, and what each asks of its headers; to walk through each again takes as long as to make it
_FAULTLESS: dict[tuple[str, ...], dict] = {}


def faults(page: Page, headers, is_https: bool = False) -> list[str]:
    """Everything careless about one page; empty when it is fit to be seen."""
    like = but_for_chance(page.html)
    if (asks := _FAULTLESS.get(like)) is not None:
        return of_headers(headers, is_https, **asks) + _of_text(page)
    found = [f"HTML fault {code} at {place}" for place, code, _ in page.broken]
    found += [*_of_policy(page.all), *_of_head(page), *_of_references(page), *_of_fields(page), *_of_forms(page)]
    found += [*_of_names(page), *_of_exit(page)]
    asks = _asks_of_headers(page)
    if not found:
        _FAULTLESS[like] = asks
    return [*found, *of_headers(headers, is_https, **asks), *_of_text(page)]


def _asks_of_headers(page: Page) -> dict:
    may_register = bool([one for one in page.named("form") if one.has_attr("data-steps")])
    return {"style": _style(page.all), "has_film": bool(page.named("video")), "may_register": may_register}


def of_headers(headers, is_https: bool, style=None, is_static=False, has_film=False, may_register=False) -> list[str]:
    """What a response of any kind lacks among its headers and cookies; only a page with a film may play one."""
    media = "media-src 'self'; " if has_film else ""
    hashed = f" 'sha256-{style}'" if style else ""
    # only a check-in may register the service worker, and only a check-in has its style in the page
    types = "worker" if style or may_register else "'none'"
    policy = CSP_OF_A_FILE if is_static else CSP.format(style=hashed, media=media, types=types)
    wanted = EXACT | {"Content-Security-Policy": policy}
    if is_https:
        wanted["Strict-Transport-Security"] = STRICT_TRANSPORT
    if not is_static:
        wanted["Cache-Control"] = "no-store"
    found = [
        f"header {name} is {headers.get(name)!r}, not {value!r}"
        for name, value in wanted.items()
        if headers.get_all(name) != [value]
    ]
    allowed = headers.get("Permissions-Policy", "")
    shut = () if is_static else SHUT  # browsers read it of documents alone
    found += [f"Permissions-Policy lacks {name}=()" for name in shut if f"{name}=()" not in allowed]
    return found + [fault for cookie in headers.get_all("Set-Cookie") for fault in _of_cookie(cookie, is_https)]


def _of_cookie(cookie: str, is_https: bool) -> list[str]:
    name, low = cookie.partition("=")[0], cookie.lower().replace(" ", "")
    parts = low.split(";")
    wanted = ["httponly", "path=/", *(["secure"] if is_https else [])]
    found = [f"cookie {name} lacks {part}" for part in wanted if part not in parts]
    if not {"samesite=strict", "samesite=lax"} & set(parts):
        found.append(f"cookie {name} lacks SameSite")
    if is_https and not name.startswith("__Host-"):
        found.append(f"cookie {name} is not called __Host-… under https")
    if any(part.startswith("domain=") for part in parts):
        found.append(f"cookie {name} has a Domain")
    return found


def _of_policy(tags: list[Tag]) -> list[str]:
    found = []
    for one in tags:
        if one.name == "script" and not one.has_attr("src"):
            found.append(f"inline script {str(one)[:60]}")
        if one.has_attr("style"):
            found.append(f"style attribute on {one.name}")
        found += [f"{name} on {one.name}" for name in one.attrs if name.startswith("on")]
        found += [f"third-party or unsafe address {url}" for url in _fetched(one) if FOREIGN.match(url)]
        if one.name == "a" and one.get("href", "").startswith(("javascript:", "data:")):
            found.append(f"unsafe link {one['href']}")
    return found + (["more than one <style>"] if sum(one.name == "style" for one in tags) > 1 else [])


def _fetched(one: Tag) -> list[str]:
    """The addresses that a browser asks by itself, or sends to."""
    own = {"link": "href", "form": "action", "object": "data"}.get(one.name, "src")
    return [one[name] for name in {"src", own} if one.has_attr(name)]


def _style(tags: list[Tag]) -> str | None:
    one = next((one for one in tags if one.name == "style"), None)
    return base64.b64encode(hashlib.sha256(one.string.encode()).digest()).decode() if one else None


def _of_head(page: Page) -> list[str]:
    html, title = page.soup.html, " ".join(one.text.strip() for one in page.within(page.soup.head, "title"))
    found = [] if title else ["no title"]
    if not page.is_desk and TELLING.search(title):
        found.append(f"the title tells: {title!r}")
    if len(page.named("h1")) != 1:
        found.append(f"{len(page.named('h1'))} h1")
    found += [f"no {name} on html" for name in ("lang", "dir") if not html.get(name)]
    if html.get("lang", "")[:2] in ("ur", "ar", "fa", "ps") and html.get("dir") != "rtl":
        found.append("a right-to-left language without dir=rtl")
    return found


def _of_references(page: Page) -> list[str]:
    ids = set(page.ids)
    found = [f"id {one!r} is there more than once" for one in sorted(ids) if page.ids.count(one) > 1]
    for one in page.there:
        for name in REFERS:
            if one.has_attr(name):
                missing = set(one[name] if isinstance(one[name], list) else one[name].split()) - ids
                found += [f"{name} names {target!r}, which is not there" for target in sorted(missing)]
    links = (one.get("href", "") for one in page.named("a"))
    return found + [
        f"a link to {link}, which is not there" for link in links if link[:1] == "#" and link[1:] not in ids
    ]


def _of_fields(page: Page) -> list[str]:
    fields = page.named("input", "textarea", "select")
    found = [
        f"no label for {one.name} {one.get('name')!r}"
        for one in fields
        if one.get("type", "text") not in NOT_WRITTEN_IN and not _label(page, one)
    ]
    may_fill = STAFF_MAY_FILL if page.is_desk else {"off"}
    for one in fields:
        if one.name == "select" or (one.name == "input" and one.get("type", "text").lower() not in FREE_TEXT):
            continue
        if one.get("autocomplete") not in may_fill:
            found.append(f"autocomplete is not off on {one.get('name')!r}")
        if one.get("spellcheck") != "false" and one.find_parent(attrs={"aria-hidden": "true"}) is None:
            found.append(f"spellcheck is not off on {one.get('name')!r}")
    found += ["a fieldset without a legend" for one in page.named("fieldset") if one.legend is None]
    return found + [f"no alt on {one.get('src')}" for one in page.named("img") if not one.has_attr("alt")]


def _label(page: Page, field: Tag) -> str:
    named = field.get("aria-label", "") or field.get("aria-labelledby", "")
    own = page.labels.get(field["id"]) if field.get("id") else None
    around = field.find_parent("label")
    return named or " ".join(words_of(one) for one in (own, around) if one)


def _of_forms(page: Page) -> list[str]:
    found = []
    for form in page.named("form"):
        if not form.get("action") or form.get("method", "").lower() not in ("get", "post"):
            found.append(f"a form without action or method: {str(form)[:80]}")
        hidden = [one for one in page.within(form, "input") if one.get("type", "").lower() == "hidden"]
        outside = [one for one in page.there if form.get("id") and one.get("form") == form["id"]]
        tokens = {one.get("name") for one in (*hidden, *outside) if one.get("value")}
        if form.get("method") == "post" and not {"token", "csrf_token"} & tokens:
            found.append(f"a POST form without a token: {form.get('action')}")
    return found


def _of_names(page: Page) -> list[str]:
    pressed = [one for one in page.named("a", "button", "summary") if one.name != "a" or one.has_attr("href")]
    return [
        f"a nameless {one.name}: {str(one)[:80]}"
        for one in pressed
        if not (words_of(one) or one.get("aria-label") or any(img.get("alt") for img in page.within(one, "img")))
    ]


def _of_text(page: Page) -> list[str]:
    """Our own words only."""
    body = STYLE.sub("", page.html)
    if not any(UNFILLED.search(unescape(one)) for one in (TAG.sub("|", body), TAG.sub("", body))):
        return []  # nor in what somebody wrote: it need not be told apart
    return [f"unfilled {found!r} on the page" for found in UNFILLED.findall(read(page.soup, _is_not_ours))]


def _is_not_ours(one: Tag) -> bool:
    is_choice = one.name == "label" and "choice" in one.get("class", [])
    return one.name in NOT_READ or one.name in THEIRS or one.get("dir") == "auto" or is_choice


def _of_exit(page: Page) -> list[str]:
    if page.is_desk or page.is_paper:
        return []
    ways = [one for one in page.named("a") if "leave" in one.get("class", []) and one.get("href") == "/leave"]
    has_exit = page.is_person and any(words_of(one) and one.find_parent("header") for one in ways)
    return [] if has_exit else ["no way to leave at once"]
