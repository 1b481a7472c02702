import re

from hypothesis import given
from hypothesis import strategies as st

from familytales.narration.phrase_model import arpa


@given(st.lists(st.sampled_from(["the", "horse", "is", "well", "and", "so", "am", "i"]), min_size=2, max_size=12))
def test_a_model_counts_what_it_holds_and_chances_are_chances(text: list[str]) -> None:
    made = arpa(text)
    for order in (1, 2):
        stated = int(re.search(rf"ngram {order}=(\d+)", made)[1])  # type: ignore[index]
        section = made.split(f"\\{order}-grams:\n")[1].split("\n\n")[0].splitlines()
        assert len(section) == stated
        assert all(float(line.split()[0]) <= 0 for line in section)
    pairs = made.split("2-grams:")[1]
    for word in set(text[:-1]):
        following = [10 ** float(chance) for chance in re.findall(rf"^(\S+) {word} \S+$", pairs, re.MULTILINE)]
        assert abs(sum(following) - 0.9) < 0.01
