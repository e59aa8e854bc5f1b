"""The one code path that adds a footer."""


def with_footer(body: str, footer: str) -> str:
    """Return `body` and `footer` as one text.

    A single line break stands between them: channels of Rasa split a text at an empty line, and the footer
    would become a message of its own.

    Raises:
        ValueError: if either is empty, or the body holds an empty line.
    """
    if not body.strip() or not footer.strip():
        raise ValueError("a reply needs both a body and a footer")
    if "\n\n" in body:
        raise ValueError("an empty line would split the reply")
    return f"{body.strip()}\n{footer.strip()}"
