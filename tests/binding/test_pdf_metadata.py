import time
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from familytales.binding.pdf_metadata import one_line, srgb, xmp
from familytales.domain.editions import Edition


def test_the_packet_is_well_formed_whatever_the_title(edition: Edition) -> None:
    hostile = replace(edition.book, title="<a&b>]]>\0\n\ufffe\ud800 'x' \"y\"", subtitle="", author="")
    packet = xmp(replace(edition, book=hostile))
    root = ET.fromstring(packet.split(b"?>", 1)[1].rsplit(b"<?", 1)[0])
    titles = [item.text for item in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")]
    assert titles[0] == "<a&b>]]> 'x' \"y\""
    assert b"dc:creator" not in packet


def test_titles_end_somewhere() -> None:
    assert len(one_line("endless " * 5000)) <= 2000


def test_the_profile_does_not_know_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = srgb()
    srgb.cache_clear()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert srgb() == first
    assert first[24:36] == bytes.fromhex("07d0 0001 0001 0000 0000 0000")
    assert len(first) == int.from_bytes(first[:4], "big")
