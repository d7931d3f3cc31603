"""Two made plans with a level above their themes: letters ("Pejlemærke A"), and strands without a number. Names
and figures are invented; the shape is that of plans of other municipalities."""

from documents import tree

TOWN = tree.Municipality("Fjordby Kommune", "Fjordby", "fjordby", "799", accent="#1f5f3b")


def _goal(number: int, text: str, challenge: str = "") -> tree.Goal:
    return tree.Goal(number, text, challenge=challenge)


SIGNPOSTS = tree.PlanDocument(
    municipality=TOWN,
    title="Beskæftigelsesplan 2026",
    year=2026,
    last_year=2026,
    summary="Tre pejlemærker viser retningen. Under hvert ligger de fokusområder, vi arbejder med i år.",
    theme_label="Fokusområde",
    theme_label_plural="Fokusområder",
    theme_group_label="Pejlemærke",
    theme_group_label_plural="Pejlemærker",
    sections=(
        tree.Section(
            "Indledning",
            "indledning",
            "introduction",
            body="Ledigheden i Fjordby er lav, men mange står fortsat uden for arbejdsmarkedet.",
        ),
        tree.Section("Pejlemærker og fokusområder", "pejlemaerker", "themes"),
        tree.Section("Alle mål", "alle-maal", "goal_overview"),
        tree.Section("Opfølgning", "opfoelgning", body="Udvalget følger op hvert halve år."),
    ),
    theme_groups=(
        tree.ThemeGroup(
            "Flere er en del af fællesskabet",
            "faellesskab",
            "A",
            "Et arbejde giver mere end løn. Derfor skal alle, der kan, have **en fod på arbejdsmarkedet**.\n\n"
            "- Vi møder borgeren, før det bliver svært.\n- Vi holder fast, også efter at jobbet er fundet.",
        ),
        tree.ThemeGroup(
            "Virksomhederne har de medarbejdere, de mangler",
            "virksomheder",
            "B",
            "Hver tredje virksomhed i Fjordby har opgivet at besætte en stilling det seneste år.",
        ),
        tree.ThemeGroup("Indsatsen virker", "indsats", "C"),
    ),
    themes=(
        tree.Theme(
            1,
            "Unge i uddannelse eller job",
            "unge",
            group="faellesskab",
            challenge="For mange unge går fra en uddannelse uden at begynde på en ny.",
            ambition="Alle unge under 30 år skal være på vej i uddannelse eller job.",
            actions="Vi mødes med den unge inden for en uge.",
            goals=(
                _goal(1, "Færre end 300 unge modtager uddannelseshjælp ved årets udgang."),
                _goal(2, "Halvdelen af de unge har haft et fritidsjob eller en virksomhedspraktik."),
            ),
            initiatives=(tree.Initiative("Ungeteam på erhvervsskolen", responsible_unit="Ungeenheden"),),
        ),
        tree.Theme(
            2,
            "Sygemeldte bevarer tilknytningen til arbejdspladsen",
            "sygemeldte",
            group="faellesskab",
            ambition="Vi taler med arbejdspladsen fra den første dag.",
            actions="Delvis raskmelding drøftes i hver samtale.",
            goals=(_goal(1, "Færre sygedagpengeforløb varer over 26 uger."),),
            strategies=(
                tree.Strategy(
                    "Tidlig opfølgning",
                    "Den første samtale er inden for fire uger.",
                    children=(tree.Strategy("Delvis raskmelding", "Vi spørger hver gang."),),
                ),
            ),
        ),
        tree.Theme(
            3,
            "Rekruttering på tværs af kommunegrænser",
            "rekruttering",
            group="virksomheder",
            ambition="Virksomheder i Fjordby skal have ét sted at henvende sig.",
            actions="Vi deler stillinger med nabokommunerne hver uge.",
            goals=(_goal(1, "Mindst 80 procent af virksomhederne er tilfredse med jobcentrets hjælp."),),
        ),
        tree.Theme(
            4,
            "Viden om, hvad der virker",
            "viden",
            group="indsats",
            ambition="Vi gør mere af det, der virker, og holder op med resten.",
            actions="Hver indsats har et mål og en dato for, hvornår den bliver gjort op.",
        ),
        tree.Theme(
            5,
            "Samarbejde med civilsamfundet",
            "civilsamfund",
            ambition="Foreningerne kender borgerne fra en anden side end vi.",
            actions="Vi inviterer foreningerne med til jobcafé to gange om året.",
            goals=(_goal(1, "Tyve borgere har fået en mentor fra en forening."),),
        ),
    ),
)

STRANDS = tree.PlanDocument(
    municipality=TOWN,
    title="Strategi for arbejdsmarkedet 2026–2027",
    year=2026,
    last_year=2027,
    kind="strategy",
    series=tree.Series("strategi", "Strategier", "Strategi"),
    theme_label="Mål og strategi",
    theme_label_plural="Mål og strategier",
    theme_group_label="Spor",
    theme_group_label_plural="Spor",
    challenge_template="Udfordring",
    theme_groups=(
        tree.ThemeGroup("Borgere", "borgere", body="Det, vi gør sammen med den enkelte borger."),
        tree.ThemeGroup("Virksomheder", "virksomheder", body="Det, vi gør sammen med virksomhederne."),
    ),
    themes=(
        tree.Theme(
            1,
            "Flere unge skal have en uddannelse",
            "flere-unge",
            group="borgere",
            status="Hver fjerde ung har ikke fuldført en uddannelse som 25-årig.",
            challenge="Overgangen fra grundskole til ungdomsuddannelse glipper for mange.",
            goals=(_goal(1, "85 procent har en ungdomsuddannelse som 25-årig.", "Frafaldet er højt."),),
            actions="Uddannelsesvejlederen følger den unge over sommerferien.",
        ),
        tree.Theme(
            2,
            "Langtidsledigheden skal ned",
            "langtidsledige",
            group="borgere",
            challenge="Jo længere tid uden job, jo sværere bliver det.",
            goals=(_goal(1, "Færre end 150 er langtidsledige ved udgangen af 2027."),),
            actions="Intensiv samtale hver anden uge.",
        ),
        tree.Theme(
            3,
            "Et bedre samarbejde med virksomhederne",
            "samarbejde",
            group="virksomheder",
            challenge="Virksomhederne ved ikke, hvem de skal ringe til.",
            goals=(_goal(1, "Vi besøger 200 virksomheder om året."),),
            actions="Hver virksomhed får én fast kontaktperson.",
        ),
    ),
)
