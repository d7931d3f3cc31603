"""Words that a file of figures is written in: data, whatever language the person who imports has chosen."""

from goals.enums import Unit

HEADINGS = {
    "indicator": ("indikator", "indicator", "måltal"),
    "area": ("område", "area", "områdenavn", "kommune", "geografi"),
    "area_code": ("områdekode", "kommunekode", "area code", "area_code", "kode"),
    "period": (
        "periode",
        "period",
        "tid",
        "år",
        "årstal",
        "kvartal",
        "måned",
        "halvår",
        "year",
        "month",
        "quarter",
    ),
    "value": ("værdi", "value", "tal", "indhold", "antal"),
    "unit": ("enhed", "unit"),
    "provisional": ("foreløbig", "foreløbigt", "provisional"),
    "series_break": ("ny serie", "ny talrække", "databrud", "series break", "series_break"),
    "source": ("kilde", "source"),
    "table": ("tabel", "table"),
    "extracted": ("udtræk", "udtrukket", "udtræksdag", "extracted"),
    "computed": ("beregnet", "computed"),
}
FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}
NAMES = {field: headings[0] for field, headings in HEADINGS.items()}
"""What a message calls a column."""

YES = {"ja", "j", "x", "1", "sand", "true", "yes", "foreløbig", "foreløbigt", "*"}
NO = {"", "nej", "n", "0", "falsk", "false", "no", "endelig", "endeligt"}
UNITS = {
    "%": Unit.PERCENT,
    "pct.": Unit.PERCENT,
    "pct": Unit.PERCENT,
    "procent": Unit.PERCENT,
    "personer": Unit.PERSONS,
    "fuldtidspersoner": Unit.FULL_TIME_PERSONS,
    "helårspersoner": Unit.WHOLE_YEAR_PERSONS,
    "kr.": Unit.KRONER,
    "kr": Unit.KRONER,
    "kroner": Unit.KRONER,
    "forløb": Unit.COURSES,
    "andet": Unit.OTHER,
    **{unit.value: unit for unit in Unit},
}
YEAR = {"år", "year", "årstal"}
PART_OF_YEAR = {"måned": "M", "month": "M", "kvartal": "K", "quarter": "K", "halvår": "H"}
"""Headings of periods in two columns, and the letter that stands before the part's number in one."""
TOTALS = {
    *("i alt", "ialt", "total", "alle", "samlet", "begge køn", "mænd og kvinder", "køn i alt", "alder i alt"),
    *("alle aldre", "hele befolkningen", "all", "both sexes"),
}
"""What the whole is called where figures are divided."""
PARTS = {"mænd", "kvinder", "mand", "kvinde", "drenge", "piger", "men", "women", "male", "female"}
COUNTED = {"andel", "procent", "pct.", "personer", "fuldtidspersoner", "helårspersoner", "forløb", "kroner"}
"""Headings of figures where no column is called values."""
DIMENSIONS = {
    *("køn", "alder", "aldersgruppe", "aldersgrupper", "herkomst", "oprindelse", "etnicitet", "varighed"),
    *("uddannelse", "branche", "ydelsesgruppe", "ydelse", "visitationskategori", "sex", "gender", "age"),
}
"""Headings of columns by which figures are divided."""
SEPARATOR = "sep="
"""What a spreadsheet program is told the separator by, on the first line of a CSV file."""
COUNT = "antal"
"""Of any unit that is counted."""
MUNICIPALITY = " kommune"
"""What an area's name may end with."""
