"""What was not sent is nothing; of what was sent twice the first is heard, or all of it."""

from werkzeug.test import EnvironBuilder

from feedback_app.web.heard import Heard


def heard(cookie="", **sent):
    headers = {"Cookie": cookie} if cookie else {}
    return Heard(EnvironBuilder(method="POST", headers=headers, **sent).get_environ())


def test_a_form():
    form = heard(data={"a-going": "", "a-change": ["first", "second"], "many": "12"}).form
    assert (form.get("a-change"), form.getlist("a-change")) == ("first", ["first", "second"])
    assert (form.get("a-going"), form.get("a-going", "else")) == ("", "")
    assert (form.get("not there"), form.get("not there", "else"), form.getlist("not there")) == (None, "else", [])
    assert (form.get("many", type=int), form.get("a-change", 3, type=int), form.get("not there", 3, int)) == (12, 3, 3)


def test_an_address():
    assert heard(query_string="lang=ur&lang=en").args.get("lang") == "ur"
    assert heard().args.get("lang", "") == ""


def test_cookies():
    brought = heard(cookie="lang=ur; s=one; s=two").cookies
    assert (brought.get("lang"), brought.get("s"), brought.get("look", "")) == ("ur", "one", "")
    assert not heard().cookies
    assert heard().cookies.get("s", "") == ""
