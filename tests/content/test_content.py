"""The content is sound, has every topic of the contract, and the validator can fail on each of its rules."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.check import check, reading_grade
from bot.content.examples import read_examples
from bot.content.fingerprints import number, numbers, runs, write_fingerprints
from bot.content.texts import load_texts
from bot.content.topics import Content, ContentError, load_content
from bot.settings import DATA

TODAY = datetime.date(2026, 11, 23)
CONTRACT = Path(__file__).with_name("contract_topics.txt")


def test_content_is_sound() -> None:
    assert check(today=TODAY) == []


def test_every_topic_of_the_contract_is_there(content: Content) -> None:
    expected = [tuple(line.split()) for line in CONTRACT.read_text().splitlines()]
    found = {topic.id: (topic.shelf, topic.risk) for topic in content.topics.values()}
    assert len(expected) == 65
    for id_, shelf, risk in expected:
        assert found[id_] == (shelf, risk), id_


def test_every_class_of_the_contract_has_texts_and_examples() -> None:
    texts = load_texts()
    assert {*texts["triage"]} == {
        *("suicide_risk", "self_harm", "overdose", "medical_emergency", "concern_for_other", "abuse_violence")
    }
    assert {*texts["refusals"]} == {*("dosing", "obtaining", "self_administration", "diagnosis", "medication_change")}
    learned = {label for label, _ in read_examples(DATA / "nlu")}
    for kind, file in (("triage", "triage"), ("refusal", "refusals")):
        assert {f"{kind}/{class_}" for class_ in texts[file]} <= learned


def test_what_must_be_dated_is(content: Content) -> None:
    assert content.topics["at_home"].expires == datetime.date(2026, 12, 31)
    assert "988" in content.topics["suicidal_thoughts_research"].answer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("encoder")))


def change(file: Path, edit: Callable[[Any], Any]) -> None:
    loaded = yaml.safe_load(file.read_text(encoding="utf8"))
    edit(loaded)
    file.write_text(yaml.safe_dump(loaded, allow_unicode=True), encoding="utf8")


def of_topic(**fields: Any) -> Callable[[Any], Any]:
    return lambda shelf: shelf["topics"]["cost"].update(fields)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda s: s["topics"].pop("cost"), "faq/cost: there are examples and no answer"),
        (lambda s: s["topics"].update(extra=s["topics"]["cost"]), "faq/extra: 0 examples"),
        (of_topic(sources=["no such"]), "sources that do not exist"),
        (of_topic(sources=[]), "none given"),
        (of_topic(follow_ups=["insurance", "cost", "history"]), "lead somewhere else"),
        (of_topic(follow_ups=["insurance", "no_such", "history"]), "lead somewhere else"),
        (of_topic(expires=TODAY), "expired"),
        (of_topic(risk="none"), "risk 'none'"),
        (of_topic(title="x" * 49), "more than 48"),
        (of_topic(title="What is ketamine?"), "another topic has the title"),
        (of_topic(answer="Only one sentence stands here."), "1 sentences"),
        (of_topic(answer="It costs 77 dollars. That is all."), "number 77"),
        (of_topic(answer="Take 5 mg of it. That is all."), "a dose"),
        (
            of_topic(
                answer="Pharmacological neurobiological considerations necessitate comprehensive "
                "interdisciplinary psychopharmacological evaluation procedures. Institutional reimbursement "
                "documentation requirements additionally complicate administrative considerations."
            ),
            "reading grade",
        ),
        (
            # Six words in a row that stand in article 004.
            of_topic(answer="Costs vary depending on the provider and region. Ask for a price."),
            "stands in source 004",
        ),
    ],
)
def test_fault_in_a_topic_is_found(data: Path, edit: Callable[[Any], Any], expected: str) -> None:
    change(data / "faq" / "access.yml", edit)
    assert any(expected in problem for problem in check(data, TODAY)), check(data, TODAY)


def test_fault_in_the_examples_is_found(data: Path) -> None:
    file = data / "nlu" / "faq" / "access.yml"
    first = yaml.safe_load(file.read_text())["nlu"][0]["examples"].splitlines()[0]
    change(file, lambda nlu: nlu["nlu"][1].update(examples=first.upper()))
    problems = check(data, TODAY)
    assert any("1 examples, at least 25" in problem for problem in problems)
    assert any("stands under" in problem for problem in problems)


def test_fault_in_a_fixed_text_is_found(data: Path) -> None:
    change(data / "replies" / "smalltalk.yml", lambda texts: texts["greet"].append("Take 5 mg."))
    assert any("smalltalk.yml" in problem and "dose" in problem for problem in check(data, TODAY))


def test_unreadable_content_names_its_file(data: Path) -> None:
    with pytest.raises(ContentError, match="no country 'zz'"):
        load_texts(data, "zz")
    change(data / "replies" / "smalltalk.yml", lambda texts: texts["greet"].append("Call {nobody}."))
    with pytest.raises(ContentError, match=r"smalltalk\.yml"):
        load_texts(data)
    (data / "faq" / "basics.yml").write_text("a: [", encoding="utf8")
    with pytest.raises(ContentError, match=r"basics\.yml"):
        load_content(data)
    (data / "faq" / "basics.yml").write_text("group: basics", encoding="utf8")
    with pytest.raises(ContentError, match=r"basics\.yml"):
        load_content.__wrapped__(data)


def test_numbers_are_found_in_digits_and_words() -> None:
    assert numbers("Three of 2,309 people had 55.4 or twice that, on day 08.") == {"3", "2309", "55.4", "2", "8"}
    assert number("twice") == number("2.0") == "2"


def test_runs_are_of_six_words() -> None:
    assert [run for run, _ in runs("One two three, four five six seven!")] == [
        "one two three four five six",
        "two three four five six seven",
    ]


def test_fingerprints_need_articles(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_fingerprints(tmp_path, tmp_path / "out.json")


def test_reading_grade_rises_with_long_words() -> None:
    assert reading_grade("The cat sat on the mat. It was warm.") < 3
    assert reading_grade("Pharmacological considerations necessitate interdisciplinary evaluation.") > 12
