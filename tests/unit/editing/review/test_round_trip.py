"""A page that nobody edited changes nothing; one with edits changes what was edited."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dropcut.domain.cut import Cut, Status
from dropcut.domain.decisions import Decisions
from dropcut.editing.choosing.settled import settled as laid
from dropcut.editing.references import line_refs
from dropcut.editing.review.reading import decisions_from, written_for
from dropcut.editing.review.writing import identity, review_of
from dropcut.editing.review.written import escaped, tidy, unescaped
from tests.unit.editing.review.pages import NOTHING, cuts_and_decisions, plain, reordered

Case = tuple[Cut, Decisions]


@given(cuts_and_decisions())
@settings(max_examples=60, deadline=None)
def test_an_unedited_page_settles_what_was_settled(case: Case) -> None:
    cut, before = case
    page = review_of(cut, before)
    if all(line.status is Status.DROPPED for line in cut.lines):
        return
    assert decisions_from(page, cut, before) == before
    assert decisions_from(page.replace("\n", "\r\n"), cut, before) == before
    assert written_for(page) == identity(cut, before)


_QUOTE = ["blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"]
_MARKS = st.text(alphabet="ab1.)#*_[]()<>!&;|~`$\\-+=: \t\nx", max_size=20)


@given(st.text(max_size=60) | _MARKS)
@settings(max_examples=300, deadline=None)
def test_any_text_stands_in_markdown_as_it_is(text: str) -> None:
    written = escaped(text)
    assert unescaped(written) == tidy(text)
    assert _shown(f"> {written}") == tidy(text)
    assert "\n" not in written
    assert "<!--" not in written


def _shown(markdown: str) -> str:
    """What a reader of Markdown sees of a quote; anything but plain words in it stands out."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    kinds = [token.type for token in tokens]
    assert kinds in (_QUOTE, [_QUOTE[0], _QUOTE[-1]])
    return "".join(child.content for token in tokens for child in token.children or () if child.type.startswith("text"))


@given(st.integers(1, 9).flatmap(lambda count: st.permutations(range(1, count + 1))), st.data())
@settings(max_examples=60, deadline=None)
def test_any_order_of_any_part_of_the_lines_is_what_comes_of_it(order: list[int], data: st.DataObject) -> None:
    """Also when the lines say the same, and when the order is changed a second time."""
    cut = plain(*(f"Line {'same' if number % 2 else number}." for number in range(1, len(order) + 1)))
    settled = NOTHING
    for wanted in (order, data.draw(st.permutations(order))):
        kept = wanted[: data.draw(st.integers(1, len(wanted)))]
        standing = _obeyed(cut, settled)
        settled = decisions_from(reordered(review_of(standing, settled), kept, []), standing, settled)
        standing = _obeyed(cut, settled)
        assert [line.number for line in standing.lines if line.status is not Status.DROPPED] == kept


def _obeyed(cut: Cut, settled: Decisions) -> Cut:
    """The cut as it is made once those moves and drops are obeyed."""
    texts = [line.text for line in cut.lines]
    refs = line_refs(texts)
    dropped = {decision.line for decision in settled.made if decision.dropped}
    order = laid(texts, settled.made).order
    gone = {"status": Status.DROPPED, "pieces": ()}
    lines = (cut.lines[place].model_copy(update=gone if refs[place] in dropped else {}) for place in order)
    return cut.model_copy(update={"lines": tuple(lines)})
