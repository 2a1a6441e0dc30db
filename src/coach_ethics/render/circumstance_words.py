"""Short words for facts of which comparisons of codes speak all the time; of other facts, what they mean is said."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SAID_TRUE: Mapping[str, str] = MappingProxyType(
    {
        "coach.announces_role": "the client is told of the other role",
        "coach.conflict_of_interest": "a conflict of interest",
        "coach.discriminates": "the coach treats somebody unfairly",
        "coach.impaired": "personal limits impair the coach",
        "coach.within_competence": "within the coach's competence",
        "colleague.in_breach": "a colleague's possible breach",
        "colleague.raised": "it was spoken about with those involved",
        "colleague.resolved": "speaking about it has determined it",
        "conflict.disclosed": "the conflict is disclosed",
        "contract.allows_coach_to_end": "the contract lets the coach end",
        "contract.expectations_checked": "client's and sponsor's expectations are known",
        "contract.expectations_fitting": "client's and sponsor's expectations are fitting",
        "contract.explains_confidentiality": "the limits of confidentiality were explained beforehand",
        "contract.promises_report": "a report on progress was promised",
        "contract.says_what_is_passed_on": "it is agreed what is passed on",
        "contract.shows_code": "client and sponsor know of the code",
        "contract.understood_by_client": "the client understood the terms beforehand",
        "contract.understood_by_sponsor": "the sponsor understood the terms beforehand",
        "disclosure.foreseen_by_contract": "foreseen in the contract",
        "disclosure.in_clients_interest": "for the client's sake",
        "disclosure.recipient_can_help": "who is told can help",
        "ending.reasonable": "a ground that a fair observer accepts",
        "ending.with_notice": "with notice",
        "harm.identifiable": "who is at risk can be identified",
        "law.induces_coach": "the coach is drawn into an unlawful act",
        "law.requires_disclosure": "required by law",
        "outcomes.agreed_by_client": "the client agreed the outcomes",
        "outcomes.agreed_by_sponsor": "the sponsor agreed the outcomes",
        "power.addressed": "the gap in power is being dealt with",
        "power.gap": "a gap in power",
        "records.kept": "records are kept",
        "records.secure": "the records are safe",
        "referral.paid": "a referral that the coach gains by",
        "referral.told_client": "the client knows of the gain",
        "role.internal": "an internal coach",
        "role.managed": "the roles are kept apart",
        "role.other_than_coach": "the coach acts in another role",
        "role.several": "other contracts or relationships besides the coaching",
        "sponsor.present": "there is a sponsor",
        "supervision.regular": "regular supervision",
        "technology.understood": "the technology is understood",
        "technology.used": "technology that hears what is said",
        "value.shifted": "the client no longer benefits as before",
    }
)
"""What is so."""

SAID_FALSE: Mapping[str, str] = MappingProxyType(
    {
        "coach.announces_role": "the client isn't told of the other role",
        "coach.conflict_of_interest": "no conflict of interest",
        "coach.discriminates": "nobody is treated unfairly",
        "coach.impaired": "no personal limits impair the coach",
        "coach.within_competence": "beyond the coach's competence",
        "colleague.in_breach": "no breach by a colleague",
        "colleague.raised": "it wasn't yet spoken about with those involved",
        "colleague.resolved": "speaking about it hasn't determined it",
        "conflict.disclosed": "the conflict isn't disclosed",
        "contract.allows_coach_to_end": "the contract doesn't let the coach end",
        "contract.expectations_checked": "client's and sponsor's expectations aren't known",
        "contract.expectations_fitting": "client's or sponsor's expectations aren't fitting",
        "contract.explains_confidentiality": "the limits of confidentiality weren't explained beforehand",
        "contract.promises_report": "no report was promised",
        "contract.says_what_is_passed_on": "it isn't agreed what is passed on",
        "contract.shows_code": "client or sponsor doesn't know of the code",
        "contract.understood_by_client": "the client didn't understand the terms beforehand",
        "contract.understood_by_sponsor": "the sponsor didn't understand the terms beforehand",
        "disclosure.foreseen_by_contract": "not foreseen in the contract",
        "disclosure.in_clients_interest": "not for the client's sake",
        "disclosure.recipient_can_help": "who is told can't help",
        "ending.reasonable": "no ground that a fair observer accepts",
        "ending.with_notice": "without notice",
        "harm.identifiable": "who is at risk can't be identified",
        "law.induces_coach": "the coach isn't drawn into an unlawful act",
        "law.requires_disclosure": "no legal duty to tell",
        "outcomes.agreed_by_client": "the client didn't agree the outcomes",
        "outcomes.agreed_by_sponsor": "the sponsor didn't agree the outcomes",
        "power.addressed": "the gap in power isn't dealt with",
        "power.gap": "no gap in power",
        "records.kept": "no records are kept",
        "records.secure": "the records aren't safe",
        "referral.paid": "no gain by a referral",
        "referral.told_client": "the client doesn't know of the gain",
        "role.internal": "no internal coach",
        "role.managed": "the roles aren't kept apart",
        "role.other_than_coach": "the coach acts as a coach",
        "role.several": "no other contracts or relationships",
        "sponsor.present": "there is no sponsor",
        "supervision.regular": "no regular supervision",
        "technology.understood": "the technology isn't understood",
        "technology.used": "no technology that hears what is said",
        "value.shifted": "the client benefits as before",
    }
)
"""What isn't so."""

