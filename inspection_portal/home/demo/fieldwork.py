"""What the team of the invented inspection saw, heard and read, and what rests on it."""

from dataclasses import dataclass
from datetime import date

from findings.models import Finding

Polarity = Finding.Polarity
STRENGTH, MIXED, WEAKNESS = Polarity.STRENGTH, Polarity.MIXED, Polarity.WEAKNESS


@dataclass(frozen=True)
class Gathered:
    """A piece of evidence; `body` is a slug, empty for the region. `supports` are the openings of
    headings of the findings whose paragraphs rest on it.
    """

    body: str
    method: str
    on: date
    place: str
    role: str
    sources: int
    summary: str
    supports: tuple[str, ...]
    is_sensitive: bool = False


@dataclass(frozen=True)
class About:
    """What a finding is about, and whether it speaks for the body or against it."""

    heading: str
    themes: tuple[str, ...]
    polarity: Polarity


GATHERED = (
    Gathered(
        "",
        "Document review",
        date(2026, 3, 4),
        "SEROCU headquarters",
        "",
        60,
        "Sixty 4P plans from all five bodies, read against the regional template. Fifty-two have "
        "content under all four Ps; in 23 an action for a partner is past its date.",
        ("SEROCU and the four forces should agree",),
    ),
    Gathered(
        "",
        "Focus group",
        date(2026, 5, 12),
        "Reading",
        "Housing, school and probation staff who hold actions",
        9,
        "Actions reach partners by telephone or in meetings. Nobody had seen a whole plan.",
        ("SEROCU and the four forces should agree",),
    ),
    Gathered(
        "",
        "Data extract",
        date(2026, 3, 2),
        "",
        "",
        1,
        "Assessments of all groups before and after the new method: eight moved up a tier or more.",
        ("Threats are now assessed as a whole",),
    ),
    Gathered(
        "",
        "Meeting observation",
        date(2026, 4, 22),
        "Online",
        "Members of the analysts’ network",
        31,
        "A meeting of the network: drafts were exchanged, two new threats went to forces.",
        ("Analysts across the region work as one network",),
    ),
    Gathered(
        "serocu",
        "Document review",
        date(2026, 3, 5),
        "SEROCU headquarters",
        "",
        12,
        "The regional assessment, the control strategy and a year’s minutes of the tasking group.",
        ("SEROCU knows the region’s threats well",),
    ),
    Gathered(
        "serocu",
        "Reality testing",
        date(2026, 3, 9),
        "Portsmouth and Southampton",
        "Officers of the ports team",
        4,
        "Nine reports taken at random were followed from arrival to force; the slowest took 95 "
        "minutes.",
        ("Intelligence from ports is shared",),
        is_sensitive=True,
    ),
    Gathered(
        "serocu",
        "Interview",
        date(2026, 3, 10),
        "SEROCU headquarters",
        "Senior investigating officers",
        5,
        "Requests for online profiles have trebled; the talk at the start is what brought them.",
        ("Online profiles are asked for",),
    ),
    Gathered(
        "serocu",
        "Document review",
        date(2026, 3, 11),
        "SEROCU headquarters",
        "",
        3,
        "The surveillance review of March 2025, the regional rota and the list of unmet requests.",
        ("SEROCU has reviewed its surveillance teams",),
    ),
    Gathered(
        "serocu",
        "Force management statement",
        date(2026, 3, 12),
        "",
        "Head of specialist capabilities",
        1,
        "Eleven people with accredited skills may retire before the end of 2027. No plan names a "
        "successor.",
        ("SEROCU should plan for the loss",),
    ),
    Gathered(
        "serocu",
        "Focus group",
        date(2026, 3, 13),
        "Southampton",
        "People with lived experience on the panel",
        6,
        "The panel was asked whether letters would have reached them. Two programmes changed.",
        ("SEROCU tests its plans with people",),
    ),
    Gathered(
        "serocu",
        "Case file audit",
        date(2026, 3, 16),
        "SEROCU headquarters",
        "",
        14,
        "Fourteen orders followed from sentence to release, and what managers were told.",
        ("Serious crime prevention orders are managed",),
    ),
    Gathered(
        "serocu",
        "Survey",
        date(2026, 3, 18),
        "Online",
        "Partner organisations",
        17,
        "Fifteen of 17 could name a contact, most of them used within three months.",
        ("Partners know whom to call",),
    ),
    Gathered(
        "hampshire",
        "Data extract",
        date(2026, 3, 4),
        "",
        "",
        1,
        "Posts in intelligence before and after, and the queue of reports week by week since 2024.",
        ("The constabulary has rebuilt its intelligence",),
    ),
    Gathered(
        "hampshire",
        "Interview",
        date(2026, 3, 6),
        "Netley",
        "Lead responsible officers",
        7,
        "All seven receive the analysis they ask for. One had a network chart within four days.",
        ("The constabulary has rebuilt its intelligence", "Every threat has a plan"),
    ),
    Gathered(
        "hampshire",
        "Document review",
        date(2026, 3, 9),
        "",
        "",
        4,
        "Four local profiles and the requests behind them: of 22 partners, five were asked and "
        "three answered.",
        ("Hampshire and Isle of Wight Constabulary should use partners",),
    ),
    Gathered(
        "hampshire",
        "Reality testing",
        date(2026, 3, 11),
        "Six police stations",
        "Frontline officers and staff",
        45,
        "Thirty-eight of 45 could name a threat in their area and say what to look out for.",
        ("People throughout the constabulary know", "Neighbourhood officers still have"),
    ),
    Gathered(
        "hampshire",
        "Meeting observation",
        date(2026, 3, 12),
        "Winchester",
        "Force tasking group",
        14,
        "Unmet requests for surveillance were read out and discussed; there were two that week.",
        ("Surveillance capacity has doubled",),
    ),
    Gathered(
        "hampshire",
        "Case file audit",
        date(2026, 3, 17),
        "",
        "",
        46,
        "Fifteen plans and 31 orders. Eleven plans are good; five people in the community have no "
        "named manager.",
        (
            "Every threat has a plan",
            "Hampshire and Isle of Wight Constabulary should make sure",
            "Operation Fortress has moved",
        ),
    ),
    Gathered(
        "surrey",
        "Focus group",
        date(2026, 4, 21),
        "Guildford",
        "Analysts",
        8,
        "Two days in five have come back since communications data moved to its own team.",
        ("Analysts have time to look ahead",),
    ),
    Gathered(
        "surrey",
        "Reality testing",
        date(2026, 4, 23),
        "Woking and Reigate",
        "Officers of local policing areas",
        26,
        "Most had the one-page profile on their phones, and several told what had come of it.",
        ("Local profiles have reached",),
    ),
    Gathered(
        "surrey",
        "Data extract",
        date(2026, 4, 24),
        "",
        "",
        1,
        "Establishment, strength and overtime of proactive teams for the past twelve months.",
        ("Surrey Police should fill its vacancies",),
    ),
    Gathered(
        "surrey",
        "Interview",
        date(2026, 4, 27),
        "Guildford",
        "Lead responsible officers",
        10,
        "Nine of ten described a sound way to begin a plan without being prompted.",
        ("Lead responsible officers are confident",),
    ),
    Gathered(
        "surrey",
        "Operational review",
        date(2026, 4, 29),
        "Two estates",
        "Project lead, residents and councillors",
        12,
        "Clear, Hold, Build on one estate beside a second one without it; minutes of 42 joint "
        "meetings.",
        ("Clear, Hold, Build has made", "Joint action groups meet"),
    ),
    Gathered(
        "sussex",
        "Document review",
        date(2026, 5, 5),
        "Lewes",
        "",
        20,
        "The single list of analysts’ work and 20 lessons of the learning board, followed to what "
        "changed.",
        ("Analysts are organised in one team", "The learning board changes"),
    ),
    Gathered(
        "sussex",
        "Self-assessment",
        date(2026, 5, 5),
        "",
        "Head of crime",
        1,
        "The team’s own record of time: a day and a half a week on work that staff could do.",
        ("Sussex Police should make better use", "Briefings are relevant"),
    ),
    Gathered(
        "sussex",
        "Interview",
        date(2026, 5, 7),
        "Brighton",
        "Partnership managers and the community co-ordinator",
        6,
        "Two layers of meetings instead of three, and the co-ordinator told of each operation.",
        ("Partners have fewer meetings", "Work with communities"),
    ),
    Gathered(
        "thames-valley",
        "Document review",
        date(2026, 5, 11),
        "Kidlington",
        "",
        5,
        "Five local profiles and the priorities that each area chose from its own with councils.",
        ("Local profiles set the agenda",),
    ),
    Gathered(
        "thames-valley",
        "Reality testing",
        date(2026, 5, 12),
        "Slough",
        "Intelligence staff",
        3,
        "Ten names searched in both systems; in four cases the second held what the first did not.",
        ("The two intelligence systems",),
        is_sensitive=True,
    ),
    Gathered(
        "thames-valley",
        "Case file audit",
        date(2026, 5, 13),
        "",
        "",
        58,
        "Forty cases with people at risk and 18 investigations with money as a line of enquiry.",
        ("People at risk aren’t always", "Thames Valley Police should restore"),
    ),
    Gathered(
        "thames-valley",
        "Interview",
        date(2026, 5, 14),
        "Kidlington",
        "Assistant chief constable and heads of proactive teams",
        4,
        "Proactive officers were moved twice in seven months, each time with agreement.",
        (
            "Proactive teams are protected",
            "Disruptions are recorded by",
            "Victims of fraud receive",
        ),
    ),
)

