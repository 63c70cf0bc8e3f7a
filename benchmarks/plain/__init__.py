"""The rules of `rules/` written by hand as plain Python: what the engine is measured against.

One function per rule, as one would write it without an engine, over an index of the canvas that is
built once. Nothing here knows the rulebook. The functions take the turns that are at hand (a rule
that lists tags of one group asks once for the group), but nothing is tuned across rules.
"""

from __future__ import annotations

from collections.abc import Callable

from advisor.canvas import Canvas
from advisor.vocabulary import Vocabulary
from benchmarks.plain import backing, blocks, links, numbers, tags
from benchmarks.plain.index import Index, Result

RULES: dict[str, Callable[[Index], Result]] = {
    "block-left-blank": blocks.block_left_blank,
    "block-overcrowded": blocks.block_overcrowded,
    "link-to-missing-note": links.link_to_missing_note,
    "revenue-without-segment": links.revenue_without_segment,
    "segment-without-channel": links.segment_without_channel,
    "segment-without-value-proposition": links.segment_without_value_proposition,
    "value-proposition-without-segment": links.value_proposition_without_segment,
    "customization-on-low-cost-base": tags.customization_on_low_cost_base,
    "segmentation-with-one-segment": blocks.segmentation_with_one_segment,
    "after-sales-phase-uncovered": blocks.after_sales_phase_uncovered,
    "channel-phase-uncovered": blocks.channel_phase_uncovered,
    "evaluation-phase-uncovered": blocks.evaluation_phase_uncovered,
    "dedicated-assistance-for-mass-market": links.dedicated_assistance_for_mass_market,
    "platform-with-one-side": blocks.platform_with_one_side,
    "licensing-without-rights": tags.licensing_without_rights,
    "nobody-pays": numbers.nobody_pays,
    "list-price-and-negotiation": tags.list_price_and_negotiation,
    "low-price-and-premium-at-once": blocks.low_price_and_premium_at_once,
    "premium-promise-on-low-cost-base": tags.premium_promise_on_low_cost_base,
    "strong-promise-without-people-or-knowledge": tags.strong_promise_without_backing,
    "platform-without-operation": tags.platform_without_operation,
    "sole-critical-partner": numbers.sole_critical_partner,
    "price-below-variable-cost": numbers.price_below_variable_cost,
    "shares-off-hundred": numbers.shares_off_hundred,
    "free-offer-with-variable-costs": numbers.free_offer_with_variable_costs,
    "main-revenue-untested": numbers.main_revenue_untested,
    "promise-and-price-assumed": numbers.promise_and_price_assumed,
    "goods-from-nowhere": backing.goods_from_nowhere,
    "production-without-equipment": backing.production_without_equipment,
    "newness-without-development": backing.newness_without_development,
    "both-cost-orientations-at-once": backing.both_cost_orientations,
    "low-price-sign-without-promise": backing.low_price_sign_without_promise,
    "outsourcing-without-partner": backing.outsourcing_without_partner,
    "brokerage-with-one-party": backing.brokerage_with_one_party,
    "community-nobody-tends": backing.community_nobody_tends,
    "personal-service-without-people": backing.personal_service_without_people,
    "automated-service-without-technology": backing.automated_service_without_technology,
    "cheap-tailored-and-best-at-once": backing.cheap_tailored_and_best,
    "revenue-without-promise": links.revenue_without_promise,
    "segment-without-relationship": links.segment_without_relationship,
}


def check_by_hand(canvas: Canvas, vocabulary: Vocabulary) -> dict[str, Result]:
    """Give outcome and note ids of every rule."""
    index = Index(canvas, vocabulary)
    return {name: rule(index) for name, rule in RULES.items()}
