"""By hand: rules about whole blocks, how full they are and what they cover."""

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
)

READING_ORDER: tuple[BlockId, ...] = (
    "customer_segments",
    "value_propositions",
    "channels",
    "customer_relationships",
    "revenue_streams",
    "key_resources",
    "key_activities",
    "key_partners",
    "cost_structure",
)


def block_left_blank(c: Index) -> Result:
    """Nothing is written in a block."""
    found = c.open - c.unfinished
    if found:
        return fired(*[() for _ in found])
    if c.unfinished - c.blank:
        return UNKNOWN
    return PASSED if len(c.blank) < len(READING_ORDER) else NOT_APPLICABLE


def block_overcrowded(c: Index) -> Result:
    """A block holds more than eight notes."""
    found = [block for block in READING_ORDER if len(c.notes.get(block, ())) > 8]
    if found:
        return fired(*[c.ids(block) for block in found])
    if c.open - c.blank:
        return UNKNOWN
    return PASSED if len(c.blank) < len(READING_ORDER) else NOT_APPLICABLE


def segmentation_with_one_segment(c: Index) -> Result:
    """Customers are told apart, but there is one segment."""
    apart = c.has("segment_type", "segmented", "diversified")
    single = c.number_is_one("customer_segments")
    if apart and single:
        return fired(c.ids("customer_segments"))
    return c.quiet(all_of(apart, single), apart, "customer_segments")


def platform_with_one_side(c: Index) -> Result:
    """A platform has one side."""
    platform = c.has("segment_type", "multi_sided_platform")
    single = c.number_is_one("customer_segments")
    if platform and single:
        return fired(c.ids("customer_segments"))
    when = all_of(platform, single)
    return c.quiet(when, platform, "customer_segments")


def low_price_and_premium_at_once(c: Index) -> Result:
    """One offer is to be both cheap and premium."""
    low = c.has("orientation_trait", "low_price_value_proposition")
    premium = c.has("orientation_trait", "premium_value_proposition")
    single = c.number_is_one("value_propositions")
    if low and premium and single:
        notes = c.carrying("low_price_value_proposition", "premium_value_proposition")
        return fired(notes + c.ids("value_propositions"))
    return c.quiet(all_of(low, premium, single), low, "cost_structure", "value_propositions")


def after_sales_phase_uncovered(c: Index) -> Result:
    """No channel after the sale."""
    return _phases(c, "after_sales")


def evaluation_phase_uncovered(c: Index) -> Result:
    """No channel to judge the offer."""
    return _phases(c, "evaluation")


def channel_phase_uncovered(c: Index) -> Result:
    """No channel to hear of the offer, or to buy it."""
    return _phases(c, "awareness", "purchase")


def _phases(c: Index, *phases: str) -> Result:
    missing = [() for phase in phases if phase not in c.carriers and phase not in c.block_tags]
    if not missing:
        return PASSED
    if "channel_phase" in c.settled:
        return Outcome.FIRED, tuple(missing)
    return NOT_APPLICABLE if "channels" in c.blank else UNKNOWN
