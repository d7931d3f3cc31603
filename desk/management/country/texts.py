"""What the plans of the country for trial are put together from: data, published in Danish. All of it is invented.

`{town}` is the municipality, `{year}` the plan's year, `{few}` and `{many}` numbers, `{unit}` who does it, `{company}` a
company there."""

from dataclasses import dataclass

from documents.tree import Direction, Indicator, Operator, SectionKind, Unit, Verdict

NOTICE = "Planen er opdigtet til afprøvning af portalen. Kommunen har ikke skrevet den."
NOTE = "Opdigtet plan til afprøvning."


@dataclass(frozen=True, slots=True)
class GoalText:
    """`indicator`: its address among `INDICATORS`; without one the goal is told in words alone."""

    text: str
    indicator: str = ""
    operator: Operator = "at_most"


@dataclass(frozen=True, slots=True)
class ThemeText:
    slug: str
    titles: tuple[str, ...]
    group: str
    groups: tuple[tuple[str, str], ...]
    wants: tuple[str, ...]
    does: tuple[str, ...]
    goals: tuple[GoalText, ...]
    initiatives: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """A municipality's first figure is between `least` and `most`."""

    name: str
    better: Direction
    least: int
    most: int
    unit: Unit = "full_time_persons"

    def indicator(self, slug: str) -> Indicator:
        companies = ("virksomhed", "virksomheder") if self.unit == "other" else ("", "")
        return Indicator(self.name, slug, self.unit, self.better, True, None, (), *companies)


INDICATORS = {
    "unge-paa-uddannelseshjaelp": IndicatorText("Unge på uddannelseshjælp", "lower", 80, 600, "persons"),
    "kontanthjaelp": IndicatorText("Fuldtidspersoner på kontanthjælp", "lower", 150, 1500),
    "sygedagpenge": IndicatorText("Fuldtidspersoner på sygedagpenge", "lower", 200, 1400),
    "fleksjob": IndicatorText("Fuldtidspersoner i fleksjob", "higher", 200, 1600),
    "a-dagpenge": IndicatorText("Fuldtidspersoner på a-dagpenge", "lower", 200, 2200),
    "langtidsledige": IndicatorText("Langtidsledige", "lower", 60, 700, "persons"),
    "selvforsoergelse": IndicatorText("Fuldtidspersoner på selvforsørgelsesydelse", "lower", 40, 500),
    "virksomhedspraktik": IndicatorText(
        "Virksomheder med praktik eller løntilskud", "higher", 90, 900, "other"
    ),
}

