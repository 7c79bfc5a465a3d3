"""Messages are signed as Standard Webhooks says, so that any library of theirs sees that they are ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.domain.errors import Permanent
from dropcut.domain.signing import SIGNATURE, secret_of, signed, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of the specification's own example
MESSAGE, STAMP, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b'{"test": 2432232314}'


def test_the_specifications_own_example() -> None:
    headers = signed(SECRET, MESSAGE, STAMP, BODY)
    assert headers[SIGNATURE] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert verify(SECRET, headers, BODY, STAMP + 10) == MESSAGE


def test_one_of_several_signatures_is_enough() -> None:
    headers = signed(SECRET, MESSAGE, STAMP, BODY)
    headers[SIGNATURE] = f"v1a,other v1,bm90aGluZw== {headers[SIGNATURE]}"
    assert verify(SECRET, headers, BODY, STAMP) == MESSAGE


def test_the_names_of_headers_are_read_in_any_case() -> None:
    headers = {name.title(): value for name, value in signed(SECRET, MESSAGE, STAMP, BODY).items()}
    assert verify(SECRET, headers, BODY, STAMP) == MESSAGE


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_short", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!!", "whsec_" + "A" * 400]
)
def test_what_is_no_secret_signs_nothing(secret: str) -> None:
    with pytest.raises(Permanent, match="no secret"):
        signed(secret, MESSAGE, STAMP, BODY)


@given(
    st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text(max_size=80)),
    st.binary(max_size=80),
)
def test_whatever_comes_is_refused_in_a_sentence(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(Permanent):
        verify(SECRET, headers, body, STAMP)


@given(
    st.binary(min_size=24, max_size=64), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), st.binary()
)
def test_what_was_signed_is_known_again(key: bytes, message: str, body: bytes) -> None:
    secret = secret_of(key)
    assert verify(secret, signed(secret, message, STAMP, body), body, STAMP) == message
