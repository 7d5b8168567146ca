"""The visitor itself: each careless page is refused by name, and a careful one can be used."""

import pytest
from flask import Flask, redirect, request

from tests.careless import CSP, EXACT, SHUT
from tests.visitor import Visitor

PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8"><title>Check-in</title>
<link rel="stylesheet" href="/static/app.css"></head>
<body class="person">
<header><a class="leave" href="/leave">Leave now</a></header>
<main id="main">
<h1>Have your say</h1>
<form id="say" method="post" action="/send" autocomplete="off">
<label for="words">What do you want to change?</label>
<textarea id="words" name="words" autocomplete="off" spellcheck="false">kept</textarea>
<fieldset><legend>About</legend>
<label class="choice"><input type="checkbox" name="about" value="school" checked> School</label>
<label class="choice"><input type="checkbox" name="about" value="home"> Home</label></fieldset>
<label><input type="radio" name="kind" value="worry"> A worry</label>
<label>How old <select name="age"><option value="">-</option><option value="13">13</option></select></label>
<button>Send</button><button name="then" value="more">Send and say more</button>
</form>
<input type="hidden" form="say" name="token" value="signed">
<p><a href="#main">Up</a> <a href="/next">Go on</a></p>
</main></body></html>"""

# what is careless, how it comes into the page, and what the visitor must say of it
CARELESS = [
    ("<title>Check-in</title>", "<title> </title>", "no title"),
    ("<title>Check-in</title>", "<title>Safeguarding check-in</title>", "the title tells"),
    ("<h1>Have your say</h1>", "<p>Have your say</p>", "0 h1"),
    ("</main>", "<h1>Again</h1></main>", "2 h1"),
    (' lang="en"', "", "no lang"),
    (' dir="ltr"', "", "no dir"),
    ('lang="en" dir="ltr"', 'lang="ur" dir="ltr"', "without dir=rtl"),
    ('<label for="words">What do you want to change?</label>', "", "no label for textarea"),
    ('<label class="choice"><input type="checkbox" name="about" value="home"> Home</label>',
     '<input type="checkbox" name="about" value="home">', "no label for input"),
    ('<main id="main">', '<main id="words">', "'words' is there more than once"),
    ('id="words" name', 'id="words" aria-describedby="help" name', "aria-describedby names 'help'"),
    ('for="words"', 'for="word"', "for names 'word'"),
    ('form="say"', 'form="sai"', "form names 'sai'"),
    ('href="#main"', 'href="#top"', "a link to #top"),
    ("</main>", "<script>alert(1)</script></main>", "inline script"),
    ("<h1>", '<h1 style="color:red">', "style attribute"),
    ("<h1>", '<h1 onclick="go()">', "onclick on h1"),
    ("</head>", "<style>p{}</style></head>", "Content-Security-Policy"),
    ('name="token" value="signed"', 'name="token" value=""', "POST form without a token"),
    ('name="token"', 'name="tocken"', "POST form without a token"),
    ('href="/static/app.css"', 'href="https://cdn.example/app.css"', "third-party"),
    ("</main>", '<script src="//cdn.example/a.js"></script></main>', "third-party"),
    ("</main>", '<img src="https://pixel.example/1.png" alt=""></main>', "third-party"),
    ("</main>", '<a href="javascript:go()">x</a></main>', "unsafe link"),
    (' action="/send"', "", "without action or method"),
    (' method="post"', "", "without action or method"),
    (' autocomplete="off" spellcheck', " spellcheck", "autocomplete is not off"),
    (' spellcheck="false"', "", "spellcheck is not off"),
    ("<legend>About</legend>", "", "without a legend"),
    ("<h1>Have your say</h1>", "<h1>Have your say</p></h1>", "HTML fault"),
    ("Have your say", "Have your say, None", "unfilled 'None'"),
    ("Have your say", "Have your say, {name}", "unfilled '{name}'"),
    ("Have your say", "Have your say, %(name)s", "unfilled '%(name)s'"),
    ("Have your say", "Have your say {}", "unfilled '{}'"),
    (">Go on</a>", "></a>", "a nameless a"),
    (">Go on</a>", "> </a>", "a nameless a"),
    ("Have your say</h1>", "Have your {<b>name</b>}</h1>", "unfilled '{name}'"),
    ("<button>Send</button>", "<button></button>", "a nameless button"),
    ("</main>", '<img src="/a.png"></main>', "no alt"),
    ('<a class="leave" href="/leave">Leave now</a>', "", "no way to leave"),
    ('class="person"', "", "no way to leave"),
]  # fmt: skip
GOOD_COOKIE = "s=1; Path=/; HttpOnly; SameSite=Strict"
BAD_COOKIES = [
    ("s=1; Path=/; SameSite=Strict", "lacks httponly"),
    ("s=1; Path=/; HttpOnly", "lacks SameSite"),
    ("s=1; HttpOnly; SameSite=Lax", "lacks path=/"),
    (GOOD_COOKIE + "; Domain=example.org", "has a Domain"),
]


def browser(page=PAGE, instead=None, cookie=None, is_https=False):
    """A visitor to an application of one page, with ``instead`` laid over its headers."""
    app, sent = Flask(__name__), []
    app.sent = sent

    @app.get("/")
    def show():
        return page

    @app.post("/send")
    def send():
        sent.append(request.form.to_dict(flat=False))
        return redirect("/next", 303)

    @app.get("/next")
    def then():
        return page.replace("Have your say", "Thank you")

    @app.get("/away")
    def away():
        return redirect("https://weather.example/", 303)

    app.after_request(lambda response: _with_headers(response, instead or {}, cookie))
    return Visitor(app, is_https)


def _with_headers(response, instead, cookie):
    shut = ", ".join(f"{name}=()" for name in SHUT)
    policy = CSP.format(style="", media="", types="'none'")
    good = {**EXACT, "Content-Security-Policy": policy, "Permissions-Policy": shut}
    for name, value in {**good, "Cache-Control": "no-store", **instead}.items():
        if value:
            response.headers[name] = value
    if cookie:
        response.headers.add("Set-Cookie", cookie)
    return response


def test_a_careful_page_is_let_through():
    assert browser().open("/").see("Have your say").status == 200


@pytest.mark.parametrize(("found", "instead", "fault"), CARELESS)
def test_a_careless_page_is_refused_by_name(found, instead, fault):
    assert found in PAGE
    browser().open("/")  # a page much like it that is careful was seen before: what hides there is found all the same
    with pytest.raises(AssertionError, match="careless page") as refused:
        browser(PAGE.replace(found, instead, 1)).open("/")
    assert fault in str(refused.value)


def test_of_pages_alike_but_for_their_ids_one_with_an_id_twice_is_refused():
    def with_ids(*letters):
        return browser(PAGE.replace("</main>", "".join(f'<p id="{one * 22}"></p>' for one in letters) + "</main>"))

    assert with_ids("a", "b").open("/").status == with_ids("c", "d").open("/").status == 200
    with pytest.raises(AssertionError, match="more than once"):
        with_ids("e", "e").open("/")


@pytest.mark.parametrize("name", [*EXACT, "Content-Security-Policy", "Cache-Control", "Permissions-Policy"])
@pytest.mark.parametrize("value", ["", "something-else"])
def test_a_page_without_its_headers_is_refused(name, value):
    with pytest.raises(AssertionError, match=name):
        browser(instead={name: value}).open("/")


def test_strict_transport_is_asked_for_under_https():
    with pytest.raises(AssertionError, match="Strict-Transport-Security"):
        browser(is_https=True).open("/")


@pytest.mark.parametrize(("cookie", "fault"), BAD_COOKIES)
def test_a_careless_cookie_is_refused(cookie, fault):
    assert browser(cookie=GOOD_COOKIE).open("/").status == 200
    with pytest.raises(AssertionError, match=fault):
        browser(cookie=cookie).open("/")


@pytest.mark.parametrize("cookie", [GOOD_COOKIE, "__Host-" + GOOD_COOKIE])
def test_under_https_a_cookie_is_secure_and_of_this_host_alone(cookie):
    strict = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
    with pytest.raises(AssertionError, match="lacks secure"):
        browser(cookie=cookie, is_https=True, instead=strict).open("/")
    visitor = browser(cookie="__Host-" + GOOD_COOKIE + "; Secure", is_https=True, instead=strict)
    assert visitor.open("/").status == 200


def test_what_somebody_wrote_may_say_anything():
    wrote = '<blockquote dir="auto">None {} %(x)s</blockquote></main>'
    assert browser(PAGE.replace("</main>", wrote)).open("/").see("None {}").status == 200


def test_a_form_is_sent_as_it_was_filled_in():
    visitor = browser().open("/")
    visitor.submit({"about": ["home"], "kind": "worry", "age": "13"}, button="Send")
    assert visitor.app.sent == [
        {"words": ["kept"], "about": ["home"], "kind": ["worry"], "age": ["13"], "token": ["signed"]}
    ]
    assert visitor.path == "/next"
    assert visitor.redirects == ["http://localhost/next"]
    visitor.see("Thank you").not_see("Have your say")


def test_a_press_sends_what_stands_there_and_the_button_that_was_pressed():
    visitor = browser().open("/")
    visitor.press("Send and say more")
    assert visitor.app.sent[0]["then"] == ["more"]
    assert visitor.app.sent[0]["about"] == ["school"]


def test_line_ends_go_as_a_browser_sends_them():
    visitor = browser().open("/")
    visitor.submit(words="one\ntwo", button="Send")
    assert visitor.app.sent[0]["words"] == ["one\r\ntwo"]


@pytest.mark.parametrize(
    "fields",
    [{"nothing": "x"}, {"token": "mine"}, {"about": ["work"]}, {"age": "99"}, {"kind": ["worry", "worry2"]}],
)
def test_nobody_fills_in_what_is_not_offered(fields):
    with pytest.raises(AssertionError):
        browser().open("/").submit(fields, button="Send")


def test_links_and_buttons_are_found_by_their_words():
    visitor = browser().open("/")
    assert visitor.follow("Go on").path == "/next"
    with pytest.raises(AssertionError, match="links say"):
        visitor.follow("Nowhere")
    with pytest.raises(AssertionError, match="no button"):
        visitor.press("Nowhere")
    with pytest.raises(AssertionError, match="is not on"):
        visitor.see("Nowhere")
    with pytest.raises(AssertionError, match="is on"):
        visitor.not_see("Thank you")


def test_another_host_is_where_a_visitor_stops():
    assert browser().open("/away").left_to == "https://weather.example/"
