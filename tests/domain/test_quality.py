from familytales.domain.quality import Quality


def test_a_quality_and_those_above_it() -> None:
    assert Quality.FAST.and_better() == (Quality.FAST, Quality.GOOD, Quality.BEST)
    assert Quality.BEST.and_better() == (Quality.BEST,)
