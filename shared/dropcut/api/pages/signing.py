"""The page where whoever is not known says who they are."""

from __future__ import annotations

from dropcut.editing.report.markup import Html, element


def sign_in_page() -> Html:
    """A token of the home's issuer is shown once; what the browser keeps then can be read by no script."""
    return element(
        "section",
        element("h1", "Sign in"),
        element("p", "This Dropcut is for people it knows.", class_="sentence"),
        element(
            "form",
            element("label", "Your token", for_="token"),
            element("input", type="password", id="token", name="token", autocomplete="off", required=True,
                    aria_describedby="token-hint"),
            element("p", "An identity token of the issuer that this home trusts, or the home's own token. "
                    "It is sent once, in a header, and not kept by this page.", class_="hint", id="token-hint"),
            element("button", "Sign in", type="submit", class_="main"),
            element("p", id="sign-in-said", class_="bad", role="alert"),
            id="sign-in",
        ),
        class_="alone",
    )  # fmt: skip
