"""Companies that work: whatever a rule asks about them, it must not call them contradictory."""

from __future__ import annotations

import pytest

from advisor.engine import check
from advisor.findings import Severity
from advisor.rulebook.loader import load_rulebook
from benchmarks.corpus import Labelled, companies

COMPANIES = list(companies())


def test_all_companies_are_there():
    assert len(COMPANIES) == 46


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.name)
def test_company_fills_all_nine_blocks(company: Labelled):
    blocks = company.canvas.blocks.values()

    assert len(blocks) == 9
    assert all(block.notes or block.empty for block in blocks)


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.name)
def test_no_contradiction_leads_on_a_company_that_works(company: Labelled):
    leads = check(company.canvas, load_rulebook()).leads

    assert [lead.rule for lead in leads if lead.severity is Severity.CONTRADICTION] == []
