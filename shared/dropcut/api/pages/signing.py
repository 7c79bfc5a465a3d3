"""The pages where whoever is not known says who they are."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.editing.report.markup import Html, element


def sign_in_page(issuers: Sequence[str], onward: str) -> Html:
    """An issuer each, where there are any; else, and behind them, a token. `onward` is quoted for an address."""
    return element(
        "section",
        element("h1", "Sign in"),
        element("p", "This Dropcut is for people it knows.", class_="sentence"),
        *(_with(issuer, onward) for issuer in issuers),
        element("details", element("summary", "With a token"), _by_token(), class_="by-token") if issuers else _by_token(),
        class_="alone",
    )


def arrived_page(onward: str) -> Html:
    """Shown for a moment; where a browser does not go on by itself, there is a link."""
    return element(
        "section",
        element("h1", "You are signed in"),
        element("p", element("a", "Go on", class_="button", href=onward)),
        class_="alone",
    )


def _with(issuer: str, onward: str) -> Html:
    said = f"Sign in with {issuer[:1].upper()}{issuer[1:]}"
    return element("p", element("a", said, class_="button main", href=f"/sign-in/with/{issuer}?next={onward}"))


def _by_token() -> Html:
    """What the browser keeps of it can be read by no script."""
    return element(
        "form",
        element("label", "Your token", for_="token"),
        element("input", type="password", id="token", name="token", autocomplete="off", required=True,
                aria_describedby="token-hint"),
        element("p", "An identity token of the issuer that this home trusts, or the home's own token. "
                "It is sent once, in a header, and not kept by this page.", class_="hint", id="token-hint"),
        element("button", "Sign in", type="submit", class_="main"),
        element("p", id="sign-in-said", class_="bad", role="alert"),
        id="sign-in",
    )  # fmt: skip
