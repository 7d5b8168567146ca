"""What makes a page careless: every fault of one page that a person would pay for, named."""

import base64
import hashlib
import io
import re

import html5lib
from bs4 import BeautifulSoup

# SAFETY 2.3, written out again on purpose: a test that reads the app's own list would agree with any
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types {types}"
)
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
    r"\bsex|child protection|استحصال|پولیس|زیادتی",
    re.IGNORECASE,
)
UNFILLED = re.compile(r"\bNone\b(?! of)|\{\w*\}|%\(\w+\)s|<lazy|TOKEN-GOES-HERE")
REFERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list")
NOT_WRITTEN_IN = ("hidden", "submit", "button", "image", "reset")
FREE_TEXT = "textarea, input:not([type]), input[type=text], input[type=search]"
STAFF_MAY_FILL = {"off", "username", "email", "current-password", "new-password", "one-time-code"}


def faults(html: str, headers, is_https: bool = False) -> list[str]:
    """Everything careless about one page; empty when it is fit to be seen."""
    soup = BeautifulSoup(html, "html5lib")
    found = [*_of_markup(html), *_of_policy(soup), *of_headers(headers, is_https, _style(soup))]
    for template in soup.select("template"):
        template.extract()  # not on the page until a script copies it: its ids and labels are not yet there
    found += [*_of_head(soup), *_of_references(soup), *_of_fields(soup), *_of_forms(soup)]
    return [*found, *_of_names(soup), *_of_text(soup), *_of_exit(soup)]


def of_headers(headers, is_https: bool, style: str | None = None, is_static: bool = False) -> list[str]:
    """What a response of any kind lacks among its headers and cookies."""
    hashed = f" 'sha256-{style}'" if style else ""
    # only a check-in may register the service worker, and only a check-in has its style in the page
    types = "worker" if style else "'none'"
    wanted = EXACT | {"Content-Security-Policy": CSP.format(style=hashed, types=types)}
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
    found += [f"Permissions-Policy lacks {name}=()" for name in SHUT if f"{name}=()" not in allowed]
    return found + [fault for cookie in headers.get_all("Set-Cookie") for fault in _of_cookie(cookie, is_https)]


def visible_text(soup: BeautifulSoup) -> str:
    """What can be read on the page, the folded parts too, with its white space evened out."""
    gone = ("script", "style", "template", "head", "title")
    texts = soup.find_all(string=lambda text: not {one.name for one in text.parents} & set(gone))
    return " ".join("".join(text for text in texts if type(text).__name__ == "NavigableString").split())


def is_desk(soup: BeautifulSoup) -> bool:
    return soup.select_one("body.desk") is not None


def is_paper(soup: BeautifulSoup) -> bool:
    return soup.select_one("link[href*='print.css']") is not None


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


def _of_markup(html: str) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(io.StringIO(html))
    return [f"HTML fault {code} at {place}" for place, code, _ in parser.errors]


def _of_policy(soup: BeautifulSoup) -> list[str]:
    found = [f"inline script {str(one)[:60]}" for one in soup.select("script:not([src])")]
    found += [f"style attribute on {one.name}" for one in soup.select("[style]")]
    found += [f"{name} on {one.name}" for one in soup.find_all(True) for name in one.attrs if name.startswith("on")]
    found += ["more than one <style>"] if len(soup.select("style")) > 1 else []
    for one in soup.select("[src], link[href], form[action], object[data]"):
        url = one.get("src") or one.get("href") or one.get("action") or one.get("data") or ""
        if re.match(r"(https?:)?//", url) or url.startswith(("javascript:", "blob:")):
            found.append(f"third-party or unsafe address {url}")
    found += [f"unsafe link {one['href']}" for one in soup.select("a[href^='javascript:'], a[href^='data:']")]
    return found


def _style(soup: BeautifulSoup) -> str | None:
    one = soup.select_one("style")
    return base64.b64encode(hashlib.sha256(one.string.encode()).digest()).decode() if one else None


