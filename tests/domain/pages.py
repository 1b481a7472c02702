"""Transcripts made from plain text: one box per word, lines of 20 pixels, a blank line between blocks."""

from hypothesis import strategies as st

from familytales.domain.transcripts import Block, BlockKind, Box, Line, Transcript, Word


def page(text: str, *, shift: int = 0, kinds: dict[int, BlockKind] | None = None) -> Transcript:
    """`shift` moves every box by some pixels, as another engine's would be; a line's last hyphen breaks a word."""
    number = top = 0
    blocks = []
    for place, part in enumerate(text.split("\n\n")):
        lines = []
        written = [line.split() for line in part.split("\n") if line.split()]
        for at, texts in enumerate(written):
            words, left = [], 10 + shift
            for column, word in enumerate(texts):
                number += 1
                broken = column == len(texts) - 1 and word.endswith("-") and at + 1 < len(written)
                width = 10 * len(word)
                words.append(Word(f"w{number}", word, Box(left, top, left + width, top + 16), 0.9, hyphenated=broken))
                left += width + 8
            lines.append(Line(tuple(words)))
            top += 20
        if lines:
            blocks.append(Block(tuple(lines), (kinds or {}).get(place, BlockKind.TEXT)))
    return Transcript(1000, max(top, 1), tuple(blocks), engine="test")


def said(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words()]


TOKENS = st.sampled_from(
    ["the", "a", "ship", "moth-", "er", "ill.", "[unclear:", "Mabel?]", "[illegible]", "]", "[", "Éva,"]
)
TEXTS = st.lists(st.lists(TOKENS, min_size=1, max_size=7), max_size=6).map(
    lambda lines: "\n".join(" ".join(line) for line in lines)
)
