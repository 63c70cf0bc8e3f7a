"""The draft behind a session: saved at every change, opened again by the key in the address."""

from __future__ import annotations

import logging
import os
from typing import Literal

import streamlit as st

from advisor.store.database import database_address
from advisor.store.drafts import Draft, Drafts, StaleDraftError, StoreError, Version, read_key

PARAMETER = "draft"
RETENTION = "STIMMIG_RETENTION_DAYS"
RETENTION_DAYS = 180.0

Trouble = Literal["", "missing", "stale", "failed"]


def retention_days() -> float:
    """Give for how many days an untouched draft is kept; 0 is for ever."""
    try:
        return max(0.0, float(os.environ.get(RETENTION, RETENTION_DAYS)))
    except ValueError:
        return RETENTION_DAYS


@st.cache_resource
def _opened(address: str, days: float) -> Drafts | None:
    try:
        return Drafts(address, days)
    except StoreError:
        logging.getLogger(__name__).exception("drafts are not saved")
        return None


def drafts() -> Drafts | None:
    """Give the store, None where its database cannot be opened: the page works without."""
    return _opened(database_address(), retention_days())


def begin() -> None:
    """Give every key its first value, and open the draft the address names."""
    state = st.session_state
    if "draft" in state:
        return
    state["draft"] = _none()
    key = st.query_params.get(PARAMETER, "")
    if not key or state.get("canvas"):
        return
    found = _find(key)
    if found is None:
        state["draft"]["trouble"] = "missing"
        return
    _hold(key, found)
    state["canvas"] = found.canvas


def name_in_address() -> None:
    """Keep the key in the address, whatever page is shown."""
    key = st.session_state["draft"]["key"]
    if key and st.query_params.get(PARAMETER) != key:
        st.query_params[PARAMETER] = key


def keep(canvas: str) -> None:
    """Save the canvas: a first time under a new key, then over the revision this session saw."""
    held, store = st.session_state["draft"], drafts()
    if store is None or held["trouble"] == "stale" or not held["may_edit"]:
        return
    try:
        if not held["key"]:
            held["key"] = store.create(canvas)
            held["revision"] = 1
        else:
            held["revision"] = store.save(held["key"], held["revision"], canvas)
        held["trouble"] = ""
    except StaleDraftError:
        held["trouble"] = "stale"
    except StoreError:
        logging.getLogger(__name__).exception("a draft was not saved")
        held["trouble"] = "failed"  # the next change tries again
    except KeyError:  # deleted from another window: what is on the page becomes a draft anew
        st.session_state["draft"] = _none()
        keep(canvas)
    st.session_state["draft"] = dict(st.session_state["draft"])


def forget() -> None:
    """Leave the draft; it stays where it is."""
    st.session_state["draft"] = _none()
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def take_newer() -> str | None:
    """Go on from what somebody else saved; give it, None where it is gone."""
    key = st.session_state["draft"]["key"]
    found = _find(key)
    if found is not None:
        _hold(key, found)
    return found.canvas if found else None


def part() -> None:
    """Make what is on the page a draft of its own; the other one stays as it is."""
    forget()
    keep(st.session_state["canvas"])


def delete() -> None:
    """Delete the draft with all versions, for good."""
    store, key = drafts(), st.session_state["draft"]["key"]
    if store is not None and key:
        store.delete(key)
    forget()


def may_edit() -> bool:
    """Say whether changes are allowed: not by a link for reading."""
    return bool(st.session_state["draft"]["may_edit"])


def trouble() -> Trouble:
    """Give what is wrong with the draft, nothing where all is well."""
    return st.session_state["draft"]["trouble"]


def keys() -> tuple[str, str]:
    """Give the key for editing, empty where this session may not, and the one for reading."""
    held = st.session_state["draft"]
    if not held["key"]:
        return "", ""
    return (held["key"], read_key(held["key"])) if held["may_edit"] else ("", held["key"])


def versions() -> tuple[Version, ...]:
    """Give the named versions, oldest first."""
    store, key = drafts(), st.session_state["draft"]["key"]
    try:
        return store.versions(key) if store is not None and key else ()
    except StoreError:
        return ()


def add_version(name: str, rulebook: str) -> None:
    """Keep what is on the page under a name; `rulebook` is the hash of today's rules."""
    canvas = st.session_state["canvas"]
    if not st.session_state["draft"]["key"]:
        keep(canvas)
    store, key = drafts(), st.session_state["draft"]["key"]
    if store is not None and key:
        store.add_version(key, name, canvas, rulebook)


def delete_version(version: int) -> None:
    """Delete one version, for good."""
    store, key = drafts(), st.session_state["draft"]["key"]
    if store is not None and key:
        store.delete_version(key, version)


def _none() -> dict[str, object]:
    return {"key": "", "revision": 0, "may_edit": True, "trouble": ""}


def _find(key: str) -> Draft | None:
    store = drafts()
    try:
        return store.open(key) if store is not None else None
    except StoreError:
        return None


def _hold(key: str, found: Draft) -> None:
    st.session_state["draft"] = {
        "key": key,
        "revision": found.revision,
        "may_edit": found.may_edit,
        "trouble": "",
    }
