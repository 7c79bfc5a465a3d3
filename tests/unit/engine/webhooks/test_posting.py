"""A message goes to the address that was looked at, within a few seconds, and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from time import monotonic

import pytest

from dropcut.domain.errors import Permanent
from dropcut.engine.webhooks.addresses import allowed, check_written, is_public, resolved
from dropcut.engine.webhooks.posting import Post
from dropcut.engine.webhooks.targets import target_of
from tests.unit.engine.webhooks.receiver import (
    a_byte_now_and_then,
    answering_with,
    hints_for_ever,
    receiving,
    rubbish,
    silence,
)

QUICK = Post(within_s=0.5)

INNER = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",  # noqa: S104 - as somebody may write it
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_none_for_messages(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(Permanent, match="inside of this network"):
        allowed("hooks.example.com", 443, 1, inner=False, resolve=lambda _name, _port: [address])


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_what_anybody_can_reach_is_allowed(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "0", "localhost", "[::1]", "[::ffff:7f00:1]", "127.0.0.1."],
)
def test_an_inner_address_is_refused_however_it_is_written(host: str) -> None:
    tried = Post(within_s=5).send(f"https://{host}/", {}, b"", inner=False)
    assert tried.final
    assert tried.status is None


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "127.1", "localhost", "a.localhost", "::1", "10.0.0.1", "169.254.169.254"]
)
def test_an_inner_address_is_refused_as_soon_as_it_is_written(host: str) -> None:
    with pytest.raises(Permanent, match="inside of this network"):
        check_written(host)


@pytest.mark.parametrize("host", ["hooks.example.com", "8.8.8.8", "2606:4700::1111", "1e100.net"])
def test_what_may_be_public_is_asked_when_it_is_sent_to(host: str) -> None:
    check_written(host)


def test_one_inner_address_among_others_is_enough_to_refuse() -> None:
    with pytest.raises(Permanent, match=r"127\.0\.0\.1"):
        allowed("mixed.example", 443, 1, inner=False, resolve=lambda _name, _port: ["8.8.8.8", "127.0.0.1"])


def test_a_name_that_changes_its_mind_is_asked_once_and_reached_where_it_was_looked_at() -> None:
    """DNS rebinding: the second answer is another; nobody asks for it."""
    asked = list[str]()

    def resolve(name: str, _port: int) -> Sequence[str]:
        asked.append(name)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    with receiving() as receiver:
        url = f"http://rebinding.example:{receiver.port}/x"
        tried = Post(within_s=5, resolve=resolve).send(url, {}, b"{}", inner=True)
    assert tried.status == 204
    assert asked == ["rebinding.example"]
    assert receiver.got[0].headers["Host"] == f"rebinding.example:{receiver.port}"


def test_no_lead_elsewhere_is_followed() -> None:
    with receiving() as receiver, receiving() as elsewhere:
        for status in (301, 302, 303, 307, 308):
            receiver.answers = [(status, {"Location": elsewhere.url})]
            tried = Post().send(receiver.url, {}, b"{}", inner=True)
            assert (tried.status, tried.well) == (status, False)
            assert "no lead is followed" in tried.outcome
    assert elsewhere.got == []


@pytest.mark.parametrize("answer", [silence, a_byte_now_and_then, hints_for_ever])
def test_a_slow_receiver_keeps_nobody(answer: Callable[[socket.socket], None]) -> None:
    began = monotonic()
    with answering_with(answer) as url:
        tried = QUICK.send(url, {}, b"{}", inner=True)
    assert tried.outcome == "127.0.0.1 did not answer in time."
    assert not tried.final
    assert monotonic() - began < 3


def test_a_resolver_that_does_not_answer_keeps_nobody() -> None:
    def resolve(_name: str, _port: int) -> Sequence[str]:
        import time  # noqa: PLC0415 - for this one

        time.sleep(2)
        return ["127.0.0.1"]

    began = monotonic()
    tried = Post(within_s=0.3, resolve=resolve).send("https://slow.example/", {}, b"", inner=False)
    assert "in time" in tried.outcome
    assert monotonic() - began < 1.5


def test_what_is_no_web_server_is_told_as_such() -> None:
    with answering_with(rubbish) as url:
        tried = Post(within_s=5).send(url, {}, b"{}", inner=True)
    assert tried.status is None
    assert not tried.final


def test_nobody_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    tried = Post(within_s=5).send(f"http://127.0.0.1:{port}/", {}, b"{}", inner=True)
    assert (tried.status, tried.final) == (None, False)


def test_a_certificate_of_nobody_we_trust_is_refused() -> None:
    with answering_with(silence) as url:
        tried = QUICK.send(url.replace("http:", "https:"), {}, b"{}", inner=True)
    assert tried.status is None


def test_a_receiver_says_how_long_to_wait() -> None:
    with receiving() as receiver:
        receiver.answers = [(503, {"Retry-After": "120"}), (429, {"Retry-After": "99999999"}), (503, {"Retry-After": "soon"})]
        waits = [Post().send(receiver.url, {}, b"", inner=True).wait for _ in range(3)]
    assert waits == [120_000, None, None]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.com/x",
        "http://hooks.example.com/x",
        "ftp://hooks.example.com/x",
        "file:///etc/passwd",
        "gopher://hooks.example.com/",
        "https://",
        "https:///path",
        "https://user:pass@hooks.example.com/",
        "https://user@hooks.example.com/",
        "https://hooks.example.com:99999/",
        "https://hooks.example.com:port/",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/\r\nX: y",
        "https://hooks.example.com/\x00",
        "https://[fe80::1%25eth0]/",
        "https://[::1",
        "https://a..b/",
        f"https://hooks.example.com/{'x' * 2000}",
    ],
)
def test_what_is_no_address_of_a_webhook_is_refused_in_words(url: str) -> None:
    with pytest.raises(Permanent):
        target_of(url, inner=False)


def test_an_address_is_read_in_its_parts() -> None:
    target = target_of("https://Höoks.example.com:8443/ä?k=ü#part", inner=False)
    assert (target.host, target.port, target.path) == ("xn--hoks-5qa.example.com", 8443, "/%C3%A4?k=%C3%BC")


def test_this_machines_resolver_knows_this_machine() -> None:
    assert set(resolved("localhost", 80)) & {"127.0.0.1", "::1"}
