from documents.readers.slugs import Slugs


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