THEMES = (
    ThemeText(
        "unge",
        ("Unge i uddannelse eller job", "Alle unge skal med", "Unge under 30 år"),
        "mennesker",
        (("unge", "Unge"),),
        (
            "Alle unge i {town} skal have en uddannelse eller et arbejde, de kan leve af.",
            "Ingen ung skal vente mere end to uger på den første samtale.",
            "Unge med ondt i livet skal have hjælp samtidig med, at de nærmer sig en arbejdsplads.",
            "Vi vil bygge bro mellem folkeskolen, FGU og erhvervsuddannelserne, så færre falder fra.",
            "Den unge skal have én plan og én voksen at holde fast i.",
            "Flere unge skal opleve at lykkes med et fritidsjob, før de fylder 18 år.",
        ),
        (
            "{unit} følger op hver uge, indtil den unge er godt i gang.",
            "Vi tilbyder mentor til {few} unge, der har brug for en fast voksen.",
            "Virksomhedskonsulenterne finder fritidsjob til unge, hvis forældre står uden for arbejdsmarkedet.",
            "Vejledere fra FGU og erhvervsskolerne sidder med ved den første samtale.",
            "Unge, der er parate til uddannelse, får et uddannelsespålæg og hjælp til at søge ind.",
            "Samarbejdet med psykiatrien samles i et fast team, så den unge ikke skal fortælle sin historie forfra.",
            "Vi ringer til unge, der er holdt op på en ungdomsuddannelse, inden der er gået fem hverdage.",
        ),
        (
            GoalText(
                "Højst {many} unge er på uddannelseshjælp ved udgangen af {year}.",
                "unge-paa-uddannelseshjaelp",
            ),
            GoalText("{few} unge får et fritidsjob eller et småjob i {year}."),
            GoalText(
                "Alle unge uden uddannelse har en kontaktperson senest fire uger efter den første henvendelse."
            ),
            GoalText("Flere unge gennemfører den forberedende grunduddannelse."),
        ),
        (
            (
                "Mentor fra første dag",
                "En mentor følger den unge, til uddannelsen eller jobbet er godt i gang.",
            ),
            ("Brobygning til erhvervsuddannelserne", "Den unge prøver to fag på skolen, før valget træffes."),
            ("Fritidsjobbanken", "Butikker, gartnerier og foreninger i {town} melder ledige timer ind."),
            ("Sommerskole for nye FGU-elever", "Tre uger med værksteder, dansk og matematik før skolestart."),
            (
                "Ungeteam på tværs",
                "Jobcenter, psykiatri og misbrugscenter mødes om den enkelte unge hver tirsdag.",
            ),
        ),
    ),
    ThemeText(
        "dagpenge",
        ("Hurtigt tilbage i job", "Forsikrede ledige", "Korte ledighedsforløb"),
        "mennesker",
        (("ledige-med-dagpenge", "Ledige med dagpenge"), ("langtidsledige", "Langtidsledige")),
        (
            "Ledighed skal være kort, og vejen videre skal gå gennem en virksomhed.",
            "Ledige over 50 år skal møde de samme muligheder som alle andre.",
            "Den, der mangler kompetencer, skal kunne begynde på et kursus inden for en måned.",
            "Langtidsledighed skal forebygges fra den første samtale.",
            "Dimittender skal have deres første job i {town}.",
        ),
        (
            "Alle nye ledige får en samtale inden for to uger sammen med a-kassen.",
            "Vi bruger den regionale pulje til korte, erhvervsrettede kurser.",
            "{unit} holder jobmesse to gange om året med virksomheder, der søger medarbejdere.",
            "Ledige med mere end seks måneders ledighed får en fast jobformidler.",
            "Vi åbner ledighedens netværk for akademikere, håndværkere og seniorer hver for sig.",
            "Ansøgning og CV gennemgås af en virksomhed, ikke kun af en sagsbehandler.",
        ),
        (
            GoalText("Højst {many} fuldtidspersoner er på a-dagpenge i {year}.", "a-dagpenge"),
            GoalText("Der er højst {few} langtidsledige ved årets udgang.", "langtidsledige"),
            GoalText("Otte ud af ti ledige er tilfredse med samtalerne."),
            GoalText("Halvdelen af kurserne ender i et job inden for tre måneder."),
        ),
        (
            ("Fast jobformidler", "Den samme medarbejder følger den ledige fra syvende måned til job."),
            ("Seniornetværk", "Ledige over 50 år mødes hver uge og deler job, der ikke er slået op."),
            (
                "Kurser på fjorten dage",
                "Truckkort, hygiejnebevis og svejsecertifikat bestilles uden ventetid.",
            ),
            (
                "Første job i {town}",
                "Nyuddannede møder små virksomheder, der aldrig har ansat en akademiker.",
            ),
        ),
    ),
    ThemeText(
        "kontanthjaelp",
        ("Fra kontanthjælp til job", "Borgere på kanten af arbejdsmarkedet", "Flere med lønnede timer"),
        "mennesker",
        (("kontanthjaelp", "Kontanthjælpsmodtagere"), ("udsatte-borgere", "Udsatte borgere")),
        (
            "Selv få timer med løn er bedre end ingen.",
            "Borgere med andre problemer end ledighed skal have en sammenhængende indsats.",
            "Vi tror på, at alle kan bidrage, når arbejdspladsen er den rigtige.",
            "Aktivitetsparate borgere skal have en plan, de selv har været med til at skrive.",
            "Gæld, bolig og helbred skal ikke stå i vejen for det første job.",
        ),
        (
            "Vi finder småjobs på tre til ti timer om ugen sammen med lokale virksomheder.",
            "{unit} mødes med socialafdelingen om de {few} familier, der har været længst på hjælp.",
            "Gældsrådgiveren har åbent hver torsdag i jobcentret.",
            "Rehabiliteringsteamet inddrages tidligt, så ingen venter på en afklaring.",
            "Praktik aftales kun, når der er udsigt til lønnede timer.",
            "Hjemmebesøg erstatter møder på kommunen for borgere, der ikke magter turen.",
        ),
        (
            GoalText("Højst {many} fuldtidspersoner er på kontanthjælp i {year}.", "kontanthjaelp"),
            GoalText("{few} aktivitetsparate får lønnede timer i løbet af året."),
            GoalText("Alle familier på hjælp i mere end fem år får en koordinerende sagsbehandler."),
        ),
        (
            ("Småjobs+", "En virksomhedskonsulent deler et job op, så det passer til borgerens kræfter."),
            ("Gældsrådgivning", "Frivillige fra banker og advokatkontorer hjælper med budget og afdrag."),
            (
                "Værksted i den gamle station",
                "Cykler sættes i stand og sælges; kolleger og mødetid er en del af planen.",
            ),
            ("Én familie, én plan", "Familiens sager samles hos en medarbejder."),
        ),
    ),
    ThemeText(
        "sygemeldte",
        ("Sygemeldte tilbage til arbejdspladsen", "Fastholdelse under sygdom", "Kortere sygefravær"),
        "mennesker",
        (("sygemeldte", "Sygemeldte"),),
        (
            "Sygemeldte skal bevare kontakten til deres arbejdsplads.",
            "En delvis raskmelding skal være til at overskue for både arbejdsgiver og medarbejder.",
            "Vi vil hjælpe, før sygemeldingen bliver til en afsked.",
            "Stress og smerter i ryggen skal mødes med viden, ikke med ventetid.",
        ),
        (
            "Sygemeldte får en samtale senest i uge fire, og arbejdsgiveren er med.",
            "Fast track-ordningen tilbydes alle virksomheder, der melder om langvarig sygdom.",
            "{unit} har en fysioterapeut og en psykolog, som kan komme på arbejdspladsen.",
            "Egen læge får svar om planen samme uge.",
            "Kurser i at vende tilbage efter stress holdes om aftenen, så delvist raskmeldte kan være med.",
        ),
        (
            GoalText("Højst {many} fuldtidspersoner er på sygedagpenge i {year}.", "sygedagpenge"),
            GoalText("Halvdelen af de sygemeldte er delvist tilbage inden for tre måneder."),
            GoalText("{few} virksomheder har en aftale om tidlig indsats."),
        ),
        (
            ("Fysioterapeut på arbejdspladsen", "To besøg om ugen hos virksomheder med tungt arbejde."),
            ("Tilbage efter stress", "Otte mødegange om søvn, pauser og en plan for timerne."),
            ("Rundbordssamtaler", "Borger, leder, læge og sagsbehandler aftaler de næste fire uger."),
        ),
    ),
    ThemeText(
        "fleksjob",
        ("Flere i fleksjob", "Et arbejdsliv med skånehensyn", "Handicap og beskæftigelse"),
        "mennesker",
        (("fleksjob", "Borgere i fleksjob"),),
        (
            "Et fleksjob på få timer skal være lige så naturligt som et på tyve.",
            "Borgere med handicap skal have de hjælpemidler, arbejdet kræver.",
            "Ingen skal være ledighedsvisiteret mere end et halvt år.",
            "Førtidspension skal kun gives, når alle muligheder er prøvet.",
        ),
        (
            "{unit} ringer til ti virksomheder om ugen om fleksjob under ti timer.",
            "Handicaprådet ser planen igennem, før den vedtages.",
            "Personlig assistance bevilges på otte dage.",
            "Vi viser virksomhederne, hvad et fleksjob koster, i et regneark på en side.",
            "Borgere i fleksjob får en opfølgning hvert halve år med tanke på flere timer.",
        ),
        (
            GoalText("Mindst {many} fuldtidspersoner er i fleksjob i {year}.", "fleksjob", "at_least"),
            GoalText("{few} nye fleksjob er på under ti timer om ugen."),
            GoalText("Alle ansøgninger om hjælpemidler afgøres inden for en måned."),
        ),
        (
            ("Ti opkald om ugen", "Små virksomheder uden erfaring med fleksjob får besøg."),
            ("Hjælpemidler på lager", "Skærmlæsere, hæve-sænkeborde og høreteknik lånes ud fra dag til dag."),
            ("Flere timer", "Den, der vil prøve en time mere, kan det uden at miste sin bevilling."),
        ),
    ),
    ThemeText(
        "integration",
        ("Flygtninge og familiesammenførte", "Dansk på jobbet", "Integration gennem arbejde"),
        "mennesker",
        (("flygtninge", "Flygtninge og familiesammenførte"),),
        (
            "Nye borgere skal have et job på et år og et sprog på to.",
            "Kvinder skal i arbejde lige så hurtigt som mænd.",
            "Frivillige i {town} skal kunne følge en familie fra den første dag.",
            "Uddannelse fra hjemlandet skal bruges, ikke glemmes.",
        ),
        (
            "Sprogskolen underviser på virksomheder med mere end fem kursister.",
            "{unit} aftaler IGU-forløb med kommunens egne plejehjem og køkkener.",
            "Alle får vurderet deres papirer fra hjemlandet inden for tre måneder.",
            "Kvindecaféen har en virksomhedskonsulent fast om onsdagen.",
            "Ægtefæller indkaldes til de samme samtaler.",
        ),
        (
            GoalText(
                "Højst {few} fuldtidspersoner er på selvforsørgelses- og hjemrejseydelse i {year}.",
                "selvforsoergelse",
            ),
            GoalText("Halvdelen er i job et år efter ankomsten til {town}."),
            GoalText("Alle deltager i dansk mindst to dage om ugen."),
        ),
        (
            ("Dansk i køkkenet", "Undervisning midt på arbejdsdagen i det store kommunale køkken."),
            ("IGU på plejehjemmet", "Toårige forløb med løn, undervisning og vagtplan."),
            ("Naboer", "Frivillige hjælper med breve, lektier og vejen til idrætsforeningen."),
        ),
    ),
    ThemeText(
        "virksomheder",
        (
            "Virksomhederne skal have arbejdskraft",
            "Rekruttering og opkvalificering",
            "Én indgang for virksomheder",
        ),
        "virksomheder",
        (("virksomheder", "Virksomheder"),),
        (
            "En virksomhed, der ringer, skal have svar inden for et døgn.",
            "Manglen på svejsere, tømrere og social- og sundhedshjælpere skal løses sammen med nabokommunerne.",
            "Vi vil kende virksomhedernes behov, før stillingen bliver slået op.",
            "Flere voksne skal tage en erhvervsuddannelse som voksenlærling.",
        ),
        (
            "{unit} besøger {few} virksomheder om året og spørger til det næste år.",
            "Rekrutteringsordrer besvares samme dag, og kandidater præsenteres inden for tre.",
            "Vi samler kurser for svejsere og chauffører med nabokommunerne.",
            "Voksenlærlinge får hjælp til ansøgning og tilskud på et møde.",
            "Udenlandske medarbejdere og deres familier får en vært.",
            "Servicemål for alle henvendelser vises på hjemmesiden hvert kvartal.",
        ),
        (
            GoalText(
                "Mindst {many} virksomheder har en borger i praktik eller løntilskud i {year}.",
                "virksomhedspraktik",
                "at_least",
            ),
            GoalText("Ni ud af ti virksomheder vil anbefale jobcentret til andre."),
            GoalText("{few} ufaglærte begynder som voksenlærlinge."),
        ),
        (
            ("Svejsekursus over ti uger", "Virksomhederne betaler udstyr, kommunen finder deltagerne."),
            ("Voksenlærling", "Et møde om løn, tilskud og skoleophold, med virksomheden ved bordet."),
            ("Partnerskab med handelsstandsforeningen", "Butikker i {town} deler timer og medarbejdere."),
            ("Modtagelse af medarbejdere fra udlandet", "Bolig, skat og skole klares på en dag."),
        ),
    ),
    ThemeText(
        "groen",
        ("Grøn omstilling og nye fag", "Kompetencer til fremtiden"),
        "virksomheder",
        (("virksomheder", "Virksomheder"), ("ledige-med-dagpenge", "Ledige med dagpenge")),
        (
            "Når fjernvarmen lægges om, skal hænderne komme fra {town}.",
            "Ufaglærte skal have adgang til de fag, som klimaplanen kræver.",
            "Kloge indkøb med sociale klausuler skal give lærepladser.",
        ),
        (
            "Vi kortlægger med erhvervsskolen, hvilke fag der mangler om fem år.",
            "{unit} tilbyder korte kurser i varmepumper, isolering og genbrug af byggematerialer.",
            "Sociale klausuler følges op på byggepladsen, ikke kun i kontrakten.",
            "Læremestre får et netværk og en dags efteruddannelse.",
        ),
        (
            GoalText("{few} ledige gennemfører et kursus inden for energi eller byggeri."),
            GoalText("Alle kommunens bygherrekontrakter over fem millioner kroner rummer lærepladser."),
        ),
        (
            ("Varmepumper på seks uger", "Undervisning i værksted og hos installatører."),
            ("Lærepladser i udbud", "Hver kontrakt får et tal, og tallet følges op."),
        ),
    ),
)

