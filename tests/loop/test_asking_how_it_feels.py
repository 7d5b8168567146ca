"""What somebody may feel about a reply: no word always comes first, and "none of these" always comes last."""

from random import Random

from feedback_app.loop import questions


def test_any_feeling_may_come_first_but_none_of_these_comes_last(sqlite_house):
    with sqlite_house.databases.reading() as db:
        form = questions.form_of(db, questions.newest_version(db, questions.PULSE).id, "en")
    values = [option.value for one in form.questions if one.id == "feel" for option in one.options]
    orders = [
        [option.value for one in questions.shuffled(form, "feel", Random(seed)).questions if one.id == "feel"
         for option in one.options]
        for seed in range(200)
    ]  # fmt: skip
    assert all(sorted(one) == sorted(values) for one in orders)
    assert {one[-1] for one in orders} == {"none_fit"}
    assert {one[0] for one in orders} == set(values) - {"none_fit"}
