"""One spelling of every character, so that two texts that look alike are alike."""

import re
import unicodedata

BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf06c\uf06e\uf06f\uf071\uf076\uf0a8\uf0fe"
"""Word's bullets, in the private places where the typefaces Symbol and Wingdings keep them."""
SIGNS = {"\uf0df": "←", "\uf0e0": "→", "\uf0e8": "→", "\uf0f0": "→", "\uf04a": "☺", "\uf04c": "☹"}
"""What Word makes there of `<--`, `-->`, `==>`, `:)` and `:(`."""
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""Letters that a PDF joins; the word is found and compared by its letters."""
REMOVED = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u206f\ufeff\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
"""What nobody sees: soft hyphens, spaces without width, marks that turn the direction of writing, halves of
characters. The joiners U+200C and U+200D are letters' own in Arabic and in emoji, and stay."""
DIRECTION = re.compile("[\u061c\u200e\u200f]")
RIGHT_TO_LEFT = re.compile("[\u05d0-\u05f2\u0620-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc]")
"""Among such letters a mark of direction says where a sign belongs; elsewhere it is copied by accident."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
LINE_END = re.compile(r"\r\n?|[\v\f\u2028\u2029]")
MOST_MARKS = 30
"""Accents on one letter, as in Unicode's Stream-Safe Text Format: sorting very many takes very long."""

PLAIN = str.maketrans({**dict.fromkeys(BULLETS, "•"), **SIGNS, **LIGATURES})


def standard_characters(text: str) -> str:
    """NFC; no characters that nobody sees; a control character is a space, and a line ends with `\\n`."""
    text = CONTROL.sub(" ", REMOVED.sub("", LINE_END.sub("\n", text)))
    if text.isascii():
        return text
    if not RIGHT_TO_LEFT.search(text):
        text = DIRECTION.sub("", text)
    return unicodedata.normalize("NFC", _few_marks(text.translate(PLAIN)))


def standard_line(text: str) -> str:
    """A title or another text of one line."""
    return " ".join(re.split(r"[ \t\n]+", standard_characters(text))).strip()


def _few_marks(text: str) -> str:
    kept = []
    marks = 0
    for character in text:
        # Each on its own: what one character stands for is short, and so needs no long sorting.
        for part in unicodedata.normalize("NFD", character) if character > "\u02ff" else character:
            marks = marks + 1 if part > "\u02ff" and unicodedata.combining(part) else 0
            if marks <= MOST_MARKS:
                kept.append(part)
    return "".join(kept)
