"""Whose sounds are these? Spreads the phonemes of a sentence over its words.

A phonemiser reads a sentence, not words: it runs "with the" together, reads "1943" as four words and names signs.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

_STRESS = str.maketrans("", "", "ˈˌ")


def owners(alone: Sequence[str], groups: Sequence[str]) -> list[tuple[int, ...]]:
    """The word each sound belongs to, never falling.

    Args:
        alone: phonemes of each word when said on its own; "" for a word that makes no sound.
        groups: phonemes of the sentence, split where the phonemiser left spaces.

    Returns:
        For each group one index into `alone` per character; words may have none.
    """
    if not alone:
        raise ValueError("there is no word to own a sound")
    said = [text.translate(_STRESS).strip() for text in alone]
    heard = [text.translate(_STRESS).strip() for text in groups]
    found: list[tuple[int, ...]] = []
    for kind, word, words_end, group, groups_end in SequenceMatcher(None, said, heard, autojunk=False).get_opcodes():
        if _one_each(said[word:words_end], heard[group:groups_end]):
            found.extend((word + index,) * len(groups[group + index]) for index in range(words_end - word))
        elif kind == "insert":
            nearest = max(word - 1, 0)
            found.extend((nearest,) * len(groups[index]) for index in range(group, groups_end))
        elif kind == "replace":
            found.extend(_aligned(word, alone[word:words_end], groups[group:groups_end]))
    return found


def _one_each(said: Sequence[str], heard: Sequence[str]) -> bool:
    """Whether words and groups go together one by one: as many, and each about as long ("a" is said in two ways)."""
    if len(said) != len(heard):
        return False
    return len(said) == 1 or all(abs(len(one) - len(other)) <= 2 for one, other in zip(said, heard, strict=True))


def _aligned(first: int, alone: Sequence[str], groups: Sequence[str]) -> list[tuple[int, ...]]:
    """The same for a stretch where counts differ: sound by sound, with the fewest changes (Wagner and Fischer 1974)."""
    known = [(sound, first + index) for index, text in enumerate(alone) for sound in text]
    sounds = "".join(groups)
    flat = _fewest_changes(known, sounds) if known else [first] * len(sounds)
    found: list[tuple[int, ...]] = []
    at = 0
    for group in groups:
        found.append(tuple(flat[at : at + len(group)]))
        at += len(group)
    return found


def _fewest_changes(known: Sequence[tuple[str, int]], sounds: str) -> list[int]:
    rows = [list(range(len(sounds) + 1))]
    for sound, _ in known:
        above = rows[-1]
        row = [above[0] + 1]
        for column, heard in enumerate(sounds):
            row.append(min(above[column] + (sound != heard), above[column + 1] + 1, row[column] + 1))
        rows.append(row)
    return _traced(known, sounds, rows)


def _traced(known: Sequence[tuple[str, int]], sounds: str, rows: Sequence[Sequence[int]]) -> list[int]:
    found: list[int] = []
    row, column = len(known), len(sounds)
    while column:
        here = rows[row][column]
        if row and here == rows[row - 1][column - 1] + (known[row - 1][0] != sounds[column - 1]):
            found.append(known[row - 1][1])
            row, column = row - 1, column - 1
        elif row and here == rows[row - 1][column] + 1:
            row -= 1
        else:  # a sound the word alone does not have: with the word before it
            found.append(known[max(row - 1, 0)][1])
            column -= 1
    return found[::-1]
