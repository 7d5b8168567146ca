"""The pages that anybody may open without a link, a card or words: one list for all that holds of each."""

PLAIN = (
    "/",
    "/back",
    "/talk",
    "/help",
    "/phone-safety",
    "/privacy",
    "/lost-words",
    "/preferences",
    "/goodbye",
    "/together",
    "/nowhere",
)
