"""The groups review a plan and recommend it, and the steering group decides."""

from datetime import date, timedelta
from functools import partial

from local.story.content import working_day
from local.story.people import chair, coordinator, groups, leader, steering_members
from local.story.scene import Matter, Scene, Step
from workflow_app.usecases.fire_transition import fire_transition

REVIEW, STEERING = "Review by the groups", "Steering group"
RECOMMENDATIONS = {
    "ps-seniori": "Skupina doporučuje plán bez výhrad.",
    "ps-postizeni": "Skupina doporučuje; prosí, aby se na čtvrtý byt v Dolním Benešově nezapomnělo.",
    "ps-rodina": "Skupina doporučuje.",
    "ps-krize": "Skupina doporučuje a děkuje obcím za společného sociálního pracovníka.",
}
REVIEW_DAYS = 14


def review_steps(scene: Scene, matter: Matter, opened: date) -> list[Step]:
    """The coordinator opens the review, every group recommends; two weeks."""

    def open_review() -> None:
        scene.go_to(opened)
        with scene.acting(coordinator(scene)) as tx:
            fire_transition(tx, scene.parts.catalogue, matter.process_id, "open_group_review", {})

    def recommend(group: str, day: date) -> None:
        scene.go_to(day)
        group_id = groups(scene)[group]
        with scene.acting(leader(scene, group_id)) as tx:
            answers = {"comment": RECOMMENDATIONS[group]}
            fire_transition(
                tx, scene.parts.catalogue, matter.process_id, "recommend_part", answers, body_id=group_id
            )

    steps = [Step(REVIEW, "the coordinator opens the review", open_review)]
    for place, group in enumerate(RECOMMENDATIONS, start=1):
        day = working_day(opened + timedelta(days=REVIEW_DAYS * place // len(RECOMMENDATIONS)))
        steps.append(Step(REVIEW, f"{group} recommends", partial(recommend, group, day)))
    return steps


def steering_step(scene: Scene, matter: Matter, day: date, number: str, comment: str = "") -> Step:
    """The chair records the decision of the meeting on `day`; one member is absent, one abstains."""

    def decide() -> None:
        scene.go_to(day)
        present = steering_members(scene) - 1
        answers = {
            "meeting_on": day,
            "meeting_number": number,
            "present": present,
            "votes_for": present - 1,
            "votes_against": 0,
            "votes_abstained": 1,
            "comment": comment,
        }
        with scene.acting(chair(scene)) as tx:
            fire_transition(tx, scene.parts.catalogue, matter.process_id, "steering_approve", answers)

    return Step(STEERING, "the steering group approves", decide)
