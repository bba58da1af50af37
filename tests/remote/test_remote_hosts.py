import pytest

from kg import errors
from kg.remote.hosts import Listed, is_public, read_entry, read_url

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("example.org", ("example.org", None)),
        ("Example.ORG.:8080", ("example.org", 8080)),
        ("127.0.0.1:80", ("127.0.0.1", 80)),
        ("[::1]:8080", ("::1", 8080)),
        ("[0:0:0:0:0:0:0:1]", ("::1", None)),
        ("bücher.example", ("xn--bcher-kva.example", None)),
    ],
)
def test_entries(entry: str, read: tuple[str, int | None]) -> None:
    assert read_entry(entry) == read


@pytest.mark.parametrize(
    "entry", ["", "http://example.org", "a b", "a:0", "a:65536", "a:b", "[::1", "a/b", "u@a", "*"]
)
def test_what_is_no_entry_is_refused(entry: str) -> None:
    with pytest.raises(errors.BadRequest):
        read_entry(entry)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://EXAMPLE.org", "http://example.org/"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        ("http://[0::1]:8080/x", "http://[::1]:8080/x"),
        ("http://example.org/é", "http://example.org/%C3%A9"),
    ],
)
def test_addresses_in_parts(text: str, url: str) -> None:
    assert str(read_url(text)) == url


@pytest.mark.parametrize(
    "text",
    [
        "ftp://example.org/", "file:///etc/passwd", "example.org", "", "http://", "http:///x",
        "http://user:word@example.org/", "http://example.org:0/", "http://example.org:99999/",
        "http://a b/", "http://example.org/a b", "http://example.org/\r\nX: y", "http://[::1/",
        "gopher://127.0.0.1:11211/x", "http://exa\\mple.org/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(text: str) -> None:
    with pytest.raises(errors.BadRequest, match="is not an address that can be asked"):
        read_url(text)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "::7f00:1", "::5db8:d822", "64:ff9b:1::5db8:d822", "fec0::1", "192.0.0.9", "192.0.0.170",
        "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
def test_addresses_that_are_not_open_to_all(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"]
)
def test_addresses_that_are_open_to_all(address: str) -> None:
    assert is_public(address)


def addresses(entries: list[str], url: str, *found: str) -> list[str]:
    return Listed(entries, lambda *_: found).addresses(read_url(url))


def test_a_listed_name_leads_to_its_public_addresses() -> None:
    assert addresses(["example.org"], "http://example.org:99/", PUBLIC, PUBLIC) == [PUBLIC]
    assert addresses(["example.org:99"], "https://example.org:99/", PUBLIC) == [PUBLIC]


@pytest.mark.parametrize(
    "url",
    [
        "http://other.org/", "http://example.org/", "http://sub.example.org:99/",
        "http://example.org.evil.com:99/", "http://93.184.216.34:99/",
    ],
)  # fmt: skip
def test_who_is_not_listed_is_not_asked(url: str) -> None:
    with pytest.raises(errors.BadRequest, match="is not among those"):
        addresses(["example.org:99"], url, PUBLIC)


@pytest.mark.parametrize("found", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::ffff:127.0.0.1"]])
def test_a_listed_name_may_not_lead_inside(found: list[str]) -> None:
    with pytest.raises(errors.BadRequest, match="an address that is not public"):
        addresses(["example.org"], "http://example.org/", *found)


def test_an_address_inside_is_allowed_where_it_is_listed_itself() -> None:
    assert addresses(["127.0.0.1:80"], "http://127.0.0.1/", "127.0.0.1") == ["127.0.0.1"]
    entries = ["localhost:80", "127.0.0.1:80"]
    assert addresses(entries, "http://localhost/", "127.0.0.1") == ["127.0.0.1"]
    with pytest.raises(errors.BadRequest, match="an address that is not public"):
        addresses(["localhost", "127.0.0.1:81"], "http://localhost/", "127.0.0.1")


@pytest.mark.parametrize("host", ["127.1", "0x7f.0.0.1", "2130706433", "017700000001"])
def test_other_spellings_of_this_machine_are_other_names(host: str) -> None:
    with pytest.raises(errors.BadRequest):
        Listed([host]).addresses(read_url(f"http://{host}/"))


def test_a_name_without_address() -> None:
    def lookup(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    with pytest.raises(errors.RemoteFailed, match=r"example\.org has no address"):
        Listed(["example.org"], lookup).addresses(read_url("http://example.org/"))
