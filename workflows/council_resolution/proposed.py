"""The resolution that is proposed to a body: with the verb that the route asks of it (domain § 4.8)."""

from dataclasses import replace

from workflows.council_resolution.packet import Packet
from workflows.council_resolution.resolved import consent
from workflows.council_resolution.wording import Point, Resolution, draft_recommendation, draft_resolution


def proposed_resolution(packet: Packet, language: str) -> Resolution:
    """Return the draft for the packet's body; the first outcome that counts in its stage is what it proposes.

    A board recommends to the assembly of its municipality; taking note is a verb of the draft itself.
    """
    verb = packet.stage.rule.counts[0]
    if verb == "recommended" and packet.recommends_to is not None:
        return draft_recommendation(packet.official, packet.recommends_to, packet.matter, language)
    drafted = draft_resolution(packet.official, packet.matter, language)
    if verb != "consented":
        return drafted
    *before, main = drafted.points
    said = consent(packet.matter, language) + main.text[-1]
    return replace(drafted, points=(*before, Point(main.numeral, said)))
