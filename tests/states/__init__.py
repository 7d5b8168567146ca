"""Every page a person sees, in every state it was designed for: drawn by bin/contact_sheet.py, and tested."""

from tests.states import (
    at_the_door,
    away_from_signal,
    checking_in,
    other_hands,
    others_in_it,
    own_page,
    reply_read,
    told_of,
    two_languages,
)

# each in a house of its own, in the order one meets them
PARTS = (
    at_the_door,
    checking_in,
    away_from_signal,
    own_page,
    reply_read,
    told_of,
    others_in_it,
    two_languages,
    other_hands,
)
