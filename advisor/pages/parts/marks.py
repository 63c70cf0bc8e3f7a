"""Icon and colour of each weight, where Streamlit draws it."""

from __future__ import annotations

from advisor.findings import Severity

ICONS = {
    Severity.CONTRADICTION: ":material/dangerous:",
    Severity.RISK: ":material/warning:",
    Severity.HINT: ":material/info:",
    Severity.OPEN: ":material/radio_button_unchecked:",
}
COLOURS = {
    Severity.CONTRADICTION: "red",
    Severity.RISK: "orange",
    Severity.HINT: "blue",
    Severity.OPEN: "gray",
}
