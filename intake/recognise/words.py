"""Danish words and signs that the structure of a plan is read by. No municipality's name, and no plan's own
words: what a municipality calls its levels is read out of the document."""

import re
from typing import Literal, NamedTuple

LeadKind = Literal["goals", "initiatives", "strategies", "will", "does", "status", "challenge", "text"]
"""`text`: a heading within each theme that leads in to none of its parts, such as "Hvorfor?"."""

YEAR = r"20\d\d"
PERIOD = re.compile(
    rf"\b(?P<first>{YEAR})(?:\s*(?:[-–—/]|til(?: og med)?|og)\s*(?P<last>{YEAR}|\d\d(?!\d|\.)))?\b",
    re.IGNORECASE,
)
WHEN = rf"(?:\s+(?:i|for|frem mod|inden|ved udgangen af)?\s*(?:perioden|planperioden|strategiperioden|året|{YEAR})(?:\s*[-–]\s*{YEAR})?)?"

_NOUNS: tuple[tuple[LeadKind, str], ...] = (
    (
        "goals",
        r"(?:års|resultat|del|effekt|hoved|udviklings)?mål(?:ene)?|(?:del|resultat|hoved)?målsætning(?:en|er|erne)?"
        r"|succeskriteri(?:um|er|erne)|måltal|resultatkrav(?:ene)?|indikator(?:er|erne)?",
    ),
    (
        "initiatives",
        r"(?:nøgle)?indsats(?:en|er|erne)?|initiativ(?:er|erne)?|handling(?:er|erne)?|aktivitet(?:er|erne)?"
        r"|tiltag(?:ene)?|handleplan(?:en)?|vej(?:e|en)",
    ),
    ("strategies", r"strategi(?:en|er|erne)?"),
)
NOUNS = tuple(
    (kind, re.compile(rf"(?:(?:[a-zæøå]+[es]) ){{0,3}}(?:{pattern})", re.IGNORECASE))
    for kind, pattern in _NOUNS
)
"""What a label is of, with words before it such as "vores lokale"."""
OF = re.compile(r"(?<!\s)\s+(?:inden for|over for|frem mod|for|til|i|på|om|med|vedrørende)\s+", re.IGNORECASE)
AND = re.compile(r"(?:(?<!\s)\s+)?[,/&]\s*|(?<!\s)\s+(?:og|samt)\s+", re.IGNORECASE)
_LEADS: tuple[tuple[LeadKind, str], ...] = (
    (
        "goals",
        r"(?:det|hvad|her) (?:vil|ønsker|skal) vi (?:gerne |vil )?(?:at )?(?:opnå|nå|måles på)(?: med .{0,40})?",
    ),
    (
        "goals",
        r"(?:vi vil|hvad vil vi|det vil vi) (?:opnå|nå)|(?:sådan|det|hvad|hvordan) (?:måler|ser) vi(?:, .{0,40}| på| det)?|hvornår lykkes vi"
        r"|(?:målet|målene|ambitionen|ambitionerne) er(?:,? at)?|vi (?:måler|måles|bliver målt) på",
    ),
    (
        "initiatives",
        r"(?:sådan|hvordan|det|hvad) (?:gør|vil|skal) vi(?: det| gøre| gøre det| nå (?:målet|målene|derhen)| nå det)?"
        r"|(?:sådan|hvordan) (?:kommer|når|vil|skal) vi(?: nå| komme)? (?:derhen|dertil|i mål|målet|målene|videre)"
        r"|(?:sådan|hvordan) (?:lykkes|arbejder) vi(?: med (?:det|målet|målene))?",
    ),
    ("will", r"det vil vi|vores (?:ambition|vision)|ambition(?:en)?|formål|vi vil"),
    ("status", r"status|hvor er vi (?:i dag|nu)|nuværende situation|udgangspunkt(?:et)?|hvor står vi"),
    ("challenge", r"(?:den største |de største |vores )?udfordring(?:er|en|erne)?"),
)
LEADS = tuple((kind, re.compile(rf"(?:{pattern}){WHEN}", re.IGNORECASE)) for kind, pattern in _LEADS)
DOES = re.compile(rf"(?:(?:det|sådan|derfor) gør vi|vi gør){WHEN}", re.IGNORECASE)
WILL = re.compile(rf"det vil vi{WHEN}", re.IGNORECASE)
SENTENCE_LEAD = re.compile(
    r".*\b(?:følgende|fastsat|opstillet|disse|formuleret)\b.*\b(?:mål|årsmål|resultatmål|delmål|målsætninger)\b.*",
    re.IGNORECASE,
)
"""A sentence that leads in to goals, such as "Der er fastsat følgende mål:"; it stays in the text."""

