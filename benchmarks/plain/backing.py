"""By hand: rules about what is promised or done in one block with nothing behind it in another."""

from __future__ import annotations

from benchmarks.plain.index import Index, Result, all_of, fired, negated, unless


def goods_from_nowhere(c: Index) -> Result:
    """Goods are sold that nobody makes or supplies."""
    sold = c.has("revenue_type", "asset_sale")
    made = c.has("activity_category", "production")
    supplied = c.has("partner_motivation", "resource_activity_acquisition")
    if sold and made is False and supplied is False:
        return fired(c.carrying("asset_sale"))
    when = all_of(sold, negated(made), negated(supplied))
    return c.quiet(when, sold, "revenue_streams", "key_activities", "key_partners")


def production_without_equipment(c: Index) -> Result:
    """Something is produced with nothing to produce it on."""
    made = c.has("activity_category", "production")
    equipped = c.has("resource_type", "physical")
    if made and equipped is False:
        return fired(c.carrying("production"))
    return c.quiet(all_of(made, negated(equipped)), made, "key_activities", "key_resources")


def newness_without_development(c: Index) -> Result:
    """Something new is promised that nobody develops."""
    new = c.has("value_attribute", "newness")
    developed = c.has("activity_category", "problem_solving")
    if new and developed is False:
        return unless(c.has("resource_type", "intellectual"), c.carrying("newness"))
    return c.quiet(all_of(new, negated(developed)), new, "value_propositions", "key_activities")


def both_cost_orientations(c: Index) -> Result:
    """Cost and value both come first."""
    cheap = c.has("cost_orientation", "cost_driven")
    dear = c.has("cost_orientation", "value_driven")
    if cheap and dear:
        return fired(c.carrying("cost_driven", "value_driven"))
    return c.quiet(all_of(cheap, dear), cheap, "cost_structure")


def low_price_sign_without_promise(c: Index) -> Result:
    """The costs speak of low prices, the promises do not."""
    sign = c.has("orientation_trait", "low_price_value_proposition")
    promised = c.has("value_attribute", "price", "cost_reduction", "accessibility")
    if sign and promised is False:
        return fired(c.carrying("low_price_value_proposition"))
    return c.quiet(all_of(sign, negated(promised)), sign, "cost_structure", "value_propositions")


def outsourcing_without_partner(c: Index) -> Result:
    """Work is given away to nobody."""
    given = c.has("orientation_trait", "extensive_outsourcing")
    taken = c.has("partner_motivation", "optimization_economy", "resource_activity_acquisition")
    if given and taken is False:
        return fired(c.carrying("extensive_outsourcing"))
    return c.quiet(all_of(given, negated(taken)), given, "cost_structure", "key_partners")


def brokerage_with_one_party(c: Index) -> Result:
    """A brokerage fee with one party to bring together."""
    notes, brokered = c.some("revenue_streams", "revenue_type", "brokerage_fee")
    single = c.number_is_one("customer_segments")
    if brokered and single:
        return fired((*notes, *c.ids("customer_segments")))
    when = all_of(brokered, single)
    return c.quiet(when, True, "revenue_streams", "customer_segments")


def community_nobody_tends(c: Index) -> Result:
    """A community without people who look after it."""
    return _care(c, "human", "communities", "co_creation")


def personal_service_without_people(c: Index) -> Result:
    """Personal service without people."""
    return _care(c, "human", "personal_assistance", "dedicated_personal_assistance")


def automated_service_without_technology(c: Index) -> Result:
    """Automated service without any technology."""
    return _care(c, "intellectual", "automated_services")


def _care(c: Index, resource: str, *kinds: str) -> Result:
    notes, cared = c.some("customer_relationships", "relationship_type", *kinds)
    backed = c.has("resource_type", resource)
    if cared and backed is False:
        return fired(notes)
    when = all_of(cared, negated(backed))
    return c.quiet(when, True, "customer_relationships", "key_resources")


def cheap_tailored_and_best(c: Index) -> Result:
    """One promise is to be cheap, tailored and best."""
    found = []
    unknown = False
    for note in c.notes.get("value_propositions", ()):
        all_three = all_of(
            *[
                c.note_has(note, "value_attribute", t)
                for t in ("price", "customization", "performance")
            ]
        )
        if all_three:
            found.append((note.id,))
        elif all_three is None:
            unknown = True
    if found:
        return fired(*found)
    when = None if unknown or "value_propositions" in c.open else False
    return c.quiet(when, True, "value_propositions")
