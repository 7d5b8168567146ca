"""What is no good as a password, however long; and that what people and their password managers make is taken."""

import random
import string

import pytest

from feedback_app.loop import passwords

KNOWN = ("Zoë", "zoe.o-brien@larkfield.example", "Young people’s team", "Larkfield Safer Together")


@pytest.mark.parametrize(
    "easy",
    [
        "aaaaaaaaaaaaaaa",
        "aaaaaaaaAAAAAAAA",
        "a b a b a b a b a b",
        "111111111111112",
        "correcthorsecorrecthorse",
        "Tr0ub4dor&3 Tr0ub4dor&3",
        "qwertyuiopasdfgh",
        "poiuytrewqlkjhgf",
        "1qaz2wsx3edc4rfv",
        "abcdefghijklmnopq",
        "12345678987654321",
        "!@#$%^&*()_+!!!",
        "Password12345678",
        "PASSWORDpassword1!",
        "passw0rd_passw0rd",
        "Welcome-Welcome-1",
        "larkfield safer together",
        "zoe.o-brien@larkfield.example",
        "Zoë Zoë Larkfield 11",
        "ｐａｓｓｗｏｒｄ１２３４５６７８",
        "یییییییییییییییی",
    ],
)
def test_what_would_be_tried_first_is_refused(easy):
    assert passwords.against(easy, KNOWN) == passwords.EASY


@pytest.mark.parametrize(
    "good",
    [
        "a teapot sings loudly",
        "correct horse battery staple",
        "Zoë likes purple trains",
        "larkfield jumps over seven buckets",
        "my password is a blue giraffe",
        "1234 buttons on a coat",
        "چائے کی پیالی گرم ہے",
        "'; DROP TABLE staff; --",
    ],
)
def test_words_that_do_not_belong_together_are_taken(good):
    assert passwords.against(good, KNOWN) == ""


def test_what_a_password_manager_makes_is_taken():
    signs, made = string.ascii_letters + string.digits + string.punctuation, random.Random(7)
    assert {passwords.against("".join(made.choices(signs, k=15)), KNOWN) for _ in range(2000)} == {""}
    assert {passwords.against("".join(made.choices(string.digits, k=24)), KNOWN) for _ in range(2000)} == {""}


def test_its_length_is_told_first():
    assert passwords.against("a" * 14, KNOWN) == passwords.SHORT
    assert passwords.against("a" * 257, KNOWN) == passwords.LONG
