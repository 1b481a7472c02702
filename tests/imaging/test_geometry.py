import pickle

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.transcripts import Box
from familytales.imaging import geometry
from familytales.imaging.bend import Bend
from familytales.imaging.geometry import Geometry

WIDTH, HEIGHT = 1000, 1400
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, min(x + w, WIDTH), min(y + h, HEIGHT)),
    st.integers(0, WIDTH - 5),
    st.integers(0, HEIGHT - 5),
    st.integers(5, 300),
    st.integers(5, 80),
)


def there(matrix: numpy.ndarray, box: Box) -> Box:
    corners = numpy.array([(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)])
    mapped = geometry.transform(matrix, corners.astype(float))
    low, high = numpy.floor(mapped.min(axis=0)).astype(int), numpy.ceil(mapped.max(axis=0)).astype(int)
    return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))


@given(boxes, st.sampled_from([0, 90, 180, 270]), st.floats(-15, 15), st.floats(0.3, 3.0))
def test_a_box_there_and_back_holds_the_box(box, rotation, degrees, factor):
    size = (WIDTH, HEIGHT) if rotation in (0, 180) else (HEIGHT, WIDTH)
    level, _ = geometry.level(degrees, *size)
    matrix = geometry.scaled(factor) @ level @ geometry.turn(rotation, WIDTH, HEIGHT)
    back = Geometry.of(matrix, WIDTH, HEIGHT).box(there(matrix, box))
    assert back.left <= box.left
    assert back.top <= box.top
    assert back.right >= box.right
    assert back.bottom >= box.bottom


@given(boxes, st.sampled_from([0, 90, 180, 270]))
def test_quarter_turns_are_exact_and_agree_with_the_domain(box, rotation):
    matrix = geometry.turn(rotation, WIDTH, HEIGHT)
    turned = box.rotated(rotation, WIDTH, HEIGHT)
    assert there(matrix, box) == turned
    assert Geometry.of(matrix, WIDTH, HEIGHT).box(turned) == box


@given(boxes, st.floats(0.3, 3.0), st.integers(-500, 500))
def test_boxes_stay_inside_the_page_and_are_never_empty(box, factor, away):
    found = Geometry.of(geometry.shift(away, away) @ geometry.scaled(factor), WIDTH, HEIGHT).box(box)
    assert 0 <= found.left < found.right <= WIDTH
    assert 0 <= found.top < found.bottom <= HEIGHT


BEND = Bend((100.0, 80.0, 900.0, 1300.0), ((12.0, -5.0), (-20.0, 9.0), (4.0, 2.0)))


@given(boxes)
def test_a_bent_box_holds_every_point_of_it(box):
    way = Geometry.of(geometry.shift(7, 5), WIDTH + 60, HEIGHT + 120, BEND)
    x, y = numpy.meshgrid(numpy.linspace(box.left, box.right, 60), numpy.linspace(box.top, box.bottom, 20))
    seen = way.points(numpy.column_stack([x.ravel(), y.ravel()]))
    inside = (seen >= 0).all(axis=1) & (seen <= (WIDTH + 60, HEIGHT + 120)).all(axis=1)
    found = way.box(box)
    assert (seen[inside] >= numpy.array([found.left, found.top]) - 0.5).all()
    assert (seen[inside] <= numpy.array([found.right, found.bottom]) + 0.5).all()


def test_beyond_the_text_a_bend_goes_on_level():
    x = numpy.array([100.0, 0.0, 900.0, 2000.0])
    y = numpy.array([500.0, 500.0, 1300.0, 5000.0])
    sunk = BEND.sinks(x, y)
    assert sunk[0] == pytest.approx(sunk[1])
    assert sunk[2] == pytest.approx(sunk[3])


@given(st.floats(0, 1000), st.floats(0, 1400), st.floats(0.3, 3.0))
def test_a_bend_grows_with_its_page(x, y, factor):
    sunk = BEND.sinks(numpy.array([x]), numpy.array([y]))[0]
    larger = BEND.scaled(factor).sinks(numpy.array([x * factor]), numpy.array([y * factor]))[0]
    assert larger == pytest.approx(sunk * factor, abs=1e-6)


@pytest.mark.parametrize("bend", [None, BEND])
def test_it_travels_between_processes(bend):
    way = Geometry.of(geometry.turn(90, 30, 20), 30, 20, bend)
    assert pickle.loads(pickle.dumps(way)) == way


@pytest.mark.parametrize("degrees", [-7.0, 3.0])
def test_levelling_cuts_nothing_off(degrees):
    matrix, size = geometry.level(degrees, WIDTH, HEIGHT)
    corners = geometry.transform(matrix, numpy.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], dtype=float))
    assert corners.min() >= -1e-9
    assert (corners <= numpy.array(size) + 1e-9).all()
