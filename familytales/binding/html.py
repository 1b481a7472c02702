"""Passages as markup that is both HTML and XHTML, and the templates around them; everything is escaped here."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from familytales.binding.names import legal
from familytales.binding.passages import Passage, Sentence, Span
from familytales.domain.transcripts import BlockKind

if TYPE_CHECKING:
    from jinja2 import Environment

Marker = Callable[[int], Markup]
"""Makes the mark of a page (numbered within its document) that starts in the middle of a paragraph."""

_TAGS = {BlockKind.HEADING: ("h2", "h2"), BlockKind.TEXT: ("p", "p")}


class PageStart(NamedTuple):
    """A page of the document starts here; `marked` when the paragraph before it already holds its mark."""

    number: int
    marked: bool


def sequence(found: Sequence[Passage], pages: int) -> Iterator[Passage | PageStart]:
    """Passages and the starts of all `pages`, in reading order.

    A page that starts within a paragraph comes after that paragraph.
    """
    shown = 0
    for passage in found:
        yield from (PageStart(number, False) for number in range(shown + 1, passage.page + 1))
        yield passage
        last = max(passage.page, *(span.page for span in passage.spans))
        yield from (PageStart(number, True) for number in range(passage.page + 1, last + 1))
        shown = max(shown, last)
    yield from (PageStart(number, False) for number in range(shown + 1, pages + 1))


def paragraph(passage: Passage, marker: Marker, *, every_word: bool) -> Markup:
    """One paragraph: sentences and words with ids where they are narrated, or `every_word` in a span of its own."""
    open_tag, close_tag = _TAGS.get(passage.kind, (f'p class="{passage.kind.value}"', "p"))
    page = passage.page
    parts = [Markup("")]
    for sentence in passage.sentences:
        inner, page, lead = _sentence(sentence, page, marker, every_word)
        parts.append(lead if len(parts) > 1 else Markup(""))
        parts.append(inner)
    return Markup(f"<{open_tag}>{Markup().join(parts)}</{close_tag}>")


def _sentence(sentence: Sentence, page: int, marker: Marker, every_word: bool) -> tuple[Markup, int, Markup]:
    """The sentence, the page reached, and what separates it from the sentence before."""
    first = sentence.spans[0]
    parts: list[Markup] = []
    for span in sentence.spans:
        if span is not first:
            parts.append(_gap(span))
        if span.page > page:
            parts.extend(marker(number) for number in range(page + 1, span.page + 1))
            page = span.page
        parts.append(_word(span, every_word or (sentence.utterance is not None and span.clip is not None)))
    inner = Markup().join(parts)
    if sentence.utterance is not None:
        inner = Markup('<span class="s" id="{}">{}</span>').format(sentence.id, inner)
    return inner, page, _gap(first)


def _gap(span: Span) -> Markup:
    return Markup("<br/>") if span.new_line else Markup(span.space)


def _word(span: Span, marked: bool) -> Markup:
    text = escape(legal(span.text))
    # By hand, as Markup.format takes most of the time of a long book.
    return Markup(f'<span class="w" id="{escape(span.id)}">{text}</span>') if marked else text


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("familytales.binding"),
        autoescape=True,
        finalize=lambda value: legal(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: object) -> str:
    """A page from the template of that name in `templates/`, every value escaped unless it is Markup already."""
    return _templates().get_template(template).render(values)
