"""What the search knows of Danish beside its dictionary."""

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ł": "l", "x": "ks"})
_PREFIXES = "for til fra med ved mod over under efter ind ned sam hen hele hver som den det der alle and"
PREFIXES = frozenset(_PREFIXES.split())
"""Known as words, and no word by themselves where a longer one begins with them."""
_ENDINGS = """
hed heden heder dom skab som bar løs lig lige ligt vis ede ende ene ens ere else ger gere gerne ges inger ingen ker kere
 ken kes ler les let len mes rede res ske sen ser ten ter tes des dets ers ets nede nem ale alen age ager aget tage tager
 taget over
"""
ENDINGS = frozenset(_ENDINGS.split())
"""Known as words, and no word by themselves where a longer one ends with them."""
_CENTER = "centret centrets centre centres centrene centrenes"
LEMMAS = dict.fromkeys(_CENTER.split(), "center")
"""Where the dictionary has another word's: to it, centret is of centrum."""
LINKS = ("", "s", "e")
"""What a compound may have between its words."""
_STOP = """
af al alle alt and at blev bliver da de dem den denne der deres det dette dig din dit dog du efter eller en er et for
fra få får før gennem ham han har have hen hende her hos hun hvad hvem hver hvilke hvis hvor hvordan hvornår i igen ind
 indenfor jeg jer kan kom kun man med meget mellem men mens mere mig min mine mit mod må ned nogen noget nogle nu når
og også om op os over på samt selv siden sig sin sine sit skal som til ud under var ved vi vil være vor vores år
"""
STOP = frozenset(_STOP.split())
"""Too frequent to look for, where there is another word to look for."""
