"""What a seller's words are: a press that was typed, a secret, the name of a language, or a question."""

from seller_bot.conversation.flow import Flows
from seller_bot.conversation.step import Step
from seller_bot.conversation.turn import Pressed, Said, SentFile, ToldSecret
from seller_bot.intents import Matcher
from seller_bot.questions.models import matched_question, secret_question
from seller_bot.questions.secrets import find, redact
from seller_bot.questions.understanding import CHANGE_LANGUAGE, understand, wanted_locale
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.inbound import step_of, typed_press


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
    courtesies = {intent for intent, answer in flows.answers.items() if answer.is_courtesy}
    understood = understand(matcher, said.text, locale, courtesies)
    arrival.turn = Said(text=said.text, meaning=understood.meaning)
    arrival.language = understood.language
    if step is None or not step.private:
        arrival.question = matched_question(said.text, understood.match, understood.meaning.decision)
    wanted = wanted_locale(said.text) if understood.match.intent == CHANGE_LANGUAGE else None
    if wanted is not None and understood.meaning.decision == "answer":
        arrival.turn = Pressed(flow="language", step="choose", choice=wanted)


def read_caption(arrival: Arrival, sent: SentFile, flows: Flows, *, for_case: bool) -> None:
    """A secret under a picture is as bad as any other; the picture goes with it."""
    _holds_secret(arrival, sent.caption, step_of(flows, arrival.standing.position), for_case=for_case)


def _holds_secret(arrival: Arrival, text: str, step: Step | None, *, for_case: bool) -> bool:
    """Whether there is a secret in it, and so the text is gone; where it is kept, it is without the secret.

    Six digits alone are a code only where nobody has asked for anything: a Client ID looks the same.
    """
    secrets = find(text, alone=not (for_case or (step is not None and step.takes_text)))
    if not secrets:
        return False
    arrival.turn = ToldSecret(kind=secrets[0].kind)
    if not (for_case or (step is not None and step.private)):
        arrival.question = secret_question(redact(text, secrets))
    return True
