"""feedback serve: no demonstration and no test on an install that was set up from a file."""

import pytest

from tests.commands.running import feedback_here


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set_up")
    assert feedback_here(folder, "prepare").exit_code == 0
    text = feedback_here(folder, "setup", "--example").stdout
    (folder / "ours.toml").write_text(text.replace('languages = ["en", "en_GB@easy", "ur"]\n', ""))
    assert feedback_here(folder, "setup", str(folder / "ours.toml")).exit_code == 0
    return folder


@pytest.mark.parametrize("mode", ["test", "demo"])
def test_it_is_never_served_as_a_demo_or_a_test(set_up, mode):
    """The line was left in a file of settings: it would be served with no mark, over plain http, and unchecked."""
    said = feedback_here(set_up, "serve", "--port", "0", FEEDBACK_MODE=mode)
    assert said.exit_code == 1
    assert f"FEEDBACK_MODE is {mode}, and this install is a real one" in said.output


def test_a_language_that_nobody_wrote_is_one_clear_line(set_up):
    said = feedback_here(set_up, "serve", "--rehearsal", "--port", "0", FEEDBACK_LANGUAGES="en,xx")
    assert said.exit_code == 1
    assert "no language xx comes with the service" in str(said.exception)
    assert (
        "languages: xx does not come with the service"
        in feedback_here(set_up, "check", FEEDBACK_LANGUAGES="en,xx").output
    )


@pytest.mark.parametrize("port", ["-1", "65536", "web"])
def test_a_port_that_is_none_is_one_clear_line(set_up, port):
    said = feedback_here(set_up, "serve", "--rehearsal", "--port", port)
    assert said.exit_code == 2
    assert "Invalid value for '--port'" in said.output
