"""Names as BibTeX has them, and as APA lists them."""

from __future__ import annotations

import pytest

from innerpersona_site.content.person_names import read_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hooks, bell", "hooks, b."),
        ("bell hooks", "hooks, b."),
        ("David C. de Jong and van der Wal, Reine C.", "de Jong, D. C. and van der Wal, R. C."),
        ("Ludwig van Beethoven", "van Beethoven, L."),
        ("Vallée Poussin, Charles de la", "de la Vallée Poussin, C."),
        ("d'Ydewalle, Géry", "d'Ydewalle, G."),
        ("O’Brien, Tim", "O’Brien, T."),
        ("King, Jr., Martin Luther", "King, M. L., Jr."),
        ("King Jr., Martin Luther", "King, M. L., Jr."),
        ("King, Martin L., Jr.", "King, M. L., Jr."),
        ("Martin Luther King, Jr.", "King, M. L., Jr."),
        ("Martin L. King III", "King, M. L., III"),
        ("Sartre, Jean-Paul", "Sartre, J.-P."),
        ("Xu, Ai-jun", "Xu, A.-j."),
        ("Fraley, R.C. and Fraley, RC", "Fraley, R. C. and Fraley, R. C."),
        ("Ainsworth, Mary D. Salter", "Ainsworth, M. D. S."),
        ("{World Health Organization}", "World Health Organization"),
        ("{Barnes and Noble} and Smith, J.", "Barnes and Noble and Smith, J."),
        ("{García Márquez}, Gabriel José", "García Márquez, G. J."),
        ("Plato", "Plato"),
        ("Smith, J. AND Doe, J.", "Smith, J. and Doe, J."),
        ("王, 伟", "王, 伟"),
    ],
)
def test_names_of_every_form_are_read(text: str, expected: str) -> None:
    names, faults = read_names(text)
    assert faults == []
    parts = [(name.get("literal") or name["family"], name.get("given"), name.get("suffix")) for name in names]
    assert " and ".join(", ".join(filter(None, part)) for part in parts) == expected


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Smith, J., & Doe, J.", "Smith, J. and Doe, J."),
        ("Smith J, Doe JK, Roe R", "Smith, J and Doe, JK and Roe, R"),
        ("John Smith; Jane Doe", "John Smith and Jane Doe"),
        ("Smith, John, Doe, Jane", "Smith, John and Doe, Jane"),
        ("J. Smith, J. Doe", "J. Smith and J. Doe"),
        ("Smith, J. et al.", "Smith, J. and …"),
        ("Google, Inc.", "{Google, Inc.}"),
        ("Ministry of Health", "{Ministry of Health}"),
        ("van Gogh", "van Gogh, Jane"),
        ("Smith, J.1", "Doe, Jane"),
        (", Jane", "Doe, Jane"),
        ("Smith, John (Ed.)", "Doe, Jane"),
    ],
)
def test_lists_that_are_joined_in_another_way_are_reported_in_the_right_one(text: str, right: str) -> None:
    _, faults = read_names(text)
    assert [(fault.right, fault.doubtful) for fault in faults] == [(right, False)]


def test_one_body_with_an_and_in_its_name_is_one_fault() -> None:
    _, faults = read_names("Department of Health and Human Services")
    assert len(faults) == 1
    assert "{Department of Health and Human Services} for one" in faults[0].right


@pytest.mark.parametrize(
    "text",
    [
        "John Smith, Jane Mary Doe",
        "Médecins Sans Frontières",
        "Dr. John Smith",
        "Smith, John M.D.",
        "SMITH, JOHN",
    ],
)
def test_what_can_be_read_in_two_ways_is_a_doubt(text: str) -> None:
    names, faults = read_names(text)
    assert len(names) == 1
    assert [fault.doubtful for fault in faults] == [True]
