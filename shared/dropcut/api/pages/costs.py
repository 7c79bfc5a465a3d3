"""What a job cost so far and may still cost, on its page."""

from __future__ import annotations

from collections.abc import Iterator

from dropcut.api.views import JobView
from dropcut.domain.estimates import about, about_money
from dropcut.domain.jobs import JobState
from dropcut.domain.money import money
from dropcut.domain.quotes import Quote
from dropcut.domain.wording import seconds
from dropcut.editing.report.markup import Html, element, theirs


def costs(view: JobView, quote: Quote | None) -> Html | None:
    """One line: what was spent, what is still to come, and what the figures are."""
    told = " ".join(_told(view, quote))
    return element("p", theirs(told), class_="quiet small", id="costs") if told else None


def _told(view: JobView, quote: Quote | None) -> Iterator[str]:
    cost = view.cost
    if cost.seconds:
        price = f", {money(cost.amount)}" if cost.prices else ""
        yield f"So far: {seconds(cost.seconds)} of work{price}."
    if quote is not None and view.state in {JobState.WORKING, JobState.HELD} and quote.seconds.high:
        price = f", {about_money(quote.price.low)} to {about_money(quote.price.high)}" if quote.charges else ""
        more = "" if quote.complete else ", so far as can be foreseen"
        yield f"Still to come: about {about(quote.elapsed.likely)}{price}{more}."
    if view.budget:
        yield f"Budget: {view.budget}."
    if cost.prices:
        yield f"Estimated list prices of {cost.prices}."
