"""What a seller's words are: a press that was typed, a secret, a language's name, a question, or no words at all."""

from dataclasses import replace

from seller_bot.conversation.flow import Flows
from seller_bot.conversation.sent import NUMBER, wordless
from seller_bot.conversation.step import Step
from seller_bot.conversation.turn import Corrected, Pressed, Said, SentFile, ToldSecret
from seller_bot.escalations.masks import contact, masked_all
from seller_bot.intents import Match, Matcher
from seller_bot.questions.models import Question, matched_question, secret_question
from seller_bot.questions.secrets import find, redact
from seller_bot.questions.understanding import CHANGE_LANGUAGE, Understood, understand, wanted_locale
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.inbound import Edited, step_of, typed_press


def read(arrival: Arrival, said: Said, flows: Flows, matcher: Matcher | None) -> None:
    """Make of a text the turn that it is; a question is noted on the arrival, its secrets taken out.

    Without a matcher the text belongs to a case: it may still be a press or a secret, but asks the bot nothing.
    """
    position, locale = arrival.standing.position, arrival.seller.locale
    pressed = typed_press(flows, position, said, arrival.known, locale)
    if pressed is not None:
        arrival.turn = pressed
        return
    step = step_of(flows, position)
    if _holds_secret(arrival, said.text, step, for_case=matcher is None) or matcher is None:
        return
    without_words = None if step is not None and step.takes_text else _without_words(said.text)
    if without_words is not None:
        arrival.turn = SentFile(kind=without_words, message_id=said.message_id)
        return
    understood = _understood(arrival, said.text, flows, matcher, step)
    arrival.turn = replace(said, meaning=understood.meaning)
    wanted = wanted_locale(said.text) if understood.match.intent == CHANGE_LANGUAGE else None
    if wanted is not None and understood.meaning.decision == "answer":
        arrival.turn = Pressed(flow="language", step="choose", choice=wanted)


def read_caption(arrival: Arrival, sent: SentFile, flows: Flows, matcher: Matcher | None) -> None:
    """A secret under a picture is as bad as any other, and the picture goes with it; a question is one there, too.

    Without a matcher the picture belongs to a case.
    """
    step = step_of(flows, arrival.standing.position)
    if _holds_secret(arrival, sent.caption, step, for_case=matcher is None, album=sent.album) or matcher is None:
        return
    if sent.caption and (step is None or step.collect is None):
        arrival.turn = replace(sent, meaning=_understood(arrival, sent.caption, flows, matcher, step).meaning)


def read_edited(arrival: Arrival, edited: Edited, flows: Flows, matcher: Matcher) -> None:
    """Only what was said last may still change something; everything else leaves the arrival as it is."""
    heard, step = arrival.standing.position.heard, step_of(flows, arrival.standing.position)
    if edited.message_id not in (heard.answer, heard.missed) or not edited.text:
        return
    if _holds_secret(arrival, edited.text, step, for_case=False):
        return
    understood = _understood(arrival, edited.text, flows, matcher, step)
    arrival.turn = Corrected(text=edited.text, message_id=edited.message_id, meaning=understood.meaning)


def _without_words(text: str) -> str | None:
    return NUMBER if contact(text) is not None else wordless(text)


def _understood(arrival: Arrival, text: str, flows: Flows, matcher: Matcher, step: Step | None) -> Understood:
    """What a text asks; it is noted on the arrival, with its language, unless it is nobody's business."""
    courtesies = {intent for intent, answer in flows.answers.items() if answer.is_courtesy}
    understood = understand(matcher, text, arrival.seller.locale, courtesies)
    arrival.language = understood.language
    if step is None or not step.private:
        arrival.question = _kept(text, understood.match, understood.meaning.decision)
    return understood


def _kept(text: str, match: Match, decision: str) -> Question:
    """A question as it is kept: with no number or address in it by which somebody can be reached."""
    return matched_question(masked_all(text), replace(match, reading=masked_all(match.reading)), decision)


def _holds_secret(arrival: Arrival, text: str, step: Step | None, *, for_case: bool, album: str | None = None) -> bool:
    """Whether there is a secret in it, and so the text is gone; where it is kept, it is without the secret.

    Six digits alone are a code only where nobody has asked for anything: a Client ID looks the same.
    """
    secrets = find(text, alone=not (for_case or (step is not None and step.takes_text)))
    if not secrets:
        return False
    arrival.turn = ToldSecret(kind=secrets[0].kind, album=album)
    if not (for_case or (step is not None and step.private)):
        arrival.question = secret_question(masked_all(redact(text, secrets)))
    return True
