"""By hand: rules about structured answers: who pays, shares, prices, evidence."""

from __future__ import annotations

from advisor.canvas import BlockId
from advisor.findings import Outcome
from benchmarks.plain.index import (
    NOT_APPLICABLE,
    PASSED,
    UNKNOWN,
    Index,
    Result,
    all_of,
    fired,
    unless,
)


def nobody_pays(c: Index) -> Result:
    """All segments are said not to pay."""
    free = _all_say(c, "customer_segments", "payer", False)
    revenue = bool(c.notes.get("revenue_streams"))
    if free and revenue:
        return fired(c.ids("customer_segments", "revenue_streams"))
    some = revenue or (None if "revenue_streams" in c.open else False)
    given = any("payer" in note.facts for note in c.notes.get("customer_segments", ()))
    return c.quiet(all_of(free, some), given, "customer_segments", "revenue_streams")


def promise_and_price_assumed(c: Index) -> Result:
    """Neither promise nor price was tested with anybody."""
    promises = _all_say(c, "value_propositions", "evidence", "assumption")
    prices = _all_say(c, "revenue_streams", "evidence", "assumption")
    if promises and prices:
        return fired(c.ids("value_propositions", "revenue_streams"))
    given = any(
        "evidence" in note.facts
        for block in ("value_propositions", "revenue_streams")
        for note in c.notes.get(block, ())
    )
    return c.quiet(all_of(promises, prices), given, "value_propositions", "revenue_streams")


def _all_say(c: Index, block: BlockId, fact: str, wanted: bool | str) -> bool | None:
    """Say whether the block has notes and all of them answer so."""
    unknown = False
    for note in c.notes.get(block, ()):
        value = note.facts.get(fact)
        if value is None:
            unknown = True
        elif value != wanted:
            return False
    if not c.notes.get(block):
        return False if block in c.empty else None
    return None if unknown or block in c.unfinished else True


def main_revenue_untested(c: Index) -> Result:
    """Half the revenue or more rests on a price nobody was asked for."""
    found = []
    unknown = False
    for note in c.notes.get("revenue_streams", ()):
        share, tested = note.facts.get("share"), note.facts.get("wtp")
        if (share is not None and share < 50) or (tested is not None and tested != "untested"):  # type: ignore[operator]
            continue
        if share is None or tested is None:
            unknown = True
        else:
            found.append((note.id,))
    if found:
        return fired(*found)
    when = None if unknown or "revenue_streams" in c.open else False
    return c.quiet(when, True, "revenue_streams")


def sole_critical_partner(c: Index) -> Result:
    """A critical partner without a second one, and no safeguard."""
    found = []
    unknown = False
    for note in c.notes.get("key_partners", ()):
        single, critical = note.facts.get("single_source"), note.facts.get("critical")
        safeguard = c.note_has(note, "partner_motivation", "risk_uncertainty_reduction")
        if single is False or critical is False or safeguard:
            continue
        if single and critical and safeguard is False:
            found.append((note.id,))
        else:
            unknown = True
    if found:
        return fired(*found)
    when = None if unknown or "key_partners" in c.open else False
    return c.quiet(when, True, "key_partners")


def shares_off_hundred(c: Index) -> Result:
    """The shares of a block do not add up to a hundred."""
    found = []
    reached = NOT_APPLICABLE
    blocks: tuple[BlockId, ...] = ("revenue_streams", "cost_structure")
    for block in blocks:
        notes = c.notes.get(block, ())
        shares = {note.id: note.facts["share"] for note in notes if "share" in note.facts}
        total = sum(shares.values())  # type: ignore[arg-type]
        complete = len(shares) == len(notes) and block not in c.unfinished
        if shares and (total > 102 or (complete and total < 98)):
            found.append(tuple(shares))
        elif block not in c.blank:
            if not shares or not complete:
                reached = UNKNOWN
            elif reached is NOT_APPLICABLE:
                reached = PASSED
    return (Outcome.FIRED, tuple(found)) if found else reached


def price_below_variable_cost(c: Index) -> Result:
    """A unit costs more than it brings."""
    price, cost = c.facts.get("unit_price"), c.facts.get("unit_variable_cost")
    loss = None if price is None or cost is None else price < cost  # type: ignore[operator]
    single = c.number_is_one("revenue_streams")
    if loss and single:
        return unless(c.has("pricing", "free_offer"), c.ids("revenue_streams"))
    given = price is not None and price >= 0  # type: ignore[operator]
    return c.quiet(all_of(loss, single), given, "revenue_streams")


def free_offer_with_variable_costs(c: Index) -> Result:
    """A free offer where every user costs."""
    free = c.has("pricing", "free_offer")
    share = c.facts.get("variable_share")
    costly = None if share is None else share >= 50  # type: ignore[operator]
    if free and costly:
        return unless(c.has("revenue_type", "advertising"), c.carrying("free_offer"))
    return c.quiet(all_of(free, costly), free, "revenue_streams")