def _of_head(soup: BeautifulSoup) -> list[str]:
    html, title = soup.html, " ".join(one.text.strip() for one in soup.select("head > title"))
    found = [] if title else ["no title"]
    if not is_desk(soup) and TELLING.search(title):
        found.append(f"the title tells: {title!r}")
    if len(soup.select("h1")) != 1:
        found.append(f"{len(soup.select('h1'))} h1")
    found += [f"no {name} on html" for name in ("lang", "dir") if not html.get(name)]
    if html.get("lang", "")[:2] in ("ur", "ar", "fa", "ps") and html.get("dir") != "rtl":
        found.append("a right-to-left language without dir=rtl")
    return found


def _of_references(soup: BeautifulSoup) -> list[str]:
    ids = [one["id"] for one in soup.select("[id]")]
    found = [f"id {one!r} is there more than once" for one in sorted(set(ids)) if ids.count(one) > 1]
    for name in REFERS:
        for one in soup.select(f"[{name}]"):
            missing = set(one[name] if isinstance(one[name], list) else one[name].split()) - set(ids)
            found += [f"{name} names {target!r}, which is not there" for target in sorted(missing)]
    links = (one["href"][1:] for one in soup.select("a[href^='#']"))
    return found + [f"a link to #{target}, which is not there" for target in links if target not in ids]


def _of_fields(soup: BeautifulSoup) -> list[str]:
    found = [
        f"no label for {one.name} {one.get('name')!r}"
        for one in soup.select("input, textarea, select")
        if one.get("type", "text") not in NOT_WRITTEN_IN and not _label(soup, one)
    ]
    for one in soup.select(FREE_TEXT):
        may_fill = STAFF_MAY_FILL if is_desk(soup) else {"off"}
        if one.get("autocomplete") not in may_fill:
            found.append(f"autocomplete is not off on {one.get('name')!r}")
        if one.get("spellcheck") != "false" and one.find_parent(attrs={"aria-hidden": "true"}) is None:
            found.append(f"spellcheck is not off on {one.get('name')!r}")
    found += ["a fieldset without a legend" for one in soup.select("fieldset") if one.legend is None]
    return found + [f"no alt on {one.get('src')}" for one in soup.select("img:not([alt])")]


def _label(soup: BeautifulSoup, field) -> str:
    named = field.get("aria-label", "") or field.get("aria-labelledby", "")
    own = soup.select_one(f"label[for='{field['id']}']") if field.get("id") else None
    around = field.find_parent("label")
    return named or " ".join(one.text.strip() for one in (own, around) if one)


def _of_forms(soup: BeautifulSoup) -> list[str]:
    found = []
    for form in soup.select("form"):
        if not form.get("action") or form.get("method", "").lower() not in ("get", "post"):
            found.append(f"a form without action or method: {str(form)[:80]}")
        outside = soup.select(f"[form='{form['id']}']") if form.get("id") else []
        tokens = [one for one in (*form.select("input[type=hidden]"), *outside) if one.get("value")]
        if form.get("method") == "post" and not {"token", "csrf_token"} & {one.get("name") for one in tokens}:
            found.append(f"a POST form without a token: {form.get('action')}")
    return found


def _of_names(soup: BeautifulSoup) -> list[str]:
    return [
        f"a nameless {one.name}: {str(one)[:80]}"
        for one in soup.select("a[href], button, summary")
        if not (one.text.strip() or one.get("aria-label") or one.select_one("img[alt]:not([alt=''])"))
    ]


def _of_text(soup: BeautifulSoup) -> list[str]:
    """Our own words only: what somebody wrote stands in dir=auto and may say anything; a choice may be "None"."""
    ours = BeautifulSoup(str(soup), "html5lib")
    for theirs in ours.select("[dir=auto], bdi, textarea, blockquote, label.choice"):
        theirs.extract()
    return [f"unfilled {found!r} on the page" for found in UNFILLED.findall(visible_text(ours))]


def _of_exit(soup: BeautifulSoup) -> list[str]:
    if is_desk(soup) or is_paper(soup):
        return []
    has_exit = any(one.text.strip() for one in soup.select("body.person header a.leave[href='/leave']"))
    return [] if has_exit else ["no way to leave at once"]