CHAPTERS: tuple[tuple[str, str, SectionKind, tuple[str, ...]], ...] = (
    (
        "Forord",
        "forord",
        "foreword",
        (
            "Et arbejde giver mere end en indtægt. Det giver kolleger, rytme og et sted at høre til.",
            "{town} har de seneste år fået flere arbejdspladser, men ikke alle borgere har mærket det.",
            "Planen er blevet til i samarbejde med a-kasser, fagforeninger, virksomheder og Handicaprådet.",
            "Vi skriver planen, så den kan læses af dem, den handler om.",
        ),
    ),
    (
        "Arbejdsmarkedet i kommunen",
        "arbejdsmarkedet",
        "introduction",
        (
            "Industri, handel og omsorg er de tre største erhverv i {town}.",
            "Ved indgangen til {year} manglede {few} virksomheder medarbejdere i mindst én stilling.",
            "Pendlingen over kommunegrænsen er stor, og {many} borgere arbejder uden for kommunen.",
            "Befolkningen bliver ældre: hver femte i arbejdsstyrken er over 55 år.",
            "Byggeriet svinger med renten, mens plejen mangler hænder hele året.",
            "Ledigheden er lavere end for ti år siden, men de ledige har oftere andre problemer end ledighed.",
        ),
    ),
    (
        "Sådan arbejder vi",
        "saadan-arbejder-vi",
        "vision",
        (
            "Borgeren ejer planen, og sagsbehandleren hjælper med at holde den.",
            "Vi måler det, der betyder noget, og fortæller, når det ikke går som ventet.",
            "Virksomheder mødes af én medarbejder, uanset hvor i kommunen opgaven ligger.",
            "Fagpersoner taler med hinanden, før de taler med borgeren.",
        ),
    ),
    ("Temaer", "temaer", "themes", ()),
    ("Alle mål", "alle-maal", "goal_overview", ()),
    (
        "Økonomi",
        "oekonomi",
        "budget",
        (
            "Udgifterne til forsørgelse og indsats følges hvert kvartal af udvalget.",
            "Der er afsat {few} timer om ugen til virksomhedskonsulenter ud over den faste bemanding.",
            "Refusionen falder, jo længere en borger er på ydelse, og derfor betaler en tidlig indsats sig.",
        ),
    ),
)
"""Title, address, kind, and what may be said there."""