# Told once and taken back: what rested on it has to find other evidence.
MISHEARD = Gathered(
    "hampshire",
    "Interview",
    date(2026, 3, 10),
    "Southampton",
    "Neighbourhood sergeant",
    1,
    "Abstraction is down to one shift in ten.",
    ("Neighbourhood officers still have",),
)
WHY_TAKEN_BACK = "The sergeant spoke of one team only. The force’s own figures say a quarter."

ABOUT = (
    About("SEROCU and the four forces should agree", ("4P plans", "Partners"), WEAKNESS),
    About("Threats are now assessed as a whole", ("Threat assessment",), STRENGTH),
    About("Analysts across the region work", ("Analysts", "ROCU and force working"), STRENGTH),
    About("Intelligence from ports is shared", ("Intelligence sharing",), STRENGTH),
    About("SEROCU has reviewed its surveillance", ("Surveillance",), STRENGTH),
    About("SEROCU should plan for the loss", ("Workload and wellbeing",), WEAKNESS),
    About("SEROCU tests its plans", ("Prevention", "Partners"), STRENGTH),
    About("Serious crime prevention orders are managed", ("SCPOs",), STRENGTH),
    About("The constabulary has rebuilt", ("Analysts",), STRENGTH),
    About(
        "Hampshire and Isle of Wight Constabulary should use",
        ("Local profiles", "Partners"),
        WEAKNESS,
    ),
    About("Neighbourhood officers still have", ("Neighbourhood abstraction",), WEAKNESS),
    About("Surveillance capacity has doubled", ("Surveillance",), STRENGTH),
    About("Every threat has a plan", ("4P plans", "LRO training"), MIXED),
    About("Hampshire and Isle of Wight Constabulary should make sure", ("SCPOs",), WEAKNESS),
    About("Analysts have time to look ahead", ("Analysts",), STRENGTH),
    About("Local profiles have reached", ("Local profiles",), STRENGTH),
    About("Surrey Police should fill", ("Workload and wellbeing",), WEAKNESS),
    About("Lead responsible officers are confident", ("LRO training",), STRENGTH),
    About("Clear, Hold, Build has made", ("Clear Hold Build",), STRENGTH),
    About("Analysts are organised in one team", ("Analysts",), STRENGTH),
    About("Sussex Police should make better use", ("Workload and wellbeing",), WEAKNESS),
    About("Partners have fewer meetings", ("Partners",), STRENGTH),
    About("The two intelligence systems", ("Intelligence sharing",), WEAKNESS),
    About("Thames Valley Police should restore", ("Financial investigation",), WEAKNESS),
    About("People at risk aren’t always", ("Safeguarding",), WEAKNESS),
    About("Disruptions are recorded by", ("Disruption recording", "APMIS access"), STRENGTH),
)
