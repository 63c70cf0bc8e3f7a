"""By hand: rules about what is carried in one block and missing or at odds in another."""

from __future__ import annotations

from benchmarks.plain.index import Index, Result, all_of, any_of, fired, negated, unless


def customization_on_low_cost_base(c: Index) -> Result:
    """Tailored offers from a business that lives on low cost."""
    tailored = c.has("value_attribute", "customization")
    cheap = c.has("cost_orientation", "cost_driven")
    if tailored and cheap:
        excuse = any_of(
            c.has("cost_orientation", "value_driven"),
            c.has("relationship_type", "self_service", "automated_services", "co_creation"),
        )
        return unless(excuse, c.carrying("customization", "cost_driven"))
    return c.quiet(all_of(tailored, cheap), tailored, "value_propositions", "cost_structure")


def licensing_without_rights(c: Index) -> Result:
    """Licences are sold, but nothing is owned that could be licensed."""
    licensing = c.has("revenue_type", "licensing")
    rights = c.has("resource_type", "intellectual")
    if licensing and rights is False:
        return fired(c.carrying("licensing"))
    when = all_of(licensing, negated(rights))
    return c.quiet(when, licensing, "revenue_streams", "key_resources")


def list_price_and_negotiation(c: Index) -> Result:
    """One revenue has a list price and is negotiated."""
    found = []
    unknown = False
    for note in c.notes.get("revenue_streams", ()):
        both = all_of(
            c.note_has(note, "pricing", "list_price"), c.note_has(note, "pricing", "negotiation")
        )
        if both:
            found.append((note.id,))
        elif both is None:
            unknown = True
    if found:
        return fired(*found)
    when = None if unknown or "revenue_streams" in c.open else False
    given = c.has("pricing", "list_price", "negotiation")
    return c.quiet(when, given, "revenue_streams")


def premium_promise_on_low_cost_base(c: Index) -> Result:
    """Brand and status from a business that lives on low cost."""
    cheap = c.has("cost_orientation", "cost_driven")
    bargain = c.has("value_attribute", "price", "cost_reduction", "accessibility")
    notes = c.notes.get("value_propositions", ())
    branded = [n.id for n in notes if c.note_has(n, "value_attribute", "brand_status")]
    if cheap and branded and bargain is False:
        excuse = c.has("cost_orientation", "value_driven")
        return unless(excuse, c.carrying("cost_driven") + tuple(branded))
    brand: bool | None = bool(branded)
    if not branded and (
        "value_propositions" in c.open or (notes and "value_attribute" not in c.settled)
    ):
        brand = None
    when = all_of(cheap, brand, negated(bargain))
    return c.quiet(when, cheap, "cost_structure", "value_propositions")


def strong_promise_without_backing(c: Index) -> Result:
    """A strong promise without people or knowledge behind it."""
    strong = c.has("value_attribute", "newness", "performance", "design")
    backed = c.has("resource_type", "intellectual", "human")
    if strong and backed is False:
        excuse = c.has("partner_motivation", "resource_activity_acquisition")
        return unless(excuse, c.carrying("newness", "performance", "design"))
    when = all_of(strong, negated(backed))
    return c.quiet(when, strong, "value_propositions", "key_resources")


def platform_without_operation(c: Index) -> Result:
    """A platform that nobody operates."""
    broker = c.has("revenue_type", "brokerage_fee")
    platform = c.has("segment_type", "multi_sided_platform")
    earning = all_of(platform, negated(c.has("revenue_type", "advertising")))
    operated = c.has("activity_category", "platform_network")
    if (broker or earning) and operated is False:
        sides = ["brokerage_fee"] if broker else []
        return fired(c.carrying(*sides, *(["multi_sided_platform"] if earning else [])))
    when = all_of(any_of(broker, earning), negated(operated))
    given = platform or broker
    return c.quiet(when, given, "customer_segments", "revenue_streams", "key_activities")
