"""Cues: what a short message leaves to the conversation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.topics import ContentError, read_yaml
from bot.dialogue.cue_reader import CueReader
from bot.dialogue.cues import CUES_FILE, cue_table, cues_of
from bot.dialogue.language import other_language
from bot.dialogue.tables import tables


@pytest.mark.parametrize(
    ("text", "aspect", "bare"),
    [
        ("how long", "how_long", True),
        ("and how long does that last?", "how_long", False),
        ("how much is it", "price", True),
        ("is that safe", "how_safe", True),
        ("why?", "why", True),
        ("side effects of what", "harms", False),
        ("can i do it at home", "at_home", True),
        ("how long does a session take", None, False),
        ("how much is the nasal spray", None, False),
    ],
)
def test_aspect_is_found_only_where_nothing_is_named(text: str, aspect: str | None, bare: bool) -> None:
    cues = cue_table().read(text)
    assert (cues.aspect, cues.bare) == (aspect, bare)


def test_asking_of_what_is_open_ended() -> None:
    assert cue_table().read("side effects of what").open_ended
    assert not cue_table().read("what are the side effects").open_ended


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2", 2),
        ("#3", 3),
        ("the second one", 2),
        ("last one please", -1),
        ("number four", 4),
        ("the nasal one", None),
        ("my second session was hard", None),
        ("one", 1),
    ],
)
def test_place_in_a_list(text: str, place: int | None) -> None:
    assert cue_table().read(text).position == place


@pytest.mark.parametrize(
    "text", ["no, i meant anxiety", "sorry i meant the iv", "not that one", "i was asking about ptsd"]
)
def test_correction(text: str) -> None:
    assert cue_table().read(text).corrects


@pytest.mark.parametrize("text", ["isnt that the horse tranquilizer", "don't the pills do that"])
def test_question_with_a_negation_takes_nothing_back(text: str) -> None:
    assert not cue_table().read(text).corrects


@pytest.mark.parametrize(
    ("text", "relative"),
    [("for my mom", True), ("it's for my dad", True), ("what about my wife?", True), ("my mom hears voices", False)],
)
def test_someone_else_and_nothing_more(text: str, relative: bool) -> None:
    assert cue_table().read(text).relative is relative


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("skip", "skip"),
        ("Not sure.", "skip"),
        ("none", "none"),
        ("cancel", "stop"),
        ("that's all", "done"),
        ("give me the summary please", "summary"),
        ("go back", "previous"),
        ("ok continue", "resume"),
    ],
)
def test_step_of_the_form_is_a_whole_message(text: str, step: str) -> None:
    assert cue_table().read(text).form == step
    assert cue_table().read(f"{text} my brother drives").form is None


def test_the_summary_may_be_asked_for_in_one_clause() -> None:
    assert cue_table().read("i have to go. can you show me what you have so far?").form == "summary"


@pytest.mark.parametrize(
    ("text", "instead"),
    [("change that, put depression", "depression"), ("actually, put Zoloft 2019", "Zoloft 2019"), ("change that", "")],
)
def test_change_says_what_to_put_instead(text: str, instead: str) -> None:
    cues = cue_table().read(text)
    assert cues.form == "change" and text[cues.rest :].strip() == instead


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿Cuánto cuesta el tratamiento?", "es"),
        ("hola", "es"),
        ("氯胺酮安全吗", "zh"),
        ("magkano po ang gamot", "tl"),
        ("điều trị có an toàn không", "vi"),
        ("هل العلاج آمن", "ar"),
        ("combien coûte le traitement", "fr"),
        ("케타민은 안전한가요", "ko"),
        ("сколько это стоит", "ru"),
        ("quanto custa o tratamento, por favor", "pt"),
        ("konbyen tretman an koute", "ht"),
        ("was kostet die Behandlung", "de"),
        ("क्या यह सुरक्षित है", "hi"),
        ("is ketamine safe", None),
        ("spravato", None),
        ("ok", None),
        ("dosis?", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert other_language(text) == language


def test_every_aspect_leads_somewhere() -> None:
    assert set(read_yaml(CUES_FILE)["aspects"]) == set(tables().aspects)


@pytest.mark.parametrize("broken", [{"lemmas": {}}, {}, {**read_yaml(CUES_FILE), "fillers": [False]}])
def test_broken_file_is_said(broken: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "cues.yml"
    file.write_text(str(broken))
    with pytest.raises(ContentError, match=r"cues\.yml"):
        cue_table(file)


def test_what_was_read_ahead_is_not_read_again() -> None:
    cues_of.cache_clear()
    CueReader().process([Message({TEXT: "what about for ptsd?"}), Message({TEXT: '/faq{"topic":"cost"}'})])
    assert cues_of("what about for ptsd?") == cue_table().read("what about for ptsd?")
    assert (cues_of.cache_info().misses, cues_of.cache_info().hits) == (1, 1)
