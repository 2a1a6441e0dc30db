from __future__ import annotations
from hypothesis import given, settings, example
from hypothesis import strategies as st
import re
import pytest
from coach_ethics.language.conditions.parser import condition_of
from coach_ethics.language.conditions.scope import scope_of
from coach_ethics.language.conditions.write import write_condition
from tests.language.old_conditions.parser import condition_of as old_condition_of
from coach_ethics.testing.situations import conditions_of
from coach_ethics.testing.strategies import policies
from tests.language.test_conditions import SCOPE, WORDS, MEANINGS, FAULTS, HOSTILE
from coach_ethics.model.walk import below
from coach_ethics.shipped import shipped_names
from coach_ethics.language.load import load_policy

def places(c):
    return None if c is None else [(type(n).__name__, n.span and (n.span.line,n.span.column,n.span.end_line,n.span.end_column)) for n in below(c)]

def norm(problems):
    return sorted({(p.code, p.message, p.help, p.span and (p.span.line,p.span.column,p.span.end_line,p.span.end_column)) for p in problems}, key=repr)

def same(text, scope):
    c, ps = condition_of(text, scope)
    oc, ops = old_condition_of(text, scope)
    assert (c, places(c)) == (oc, places(oc)), text
    if re.search(r"not\s+in", text) and any(p.code == "C101" for p in ops) or re.search("[\u00ad\u200b-\u200f\u2060\ufeff\u2010-\u2015\u2212“”„‘’‚]", text):
        assert ps
        return
    if re.search(r"[=!]= ?\(*(true|false)|(true|false)\)* ?[=!]=", text):
        assert {p.code for p in ps} == {p.code for p in ops}, text
        return
    assert norm(ps) == norm(ops), text

@pytest.mark.parametrize("text", [*MEANINGS, *FAULTS, *HOSTILE], ids=lambda t: repr(t[:20]))
def test_fixed(text): same(text, SCOPE)

@settings(max_examples=3000)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_words(text): same(text, SCOPE)

@settings(max_examples=1000)
@given(st.text(max_size=40))
def test_any(text): same(text, SCOPE)

@given(policies())
def test_policies(policy):
    scope = scope_of(policy, calls=True)
    for c in conditions_of(policy):
        same(write_condition(c), scope)

@settings(max_examples=500)
@given(st.data())
def test_damaged(data):
    policy = load_policy(data.draw(st.sampled_from(["essay","icf-2025","quebec-crha","seven-point"])))
    scope = scope_of(policy, calls=True)
    texts=[write_condition(n.when) for n in policy.norms]+[write_condition(n.when) for n in policy.concepts]
    words = data.draw(st.sampled_from(texts)).split()
    for _ in range(data.draw(st.integers(1,4))):
        i = data.draw(st.integers(0,len(words)))
        match data.draw(st.sampled_from(["drop","double","swap","insert"])):
            case "drop": del words[i:i+1]
            case "double": words[i:i]=words[i:i+1]
            case "swap": words[i:i+2]=words[i:i+2][::-1]
            case "insert": words.insert(i, data.draw(WORDS))
    same(" ".join(words), scope)

OPS=re.compile("[=<>]| in ")
LEAF = st.sampled_from([w for w in (*__import__("tests.language.test_conditions").language.test_conditions.FACTS, "stuck","persistent","base","strict","threshold","money","likely","nope","no.pe","true","false","1","-2","99","in_force(go)","required(go)","faulty","permitted( go )")])
def ext(inner, parens=True):
    op = st.sampled_from(["==","!=","<","<=",">",">="])
    return st.one_of(
        st.tuples(inner, st.sampled_from([" and "," or "]), inner).map("".join),
        inner.map(lambda x: "not "+x),
        *([inner.map(lambda x: f"({x})")] if parens else [st.tuples(inner, op, inner, op, inner).map(" ".join)]),
        st.tuples(inner.map(lambda x: f"({x})" if OPS.search(x) or " or" in x or " and" in x else x) if parens else inner, op, inner.map(lambda x: f"({x})" if OPS.search(x) or " or" in x or " and" in x else x) if parens else inner).map("".join),
        st.tuples(inner.map(lambda x: f"({x})" if OPS.search(x) or " or" in x or " and" in x else x) if parens else inner, st.sampled_from([" in "," not in "]), st.lists(inner,min_size=1,max_size=3).map(lambda m: "("+", ".join(m)+(",)" if len(m)==1 else ")"))).map("".join),
        *([st.tuples(inner.map(lambda x: f"({x})" if OPS.search(x) or " or" in x or " and" in x else x) if parens else inner, st.sampled_from([" in "," not in "]), inner.map(lambda x: f"({x})" if OPS.search(x) or " or" in x or " and" in x else x)).map("".join)] if parens else []),
    )
@settings(max_examples=15000)
@given(st.recursive(LEAF, ext, max_leaves=8))
def test_grammar(text): same(text, SCOPE)

@settings(max_examples=15000)
@given(st.recursive(LEAF, lambda i: ext(i, False), max_leaves=8))
def test_grammar_chains(text): same(text, SCOPE)
