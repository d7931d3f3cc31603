from intake.readers.slugs import Slugs


def test_address_is_given_once() -> None:
    slugs = Slugs()
    assert [slugs.take(title, "afsnit") for title in ("Håndværk", "Håndværk", "…", "…")] == [
        "haandvaerk",
        "haandvaerk-2",
        "afsnit",
        "afsnit-2",
    ]


def test_address_is_cut_between_words() -> None:
    assert Slugs().take("ord " * 30, "afsnit") == "-".join(["ord"] * 20)


def test_many_of_one_title_take_one_step_each() -> None:
    slugs = Slugs()
    assert [slugs.take("a", "afsnit") for _ in range(20_000)][-2:] == ["a-19999", "a-20000"]
    assert [slugs.take("a-20001", "afsnit"), slugs.take("a", "afsnit")] == ["a-20001", "a-20002"]
