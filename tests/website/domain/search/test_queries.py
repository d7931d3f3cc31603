"""What citizens, companies, journalists and caseworkers type, and the parts of the four real plans that must be among
the first five. Before a slash stands which plan or follow-up it is, after it the part's place."""

import pytest

from website.domain.search import search

HEDENSTED, BEFORE, LAST, NOW = (
    "/hedensted/2017/",
    "/herning/2018/",
    "/herning/2019/",
    "/herning/2020/",
)
FOLLOW_UP = f"{NOW}opfoelgning/maalopfoelgning/"
PARTS, STRATEGIES = f"{HEDENSTED}afsnit/baggrund/#", f"{HEDENSTED}afsnit/strategier/#strategi-"
YOUNG, EDGE = "tema/unge-under-25-aar/", "tema/borgere-paa-kanten/"
RECRUITING, VULNERABLE = "tema/rekruttering-og-fastholdelse/", "tema/udsatte-borgere/"
REFUGEES = f"{LAST}tema/integration-af-flygtninge/"

QUERIES: dict[str, tuple[str, ...]] = {
    # flexible and small jobs, as spelled by anybody
    "fleksjob": (f"{NOW}{EDGE}#borgere-paa-kanten-maal-2", f"{FOLLOW_UP}#borgere-paa-kanten-maal-2"),
    "flexjob": (f"{NOW}{EDGE}#borgere-paa-kanten-maal-2", f"{PARTS}afsnit-lokale-resultatmaal"),
    "fleksjobbet": (f"{NOW}{EDGE}#borgere-paa-kanten-maal-2",),
    "flexjobber": (f"{LAST}{RECRUITING}#rekruttering-og-fastholdelse-strategi-1",),
    "fleksjop": (f"{NOW}{EDGE}#borgere-paa-kanten-maal-2",),
    "småjob": (f"{FOLLOW_UP}#borgere-paa-kanten-maal-1", f"{STRATEGIES}7-2"),
    "smaajob": (f"{FOLLOW_UP}#borgere-paa-kanten-maal-1", f"{STRATEGIES}7-2"),
    "smajobs": (f"{FOLLOW_UP}#borgere-paa-kanten-maal-1", f"{STRATEGIES}7-2"),
    "SMÅJOBS+": (f"{FOLLOW_UP}#borgere-paa-kanten-maal-1",),
    "kommunale småjobs": (f"{LAST}{EDGE}#borgere-paa-kanten-initiativ-3",),
    "drift og service": (f"{LAST}{EDGE}#borgere-paa-kanten-initiativ-3",),
    "jobplus": (f"{LAST}{EDGE}#borgere-paa-kanten-initiativ-1",),
    # young people
    "FGU": (f"{LAST}{YOUNG}#unge-under-25-aar-initiativ-1", f"{FOLLOW_UP}#unge-under-25-aar-maal-3"),
    "produktionsskole": (f"{LAST}{YOUNG}#unge-under-25-aar-initiativ-1",),
    "forberedende grunduddannelse": (f"{LAST}{YOUNG}#unge-under-25-aar-initiativ-1",),
    "ungdomsarbejdsløshed": (f"{STRATEGIES}4",),
    "ungdomsarbejdsloeshed": (f"{STRATEGIES}4",),
    "ungeledighed": (f"{LAST}{YOUNG}", f"{LAST}afsnit/vision/"),
    "unge uddannelse": (f"{NOW}{YOUNG}",),
    "unge under 25 år": (f"{NOW}{YOUNG}", f"{STRATEGIES}4-2"),
    "under 30 år": (f"{STRATEGIES}4-1",),
    "uddannelsesplan": (f"{STRATEGIES}4-2",),
    "ungeenheden": (f"{STRATEGIES}4-3",),
    "ungevejledning": (f"{FOLLOW_UP}#unge-under-25-aar-maal-4",),
    "headspace": (f"{BEFORE}{YOUNG}#unge-under-25-aar-strategi-1-initiativ-1",),
    "dimittender": (f"{BEFORE}{YOUNG}#unge-under-25-aar-strategi-5-initiativ-2",),
    "nyuddannet": (f"{BEFORE}{YOUNG}#unge-under-25-aar-strategi-5-initiativ-2",),
    "ordblind": (f"{LAST}{YOUNG}#tema-unge-under-25-aar-goer",),
    "hvad er målet for unge": (f"{FOLLOW_UP}#unge-under-25-aar-maal-1",),
    # mentors
    "mentor": (f"{STRATEGIES}7-2-initiativ-2", f"{STRATEGIES}7-2-initiativ-3"),
    "mentorordning": (f"{FOLLOW_UP}#unge-under-25-aar-maal-3",),
    "støtteperson": (f"{STRATEGIES}7-2-initiativ-3",),
    "hedensted mentor": (f"{STRATEGIES}7-2-initiativ-2",),
    # people on sick leave, and other benefits
    "sygemeldt": (f"{STRATEGIES}3", f"{PARTS}maal-3"),
    "sygedagpenge": (f"{STRATEGIES}3", f"{PARTS}maal-3"),
    "sygefravær": (f"{STRATEGIES}3", f"{NOW}{RECRUITING}#rekruttering-og-fastholdelse-maal-3"),
    "sygefravaer": (f"{STRATEGIES}3",),
    "sygemeldte unge": (f"{LAST}{YOUNG}#unge-under-25-aar-initiativ-4",),
    "jobafklaring": (f"{PARTS}maal-3",),
    "kontanthjælp": (f"{PARTS}maal-4",),
    "bistand": (f"{PARTS}maal-4",),
    "socialhjælp": (f"{PARTS}maal-4",),
    "kontanthjaelpsmodtager": (f"{STRATEGIES}2-1",),
    "uddannelseshjælp": (f"{PARTS}maal-4",),
    "dagpenge": (f"{PARTS}maal-2",),
    "a-kasse": (f"{STRATEGIES}6",),
    "akasse": (f"{STRATEGIES}6",),
    "forsikret ledig": (f"{PARTS}maal-2",),
    "førtidspension": (f"{PARTS}maal-1",),
    "foertidspension": (f"{PARTS}maal-1",),
    "ressourceforløb": (f"{STRATEGIES}2-1",),
    "langtidsledige": (f"{PARTS}afsnit-lokale-resultatmaal",),
    "langtidsarbejdsløs": (f"{PARTS}afsnit-lokale-resultatmaal",),
    "løntilskud": (f"{STRATEGIES}2-1",),
    "praktik": (f"{STRATEGIES}4-4",),
    # companies
    "virksomhedernes": (f"{STRATEGIES}7-2", f"{NOW}{RECRUITING}"),
    "firma": (f"{STRATEGIES}7-2", f"{NOW}{RECRUITING}"),
    "svejser": (f"{NOW}{RECRUITING}#rekruttering-og-fastholdelse-maal-2",),
    "mit firma mangler folk": (f"{NOW}{RECRUITING}", f"{STRATEGIES}6-1"),
    "mangel på arbejdskraft": (f"{NOW}{RECRUITING}", f"{STRATEGIES}6-1"),
    "rekruttering": (f"{NOW}{RECRUITING}", f"{STRATEGIES}6-1"),
    "rekrutering": (f"{NOW}{RECRUITING}", f"{STRATEGIES}6-1"),
    "vestalliancen": (f"{LAST}{RECRUITING}#rekruttering-og-fastholdelse-strategi-2",),
    "europæisk arbejdskraft": (f"{LAST}{RECRUITING}#rekruttering-og-fastholdelse-maal-1",),
    "ufaglærte": (f"{NOW}{RECRUITING}#rekruttering-og-fastholdelse-maal-2",),
    "kursus": (f"{STRATEGIES}7-2-initiativ-2",),
    "virksomhedscenter": (f"{STRATEGIES}7-1-initiativ-3",),
    "virksomhedskonsulnt": (f"{REFUGEES}#integration-af-flygtninge-initiativ-1",),
    "rotationsprojekt": (f"{STRATEGIES}7-2-initiativ-1",),
    # refugees
    "flygtninge": (f"{REFUGEES}", f"{STRATEGIES}5"),
    "indvandrer kvinder": (f"{REFUGEES}#integration-af-flygtninge-initiativ-2",),
    "integration": (f"{STRATEGIES}5", f"{PARTS}maal-5"),
    "lærdansk": (f"{REFUGEES}#integration-af-flygtninge-initiativ-1",),
    "IGU": (f"{REFUGEES}#tema-integration-af-flygtninge-goer",),
    # journalists and caseworkers
    "ikke opfyldt": (f"{FOLLOW_UP}#unge-under-25-aar-maal-2",),
    "covid": (f"{FOLLOW_UP}#unge-under-25-aar-maal-2", f"{FOLLOW_UP}#rekruttering-og-fastholdelse-maal-1"),
    "budget": (f"{HEDENSTED}afsnit/budget/", FOLLOW_UP),
    "ministermål": (f"{HEDENSTED}afsnit/ministerens-maal/",),
    "beskaeftigelsesministeren": (f"{HEDENSTED}afsnit/ministerens-maal/",),
    "udsatte borgere": (f"{NOW}{VULNERABLE}",),
    "hjemløs": (f"{NOW}{VULNERABLE}#udsatte-borgere-maal-1",),
    "frivillige": (f"{NOW}{VULNERABLE}#udsatte-borgere-maal-3",),
    "empowerment": (f"{STRATEGIES}7-1",),
    "jobcentr": (f"{PARTS}afsnit-lokale-resultatmaal",),
    "vision": (f"{LAST}afsnit/vision/",),
    "byråd": (f"{LAST}afsnit/vision/",),
}


@pytest.mark.django_db
def test_named_parts_are_among_the_first_five(real_plans: None) -> None:
    missed = {}
    for query, wanted in QUERIES.items():
        first = [hit.address for hit in search(query).hits[:5]]
        if absent := [address for address in wanted if address not in first]:
            missed[query] = (absent, first)
    assert missed == {}
    assert len(QUERIES) >= 60