TRIALS = (
    "Det prøves af hos {company}.",
    "{company} har været med siden begyndelsen.",
    "Erfaringerne fra {company} samles op i {year}.",
    "I {year} kommer {company} med.",
    "Det begyndte som et forsøg med {few} deltagere.",
    "{partner} er med, hvor det giver mening.",
)
"""What may be said of any initiative."""
PLACES = (
    "Nørre",
    "Sønder",
    "Vester",
    "Øster",
    "Lille",
    "Store",
    "Gammel",
    "Ny",
    "Kirke",
    "Møl",
    "Sø",
    "Fjord",
    "Hede",
    "Klit",
    "Skov",
    "Bak",
)
LANDS = (
    "bæk",
    "holm",
    "skov",
    "sande",
    "lund",
    "bjerg",
    "toft",
    "rup",
    "drup",
    "kær",
    "sig",
    "ager",
    "vang",
    "bro",
    "torp",
    "dal",
)
TRADES = (
    *("Maskinfabrik", "Møbler", "Fjernvarme", "Plejehjem", "Trælast", "Tømrerforretning", "Bageri", "Mejeri"),
    *(
        "Gartneri",
        "Rengøring",
        "Vognmandsforretning",
        "Smedeværksted",
        "Sygehus",
        "Teglværk",
        "Hotel",
        "Slagteri",
    ),
)
"""Companies are named by one of each: Nørrebæk Maskinfabrik."""
UNITS = ("Jobcentret", "Ungeenheden", "Virksomhedsteamet", "Borgerservice", "Kompetencecentret")
PARTNERS = (
    "FGU og erhvervsskolerne",
    "a-kasserne",
    "den lokale erhvervsforening",
    "boligforeningerne",
    "psykiatrien i regionen",
    "frivilligcentret",
)
VERDICTS: dict[Verdict, tuple[str, ...]] = {
    "met": ("Målet er nået.", "Tallene er bedre, end vi turde håbe.", "Indsatsen har virket."),
    "partly": (
        "Vi nåede noget af vejen.",
        "Første halvår gik bedre end det andet.",
        "Resten følger i det nye år.",
    ),
    "not_met": (
        "Målet er ikke nået.",
        "Indsatsen kom senere i gang end planlagt.",
        "Vi prøver en anden vej.",
    ),
}
