"""What the findings of the invented inspection are about."""

from dataclasses import dataclass

from findings.models import Finding

Polarity = Finding.Polarity
STRENGTH, MIXED, WEAKNESS = Polarity.STRENGTH, Polarity.MIXED, Polarity.WEAKNESS


@dataclass(frozen=True)
class About:
    """What a finding is about, and whether it speaks for the body or against it."""

    heading: str
    themes: tuple[str, ...]
    polarity: Polarity


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
