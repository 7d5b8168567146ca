"""What a phone fetches to open a check-in for the first time, as its own browser counts it on the wire."""

import pytest

from tests.live import over_http

MOST_BYTES, MOST_REQUESTS = 14 * 1024, 4


@pytest.mark.parametrize("name", ["poster", "parent"])
@pytest.mark.parametrize("locale", ["en-GB", "ur"])
def test_the_first_visit_is_small(sqlite_place, tmp_path, new_phone, name, locale):
    with over_http(sqlite_place, tmp_path) as house:
        phone = new_phone(locale=locale)
        page = phone.new_page()
        wire = phone.new_cdp_session(page)
        sizes, hosts = [], set()
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        wire.on("Network.requestWillBeSent", lambda event: hosts.add(event["request"]["url"].split("/")[2]))
        wire.send("Network.enable")
        page.goto(house.base_url + house.link(name), wait_until="networkidle")
        sent = [size for size in sizes if size]  # the icon stands in the page: nothing on the wire
        assert len(sent) <= MOST_REQUESTS
        assert sum(sent) <= MOST_BYTES, sizes
        assert {one for one in hosts if one} == {house.base_url.split("/")[2]}
