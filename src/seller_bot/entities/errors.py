"""What a parse mode's parser says when it can't read a text."""


class Unparsable(ValueError):
    """The message is what Telegram says after "can't parse entities: "."""


def unparsable(message: str, source: str, at: int) -> Unparsable:
    """`{}` in the message becomes the place in the source, which Telegram counts in bytes of UTF-8."""
    return Unparsable(message.format(len(source[:at].encode())))
