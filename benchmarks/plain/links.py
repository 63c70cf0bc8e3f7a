"""By hand: rules about what belongs together."""

from __future__ import annotations

from advisor.canvas import BLOCKS, BlockId, Note
from benchmarks.plain.index import NOT_APPLICABLE, PASSED, UNKNOWN, Index, Result, all_of, fired


def link_to_missing_note(c: Index) -> Result:
    """A link leads to a note that is not there."""
    if c.dangling:
        return fired(*[(note,) for note in c.dangling])
    if len(c.blank) == len(BLOCKS) and not c.facts:
        return NOT_APPLICABLE
    return PASSED if c.links else UNKNOWN


def revenue_without_segment(c: Index) -> Result:
    """Nobody is named for a revenue."""
    return _unlinked(c, "revenue_streams", "customer_segments")


def segment_without_channel(c: Index) -> Result:
    """No channel reaches a segment."""
    return _unlinked(c, "customer_segments", "channels")


def revenue_without_promise(c: Index) -> Result:
    """Nothing is promised for what is paid."""
    return _unlinked(c, "revenue_streams", "value_propositions")


def segment_without_relationship(c: Index) -> Result:
    """Nobody looks after a segment."""
    return _unlinked(c, "customer_segments", "customer_relationships")


def segment_without_value_proposition(c: Index) -> Result:
    """A segment is promised nothing."""
    return _unlinked(c, "customer_segments", "value_propositions")


def value_proposition_without_segment(c: Index) -> Result:
    """A promise is made to nobody."""
    return _unlinked(c, "value_propositions", "customer_segments")


def _unlinked(c: Index, home: BlockId, other: BlockId) -> Result:
    """Find the notes of `home` that are known to be linked to nothing in `other`."""
    notes, others = c.notes.get(home, ()), c.notes.get(other, ())
    if (home, other) in c.joined:
        loose = [note.id for note in notes if (note.id, other) not in c.links]
    elif others and (len(notes) == 1 or len(others) == 1):
        loose = []  # where one side has one note, it belongs to all of the other
    else:
        loose = [note.id for note in notes]
    open_ended = home in c.unfinished or other in c.open
    known = not others or (home, other) in c.joined
    if loose and known and not open_ended:
        return fired(*[(note,) for note in loose])
    when = None if loose or home in c.open else False
    return c.quiet(when, True, home, other)


def dedicated_assistance_for_mass_market(c: Index) -> Result:
    """Somebody of one's own for everybody in a mass market."""
    served: dict[str, None] = {}
    unknown = False
    for note in c.notes.get("customer_relationships", ()):
        personal = c.note_has(note, "relationship_type", "dedicated_personal_assistance")
        if personal is False:
            continue
        masses, mass = _masses_of(c, note)
        if personal and masses:
            served.update(dict.fromkeys((note.id, *masses)))
        elif all_of(personal, mass) is None:
            unknown = True
    if served:
        return fired(tuple(served))
    when = None if unknown or "customer_relationships" in c.open else False
    given = c.has("relationship_type", "dedicated_personal_assistance")
    return c.quiet(when, given, "customer_relationships", "customer_segments")


def _masses_of(c: Index, note: Note) -> tuple[list[str], bool | None]:
    """Give the mass markets the note is linked to, and whether there are any."""
    segments = c.notes.get("customer_segments", ())
    joined = ("customer_relationships", "customer_segments") in c.joined
    if joined:
        linked = c.links.get((note.id, "customer_segments"), ())
        segments = tuple(segment for segment in segments if segment.id in linked)
        known = True
    else:
        known = len(segments) == 1 or len(c.notes["customer_relationships"]) == 1
    masses = []
    unknown = "customer_relationships" in c.unfinished or "customer_segments" in c.open
    for segment in segments:
        mass = c.note_has(segment, "segment_type", "mass_market")
        if mass and known:
            masses.append(segment.id)
        elif mass is not False:
            unknown = True
    if masses:
        return masses, True
    return [], None if unknown else False
