"""From a later page of a list one is led back to the beginning of that list, and not of another."""

from feedback_app.worker import paging


def test_a_later_page_on_which_nothing_is_left_does_not_say_that_nothing_waits(house):
    later = paging.place_of(house.now(), "an-id")
    house.signed_in("Sam").open(f"/work/?after={later}").not_see("Nothing waits.").see("No more waits here now.")


def test_of_mine_and_of_what_was_sought(house):
    sam = house.signed_in("Sam")
    later = paging.place_of(house.now(), "an-id")
    for asked in ("view=mine", "view=others", "kind=worry"):
        sam.open(f"/work/?{asked}&after={later}").follow("Back to the longest wait")
        assert sam.path == f"/work/?{asked}"
    sam.open(f"/work/?after={later}").follow("Back to the longest wait")
    assert sam.path == "/work/"
