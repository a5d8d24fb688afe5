"""Learns to sort texts by your own labels from few of them, and tells by a built-in model what people think.

from sentiment import SentimentClassifier

SentimentClassifier.load("general").predict(["It was great"])
"""

from ._library import version as __version__
from .classifier import Answers, Contribution, Estimate, SentimentClassifier, Suggestion
from .encoder import encode
from .errors import SentimentError
from .vectors import WordVectors

__all__ = [
    "Answers",
    "Contribution",
    "Estimate",
    "SentimentClassifier",
    "SentimentError",
    "Suggestion",
    "WordVectors",
    "__version__",
    "encode",
]
