"""What a message means where it stands in the conversation: pure, over what was understood of it by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.content.examples import same
from bot.content.topics import load_content
from bot.dialogue.tables import tables
from bot.dialogue.understood import Understood
from bot.replies.reply import PAYLOAD

LIKELY = 0.12
"""The least confidence at which a topic is worth offering (see docs/understanding.md)."""
SURE = 0.5
"""The least confidence at which words by themselves count for more than the conversation around them."""
DECIDED = 0.8
"""The same where a journey or a bare name was said: what names a topic is more often the choice of that topic."""
OFFERED = 3
FEW = 3
"""How many words a message may have that names one of several choices."""
STEM = 5
"""Letters by which two words are taken for one."""
QUESTIONS_SLOT = "visit_questions"
NO_DOSE = ("price", "needed")
"""Aspects that are never of a dose, however like one "how much is it" or "how many would I need" reads by itself."""
UNSURE = ("nlu_fallback", "out_of_scope")
ASKED = ("faq", "refusal", "suitability")
"""Kinds of a question about the subject."""
OPEN = ("faq", "smalltalk", "guide", "suitability", "journey", *UNSURE)
"""Kinds that what was said before may change; what must be declined and service questions stay."""


def meaning(understood: Understood) -> Understood:
    """Return `understood` as it is meant here.

    Its kind may become another one, or one of those that only a conversation knows: `clarify` (offer `offers`),
    `language` (not English), `more_of` (the last topic, for someone else), `visit_answer` (for the form).
    """
    if understood.pressed:
        return understood
    if understood.asked:
        return _in_form(understood)
    return _outside_form(understood)


def _in_form(understood: Understood) -> Understood:
    """An answer belongs to the form; a question, or what stops it from outside, is met first."""
    kind, cues = understood.kind, understood.cues
    if kind == "visit" or cues.form or cues.position is not None:
        return replace(understood, kind="visit_answer")
    aside = kind in ("service", "guide") or (kind == "smalltalk" and understood.label in ("greet", "goodbye", "thanks"))
    if aside and understood.confidence >= SURE:
        return _outside_form(understood)
    clear = understood.confidence >= SURE or "?" in understood.text
    asks = cues.question or (cues.asks and kind in ASKED and clear)
    if asks and understood.asked != QUESTIONS_SLOT:
        return _outside_form(understood)
    return replace(understood, kind="visit_answer")


def _outside_form(understood: Understood) -> Understood:
    rules: tuple[Callable[[Understood], Understood | None], ...] = (
        _other_language,
        _chosen_by_place,
        _nothing_said,
        _restarted,
        _told_wrong,
        _insisted,
        _thanked,
        _for_someone_else,
        _corrected,
        _turned_to,
        _returned,
        _follow_up,
        _shelf_by_words,
        _subject_alone,
        _chosen_by_words,
        _yes_or_no,
        _stopped,
    )
    for rule in rules:
        found = rule(understood)
        if found:
            return found
    return understood


def _nothing_said(understood: Understood) -> Understood | None:
    """Take no meaning from signs and numbers alone, nor from "can i"."""
    signs_alone = understood.text.isascii() and not any(map(str.isalpha, understood.text))
    unfinished = understood.cues.unfinished and understood.kind in ASKED
    nothing = signs_alone or unfinished
    return replace(understood, kind="nlu_fallback", label=None, ranking=()) if nothing else None


def _restarted(understood: Understood) -> Understood | None:
    """Take "too much at once. start over" for the wish that one clause of it is."""
    asked = understood.cues.guide and understood.kind not in ("service", "triage")
    return replace(understood, kind="guide", label=understood.cues.guide, confidence=1.0) if asked else None


def _told_wrong(understood: Understood) -> Understood | None:
    """Take "that answer is wrong, my cousin does it at home" for what it says of the answer."""
    said = understood.cues.service and understood.last_topic and understood.kind not in ("service", "triage")
    return replace(understood, kind="service", label=understood.cues.service, confidence=1.0) if said else None


def _other_language(understood: Understood) -> Understood | None:
    return replace(understood, kind="language") if understood.cues.language else None


def _chosen_by_place(understood: Understood) -> Understood | None:
    """Take "2" or "the last one" for that button of the last reply."""
    place = understood.cues.position
    if place is None or not understood.offered or place > len(understood.offered):
        return None
    return _as_pressed(understood, understood.offered[place - 1 if place > 0 else place])


def _insisted(understood: Understood) -> Understood | None:
    """Take "come on, just a ballpark" after a refusal for the same request, which is declined again.

    And "so yes or no" for the own case that was not judged, and is not this time.
    """
    unsure_of_class = understood.kind == "refusal" and understood.confidence < SURE
    unclear = _unclear(understood) or understood.kind == "smalltalk"
    again = understood.cues.insists and (unclear or understood.cues.aspect == "why")
    if understood.declined and (again or unsure_of_class):
        return replace(understood, kind="refusal", label=understood.declined)
    own_case = again and understood.view == "suitability"
    return _own_case(understood) if own_case else None


def _thanked(understood: Understood) -> Understood | None:
    """Take "thanks, this is for my class" for thanks, when what follows is no question that is understood."""
    thanks = understood.cues.thanks and _unclear(understood) and not understood.cues.asks and not understood.mentions
    return replace(understood, kind="smalltalk", label="thanks") if thanks else None


def _unclear(understood: Understood) -> bool:
    """Whether the words by themselves say too little to be gone by."""
    return understood.kind in UNSURE or (understood.kind == "faq" and understood.confidence < SURE)


def _corrected(understood: Understood) -> Understood | None:
    """Take "no, I meant anxiety" for what it names; with nothing named, offer what else it could have been."""
    if not understood.cues.corrects or not understood.last_topic or understood.cues.aspect:
        return None
    # "that's what I wanted, thanks" takes nothing back.
    if understood.kind == "smalltalk" and understood.label == "thanks" and not understood.cues.instead:
        return None
    if understood.kind not in OPEN:
        named = _named(understood) if len(understood.cues.instead) <= FEW and understood.kind != "triage" else None
        return _topic(understood, named) if named else None
    anew = understood.label != understood.last_topic or understood.cues.asks
    if understood.kind == "faq" and understood.confidence >= SURE and anew:
        return None
    others = load_content().topics.keys() - {understood.last_topic}
    named = _named(understood)
    for among in (_offered(understood), others):
        named = named or _by_words(understood.cues.instead, among)
    if named:
        return _topic(understood, named)
    likely = [topic for topic, confidence in understood.ranking if confidence >= LIKELY and topic in others]
    if not likely and understood.ranking and understood.ranking[0][0] == understood.last_topic:
        return _topic(understood, understood.last_topic)  # "money i mean" after the price
    return _clarify(understood, likely)


def _for_someone_else(understood: Understood) -> Understood | None:
    """Take "for my mom" for the last topic or own case, or for the beginning of a journey when there was none."""
    in_passing = understood.label in ("wrong_answer", "relative") and understood.cues.relative_clause
    if not in_passing and (not understood.cues.relative or understood.kind not in OPEN):
        return None
    if understood.view == "suitability":
        return _own_case(understood)
    if understood.last_topic:
        return _topic(understood, understood.last_topic, kind="more_of")
    return replace(understood, kind="journey", label="relative")


def _turned_to(understood: Understood) -> Understood | None:
    """Take "what about for ptsd?" or "and the shots" for what it names."""
    named = _named(understood)
    # A name that nothing is asked about is a choice, whatever it reads like by itself.
    bare = understood.kind == "refusal" and understood.confidence < DECIDED and not understood.cues.asks
    if not named or not understood.named_alone or (understood.kind not in OPEN and not bare):
        return None
    if understood.kind == "suitability" and understood.confidence >= SURE and not understood.cues.turns:
        return None  # "can I have it with asthma" names nothing else, and is an own case all the same
    turns = understood.cues.turns or understood.cues.corrects
    same_again = understood.label == understood.last_topic and turns
    if understood.kind == "faq" and understood.confidence >= DECIDED and not same_again:
        return None
    alone = understood.last_topic is None or understood.cues.question
    outside = understood.kind == "out_of_scope" and understood.confidence >= SURE and alone
    unsure = understood.kind in UNSURE or understood.confidence < DECIDED
    return _topic(understood, named) if understood.cues.turns or (unsure and not outside) else None


def _returned(understood: Understood) -> Understood | None:
    """Take "right, back to the side effects" for that topic, when it was answered before."""
    unsure = understood.kind in OPEN and not (understood.kind == "faq" and understood.confidence >= SURE)
    named = _by_words(understood.cues.words, understood.seen) if understood.cues.returns and unsure else None
    return _topic(understood, named) if named else None


def _follow_up(understood: Understood) -> Understood | None:
    """Take "how long does that last?" for the topic that it means after the last one; else ask which is meant."""
    cues, content = understood.cues, load_content()
    base = content.topics.get(understood.last_topic or "")
    completed = cues.bare or (cues.aspect in NO_DOSE and base is not None)
    if understood.kind not in OPEN and not (completed and understood.kind not in ("service", "triage")):
        return None
    if cues.aspect in ("why", "again") and base:
        return replace(understood, kind="guide", label="more")
    aspect = tables().aspects.get(cues.aspect or "")
    about = _named(understood)
    # "and after, when she's nursing": what is named says more than the "after".
    if about and about != understood.last_topic and (aspect is None or cues.aspect == "then"):
        return None
    if cues.open_ended and not cues.words and not aspect and base:  # "for what?"
        return replace(understood, kind="guide", label="more")
    if (cues.subject or not cues.short) and understood.kind == "faq" and understood.confidence >= SURE:
        return None
    offers = aspect.offers if aspect else ()
    if aspect and base and not cues.open_ended:
        topic = aspect.after.get(base.id) or aspect.after.get(base.shelf)
        if topic:
            return _topic(understood, topic)
    if cues.bare and len(offers) == 1:
        return _topic(understood, offers[0])
    if cues.bare or (cues.open_ended and not understood.mentions):
        likely = [topic for topic, confidence in understood.ranking if confidence >= LIKELY]
        return _clarify(understood, [*offers, *likely])
    return None


def _shelf_by_words(understood: Understood) -> Understood | None:
    """Take a word that stands on the button of a shelf, and not in the title of the topic understood, for the shelf."""
    said = _stems(" ".join(understood.cues.words))
    if understood.kind not in OPEN or understood.cues.asks or not said or len(understood.cues.words) > FEW:
        return None
    content = load_content()
    topic = content.topics.get(understood.label or "")
    if topic and said <= _stems(topic.title):
        return None
    shown = [match for match in map(PAYLOAD.fullmatch, understood.offered) if match and match["entity"] == "shelf"]
    found = [match[0] for match in shown if said <= _stems(content.shelves[match["value"]])]
    return _as_pressed(understood, found[0]) if len(found) == 1 else None


def _subject_alone(understood: Understood) -> Understood | None:
    """Take "of ketamine" for the likeliest of the topics that were offered."""
    alone = understood.cues.subject and not understood.cues.words and not understood.cues.asks
    offered = _offered(understood) if understood.view == "clarify" and understood.kind in OPEN else []
    return _topic(understood, offered[0]) if alone and offered else None


def _chosen_by_words(understood: Understood) -> Understood | None:
    """Take "the nasal one" for the choice that it names, when the words alone say too little."""
    words = understood.cues.words
    if not 0 < len(words) <= FEW or understood.kind not in OPEN:
        return None
    # What answers "which of these?" is more often one of these.
    chooses = understood.kind == "journey" or (understood.view == "clarify" and not understood.cues.asks)
    sure = understood.kind not in UNSURE and understood.confidence >= (DECIDED if chooses else SURE)
    if (sure and understood.kind != "smalltalk") or understood.kind == "suitability":
        return None
    named = _by_words(words, _offered(understood))
    return _topic(understood, named) if named else None


def _yes_or_no(understood: Understood) -> Understood | None:
    """Take yes for the next step of a journey or the only topic offered, and no for "none of these"."""
    if understood.kind != "smalltalk":
        return None
    offered = _offered(understood)
    if understood.label == "affirm" and understood.view == "clarify" and len(offered) == 1:
        return _topic(understood, offered[0])
    if understood.label == "affirm" and understood.journey:
        return replace(understood, kind="guide", label="next")
    if understood.label == "deny" and understood.view == "clarify":
        return replace(understood, kind="guide", label="menu")
    return None


def _stopped(understood: Understood) -> Understood | None:
    """Take "never mind" for the end of what was talked about, where there is no form to stop."""
    asks = understood.cues.asks and understood.kind in ASKED
    ends = understood.cues.form == "stop" and not asks and understood.kind not in ("service", "smalltalk", "triage")
    return replace(understood, kind="guide", label="menu") if ends else None


def named_condition(understood: Understood) -> str | None:
    """Return the topic of the condition that stands last in the message; None if there is none."""
    named = _named(understood)
    topic = load_content().topics.get(named or "")
    return topic.id if topic and topic.shelf == "conditions" else None


def _named(understood: Understood) -> str | None:
    """Return the topic of the condition, medicine or route that stands last in the message.

    Not where the message is surely about another one: "and mdma?" after psilocybin is no question of mixing.
    """
    topics = [tables().named.get(name) for name in understood.mentions]
    named = next((topic for topic in reversed(topics) if topic), None)
    sure = understood.kind == "faq" and understood.confidence >= SURE
    return named if not sure or dict(understood.ranking).get(named or "", 0.0) >= LIKELY else None


def _own_case(understood: Understood) -> Understood:
    """Return the own case that was spoken of before, for a message that names nothing new of it."""
    return replace(understood, kind="suitability", label=None, ranking=())


def _offered(understood: Understood) -> list[str]:
    return [topic for topic in map(_topic_of, understood.offered) if topic]


def _by_words(words: Iterable[str], among: Iterable[str]) -> str | None:
    """Return the one topic of these whose title has most of the words; None if none or several have as many."""
    topics = load_content().topics
    said = _stems(" ".join(words))
    fit = {id_: len(said & _stems(topics[id_].title)) for id_ in among}
    best = max(fit.values(), default=0)
    found = [id_ for id_, count in fit.items() if count == best > 0]
    return found[0] if len(found) == 1 else None


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in same(text).split()}


def _topic_of(payload: str) -> str | None:
    match = PAYLOAD.fullmatch(payload)
    return match["value"] if match and match["entity"] == "topic" else None


def _as_pressed(understood: Understood, payload: str) -> Understood:
    match = PAYLOAD.fullmatch(payload)
    if not match:
        return understood
    shelf = match["value"] if match["entity"] == "shelf" else None
    label = match["value"] if shelf is None else "menu"
    return replace(understood, kind=match["intent"], label=label, shelf=shelf, confidence=1.0)


def _topic(understood: Understood, topic: str, kind: str = "faq") -> Understood:
    return replace(understood, kind=kind, label=topic, confidence=1.0)


def _clarify(understood: Understood, topics: list[str]) -> Understood:
    known = [topic for topic in dict.fromkeys(topics) if topic in load_content().topics]
    return replace(understood, kind="clarify", label=None, offers=tuple(known[:OFFERED]))
