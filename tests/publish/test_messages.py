"""What a writer reads after a push: what is new, what waits, which addresses died, what was left out."""

from pathlib import Path

from tests.publish.people import Server, Writer


def test_a_push_names_new_pages_and_what_leads_nowhere_any_more(server: Server, writer: Writer) -> None:
    long = "A page with enough words in it that git sees that it was renamed.\n" * 5
    for name in ("kept", "old-name", "gone"):
        (writer.folder / f"docs/{name}.md").write_text(f"{name} {long}", "utf-8")
    writer.commit("Write")
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    new = pushed.stdout.split("New pages:")[1].split("is live")[0]
    assert "  /gone/" in new and "  /kept/" in new and "  /old-name/" in new
    writer.git("mv", "docs/old-name.md", "docs/new-name.md")
    writer.git("rm", "-q", "docs/gone.md")
    (writer.folder / "docs/kept.md").write_text("changed", "utf-8")
    writer.commit("Rename")
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    said = [line.removeprefix("remote: ").rstrip() for line in pushed.stdout.splitlines()]
    assert said[said.index("New pages:") + 1] == "  /new-name/"
    assert said[said.index("Changed:") + 1] == "  docs/kept.md"
    dead = said.index("Addresses that lead nowhere any more:")
    assert said[dead + 1 : dead + 3] == [
        "  /gone/: if an article takes its place, paste into that:  formerly: [gone]",
        "  /old-name/: to lead its readers on, paste into docs/new-name.md:  formerly: [old-name]",
    ]


def test_what_a_hostile_build_says_of_itself_is_only_shown(server: Server, writer: Writer) -> None:
    """Control characters could write over what the server says; anything but lines is left out."""
    builder = writer.folder / "scripts/innerpersona_site/cli.py"
    wanted = '{"waiting": ["a\\u001b[2Jb", 7, null], "left_out": {"x": 1}}'
    code = f"\nPath(sys.argv[5]).write_text({wanted!r})\n"
    builder.write_text(builder.read_text("utf-8") + code, "utf-8")
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    assert "  a [2Jb" in pushed.stdout and "\x1b[2J" not in pushed.stdout
    assert "not published" not in pushed.stdout.replace("and not published before", "")


def test_a_summary_that_is_a_link_is_not_read(server: Server, writer: Writer, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('{"waiting": ["a secret"]}', "utf-8")
    builder = writer.folder / "scripts/innerpersona_site/cli.py"
    code = f"\nPath(sys.argv[5]).symlink_to({str(secret)!r})\n"
    builder.write_text(builder.read_text("utf-8") + code, "utf-8")
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    assert "a secret" not in pushed.stdout
