"""Removing empty goals and priorities through the page of a goal."""

from sqlalchemy import select

from workflow_app.models.edit_record import EditRecord
from workflow_app.models.plan import Goal, Priority


def test_an_empty_priority_and_then_its_empty_goal_are_removed(member_client, written, change):
    member_client.post_form(written.url("/add/goal/0"), {"title": "Omyl"})
    goal = change(lambda tx: tx.session.scalars(select(Goal.id).where(Goal.title == "Omyl")).one())
    page = written.url(f"/goal/{goal}")
    member_client.post_form(written.url(f"/add/priority/{goal}"), {"title": "Také omyl"})
    priority = change(
        lambda tx: tx.session.scalars(select(Priority.id).where(Priority.goal_id == goal)).one()
    )
    refused = member_client.post_form(f"{page}/remove", {"seen": "0"}, page=page)
    assert refused.status_code == 422
    assert "má priority" in refused.text
    answer = member_client.post_form(f"{page}/priority/{priority}/remove", {"seen": "0"}, page=page)
    assert (answer.status_code, answer.location) == (303, page)
    answer = member_client.post_form(f"{page}/remove", {"seen": "0"}, page=page)
    assert (answer.status_code, answer.location) == (303, written.url("/write"))
    assert change(lambda tx: tx.session.get(Goal, goal)) is None
    history = select(EditRecord.before).where(
        EditRecord.subject_kind == "goal", EditRecord.subject_id == goal
    )
    assert change(lambda tx: tx.session.scalars(history).all())[-1]["title"] == "Omyl"


def test_a_priority_with_measures_stays(member_client, written, change, row_of):
    goal = change(
        lambda tx: tx.session.scalars(
            select(Goal.id).where(
                Goal.plan_id == written.plan.plan_id, Goal.body_id == written.plan.groups["ps-seniori"]
            )
        ).one()
    )
    priority = change(
        lambda tx: tx.session.scalars(select(Priority.id).where(Priority.goal_id == goal)).one()
    )
    page = written.url(f"/goal/{goal}")
    refused = member_client.post_form(f"{page}/priority/{priority}/remove", {"seen": "0"}, page=page)
    assert refused.status_code == 422
    assert row_of(Priority, priority) is not None
