"""The loop: who asked, what was said, what happened to it. Knows nothing of the web.

One file a noun. In the order in which a voice meets them:

who listens       content partnership help_lines staff absences journal own_texts learning_notes
who comes in      passwords first_passwords
what is asked     questions promises invitations printed sending handing_over
who speaks        participants sessions return_codes
what they say     room drawings spans points point_making written_down check_ins exactly_once kept_check_ins
what happens      trail pauses our_readings corrections splitting kept_words
who may see it    scope with_whom caseload handed_words hiding risk_marks marking merging writing_down
what is replied   drafts plain_words second_readers replies held_replies to_send sending_replies
what they find    told pulses offers lending new_words coming_back taking_back
who acts          actions pass_ons passing_on passed_answers
at meetings       meetings meeting_invitations meeting_days considerations meeting_accounts held_records observers
stage by stage    voice_map
other languages   readings translating held_translations put_beside in_theirs open_readings readings_owed
what we owe       waiting mondays how_far next_visits reminders posting
seals and keys    seal sealed_store own_memory code_seals outbox_seals erasures rotation lost_keys
the whole of it   set_up_names second_reading going_live rows soundness voices
"""

from feedback_app.loop import (  # noqa: F401  every table, so that the metadata is whole
    absences,
    actions,
    caseload,
    check_ins,
    considerations,
    corrections,
    erasures,
    exactly_once,
    first_passwords,
    going_live,
    held_records,
    held_replies,
    help_lines,
    hiding,
    in_theirs,
    invitations,
    journal,
    kept_words,
    learning_notes,
    meeting_invitations,
    meetings,
    new_words,
    observers,
    offers,
    own_texts,
    participants,
    partnership,
    pass_ons,
    points,
    pulses,
    questions,
    readings,
    reminders,
    replies,
    return_codes,
    risk_marks,
    sealed_store,
    sessions,
    set_up_names,
    staff,
    told,
    trail,
    written_down,
)
