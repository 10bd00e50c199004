"""Marks: the few shapes that every picture of a result is made of, each with the uncertainty in it.

A density on a line (`strip`), nested level sets on a plane (`contours`) and around a circle (`ring`), a chance as dots
out of a hundred (`dots`), and second results, drawn by chance (`second`). These modules return numbers and SVG
path data; `report/templates/marks.html.j2` makes the elements.
"""
