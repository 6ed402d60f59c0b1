"""What the messages of the bot are about, and the groups in which they are treated alike."""

from enum import StrEnum


class Topic(StrEnum):
    """What a message is about; together with its subject and reader it is the key of a wish."""

    WALK = "walk"  # a participant's way through a scan; subject: response
    HELLO = "hello"  # who the bot is, in a channel that took it in; subject: workspace
    STARTED = "started"  # that a scan has started, in the channel; subject: scan
    RESULTS = "results"  # the radar or why there is none, in the channel; subject: scan
    FIRST_POINT = "first_point"  # the first to talk about, under the radar; subject: scan
    SECOND_POINT = "second_point"  # the second one, under the radar; subject: scan
    THIRD_POINT = "third_point"  # the third one, under the radar; subject: scan
    SENTENCES = "sentences"  # sentences that may be shared, in thread or channel; subject: scan
    TABLE = "table"  # the scores in full, in the thread under the radar; subject: scan
    LAST_CALL = "last_call"  # how many still lack, in the channel; subject: scan
    LEADER = "leader"  # what a leader has to decide or know about a scan; subject: scan
    UNDELIVERED = "undelivered"  # whom the bot could not reach, to a leader; subject: scan
    OUTAGE = "outage"  # since when nothing passed, to a leader; subject: workspace
    RHYTHM = "rhythm"  # whether the next scan may start, to a leader; subject: rhythm
    CHECK_IN = "check_in"  # what is asked between scans, in the DM; subject: participant
    BRIEFING = "briefing"  # what a successor takes over, in the DM; subject: participant
    ACTION = "action"  # a new action, in the channel; subject: action
    HELP = "help"  # that an owner asks for help, in the channel; subject: action
    SUCCESS = "success"  # what went well, in the channel; subject: success
    MOMENT = "moment"  # a day to speak each other, in the channel; subject: meeting
    DIGEST = "digest"  # what moved in a month, in the channel; subject: digest
    FOLLOW_UP = "follow_up"  # what a leader has to look after between scans; subject: region
    DIP = "dip"  # signals of a netwerkdip, to a leader; subject: region
    APPOINTED = "appointed"  # what a new leader takes over; subject: region


POINTS = (Topic.FIRST_POINT, Topic.SECOND_POINT, Topic.THIRD_POINT)
"""The points of the agenda, in their order."""
BETWEEN_SCANS = (
    Topic.CHECK_IN,
    Topic.BRIEFING,
    Topic.ACTION,
    Topic.HELP,
    Topic.SUCCESS,
    Topic.MOMENT,
    Topic.DIGEST,
    Topic.FOLLOW_UP,
    Topic.DIP,
    Topic.APPOINTED,
)
"""What is said of what became of the scans, not of one scan."""
FOR_LEADERS = (
    Topic.LEADER,
    Topic.UNDELIVERED,
    Topic.RHYTHM,
    Topic.FOLLOW_UP,
    Topic.DIP,
    Topic.APPOINTED,
)
"""What the leaders of a region get, of it or of one of its scans."""
IN_THREAD = (*POINTS, Topic.SENTENCES, Topic.TABLE)
"""What stands under the radar, in this order; the sentences of two moments stand in the channel."""
