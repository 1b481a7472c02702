"""`familytales evaluate`: how well the engines read, measured on pages whose text is known."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import making
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.cli.steps import Listener, count, finish
from familytales.domain.errors import SomeFailed, UsageError
from familytales.domain.quality import Quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from familytales.workflow.error_rates import Rate
    from familytales.workflow.evaluating import Measured, Variant
    from familytales.workflow.events import ItemFailed

app = Commands()
_PICTURES = (".png", ".svg")


@app.add("evaluate")
def evaluate(
    run: Run,
    truth: Annotated[Path, typer.Argument(metavar="TRUTH_DIR", help="Images and their true text.")],
    engines: Annotated[str, typer.Option("--engines", help="Who reads alone, such as tesseract,rapidocr.")] = "",
    quality: Annotated[str, typer.Option("--quality", help="Ways to read, such as fast,good,best.")] = "",
    language: making.Language = "",
    kinds: Annotated[str, typer.Option("--kinds", help="Only these kinds of page, such as print,photo.")] = "",
    no_enhance: Annotated[bool, typer.Option("--no-enhance", help="Read the scans exactly as they are.")] = False,
    both_ways: Annotated[bool, typer.Option("--both-ways", help="Read them prepared and as they are.")] = False,
    confusions: Annotated[int, typer.Option("--confusions", min=0, metavar="N", help="How many to list.")] = 12,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table there.")] = None,
    picture: Annotated[Path | None, typer.Option("--picture", metavar="FILE", help="Draw it: .png or .svg.")] = None,
) -> None:
    """Measure engines on images whose true text is known: errors by kind of page, time, memory, what is confused.

    The text of page.jpg is page.txt, page.gt.txt or page.xml (PAGE or ALTO), also in a folder page/ or alto/ beside it.
    A manifest.tsv with the columns file, kind and lang tells kinds and languages; --language is for pages of which it
    does not. CER and WER are errors in percent of the true text; BOW is the share of its words that are missing
    wherever they stand. No library is used.

    Examples:
      familytales evaluate ~/GroundTruth --quality good,best --engines tesseract
      familytales evaluate ~/GroundTruth --both-ways --csv rates.csv --picture rates.png
    """
    from familytales.workflow import error_rates, evaluating, truth_folder
    from familytales.workflow.languages import named

    written_in = "+".join(named(language or run.settings.language))
    settings = run.settings.model_copy(update={"language": written_in})
    _check_targets(csv, picture)
    asked = f"{_qualities(quality)},{engines}" if quality or engines else run.settings.ocr_engine
    variants = _variants(asked or run.settings.quality, no_enhance, both_ways)
    folder = truth_folder.read(truth, kinds=filter(None, kinds.split(",")))
    for name, error in folder.unusable:
        run.out.event("unusable", page=name, reason=error.message, remedy=error.remedy)
        run.console.failed(f"{name} is left out: {error.message} {error.remedy}")
    with run.console.progress() as bars:
        measured, failures = evaluating.evaluate(folder.cases, variants, settings, Listener(run, bars))
    _warn(run, failures)
    rates = error_rates.rates(measured)
    confused = list(error_rates.most_confused(measured, confusions))
    _write(rates, csv, picture)
    finish(run, _data(rates, measured, confused), _text(rates, confused))
    if wrong := len(folder.unusable) + len(failures):
        raise SomeFailed(
            f"{count(wrong, 'reading')} failed, named above.",
            kept="Images and texts that cannot be used are left out; a page that an engine failed on counts as wrong.",
        )


def _warn(run: Run, failures: "Sequence[ItemFailed]") -> None:
    """Each reason once, with every page it holds for."""
    reasons: dict[str, list[str]] = {}
    for failure in failures:
        reasons.setdefault(f"{failure.reason} {failure.remedy}".strip(), []).append(failure.name)
    for reason, names in reasons.items():
        run.console.failed(f"{reason} ({', '.join(names)})")


def _check_targets(csv: Path | None, picture: Path | None) -> None:
    """Before the long work: can what was asked for be written at its end?"""
    if picture and picture.suffix.lower() not in _PICTURES:
        raise UsageError(f"{picture} is no name for a picture.", remedy="Let it end in .png or .svg.")
    for path in (csv, picture):
        if path and not path.absolute().parent.is_dir():
            raise UsageError(f"There is no folder {path.absolute().parent} to write {path.name} into.")


def _qualities(text: str) -> str:
    """The qualities asked for: each is the name of an engine as well."""
    for name in filter(None, text.split(",")):
        if name not in list(Quality):
            raise UsageError(f"There is no quality {name!r}.", remedy=f"Choose among {', '.join(Quality)}.")
    return text


def _variants(engines: str, no_enhance: bool, both_ways: bool) -> "list[Variant]":
    from familytales.workflow.evaluating import Variant

    if no_enhance and both_ways:
        raise UsageError("--no-enhance and --both-ways exclude each other.", remedy="Give one of them.")
    ways = (True, False) if both_ways else (not no_enhance,)
    names = dict.fromkeys(name.strip() for name in engines.split(",") if name.strip())
    return [Variant(name, enhance) for name in names for enhance in ways]


def _write(rates: "Sequence[Rate]", csv: Path | None, picture: Path | None) -> None:
    from familytales.workflow import charts, error_rates

    if csv:
        csv.write_text(error_rates.as_csv(rates), encoding="utf-8", newline="")
    if picture:
        draw = charts.svg if picture.suffix.lower() == ".svg" else charts.png
        picture.write_bytes(draw(error_rates.chart(rates)))


def _data(
    rates: "Sequence[Rate]", measured: "Sequence[Measured]", confused: "Sequence[tuple[str, str, str, int]]"
) -> dict[str, object]:
    from familytales.workflow.error_rates import figures

    pages = [
        {"variant": one.variant, "page": one.page, "kind": one.group, "failed": one.failed, "errors": one.errors}
        | {"seconds": round(one.seconds, 3), "memory": one.memory}
        for one in measured
    ]
    pairs = [{"variant": v, "truth": t, "read": r, "count": n} for v, t, r, n in confused]
    return {"rates": [figures(rate) for rate in rates], "pages": pages, "confusions": pairs}


def _text(rates: "Sequence[Rate]", confused: "Sequence[tuple[str, str, str, int]]") -> str:
    if not rates:
        return "No page could be measured."
    parts = [table(("Read by", "Kind", "Pages", "CER %", "WER %", "BOW %", "s/page", "MB"), map(_row, rates))]
    if confused:
        listed = [(variant, times, _shown(truth), _shown(read)) for variant, truth, read, times in confused]
        parts.append(table(("Read by", "Times", "Stands there", "Was read"), listed))
    return "\n\n".join(parts)


def _row(rate: "Rate") -> tuple[object, ...]:
    percents = (f"{percent:.2f}" for percent in (rate.errors.cer, rate.errors.wer, rate.errors.bow))
    pages = f"{rate.pages} ({rate.failed} failed)" if rate.failed else rate.pages
    return (rate.variant, rate.group, pages, *percents, f"{rate.seconds:.1f}", f"{rate.memory / 1e6:.0f}")


def _shown(text: str) -> str:
    return text.replace(" ", "␣") or "(nothing)"
