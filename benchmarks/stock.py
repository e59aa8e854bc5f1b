"""The stock Rasa FAQ bot on the same data: DIET, ResponseSelector, TED, retrieval responses, REST channel.

It needs an environment of its own with Rasa as it is released (see docs/benchmarks.md).
"""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import yaml

from bot.replies.compose import composer
from bot.settings import DATA

PIPELINE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": 100, "retrieval_intent": "faq", "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 100},
    {"name": "TEDPolicy", "max_history": 5, "epochs": 100, "constrain_similarities": True},
]


def write_project(folder: Path) -> None:
    """Write a Rasa project with the pipeline that `rasa init` gives, over this project's own data."""
    shutil.copytree(DATA / "nlu", folder / "data" / "nlu")
    for file in (folder / "data" / "nlu").glob("*.yml"):
        # Only FAQ is a retrieval intent: the other kinds are plain intents, one each.
        file.write_text(file.read_text(encoding="utf8").replace("intent: " + file.stem + "/", f"intent: {file.stem}_"))
    names = {
        item["intent"]
        for file in (folder / "data" / "nlu").rglob("*.yml")
        for item in yaml.safe_load(file.read_text(encoding="utf8"))["nlu"]
        if "intent" in item
    }
    plain = sorted(name for name in names if "/" not in name)
    responses = {f"utter_faq/{t.id}": [{"text": t.answer}] for t in composer().content.topics.values()}
    responses |= {f"utter_{name}": [{"text": f"About {name}."}] for name in [*plain, "default"]}
    domain = {
        "version": "3.1",
        "intents": [*plain, "faq"],
        "entities": ["condition", "route", "medicine"],
        "responses": responses,
    }
    steps = [("faq", "utter_faq"), ("nlu_fallback", "utter_default"), *((name, f"utter_{name}") for name in plain)]
    rules = [{"rule": intent, "steps": [{"intent": intent}, {"action": action}]} for intent, action in steps]
    story = [{"intent": i} if n == 0 else {"action": a} for i, a in steps[2:8] for n in range(2)]
    dump = {
        "config.yml": {"recipe": "default.v1", "language": "en", "assistant_id": "stock", "pipeline": PIPELINE}
        | {"policies": POLICIES},
        "domain.yml": domain,
        "data/rules.yml": {"version": "3.1", "rules": rules, "stories": [{"story": "several", "steps": story}]},
        "credentials.yml": {"rest": None},
        "endpoints.yml": {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "tracker.db"}},
    }
    for name, content in dump.items():
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf8")


def train(python: Path, folder: Path) -> float:
    """Train the stock project; return the seconds that it took."""
    begin = time.perf_counter()
    subprocess.run([python, "-m", "rasa", "train", "--quiet"], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begin
