"""A recorded resolution as rows of a summary list."""

from flask_babel import gettext as _

from workflow_app.queries.municipal_matter import MunicipalMatter
from workflow_app.queries.resolutions import Resolution
from workflow_app.web.shared.head_words import version_words
from workflow_app.web.shared.resolution_words import point_words, presence_in_words, session_words
from workflow_app.web.shared.source_words import source_words
from workflow_app.web.shared.term_words import former_council_words
from workflow_app.web.shared.wording import day, day_time, in_words


def recorded_rows(matter: MunicipalMatter) -> list[dict[str, str]]:
    """Return label and value of everything that was recorded and counts; none when nothing does."""
    resolution, body = matter.resolution, matter.body
    if resolution is None:
        return []
    when = day_time(resolution.recorded_at)
    recorded = (
        _("%(who)s, %(when)s", who=resolution.recorded_by, when=when) if resolution.recorded_by else when
    )
    rows = {
        _("Decision"): in_words(body.state_label),
        _("Former council"): former_council_words(body.body_kind, body.former_terms.get(resolution.id)),
        _("Session"): session_words(resolution),
        _("Resolution number"): " ".join(part for part in (resolution.number, resolution.point) if part),
        _("Votes"): votes_in_words(resolution),
        _("Members present"): presence_in_words(resolution),
        _("Text of the resolution"): resolution.text,
        _("Further points"): "\n".join(point_words(point) for point in resolution.points),
        _("What was changed, or why it was put off"): resolution.changes,
        _("When it comes again"): day(resolution.next_session_on),
        _("Text that was decided on"): version_words(resolution.version_number, resolution.version_sha256),
        _("How it is known"): source_words(resolution.source),
        _("Recorded by"): recorded,
    }
    return [{"label": label, "value": value} for label, value in rows.items()]


def votes_in_words(resolution: Resolution) -> str:
    """Return "for 8, against 0, abstained 1 (of 9 members)"; nothing when the body gave no counts."""
    if resolution.votes_for is None:
        return ""
    votes = _(
        "for %(yes)s, against %(no)s, abstained %(abstained)s",
        yes=resolution.votes_for,
        no=resolution.votes_against or 0,
        abstained=resolution.votes_abstained or 0,
    )
    if resolution.members_total is None:
        return votes
    return _("%(votes)s (of %(members)s members)", votes=votes, members=resolution.members_total)
