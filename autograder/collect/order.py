"""Put what a student handed in into its order in time: by dates, and by names where these fail."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from autograder.collect.attempts import HandIn

# Who unpacks or copies files dates them anew, all of a student's within moments.
TOGETHER = timedelta(seconds=10)


def in_order(hand_ins: Iterable[HandIn]) -> list[HandIn]:
    """Sort what one student handed in from the first to the one that counts.

    Canvas numbers its uploads. Elsewhere a time counts that was recorded at handing in, then the
    date of the uploaded file, then the lesson's own name, then the number in the name. What is in
    one archive is compared by the dates in it, which are those of another clock. A file that may be
    somebody else's takes the place of none that is the student's for certain.
    """
    uploads: dict[str, list[HandIn]] = {}
    for hand_in in hand_ins:
        uploads.setdefault(str(hand_in.upload.path), []).append(hand_in)
    groups = [_sorted_inside(group) for group in uploads.values()]
    moments = _moments(group[-1].upload.changed for group in groups)

    def order(group: list[HandIn]) -> tuple[bool, int, datetime, int, tuple[bool, int, str]]:
        last = group[-1]
        when, claim = last.timestamp or datetime.min, last.claim
        moment = moments[last.upload.changed]
        return not claim.doubtful, claim.attachment, when, moment, _name(last)

    return [hand_in for group in sorted(groups, key=order) for hand_in in group]


def _sorted_inside(group: list[HandIn]) -> list[HandIn]:
    moments = _moments(hand_in.found.changed for hand_in in group)
    return sorted(group, key=lambda h: (moments[h.found.changed], _name(h)))


def _name(hand_in: HandIn) -> tuple[bool, int, str]:
    return hand_in.exact, hand_in.attempt, str(hand_in.found.path)


def _moments(dates: Iterable[datetime]) -> dict[datetime, int]:
    """Number dates in their order; those that follow each other within moments get one number."""
    moments: dict[datetime, int] = {}
    number, before = 0, datetime.min
    for date in sorted(set(dates)):
        number += date - before > TOGETHER
        moments[date], before = number, date
    return moments
