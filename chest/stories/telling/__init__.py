"""Telling a story, as a job."""

from chest.stories.telling.job import TellStory

__all__ = ["TellStory"]