LEAVES: Mapping[str, str] = MappingProxyType(
    {
        "consent.to_disclosure": "leave",
        "consent.to_naming": "leave to be named",
        "conflict.authorised": "leave to go on in spite of the conflict",
        "records.consent_to_record": "leave to record",
    }
)
"""What each leave is called."""

AGREEMENTS: Mapping[str, str] = MappingProxyType(
    {"contract.form": "agreement", "contract.agrees_limits": "agreement on the limits of confidentiality"}
)
"""What each agreement is called."""

OF_CONSENT: Mapping[frozenset[str], str] = MappingProxyType(
    {
        frozenset({"refused"}): "{} refused",
        frozenset({"none"}): "{} not yet given",
        frozenset({"refused", "none"}): "no {}",
        frozenset({"oral"}): "{}, by word of mouth",
        frozenset({"written"}): "{}, in writing",
        frozenset({"oral", "written"}): "{} given",
        frozenset({"refused", "none", "oral"}): "no {} in writing",
        frozenset({"none", "oral", "written"}): "{} not refused",
    }
)
OF_AGREEMENT: Mapping[frozenset[str], str] = MappingProxyType(
    {
        frozenset({"none"}): "no {}",
        frozenset({"oral"}): "an {}, by word of mouth",
        frozenset({"written"}): "an {}, in writing",
        frozenset({"oral", "written"}): "an {}",
        frozenset({"none", "oral"}): "no {} in writing",
    }
)

TOGETHER: Mapping[str, Mapping[frozenset[str], str]] = MappingProxyType(
    {
        "law.client_conduct": MappingProxyType(
            {
                frozenset({"lawful"}): "nothing unlawful by the client",
                frozenset({"illicit"}): "an illicit act by the client",
                frozenset({"illegal"}): "an illegal act by the client",
                frozenset({"illicit", "illegal"}): "an illicit or illegal act by the client",
                frozenset({"lawful", "illicit"}): "nothing illegal by the client",
            }
        ),
        "harm.likelihood": MappingProxyType(
            {
                frozenset({"none"}): "no danger",
                frozenset({"possible", "foreseeable", "likely", "imminent"}): "harm at least possible",
            }
        ),
        "harm.to": MappingProxyType(
            {
                frozenset({"nobody"}): "nobody at risk",
                frozenset({"nobody", "organisation"}): "no person at risk",
                frozenset({"client", "coach", "other_person"}): "a person at risk",
                frozenset({"client", "coach", "other_person", "organisation"}): "somebody at risk",
            }
        ),
        "ending.ground": MappingProxyType({frozenset({"none"}): "without a ground"}),
    }
)
"""What some values of a fact are called together."""

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "disclosure.recipient": "told to {}",
        "disclosure.owner": "confided by {}",
        "disclosure.content": "{} is told",
        "law.client_conduct": "{} conduct of the client",
        "harm.likelihood": "harm {}",
        "harm.to": "at risk: {}",
        "harm.severity": "{} harm",
        "relationship.intimate_with": "a romantic or sexual relationship with {}",
        "ending.by": "ended by {}",
        "ending.ground": "ended for {}",
        "coach.purpose": "the coach works for {}",
    }
)
"""How a fact is said, with its values in the braces."""

CALLED: Mapping[str, str] = MappingProxyType(
    {
        "authorities": "the authorities",
        "client": "the client",
        "sponsor": "the sponsor",
        "coach": "the coach",
        "other": "somebody else",
        "person_at_risk": "the one at risk",
        "representative": "a representative",
        "professional_helper": "a professional helper",
        "supervisor": "a supervisor",
        "other_person": "another person",
        "organisation": "the organisation",
        "session_content": "what was said",
        "personal": "what is personal",
        "identity": "who the client is",
        "block": "what blocks the client",
        "client_learning": "the client's learning",
        "protecting_client": "the client's protection",
        "pleasing_sponsor": "the sponsor's pleasure",
        "own_interest": "an interest of the coach's own",
        "no_benefit": "want of benefit",
        "failure_to_cooperate": "a failure to cooperate",
        "conflict_of_interest": "a conflict of interest",
        "induced_to_wrong": "being drawn into wrong",
        "no_communication": "want of communication",
        "own_limits": "the coach's own limits",
    }
)
"""What values are called in a sentence."""
