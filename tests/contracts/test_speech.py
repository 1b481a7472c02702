"""That the speech contract carries to a plugin all it needs to say names as the family does."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.contracts.engines import SENT
from tests.homes import Home, home, plugged

__all__ = ["home"]
pytestmark = pytest.mark.slow


def test_lexicon_entries_reach_an_engine_that_speaks_ssml(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = tmp_path / "sent.xml"
    monkeypatch.setenv(SENT, str(sent))
    with plugged(tmp_path / "plugin", "[familytales.speech]\nssml = tests.contracts.engines:SsmlSpeech\n", monkeypatch):
        home.run("add", str(home.scans), "--title", "Harbour letters")
        home.run("transcribe", "--engine", "tesseract")
        home.run("correct", "p1", "--line", "1", "--to", "At noon Wojciech, Bo and [illegible] wait.")
        home.run("lexicon", "add", "Wojciech", "--ipa", 'ˈvɔɪ"tʃ<ɛx&')
        home.run("lexicon", "add", "Bo", "--say", "bow & arrow <oh>")
        home.run("narrate", "--voice", "ssml-voice")
    spoken = [ElementTree.fromstring(line) for line in sent.read_text().splitlines()]
    (sentence,) = [one for one in spoken if one.find("phoneme") is not None]
    name = sentence.find("phoneme")
    assert name is not None
    assert (name.text, name.get("ph"), name.get("alphabet")) == ("Wojciech,", 'ˈvɔɪ"tʃ<ɛx&', "ipa")
    assert "bow & arrow" in str(name.tail)
    assert sentence.find("break") is not None
