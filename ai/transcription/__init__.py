"""Speech becomes text. One file a provider; `base` says what each of them promises."""
