"""Which sentences make a medical device of a quiz, and which don't."""

import pytest

from innerpersona_quiz.validation import check
from innerpersona_quiz.validation.claims import find_claims
from tests.unit.quiz.folders import TEXTS, changed, reader

CLAIMS = {
    "diagnosis": [
        "This quiz diagnoses depression.",
        "Get your diagnosis in five minutes.",
        "A diagnostic questionnaire on sleep.",
        "A self-diagnosis for couples.",
        "Not only a diagnosis, but a plan.",
        "It doesn't just diagnose, it explains.",
        "If you are not sure, this quiz diagnoses what is wrong.",
        "It isn't a game, it is a diagnosis.",
        "Developed by psychologists, it diagnoses burnout.",
        "It detects your anxiety.",
        "A clinically validated quiz.",
        "Without doubt it diagnoses you.",
        "Dieser Test diagnostiziert eine Depression.",
        "Deine Diagnose in fünf Minuten.",
        "Nicht nur eine Diagnose, sondern ein Plan.",
        "Er erkennt deine Angststörung.",
    ],
    "screening": [
        "A short screening of your sleep.",
        "It screens for depression.",
        "We screen you for trauma.",
        "A depression screener.",
        "Ein Screening auf Schlafstörungen.",
        "Ein Angebot zur Früherkennung.",
    ],
    "treatment": [
        "This test treats insomnia.",
        "It helps to treat low mood.",
        "Treatment starts here.",
        "A therapeutic quiz.",
        "It reduces symptoms.",
        "It prevents burnout.",
        "Dieser Test kann deine Angst behandeln.",
        "Die Behandlung beginnt hier.",
        "Der Test lindert Symptome.",
    ],
    "cure": [
        "A cure for jealousy.",
        "It cures loneliness.",
        "Heal your attachment wounds.",
        "So heilst du: Dieser Test kann Eifersucht heilen.",
        "Heilung beginnt mit einer Frage.",
    ],
}

SOUND = [
    "This is education, and it is no diagnosis.",
    "It is not a diagnosis.",
    "It isn't a diagnosis, a screening or a treatment.",
    "This quiz does not diagnose, treat, screen for or cure anything.",
    "It can’t diagnose you.",
    "It diagnoses nothing.",
    "A diagnosis it is not.",
    "Neither a screening nor a diagnosis.",
    "It gives you words rather than a diagnosis.",
    "Only a doctor can make a diagnosis.",
    "A psychotherapist can diagnose and treat depression.",
    "For a diagnosis from a doctor, ask yours.",
    "Is this a diagnosis? No. It describes.",
    "There is no cure for being human.",
    "I treat people with respect.",
    "Do you treat your partner the way you were treated?",
    "We treat each other well.",
    "I treat every late reply as a sign.",
    "They gave me the silent treatment.",
    "An evening out is a treat.",
    "I fall asleep in front of a screen at odd hours.",
    "I look at the screen for hours.",
    "I am screening my calls.",
    "A secure base; an obscure rule; insecure moments.",
    "Time heals.",
    "Das ist keine Diagnose.",
    "Der Test stellt keine Diagnose und ersetzt keine Behandlung.",
    "Eine Diagnose ist das nicht.",
    "Er diagnostiziert nichts.",
    "Weder Screening noch Diagnose.",
    "Nur eine Ärztin kann eine Diagnose stellen.",
    "Ist das eine Diagnose? Nein.",
    "Wir behandeln einander respektvoll.",
    "Der dritte Teil behandelt das Thema Schlaf.",
    "Ein Teil des Tages ist heil.",
]


@pytest.mark.parametrize(
    ("claim", "text"), [(claim, text) for claim, texts in CLAIMS.items() for text in texts]
)
def test_a_claim_is_found(claim: str, text: str) -> None:
    assert claim in [found.claim for found in find_claims(text)]


@pytest.mark.parametrize("text", SOUND)
def test_a_denial_and_an_ordinary_use_are_left_alone(text: str) -> None:
    assert list(find_claims(text)) == []


def test_each_sentence_is_judged_by_itself() -> None:
    text = "This is no diagnosis.\nIt is a screening, though. And a cure!"
    assert [(found.words, found.start) for found in find_claims(text)] == [
        ("screening", text.index("screening")),
        ("cure", text.index("cure")),
    ]


def test_a_claim_is_a_warning_with_its_own_line_and_a_remedy() -> None:
    new = 'about = """\nThis is no diagnosis. \\\n  It is a diagnosis."""\n'
    files = changed(
        "values", TEXTS, lambda s: s.replace('about = "Rank, wealth and a say over others."\n', new)
    )
    lines = files[TEXTS].splitlines()
    found = [fault for fault in check(reader(files), "values", "values") if fault.kind == "claim"]
    assert [(fault.level, fault.line) for fault in found] == [
        ("warning", next(number for number, line in enumerate(lines, 1) if "It is a diagnosis" in line))
    ]
    assert "no diagnosis" in found[0].fix
