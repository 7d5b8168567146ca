"""Two write down what an interpreter read out; the slower one's words are given back, and are not said to wait."""

from tests.journeys import test_translations_read_by_two as by_two
from tests.journeys.people import the_point
from tests.journeys.test_translations_read_by_two import IN_URDU, words  # noqa: F401

SLOWER = "ہم نے کسی اور طرح کہا۔"


def what_they_keep(house, **others) -> dict[str, str]:
    texts = {f"{part}-{the_point(house).id}": text for part, text in (IN_URDU | others).items()}
    return {"role": "interpreter, Language Line", **texts}


def test_the_slower_ones_words_are_given_back(sqlite_house, words):  # noqa: F811
    reply = by_two.reading(sqlite_house).reply_id
    slower, quicker = (sqlite_house.signed_in(one).open(f"/work/reply/{reply}/reader") for one in ("Owen", "Priya"))
    quicker.submit(what_they_keep(sqlite_house), button="Keep this").see("Held for a second reader.")
    slower.submit(what_they_keep(sqlite_house, why=SLOWER), button="Keep this")
    slower.see("Something happened here meanwhile.", SLOWER).not_see("Held for a second reader.")


def test_a_second_press_is_told_that_it_waits(sqlite_house, words):  # noqa: F811
    reply = by_two.reading(sqlite_house).reply_id
    tabs = [sqlite_house.signed_in("Priya").open(f"/work/reply/{reply}/reader") for _ in range(2)]
    for tab in tabs:
        tab.submit(what_they_keep(sqlite_house), button="Keep this").see("Held for a second reader.")