DEEPER = r"(?:\.(?:\d{1,2}|[a-zæøå])\b){1,3}"
"""What stands below a number: "1.1", "III.1.a"."""
NUMBER = rf"(?:(?:\d{{1,2}}|[IVX]{{1,5}})(?:{DEEPER})?|[A-ZÆØÅ](?:\.?\d{{1,2}}){{0,3}})"
LABELLED = re.compile(
    rf"(?:(?P<before>{NUMBER})\.?\s+)?(?P<word>[A-Za-zÆØÅæøå][A-Za-zÆØÅæøå-]{{2,24}}(?: [a-zæøå]{{3,20}})?)"
    rf"(?:\s+(?:nr\.?\s+)?(?P<number>{NUMBER}))?"
    r"(?:\s*[:–—·|]\s*|\.\s+|\s+-\s+)(?P<title>\S.*)"
)
UNDIVIDED = re.compile(
    r"(?P<word>[A-ZÆØÅ][a-zæøå]{2,24}(?: mål)?)\s+(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,4})\s+(?P<title>[A-ZÆØÅ].*)"
)
GOAL_WORDS = re.compile(r"(?:del|års|resultat|effekt)?mål", re.IGNORECASE)
COUNTED = re.compile(
    r"(?P<word>[A-ZÆØÅ][a-zæøå]{2,24}(?: [a-zæøå]{3,20})?) (?:nr\.? )?(?P<number>\d{1,2}|[IVX]{1,4}|[A-Z])"
    r"[^\w\s]{0,2} (?:[^\w\s]{1,2} )?(?P<title>\w.*)"
)
LEVEL_OF_GOALS = re.compile(r"[a-zæøå]{3,25} mål", re.IGNORECASE)
""" "Strategisk mål 1" is above others."""
PART_WORDS = re.compile(r"(?:indsats|initiativ|handling|aktivitet|tiltag|strategi)", re.IGNORECASE)
NUMBERED = re.compile(
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[IVX]{{1,5}}{DEEPER}|"
    r"[IVX]{1,5}(?=[.)])|[A-ZÆØÅ](?:\.?\d{1,2}){0,3}(?=[.):])|[a-zæøå](?=\)))[.):]?\s+(?P<title>[^\W\d].*)"
)
NOT_A_LEVEL = re.compile(
    r"kapitel|kap|afsnit|bilag|del|side|figur|tabel|note|kilde|fase|trin|år|punkt|pkt", re.IGNORECASE
)
ANNEX = re.compile(r"(?P<label>Bilag(?:\s+(?:\d+|[A-Z]))?)\s*(?:[.:–-]\s*){0,2}(?P<title>.*)", re.IGNORECASE)
CHAPTER = re.compile(
    r"(?P<label>(?:Kapitel|Kap\.|Afsnit|Del)\s+(?:\d+|[A-Z]|[IVX]+))\s*(?:[.:–-]\s*){0,2}(?P<title>\S.*)",
    re.IGNORECASE,
)
LEVEL_WORD = re.compile(
    r"\b(?P<word>(?:[a-zæøå]*(?:område|punkt|mærke|sætning|spor|målgruppe|indsats))|tema|hovedtema|pejlemærke)"
    r"(?P<plural>r|er|erne|rne|ene)?\b",
    re.IGNORECASE,
)
"""Words that end as those for a level do; which of them is the municipality's, the document says."""
NOT_BY_ITSELF = re.compile(
    r"(?:udgangs|tids|stand|syns|vende|start|slut|knude|nul)punkt|forudsætning|sammensætning|bemærke|fodspor"
    r"|målsætning|målgruppe|[a-zæøå]*indsats|lokalområde|boligområde|fagområde|ansvarsområde",
    re.IGNORECASE,
)
"""Such words that plans use for other things: in running text they name a level where it says how many there are."""
BESIDES = re.compile(r"\b(?:i øvrigt|øvrige|andre)\b", re.IGNORECASE)
KNOWN_LEVELS = re.compile(
    r"(?:hoved)?tema|[a-zæøå]*område|[a-zæøå]*punkt|[a-zæøå]*mærke|[a-zæøå]*sætning|[a-zæøå]*spor|ambition|prioritet"
    r"|(?:[a-zæøå]+ )?sigte",
    re.IGNORECASE,
)
COUNTS = ("", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")

NEVER_A_THEME = re.compile(
    r"forord.*|sådan følger vi op.*|status og opfølgning.*|monitorering.*|indledning|introduktion|indhold.*|baggrund.*|rammer(?:ne)?\b.*|resum[ée]|sammenfatning|opfølgning.*|evaluering.*"
    r"|økonomi.*|budget.*|organisering.*|ledelse|vision(?:en)?|politisk .*|behandling og .*|vedtagelse.*|godkendelse.*|beslutning.*|høring.*"
    r"|nationale mål.*|minister(?:ens )?mål.*|beskæftigelsesministerens mål.*|om (?:planen|strategien).*|bilag.*|litteratur|kilder"
    r"|.*måloversigt.*|oversigt.*|hvad er ændret.*|ændringer.*|vores (?:pejling|værdier)|principper.*|lovgrundlag.*"
    r"|handlingsplaner|handleplaner|procesplan|tidsplan|kontakt.*|udgangspunktet.*",
    re.IGNORECASE,
)
GOALISH = re.compile(
    r"\b(?:mindst|højst|minimum|maksimalt|maks|færre|flere|lavere|højere|mindre|større|bedre|skal|falde[rt]?|stige[rt]?|"
    r"reduceres|øges|nedbringes|fastholdes|halveres|under|over|blandt de|ikke stige|ikke falde)\b",
    re.IGNORECASE,
)
MEASURED = re.compile(r"\d|\bend\b|\bhvert år\b|\bfalde[rt]?\b|\bstige[rt]?\b|blandt de", re.IGNORECASE)
ANSWERS = re.compile(
    r"(?:besvarer |svarer på |jf\. |understøtter |følger )?(?:beskæftigelses)?minister(?:ens )?mål(?:et)?(?: nr\.?)?\s+(?P<numbers>\d{1,2}(?:(?:\s*,\s*|\s+og\s+)\d{1,2})*)\.?",
    re.IGNORECASE,
)
MUNICIPALITY = re.compile(
    r"\b(?P<name>[A-ZÆØÅ][a-zæøåéA-ZÆØÅ]+(?:[ -][A-ZÆØÅ][a-zæøåéA-ZÆØÅ]+)?) (?:Kommune|KOMMUNE)s?\b"
)
PLAN_WORD = re.compile(r"(?:plan|strategi|politik|aftale|program)(?:en|ken)?\b", re.IGNORECASE)
"""The end of a word that a plan is called."""
REVIEW_WORD = re.compile(
    r"\b(?:resultatrevision|målopfølgning|årsrapport|statusrapport|midtvejsstatus|evaluering|opfølgning på)",
    re.IGNORECASE,
)
FIGURES_WORD = re.compile(
    r"\b(?:nøgletal|statistik|ledelsesinformation|talgrundlag|måltal for)", re.IGNORECASE
)
MINORITY = re.compile(
    r"(?P<title>(?:mindretalsudtalelse|særudtalelse|mindretallets udtalelse)\b.*)", re.IGNORECASE
)
DECIDING = re.compile(
    r"politisk|behandling|godkend|vedtag|beslutning|beslutte|høring|tilblivelse|(?:blevet|bliver) til\b",
    re.IGNORECASE,
)
NATIONAL = re.compile(r"minister(?:ens )?mål|nationale mål|beskæftigelsesministerens", re.IGNORECASE)
OVERVIEW_OF_GOALS = re.compile(
    r"mål\w{0,20}oversigt|oversigt over (?:alle |samtlige )?mål|samlede mål", re.IGNORECASE
)


GOAL_ITSELF = re.compile(r"mål(?:et|ene)|det", re.IGNORECASE)


class Lead(NamedTuple):
    """A heading or label that says what comes. `stays` in the text, since it is more than a label."""

    kind: LeadKind
    stays: bool = False


class Label(NamedTuple):
    """A heading taken apart: "Fokuspunkt 1 – Unge" is ("fokuspunkt", "1", "Unge")."""

    word: str
    number: str
    title: str


def bare(markdown: str) -> str:
    """The words without signs of Markdown."""
    text = re.sub(r"\[\^\w+\]", "", markdown)
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", "\ue001\\1", text)
    text = re.sub(r"(?<!\ue001)[*`]|(?<!\w)_|_(?!\w)", "", text).replace("\ue001", "")
    return " ".join(text.split())


def without_number(text: str) -> str:
    match = NUMBERED.fullmatch(text)
    return match["title"] if match else text


def lead_of(text: str, above: str = "", *, of_any: bool = False) -> Lead | None:
    """What a bare line of its own leads in to. Of what, it may say where it ends with a colon, or where that is the
    heading `above` it: "Mål for unge" in "Unge under 25 år"."""
    text = text.strip()
    if len(text) <= 200 and text.endswith(":") and SENTENCE_LEAD.fullmatch(text):
        return Lead("goals", stays=True)
    words = without_number(text).rstrip(": .?")
    if len(words) > 80 or NATIONAL.search(words):
        return None
    if DOES.fullmatch(words):
        return Lead("does")
    if WILL.fullmatch(words):
        return Lead("will")
    kind, of = _noun_of(re.sub(f"{WHEN}$", "", words, flags=re.IGNORECASE))
    if kind and (not of or of_any or text.endswith(":") or shares_a_word(of, above)):
        return Lead(kind)
    return next((Lead(kind) for kind, pattern in LEADS if pattern.fullmatch(words)), None)


def _noun_of(words: str) -> tuple[LeadKind | None, str]:
    """What a label names, and of what: "Lokale mål og resultatkrav for unge"; of goals and what is done for them both,
    none."""
    named, *of = OF.split(words, maxsplit=1)
    found: set[LeadKind | None] = set()
    for part in AND.split(named):
        found.add(next((kind for kind, pattern in NOUNS if pattern.fullmatch(part)), None))
    if found == {"strategies", "initiatives"}:
        found = {"initiatives"}
    kind = found.pop()
    rest = "" if of and GOAL_ITSELF.fullmatch(of[0]) else "".join(of)
    return (kind, rest) if not found else (None, "")


def shares_a_word(one: str, other: str) -> bool:
    """By how words of four letters or more begin: "unge" and "De unges uddannelse"."""
    begins = [{word[:5] for word in re.findall(r"\w{4,}", plain(text))} for text in (one, other)]
    return any(
        first.startswith(second) or second.startswith(first) for first in begins[0] for second in begins[1]
    )


def run_in_lead(text: str) -> tuple[Lead, str, str] | None:
    """A paragraph that begins with its own label: "**Mål:** Antallet …": what it leads in to, label and rest."""
    match = re.match(r"(?P<label>[^:]{3,60}):\s+(?P<rest>\S.*)", bare(text), re.DOTALL)
    lead = lead_of(match["label"], of_any=True) if match else None
    return (lead, match["label"], match["rest"]) if match and lead else None


def _names_a_level(match: re.Match[str]) -> bool:
    """A word in small letters stands after its number, and two words before it: "2. spor: …", "Strategisk sigte I"."""
    word, number = match["word"], match["number"]
    if " " in word and not number:
        return False
    if word[0].islower() and not match["before"]:
        return False
    return bool(number or match["before"] or KNOWN_LEVELS.fullmatch(word))


def run_in_label(text: str) -> str:
    """What a bare paragraph begins with before a colon, in small letters."""
    match = re.match(r"(?P<label>[A-ZÆØÅ][^:.!?]{2,38}):\s+\S", text)
    return match["label"].casefold() if match else ""


def label_of(text: str) -> Label:
    """Its own word and number, where a heading has them."""
    match = LABELLED.fullmatch(text)
    says = match and _names_a_level(match)
    if match and says and not NOT_A_LEVEL.fullmatch(match["word"]) and len(match["title"]) > 1:
        return Label(match["word"].lower(), match["number"] or match["before"] or "", match["title"].strip())
    match = UNDIVIDED.fullmatch(text)
    known = (KNOWN_LEVELS, GOAL_WORDS, PART_WORDS, LEVEL_OF_GOALS)
    if match and any(pattern.fullmatch(match["word"]) for pattern in known):
        return Label(match["word"].lower(), match["number"], match["title"].strip())
    match = NUMBERED.fullmatch(text)
    return Label("", match["number"], match["title"].strip()) if match else Label("", "", text)


def counted_label_of(text: str) -> Label | None:
    """Of a heading that begins with a word and a number; whether it is one for a level, others beside it say."""
    match = COUNTED.fullmatch(text)
    no_level = (NOT_A_LEVEL, GOAL_WORDS, PART_WORDS)
    if match is None or any(pattern.fullmatch(match["word"]) for pattern in no_level):
        return None
    return Label(match["word"].lower(), match["number"], match["title"])


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def value_of(number: str) -> int:
    """Of "3", "III" and "C"; 0 of others."""
    if number.isdecimal():
        return int(number)
    if number in ROMAN:
        return ROMAN.index(number) + 1
    return ord(number.upper()) - ord("A") + 1 if len(number) == 1 and number.isalpha() else 0


def is_goalish(text: str) -> bool:
    """A sentence that could be a goal: it says what is to become of something, measured."""
    begins = re.match(r"(?:færre|flere|lavere|højere|mindst|højst|bedre)\b", text, re.IGNORECASE)
    return bool(GOALISH.search(text) and (begins or MEASURED.search(text) or "skal" in text.lower()))


def ordinary(text: str, known: frozenset[str]) -> str:
    """A heading in capitals alone in ordinary case. `known` are words that the document writes with a capital in
    the middle of a sentence."""
    letters = [letter for letter in text if letter.isalpha()]
    if (
        len(letters) < 4
        or not all(letter.isupper() for letter in letters)
        or (len(letters) < 6 and " " not in text)
    ):
        return text
    words = [known_word(word, known) for word in re.split(r"(\W+)", text)]
    joined = "".join(words)
    first = next((index for index, letter in enumerate(joined) if letter.isalpha()), 0)
    return joined[:first] + joined[first].upper() + joined[first + 1 :]


def known_word(word: str, known: frozenset[str]) -> str:
    lower = word.lower()
    capital = lower[:1].upper() + lower[1:]
    return capital if capital in known else lower


def same_plan(one: str, other: str) -> bool:
    """Titles that differ in a definite ending or in naming the year are of one plan."""
    ends = [re.sub(r"(plan|strategi|politik)(?:k?en)\b", r"\1", plain(text)) for text in (one, other)]
    return re.sub(YEAR, "", ends[0]).strip() == re.sub(YEAR, "", ends[1]).strip()


def same(one: str, other: str) -> bool:
    return plain(one) == plain(other)


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s%]", " ", bare(text)).split()).casefold()
