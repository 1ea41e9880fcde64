"""The permissions that definitions and pages name."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that some people may do and others not; who may is written in access/policy.py."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    AREA_READ = "area.read"
    GROUP_WRITE = "group.write"
    GROUP_SPEAK = "group.speak"
    STEERING_READ = "steering.read"
    STEERING_DECIDE = "steering.decide"
    COUNCIL_READ = "council.read"
    COUNCIL_RECORD = "council.record"
    LINK_HELD = "link.held"
    STAFF_MANAGE = "staff.manage"
    INSTALLATION_MANAGE = "installation.manage"
