"""What is said beside films and voices, and where a browser cannot show something."""

MEDIA_WORDS = {
    "open": "Open the original in a new tab",
    "download": "Download the original",
    "cannot_photo": "This browser cannot show this picture. It is kept safe.",
    "cannot_video": "This browser cannot play this film. It is kept safe.",
    "cannot_audio": "This browser cannot play this recording. It is kept safe.",
    "try_download": "You can download it and open it with a program of your own.",
    "captions": "Words",
    "play": "Play",
    "pause": "Pause",
    "place": "Where in it",
    "of": "{now} of {length}",
    "wait": "One moment …",
    "whole_screen": "As large as the screen",
    "again": "Try again",
    "no_sound": "No loudspeaker or headphones were found here. Connect some, then try again.",
    "stopped": "It stopped on the way. It is kept safe.",
    "unreached": "It could not be fetched just now. It is kept safe.",
    "out_of_date": "This page has been open for long. Reload it to play this.",
    "being_made": "This is being made ready. It plays in a moment.",
}
