"""The second judge: what the encoder's last layers say of a message once they were tuned on the examples."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.clauses import CLAUSE_OF
from bot.nlu.encoder import READ, SentenceEncoder
from bot.nlu.kinds import TRIAGE, kind_of
from bot.nlu.minilm import HALF_WAY, MODEL_SHA256, Read, session
from bot.nlu.spelling import LANGUAGE, SENSELESS
from bot.nlu.untrained import Untrained
from bot.settings import DATA

JUDGES = DATA / "safety" / "judges"
"""One file for each tuning. The first judges every message, the others where it is in doubt: they err apart, so that
the mean of what they say errs less than any (docs/safety.md)."""
DOUBT = (0.15, 0.85)
"""Between which probabilities of risk it is: for one ordinary message in a hundred, one in ten of the misleading."""
JUDGING = "judging"
"""The key of a message under which its judgment, and that of its clauses, is to be waited for."""
JUDGED = "judged"
"""The key of a message, or of a clause, under which the probability of each label that the judge knows is kept."""
READS_KEY, LABELS_KEY = "reads", "labels"
"""What the file says of itself: the vectors it was tuned on, and its labels in order."""
WEIGHT = 0.8
"""What the second judge counts beside the classifier's machines when risk is judged; as SHARE, chosen on the
development sets (docs/understanding.md)."""
SHARE = 0.5
"""What it counts beside the classifier when labels are."""
LANGUAGES = (None, "es")
"""The languages of its examples, as `other_language` names them: English and Spanish."""
LEAST = 1e-4
"""The least probability, of risk or of its absence, that a judge is taken to be sure of."""


@dataclass(frozen=True)
class Judging:
    """What is being judged."""

    read: Read
    judges: Sequence[Judge]
    first: Future[NDArray[np.float32]]
    """What the first of them says: the probability of each label, for the text and then for each of its clauses."""

    def wait(self) -> list[dict[str, float]]:
        """Return the probability of each label, for the text and then for each of its clauses."""
        first = self.first.result()
        said = self._by_label(first)
        if DOUBT[0] < _of_kind(said[0], TRIAGE) < DOUBT[1]:
            said = self._by_label(np.mean([first, *(judge.judge(self.read) for judge in self.judges[1:])], axis=0))
        return said

    def _by_label(self, likely: NDArray[np.float32]) -> list[dict[str, float]]:
        return [dict(zip(self.judges[0].labels, row.tolist(), strict=True)) for row in likely]


def hear(messages: list[Message]) -> None:
    """Wait for what the second judge says of each message that it was given, and of its clauses."""
    for message in messages:
        judging: Judging | None = message.get(JUDGING)
        if judging:
            parts = [part for part in messages if part.get(CLAUSE_OF) is message]
            for one, judged in zip((message, *parts), judging.wait(), strict=True):
                one.set(JUDGED, judged)


def reads() -> str:
    """Return what tells the vectors that a judge reads: the model, and after how many of its layers."""
    return f"{MODEL_SHA256}:{HALF_WAY}"


def joined(probabilities: dict[str, float], judged: dict[str, float]) -> dict[str, float]:
    """Return the probability of each label by both: the classifier's `probabilities`, and what is `judged`.

    The weighted mean of their logarithms. A label that the judge does not know keeps what the classifier says of it,
    so that a topic can be added without tuning the judge anew.
    """
    own = np.fromiter(probabilities.values(), np.float32)
    other = np.fromiter((judged.get(label, p) for label, p in probabilities.items()), np.float32)
    both = own ** (1 - SHARE) * other**SHARE
    return dict(zip(probabilities, (both / both.sum()).tolist(), strict=True))


def together(message: Message, kind: str, likely: float) -> float:
    """Return the probability of a kind, such as `triage`, by what the machines found `likely` and the second judge.

    The weighted mean of their log odds, so that each counts by how sure it is. Where the judge said nothing, the
    machines' alone.
    """
    odds = _odds(likely)
    judged: dict[str, float] | None = message.get(JUDGED)
    if judged is not None:
        odds = (1 - WEIGHT) * odds + WEIGHT * _odds(_of_kind(judged, kind))
    return 1 / (1 + math.exp(-odds))


def _of_kind(judged: dict[str, float], kind: str) -> float:
    return sum(probability for label, probability in judged.items() if kind_of(label) == kind)


def _odds(probability: float) -> float:
    inside = min(max(probability, LEAST), 1 - LEAST)
    return math.log(inside / (1 - inside))


class Judge:
    """The tuned layers of one file, as `make judge` writes them."""

    def __init__(self, file: Path) -> None:
        """Load them.

        Raises:
            ValueError: if they were tuned on another model's vectors.
        """
        self._session = session(file)
        said = self._session.get_modelmeta().custom_metadata_map
        if said.get(READS_KEY) != reads():
            raise ValueError(f"{file.name} was made for another encoder: run make judge")
        self.labels: list[str] = json.loads(said[LABELS_KEY])

    def judge(self, read: Read) -> NDArray[np.float32]:
        """Return the probability of each of k labels, for each of n parts of a text, shape (n, k)."""
        likely: NDArray[np.float32] = self._session.run(None, {"half_way": read.half_way[None], "share": read.share})[0]
        return likely


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SecondJudge(Untrained):
    """Has the second judge judge each message and its clauses, while the components that follow go on.

    Comes after the SentenceEncoder, whose vectors half way it goes on from. The TopicClassifier hears it.
    """

    def __init__(self) -> None:
        """Load every tuning.

        Raises:
            ValueError: if there is none, if one is for another encoder, or if they know different labels.
        """
        self._judges = [Judge(file) for file in sorted(JUDGES.glob("*.onnx"))]
        if len({tuple(judge.labels) for judge in self._judges}) != 1:
            raise ValueError(f"{JUDGES.name}: none, or of different labels: run make judge")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="judge")

    @classmethod
    def required_components(cls) -> list[type]:
        """The encoder comes before it."""
        return [SentenceEncoder]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["onnxruntime"]

    def process(self, messages: list[Message]) -> list[Message]:
        """Begin to judge every message that the encoder read, and its clauses in the same run."""
        for message in messages:
            read: Read | None = message.get(READ)
            # It has read two languages; of another, and of no words, it would guess.
            if read and not message.get(SENSELESS) and message.get(LANGUAGE) in LANGUAGES:
                message.set(JUDGING, self._begin(read))
        return messages

    def _begin(self, read: Read) -> Judging:
        started = Event()

        def judge() -> NDArray[np.float32]:
            started.set()
            return self._judges[0].judge(read)

        judging = Judging(read, self._judges, self._thread.submit(judge))
        started.wait()  # else the other thread begins when this one lets go of the interpreter, milliseconds later
        return judging
