"""Titles in sentence case."""

from __future__ import annotations

import pytest

from innerpersona_site.content.sentence_case import in_capitals, sentence_case


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The First 10,000 {Attachment Interviews}: Two", "The first 10,000 Attachment Interviews: Two"),
        ("Are Spouses Happier? A Meta-Analysis", "Are spouses happier? A meta-analysis"),
        ("A Measure ({ECR})-Short Form in the UK", "A measure (ECR)-short form in the UK"),
        ("Attachment and Loss: Vol. 1. Attachment", "Attachment and loss: Vol. 1. Attachment"),
        ("Love: “The Way I Am”", "Love: “The way I am”"),
        ("Über Élan in a Couple's Life", "Über élan in a couple's life"),
        ("Type D Personality in U.S. Adults", "Type D personality in U.S. adults"),
        ("Vitamin A in a Sample of Two", "Vitamin A in a sample of two"),
        ("Dopamine D2 Receptors and Vitamin B12", "Dopamine D2 receptors and vitamin B12"),
        ("Nature vs. Nurture", "Nature vs. nurture"),
        ("Young Adults in South Korea and the United States", "Young adults in South Korea and the United States"),
        ("A Japanese Diary of African-American Families", "A Japanese diary of African-American families"),
        ("D. W. Winnicott and Dr. Spock", "D. W. Winnicott and Dr. Spock"),
        ("A Ratio of 2:1 at 10:30", "A ratio of 2:1 at 10:30"),
        ("Self-Report and Post-COVID Life", "Self-report and post-COVID life"),
        ("eHealth: An iPhone Study of O'Brien's", "eHealth: An iPhone study of O'Brien's"),
        ("What I'm Like", "What I'm like"),
        ("{Attachment {DNA} and Loss}", "Attachment DNA and loss"),
        ("On {The {Big} Five} Traits", "On The Big Five traits"),
        ("attachment in Bowlby's family: a review of it", "Attachment in Bowlby's family: A review of it"),
        ("Freud and love among young people in Ruritania", "Freud and love among young people in Ruritania"),
    ],
)  # fmt: skip
def test_titles_are_in_sentence_case(title: str, expected: str) -> None:
    assert sentence_case(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("LOVE AND LOSS", True), ("{WHO} and UNICEF", False), ("SPSS", False)]
)
def test_titles_in_capitals_are_known(title: str, expected: bool) -> None:
    assert in_capitals(title) is expected
