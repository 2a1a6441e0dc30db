"""The service in the languages of its clients: what it answers, and how it reads what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import coach_ethics as ce

pytest.importorskip("fastapi", reason="the extra `web` isn't installed")
pytest.importorskip("httpx", reason="httpx isn't installed")

from fastapi.testclient import TestClient

from coach_ethics.service import application

CASE = {"coach.takes_credit": True}
ASKED = {"policy": "collusion", "case": CASE, "on": "2026-06-01"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(application(["collusion", "safety"], key=b"ours")) as found:
        yield found


def told(client: TestClient, path: str, **asked: object) -> Any:
    response = client.post(path, json=asked)
    assert response.status_code == 200, response.text
    return response.json()


def begun(client: TestClient, **asked: object) -> Any:
    return told(client, "/interviews", policy="collusion", about=["name_block"], **asked)


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/assess", {}),
        ("/view", {"audience": "client"}),
        ("/why", {"act": "claim_credit"}),
        ("/judge", {"acts": ["claim_credit"]}),
        ("/compare", {"policies": ["collusion"], "case": CASE, "policy": None}),
        ("/assess/batch", {"cases": [CASE], "case": None}),
    ],
)
def test_answers_are_in_the_language_that_is_asked_for(client: TestClient, path: str, more: dict[str, object]) -> None:
    """And they are those of the library in it; the names in them stay the same."""
    asked = {key: each for key, each in {**ASKED, **more}.items() if each is not None}
    french, english = (told(client, path, **asked, **said) for said in ({"language": "fr"}, {}))
    assert french != english
    assert _names(french) == _names(english)
    policy = ce.load_policy("collusion", language="fr")
    told_there = {*(norm.because for norm in policy.norms), *(fact.ask for fact in policy.vocabulary)}
    assert told_there & set(_texts(french)) != set()


def _texts(answer: Any) -> Iterator[str]:
    """The texts of an answer, however deep."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict | list):
        for each in answer.values() if isinstance(answer, dict) else answer:
            yield from _texts(each)


def _names(answer: Any) -> Any:
    """The keys of an answer, however deep."""
    if isinstance(answer, dict):
        return {key: _names(each) for key, each in answer.items()}
    return [_names(each) for each in answer] if isinstance(answer, list) else None


def test_words_stand_beside_names_where_they_are_asked_for(client: TestClient) -> None:
    """Of one case, of each of a batch, and of a view; in the language that is asked for."""
    means = {act.name: act.means for act in ce.load_policy("collusion", language="fr").acts}
    said = {"policy": "collusion", "language": "fr", "words": True}
    (batch,) = told(client, "/assess/batch", **said, cases=[CASE])["results"]
    for found in (told(client, "/assess", **said, case=CASE), batch["assessment"]):
        assert means.items() <= found["words"]["acts"].items()
    assert "acts" in told(client, "/view", **said, case=CASE, audience="client")["words"]
    assert "words" not in told(client, "/assess", **ASKED)


def test_a_receipt_has_no_words(client: TestClient) -> None:
    assert told(client, "/receipts", **ASKED, language="fr") == told(client, "/receipts", **ASKED)


def test_policies_are_told_in_a_language(client: TestClient) -> None:
    title = ce.load_policy("safety", language="fr").title
    assert title in [each["title"] for each in client.get("/policies", params={"language": "fr"}).json()["policies"]]
    facts = client.get("/policies/collusion/facts", params={"language": "de"}).json()["facts"]
    assert {each["ask"] for each in facts} >= {
        fact.ask for fact in ce.load_policy("collusion", language="de").vocabulary
    }


@pytest.mark.parametrize(
    ("language", "code", "help_"),
    [
        ("frr", "M303", "did you mean `fr`?"),
        ("es", "M303", "there is `de`, `en`, `fr`"),
        ("es-FR", "M303", "`fr`"),
        ("French, please", "M301", "write its tag"),
    ],
)
def test_a_language_without_a_catalogue_is_refused(client: TestClient, language: str, code: str, help_: str) -> None:
    step = begun(client)
    asked: list[Any] = [
        client.post("/assess", json={**ASKED, "language": language}),
        client.post("/interviews", json={"policy": "collusion", "language": language}),
        client.post("/interviews/question", json={"state": step["state"], "language": language}),
        client.get("/policies", params={"language": language}),
        client.get("/policies/collusion/facts", params={"language": language}),
    ]
    for response in asked:
        (problem,) = response.json()["problems"]
        assert (response.status_code, problem["code"], problem["path"]) == (422, code, "$.language")
        assert help_ in problem["help"]


@pytest.mark.parametrize("language", ["fr-CA", "fr_ca", "FR", "en", "en-GB"])
def test_a_variety_of_a_language_is_that_language(client: TestClient, language: str) -> None:
    found = told(client, "/assess", **ASKED, language=language)
    assert found["findings"] == told(client, "/assess", **ASKED, language=language[:2].lower())["findings"]


def test_an_interview_goes_on_in_its_language_until_another_is_named(client: TestClient) -> None:
    """What is said is read in the language in which it was asked, also by the request that changes it."""
    step = begun(client, language="fr")
    fact, question = step["question"]["fact"], step["question"]["text"]
    french = ce.load_policy("collusion", language="fr").vocabulary[fact]
    assert (step["question"]["language"], question) == ("fr", french.ask)
    refused = client.post("/interviews/answer", json={"state": step["state"], "fact": fact, "said": "Ja!"})
    (problem,) = refused.json()["problems"]
    assert (problem["code"], problem["path"]) == ("I101", "$.said")
    assert "oui ou non" in problem["message"]
    answered = told(client, "/interviews/answer", state=step["state"], fact=fact, said="Oui.", language="de")
    assert told(client, "/interviews/assessment", state=answered["state"])["situation"] == {fact: True}
    amended = told(client, "/interviews/amend", state=answered["state"], fact=fact, said="weiß nicht")
    assert told(client, "/interviews/assessment", state=amended["state"])["situation"] == {}
    again = told(client, "/interviews/question", state=step["state"], language="de")
    assert again["question"]["language"] == "de"
    told_in_words = told(client, "/interviews/tell", state=again["state"], said={fact: "ja"}, facts=CASE)
    assert told(client, "/interviews/assessment", state=told_in_words["state"])["situation"] == {fact: True, **CASE}
    assert told(client, "/interviews/back", state=told_in_words["state"], fact=fact)["question"]["language"] == "de"


def test_words_that_are_no_answers_are_told_together(client: TestClient) -> None:
    state = begun(client)["state"]
    said = {"block.named": "perhaps?", "block.nmed": "yes", "coach.takes_credit": "yes"}
    refused = client.post("/interviews/tell", json={"state": state, "said": said, "facts": CASE}).json()["problems"]
    assert [(each["code"], each["path"]) for each in refused] == [
        ("I101", "$.said.block.named"),
        ("F201", "$.said.block.nmed"),
        ("W103", "$.said.coach.takes_credit"),
    ]
    both = {"state": state, "fact": "block.named", "value": True, "said": "yes"}
    assert client.post("/interviews/answer", json=both).json()["code"] == "W103"
