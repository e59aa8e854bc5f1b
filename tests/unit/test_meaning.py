"""What a message means where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.topics import load_content
from bot.dialogue.cues import Cues, cue_table
from bot.dialogue.meaning import meaning
from bot.dialogue.tables import tables
from bot.dialogue.understood import Understood
from bot.replies.compose import composer


def meant(text: str, kind: str = "nlu_fallback", label: str | None = None, **known: Any) -> tuple[str, str | None]:
    """Return kind and label of `text`, understood by itself as `kind`, where `known` is the conversation."""
    cues = Cues() if text.startswith("/") else cue_table().read(text)
    found = meaning(Understood(kind, label, text=text, cues=cues, **known))
    return found.kind, found.label


def offered(*topics: str) -> tuple[str, ...]:
    """Return what the buttons of these topics send."""
    return tuple(f'/faq{{"topic":"{topic}"}}' for topic in topics)


@pytest.mark.parametrize(
    ("text", "after", "topic"),
    [
        ("and how long does that last", "depression", "duration"),
        ("how long?", "iv_infusion", "session_length"),
        ("how much is it", "nasal_spray", "cost"),
        ("is that safe?", "at_home", "at_home"),
        ("is it covered", "nasal_spray", "insurance"),
        ("what does it feel like", "iv_infusion", "session_experience"),
        ("how are they different from the drip?", "oral_sublingual", "routes_overview"),
        ("i mean how long til it WORKS", "session_length", "onset"),
        ("does it go away", "dissociation", "dissociation"),
        ("who shouldnt take ketamine", "finding_a_provider", "who_should_not"),
        ("and once those are done?", "number_of_sessions", "maintenance"),
        ("No, I mean how long until it starts to work", "session_length", "onset"),
        ("lol ok. so how much is it", "iv_infusion", "cost"),
        ("how quick does it work", "iv_infusion", "onset"),
        ("no i meant how long til it WORKS", "session_length", "onset"),
        ("is that proven", "anxiety", "research_status"),
        ("ok but wheres the proof it works", "what_is_ketamine", "research_status"),
        ("does it wear off", "number_of_sessions", "duration"),
        ("how many do most people have", "onset", "number_of_sessions"),
        ("and if not?", "depression", "if_it_does_not_work"),
        ("does everyone get that", "dissociation", "dissociation"),
        ("is that forever", "memory_cognition", "memory_cognition"),
        ("thx. oh and who pays for it lol", "maintenance", "insurance"),
        ("can you take it home with you", "nasal_spray", "at_home"),
        ("how long does ketamine take to work", "cost", "onset"),
    ],
)
def test_follow_up_takes_its_subject_from_the_last_topic(text: str, after: str, topic: str) -> None:
    assert meant(text, "faq", "history", confidence=0.4, last_topic=after) == ("faq", topic)


def test_a_longer_correction_that_is_understood_needs_no_aspect() -> None:
    known: dict[str, Any] = {"confidence": 0.6, "last_topic": "onset"}
    assert meant("argh i meant how long does it last, not how fast", "faq", "duration", **known)[1] == "duration"


@pytest.mark.parametrize("text", ["come on just a ballpark", "my doctor already said it's ok", "why not?"])
def test_what_was_declined_is_declined_again(text: str) -> None:
    assert meant(text, declined="dosing", view="refusal") == ("refusal", "dosing")
    assert meant(text)[0] != "refusal"


def test_an_own_case_is_not_judged_when_asked_again() -> None:
    assert meant("so yes or no", "smalltalk", "affirm", view="suitability", confidence=0.9) == ("suitability", None)
    assert meant("so yes or no", "smalltalk", "affirm", view="answer", confidence=0.9) == ("smalltalk", "affirm")


def test_an_own_case_is_another_persons_when_they_say_so() -> None:
    known: dict[str, Any] = {"last_topic": "cost", "confidence": 0.6}
    text = "no not for me, for my dad"
    assert meant(text, "journey", "relative", view="suitability", **known) == ("suitability", None)
    assert meant(text, "journey", "relative", view="answer", **known) == ("more_of", "cost")


def test_thanks_for_what_was_wanted_take_nothing_back() -> None:
    known: dict[str, Any] = {"last_topic": "cost", "confidence": 0.4}
    assert meant("alright thats what i wanted, thanks", "smalltalk", "thanks", **known) == ("smalltalk", "thanks")
    assert meant("that's what i meant, anxiety", "smalltalk", "thanks", **known)[1] == "anxiety"


def test_short_answer_to_which_of_these_is_one_of_these() -> None:
    known: dict[str, Any] = {"offered": offered("session_length", "onset", "duration"), "confidence": 0.6}
    assert meant("the effects", "faq", "side_effects", view="clarify", **known) == ("faq", "duration")
    assert meant("the effects", "faq", "side_effects", view="answer", **known) == ("faq", "side_effects")


def test_how_many_are_needed_is_no_dose() -> None:
    known: dict[str, Any] = {"last_topic": "cost", "confidence": 0.6}
    assert meant("how many would i need", "refusal", "dosing", **known) == ("faq", "number_of_sessions")
    assert meant("how many should i take", "refusal", "dosing", **known) == ("refusal", "dosing")
    assert meant("why is that a problem", last_topic="bipolar") == ("guide", "more")


def test_what_is_said_of_an_answer_goes_before_what_else_is_said() -> None:
    text = "that answer is wrong, my cousin does it at home"
    assert meant(text, "refusal", "self_administration", last_topic="at_home") == ("service", "wrong_answer")
    assert meant(text, "refusal", "self_administration") == ("refusal", "self_administration")
    assert meant("it is wrong to hurt people", "out_of_scope", last_topic="at_home")[0] == "out_of_scope"


def test_of_what_alone_asks_for_more_of_the_last_topic() -> None:
    assert meant("for what", "nlu_fallback", last_topic="fda_approval") == ("guide", "more")
    assert (
        meant("side effects of what", "faq", "side_effects", last_topic="fda_approval", confidence=0.4)[0] == "clarify"
    )


def test_thanks_are_thanks_whatever_they_are_for() -> None:
    assert meant("thx this is for my neuro class lol") == ("smalltalk", "thanks")
    assert meant("ok thanks, it was for my class", "faq", "history", confidence=0.3) == ("smalltalk", "thanks")
    assert meant("thanks, what about the price", "faq", "cost", confidence=0.3)[1] == "cost"
    assert meant("my doctor said thanks for that") == ("nlu_fallback", None)


def test_what_is_named_after_an_after_is_asked_about() -> None:
    known: dict[str, Any] = {"last_topic": "who_should_not", "confidence": 0.4}
    text, topic = "and after, when shes nursing", "pregnancy_breastfeeding"
    assert meant(text, "faq", topic, mentions=("breastfeeding",), **known) == ("faq", topic)


def test_the_subject_alone_takes_the_first_choice() -> None:
    choices = offered("side_effects", "long_term_effects")
    assert meant("of ketamine", "faq", "what_is_ketamine", view="clarify", offered=choices) == ("faq", "side_effects")
    assert meant("of ketamine", "faq", "what_is_ketamine", view="answer", offered=choices)[1] == "what_is_ketamine"
    asked = meant("ok i mean how well does ketamine work", "faq", "effectiveness", view="clarify", offered=choices)
    assert asked == ("faq", "effectiveness")


@pytest.mark.parametrize("kind", ["smalltalk", "refusal"])
def test_a_longer_correction_is_heard_and_a_dose_in_it_declined(kind: str) -> None:
    known: dict[str, Any] = {"mentions": ("iv infusion",), "last_topic": "nasal_spray"}
    assert meant("No sorry, I say wrong word. I mean infusion, with the drip.", kind, **known) == ("faq", "iv_infusion")
    dose = "i mean what dose of the infusion gets a heavy man high"
    assert meant(dose, "refusal", "dosing", **known) == ("refusal", "dosing")


def test_what_was_put_wrong_was_for_someone_else() -> None:
    text = "oops i worded that wrong, its for my mom not me"
    assert meant(text, "service", "wrong_answer", last_topic="cost") == ("more_of", "cost")


def test_an_own_case_in_fillers_stays_one() -> None:
    known: dict[str, Any] = {"mentions": ("high blood pressure",), "named_alone": True, "confidence": 0.7}
    assert meant("can i get it if i have high blood pressure", "suitability", **known) == ("suitability", None)
    assert meant("what about high blood pressure", "suitability", **known)[0] == "faq"


@pytest.mark.parametrize("text", ["how long", "side effects of what", "which one"])
def test_bare_follow_up_without_a_subject_is_asked_about(text: str) -> None:
    found = meaning(Understood("faq", "history", text=text, cues=cue_table().read(text)))
    assert found.kind == "clarify"


@pytest.mark.parametrize(
    ("text", "topic"), [("what are the side effects", "side_effects"), ("how much is it?", "cost")]
)
def test_bare_question_of_one_topic_needs_no_subject(text: str, topic: str) -> None:
    assert meant(text, "faq", "history") == ("faq", topic)


def test_why_and_more_stay_with_the_topic() -> None:
    assert meant("why?", "faq", "history", last_topic="cost") == ("guide", "more")
    assert meant("for my mom", last_topic="cost") == ("more_of", "cost")
    assert meant("sorry, not me, i meant for my dad", last_topic="cost") == ("more_of", "cost")
    assert meant("for my mom") == ("journey", "relative")


def test_correction_takes_what_it_names() -> None:
    known = {"last_topic": "depression", "mentions": ("anxiety",)}
    assert meant("no, i meant anxiety", "out_of_scope", **known) == ("faq", "anxiety")
    assert meant("no, i meant the drip", last_topic="nasal_spray", mentions=("iv infusion",)) == ("faq", "iv_infusion")
    for text in ("sorry i shouldve said anxiety", "no got that wrong, anxiety"):
        assert meant(text, "refusal", "diagnosis", confidence=0.6, **known) == ("faq", "anxiety")


def test_a_sure_understanding_goes_before_a_name_in_it() -> None:
    known: dict[str, Any] = {"confidence": 0.7, "mentions": ("mdma",), "last_topic": "other_psychedelics"}
    assert meant("and mdma?", "faq", "other_psychedelics", named_alone=True, **known)[1] == "other_psychedelics"
    known = {"confidence": 0.8, "mentions": ("depression",), "last_topic": "fda_approval"}
    text = "no not spravato, is plain ketamine approved for depression"
    assert meant(text, "faq", "fda_approval", **known)[1] == "fda_approval"


def test_back_to_what_was_answered_is_that_topic() -> None:
    known: dict[str, Any] = {"confidence": 0.4, "last_topic": "history", "seen": ("side_effects", "history")}
    assert meant("right. back to the side effects", "journey", "side_effects", **known) == ("faq", "side_effects")
    assert meant("back to the menu", "guide", "menu", **known) == ("guide", "menu")


def test_of_what_is_asked_about_where_nothing_is_named() -> None:
    assert meant("side effects of what", "faq", "side_effects", confidence=0.9)[0] == "clarify"
    known: dict[str, Any] = {"confidence": 0.9, "mentions": ("esketamine",)}
    assert meant("was spravato approved and for what use", "faq", "fda_approval", **known) == ("faq", "fda_approval")


def test_asked_to_say_it_again_it_says_more() -> None:
    assert meant("say that again?", "guide", "restart", last_topic="cost") == ("guide", "more")


def test_a_refusal_of_no_sure_class_is_that_of_before() -> None:
    known: dict[str, Any] = {"declined": "medication_change", "view": "refusal"}
    assert (
        meant("just for a week, cold turkey", "refusal", "obtaining", confidence=0.3, **known)[1] == "medication_change"
    )
    assert meant("where can i buy it", "refusal", "obtaining", confidence=0.9, **known)[1] == "obtaining"


def test_what_breaks_off_says_nothing() -> None:
    assert meant("can i", "suitability", confidence=0.8)[0] == "nlu_fallback"
    assert meant("can it hurt me", "suitability", confidence=0.8)[0] == "suitability"


def test_someone_in_a_question_is_nobody_else() -> None:
    text, known = "and if it doesnt work for someone?", {"confidence": 0.5, "last_topic": "nasal_spray"}
    assert meant(text, "faq", "if_it_does_not_work", **known) == ("faq", "if_it_does_not_work")
    assert meant("not for me, for my mom", last_topic="cost")[0] == "more_of"
    assert meant("its for my dad, hes 74", "journey", "relative", last_topic="depression")[0] == "more_of"


def test_correction_takes_a_title_that_was_not_offered() -> None:
    known: dict[str, Any] = {"label": "bladder", "confidence": 0.7, "last_topic": "bladder"}
    assert meant("no not bladder, memory", "faq", **known) == ("faq", "memory_cognition")


def test_what_is_set_aside_is_not_meant() -> None:
    entities = [
        {"entity": "condition", "value": "ocd", "start": 0, "end": 3},
        {"entity": "condition", "value": "ptsd", "start": 8, "end": 12},
    ]
    message = {"text": "ocd not ptsd", "intent": {"name": "faq"}, "entities": entities}
    assert Understood.of(message, lambda slot: None, None).mentions == ("ocd",)


def test_correction_without_a_name_offers_what_else_it_could_have_been() -> None:
    ranking = (("cost", 0.4), ("insurance", 0.3), ("history", 0.01))
    cues = cue_table().read("not that one")
    found = meaning(Understood("nlu_fallback", text="not that one", cues=cues, last_topic="cost", ranking=ranking))
    assert (found.kind, found.offers) == ("clarify", ("insurance",))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("2", "insurance"),
        ("the last one", "fda_approval"),
        ("the insurance one", "insurance"),
        ("the fda one", "fda_approval"),
    ],
)
def test_choice_by_place_and_by_words(text: str, topic: str) -> None:
    assert meant(text, offered=offered("cost", "insurance", "fda_approval")) == ("faq", topic)


def test_place_that_is_not_offered_changes_nothing() -> None:
    assert meant("9", offered=offered("cost")) == ("nlu_fallback", None)
    assert meant("2") == ("nlu_fallback", None)


def test_number_presses_a_shelf() -> None:
    shelves = [button.payload for button in composer().talk("guide", "menu", 0).buttons]
    found = meaning(Understood("nlu_fallback", cues=cue_table().read("1"), offered=tuple(shelves)))
    assert (found.kind, found.shelf) == ("guide", next(iter(load_content().shelves)))


def test_yes_and_no() -> None:
    one = {"view": "clarify", "offered": (*offered("cost"), '/guide{"step":"menu"}')}
    assert meant("yes", "smalltalk", "affirm", **one) == ("faq", "cost")
    assert meant("no", "smalltalk", "deny", **one) == ("guide", "menu")
    assert meant("ok", "smalltalk", "affirm", journey="cost") == ("guide", "next")
    assert meant("yes", "smalltalk", "affirm") == ("smalltalk", "affirm")


@pytest.mark.parametrize("kind", ["refusal", "service"])
def test_what_must_be_declined_is_never_changed(kind: str) -> None:
    assert meant("how much of it", kind, "dosing", last_topic="nasal_spray") == (kind, "dosing")


def test_price_of_what_was_talked_about_is_no_dose() -> None:
    assert meant("ok, how much is it", "refusal", "dosing", last_topic="iv_infusion") == ("faq", "cost")
    assert meant("how much is it", "refusal", "dosing") == ("faq", "cost")
    assert meant("how much is the spray", "refusal", "dosing") == ("faq", "cost")
    assert meant("how much of the spray", "refusal", "dosing") == ("refusal", "dosing")
    assert meant("how much is it", "triage", "overdose", last_topic="iv_infusion") == ("triage", "overdose")


def test_one_clause_may_ask_to_start_over() -> None:
    assert meant("this is too much science. start over", "journey", "exploring") == ("guide", "restart")
    assert meant("do the sessions start over", "faq", "maintenance") == ("faq", "maintenance")


def test_stop_without_a_form_leads_to_the_menu() -> None:
    assert meant("never mind", "refusal", "medication_change") == ("guide", "menu")
    assert meant("just stop, please", "nlu_fallback")[0] == "nlu_fallback"


def test_other_language_is_said() -> None:
    assert meant("combien coûte le traitement", "out_of_scope") == ("language", None)


def test_form_takes_answers_and_lets_questions_out() -> None:
    form = {"asked": "visit_medicines"}
    assert meant("lithium", "refusal", "medication_change", confidence=0.6, **form)[0] == "visit_answer"
    assert meant("how long does it take?", "faq", "session_length", **form) == ("faq", "session_length")
    assert meant("delete my data", "service", "delete_data", confidence=0.9, **form)[0] == "service"
    assert meant("skip", "faq", "history", **form)[0] == "visit_answer"
    assert meant("lexapro, didn't work", "out_of_scope", confidence=0.9, **form)[0] == "visit_answer"
    assert meant("wait, does insurance pay", "faq", "insurance", confidence=0.9, **form) == ("faq", "insurance")
    assert meant("quick q does it make u sick", "faq", "side_effects", confidence=0.6, **form)[0] == "faq"
    assert meant("for my pain. is long time pain", "faq", "chronic_pain", confidence=0.9, **form)[0] == "visit_answer"
    excited = "question first, does it make people see things? i read about it"
    assert meant(excited, "faq", "dissociation", confidence=0.3, **form)[0] == "faq"
    assert meant("how do you check my heart?", "faq", "history", asked="visit_questions")[0] == "visit_answer"


def test_pressed_button_is_what_it_says() -> None:
    text = '/faq{"topic":"cost"}'
    assert meant(text, "faq", "cost", last_topic="nasal_spray", asked="visit_goal") == ("faq", "cost")


def test_follow_ups_and_journeys_lead_to_topics() -> None:
    topics, shelves = set(load_content().topics), set(load_content().shelves)
    for aspect in tables().aspects.values():
        assert {*aspect.offers, *aspect.after.values()} <= topics and {*aspect.after} <= topics | shelves
    for journey in tables().journeys.values():
        assert {*journey.stops} <= topics and len({*journey.stops}) == len(journey.stops) >= 5
    assert {*tables().named.values()} <= topics
