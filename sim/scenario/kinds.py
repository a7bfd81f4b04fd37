"""The kinds of events a log may hold, each with what it means. Questions and triggers name them."""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, str]] = {
    # the law's own time
    "start": "the scenario begins",
    "continued": "an emergency is continued for a year",
    "emergency_lapse": "an emergency ends: no notice of continuation was published in time",
    "act_renewed": "a council act is renewed",
    "act_lapse": "a council act expires: it was not renewed in time",
    "sunset": "the last day that the law gives a measure is over",
    "ended": "a measure ends because nothing holds it any more",
    "stays": "a measure stays although one of its authorities has gone",
    "imposed": "a measure is imposed, as the scenario says",
    "layer": "a measure comes to rest on a further authority",
    # talks
    "options_ordered": "the executive asks for a list of what could be lifted",
    "options_ready": "the list of what could be lifted is ready",
    "offer": "the executive offers a package",
    "demand": "the target demands a package",
    "refusal": "an offer or a demand is refused",
    "deal": "a package is agreed",
    "road_map": "a road-map of stages is agreed",
    "stage": "a stage of the road-map begins",
    "breakdown": "the channel closes",
    "reopened": "the channel opens again",
    "gesture": "the executive makes a unilateral step",
    # relief
    "eased": "relief takes effect",
    "withheld": "agreed relief is not given",
    "licence_renewed": "a licence is rolled over",
    "licence_lapse": "a licence runs out and is not renewed",
    "snapback": "relief is reversed after a violation",
    "certified": "the executive certifies that a statute's conditions are met",
    # the legislature
    "report": "relief is reported to the legislature and its review begins",
    "disapproval": "a resolution of disapproval is filed",
    "vote": "a chamber votes",
    "veto": "the president vetoes",
    "blocked": "a disapproval is enacted: the relief is barred",
    "review_over": "a review ends without a disapproval enacted",
    "bill": "a bill of new sanctions is introduced",
    "bill_floor": "a bill gets to the floor",
    "bill_dies": "a bill dies with its Congress",
    "law": "a bill becomes law",
    "repeal": "a statute is repealed",
    "election": "a chamber is elected",
    "new_president": "a new president takes office",
    # compliance
    "delivered": "the target starts to deliver a concession",
    "expired": "a dated concession runs out",
    "violation": "a concession is violated",
    "false_alarm": "a violation is alleged that was none",
    "tolerated": "a violation goes unanswered",
    "snapback_decided": "the executive decides to reverse relief",
    "withdrawn": "the target withdraws a concession",
    "settlement": "a comprehensive settlement is in place",
    # the council and its followers
    "hold_out": "a member holds out at a renewal",
    "council_eases": "the council eases measures",
    "package_proposed": "the council begins to discuss a new package",
    "package_delayed": "a veto delays a package",
    "package": "the council adopts a package",
    "adopts": "a follower adopts a tightening",
    "tightens": "a follower tightens by itself",
    "follows": "a follower eases",
    # new pressure
    "designation": "the executive adds designations",
    # the world
    "oil_shock": "the price of oil jumps",
    "oil_calm": "the price of oil comes back",
    "offensive": "an offensive or an atrocity",
    "crisis": "a market crisis in the target country",
    "crisis_over": "a market crisis ends",
    "leader_exit": "the target's leader leaves",
    "succession": "the executive changes hands between elections",
    "government": "a member's government changes",
    "intervention": "the scenario intervenes",
    "end": "the scenario ends",
}
