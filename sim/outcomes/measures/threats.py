"""Threats: made, met, carried out, dropped."""

from __future__ import annotations

from sim.events.threats import THREAT, THREAT_CARRIED_OUT, THREAT_DROPPED, THREAT_MET
from sim.outcomes.measures.group import Group

measures = Group()

measures.count("threats", THREAT, "deadlines set")
measures.count("threats_met", THREAT_MET, "deadlines met")
measures.count("threats_carried_out", THREAT_CARRIED_OUT, "deadlines passed and carried out")
measures.count("threats_dropped", THREAT_DROPPED, "deadlines passed of which nothing came")
