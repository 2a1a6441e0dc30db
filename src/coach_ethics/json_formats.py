"""The formats of JSON documents: the one list of what the library writes as JSON, each with its version."""

from __future__ import annotations

from enum import StrEnum


class JsonFormat(StrEnum):
    """What a JSON document holds, as its key `format` says it.

    Within a version, keys are added and never changed. What no longer means what it meant gets a new version.
    """

    ASSESSMENT = "coach-ethics assessment 1"
    BRIEF = "coach-ethics brief 1"
    CASE_COMPARISON = "coach-ethics case-comparison 1"
    CHANGES = "coach-ethics changes 1"
    COMPARISON = "coach-ethics comparison 1"
    COMPARISONS = "coach-ethics comparisons 1"
    COVERAGE = "coach-ethics coverage 1"
    DETERMINING = "coach-ethics determining 1"
    DILEMMAS = "coach-ethics dilemmas 1"
    DISAGREEMENTS = "coach-ethics disagreements 1"
    EXPLANATION = "coach-ethics explanation 1"
    FACTS = "coach-ethics facts 1"
    IMPORTANCE = "coach-ethics importance 1"
    INTERVIEW = "coach-ethics interview 1"
    JUDGEMENT = "coach-ethics judgement 1"
    MUTATION = "coach-ethics mutation 1"
    POLICIES = "coach-ethics policies 1"
    PROBLEMS = "coach-ethics problems 1"
    PROOFS = "coach-ethics proofs 1"
    QUESTION = "coach-ethics question 1"
    REASONS = "coach-ethics reasons 1"
    RECEIPT = "coach-ethics receipt 1"
    REPLAY = "coach-ethics replay 1"
    REPLY = "coach-ethics reply 1"
    SCENARIOS = "coach-ethics scenarios 1"
    SINCE = "coach-ethics since 1"
    STUDY = "coach-ethics study 1"
    TIMELINE = "coach-ethics timeline 1"
    VALIDATION = "coach-ethics validation 1"
