"""What is said beside films and voices, and where a browser cannot show something."""

MEDIA_WORDS = {
    "open": "Open the original in a new tab",
    "download": "Download the original",
    "cannot_photo": "This browser cannot show this picture. It is kept safe.",
    "cannot_video": "This browser cannot play this film. It is kept safe.",
    "cannot_audio": "This browser cannot play this recording. It is kept safe.",
    "try_download": "You can download it and open it with a program of your own.",
    "captions": "Words",
    "being_made": "This is being made ready. It plays in a moment.",
}
