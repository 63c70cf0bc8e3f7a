from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.reading.note_words import matches_in, words_of
from advisor.reading.reader import read
from advisor.remembered import forget

NOTES = """
canvas: 1
language: de
blocks:
  revenue_streams: [Abo monatlich, 'Werbung, 70 %']
  customer_segments: [Familien mit Kindern]
"""


def canvas(text: str = NOTES) -> Canvas:
    return read_canvas(text, "a.yaml").canvas


def test_a_second_reading_gives_the_same_and_reads_no_note_again() -> None:
    forget()
    first = read(canvas())
    read_once = matches_in.cache_info().misses
    assert read(canvas()) == first
    assert first
    assert matches_in.cache_info().misses == read_once == 3


def test_only_the_note_that_changed_is_read_again() -> None:
    forget()
    read(canvas())
    read(canvas(NOTES.replace("Abo monatlich", "Abo jährlich")))
    assert words_of.cache_info().misses == 4


def test_the_same_words_in_another_block_are_read_for_that_block() -> None:
    moved = NOTES.replace("revenue_streams", "channels")
    here = {reading.block for reading in read(canvas())}
    there = {reading.block for reading in read(canvas(moved))}
    assert "revenue_streams" in here
    assert "revenue_streams" not in there
