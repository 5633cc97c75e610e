"""What is said beside films and voices, and where a browser cannot show something."""

from language import N_

MEDIA_WORDS = {
    "open": N_("Open the original in a new tab"),
    "download": N_("Download the original"),
    "cannot_photo": N_("This browser cannot show this picture. It is kept safe."),
    "cannot_video": N_("This browser cannot play this film. It is kept safe."),
    "cannot_audio": N_("This browser cannot play this recording. It is kept safe."),
    "try_download": N_("You can download it and open it with a program of your own."),
    "captions": N_("Words"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "place": N_("Where in it"),
    "of": N_("{now} of {length}"),
    "wait": N_("One moment …"),
    "whole_screen": N_("As large as the screen"),
    "again": N_("Try again"),
    "no_sound": N_("No loudspeaker or headphones were found here. Connect some, then try again."),
    "stopped": N_("It stopped on the way. It is kept safe."),
    "unreached": N_("It could not be fetched just now. It is kept safe."),
    "out_of_date": N_("This page has been open for long. Reload it to play this."),
    "being_made": N_("This is being made ready. It plays in a moment."),
}
