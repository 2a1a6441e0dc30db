"""Acts that any policy may speak of without saying what they are: one name and one meaning for what coaches do.

A policy declares those that it speaks of (`acts: {encourage_client_to_tell: {}}`), and may give them words of its own.
Acts that only one policy speaks of are declared there.
"""

from __future__ import annotations

from coach_ethics.model.policy import Act

_MEANINGS = {
    # Danger
    "call_emergency_services": "Call the emergency services, or whoever can help at once",
    # Telling, and what comes before it or goes with it
    "encourage_client_to_tell": "Encourage the client to tell it themselves",
    "encourage_sponsor_to_tell": "Ask the sponsor to tell the client themselves",
    "hold_three_way_meeting": "Bring client and sponsor together to talk about it",
    "tell_sponsor_of_ending": "Tell the sponsor that the coaching ends, and nothing of why",
    "conceal_identity": "Tell it so that nobody can be recognised",
    "tell_only_what_is_needed": "Tell no more than is needed, and nobody who needn't know",
    "show_client_the_notes": "Let the client see what you have written down about them",
    "explain_employers_rules": "Tell the client beforehand what the employer obliges you to pass on",
    # What others tell of the client
    "check_information": "Check what others have told you about the client before you rely on it",
    "use_information": "Use what others have told you about the client",
    "tell_client_of_information": "Tell the client what others have told you about them",
    # Taking work on, and the terms
    "decline_engagement": "Decline the engagement",
    "voice_doubts": "Say openly that you doubt whether the coaching can do what is expected of it",
    "depart_from_terms": "Do something other than was agreed",
    "charge_beyond_terms": "Charge what the agreed terms don't cover",
    # Closeness, dependence, gifts
    "address_dependence": "Talk with the client about their dependence on you, and work towards their independence",
    "set_boundaries": "Set clear boundaries, and keep to them",
    "accept_gift": "Accept the gift, the hospitality or the favour",
    "decline_gift": "Decline the gift, the hospitality or the favour",
    "address_harassment": "Say that the harassment has to stop, and seek protection from it",
    # Recording and technology
    "seek_consent_to_record": "Ask the client for consent to record what is said",
    "seek_consent_to_technology": "Ask the client for consent to the technology that handles what is said",
    "use_technology": "Let technology, artificial intelligence included, handle what is said",
}

ACTS: tuple[Act, ...] = tuple(Act(name, means) for name, means in _MEANINGS.items())
"""The acts, each with what the coach does, as a request."""
