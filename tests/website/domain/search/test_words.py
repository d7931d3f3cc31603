import pytest

from website.domain.search.words import folded, is_known, key, read, typed, words_of


def test_words_have_their_hyphens_taken_out_and_are_divided_there() -> None:
    assert list(words_of("A-kassen, Covid-19 & småjobs+")) == [
        "akassen",
        "kassen",
        "covid19",
        "covid",
        "19",
        "småjobs",
    ]


def test_what_is_too_long_or_looks_as_a_mark_is_no_word() -> None:
    assert list(words_of(f"zzmherning {'a' * 61} _ unge\0nu")) == ["unge", "nu"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("småjob", "smaajob"), ("småjob", "smajob"), ("løn", "loen"), ("løn", "lon"), ("ældre", "aeldre")],
)
def test_danish_letters_may_be_typed_as_others(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize("inflected", ["annoncerede", "danskere", "faglige", "flytter", "erfaringen"])
def test_an_ending_that_happens_to_be_a_word_divides_none(inflected: str) -> None:
    assert not read(inflected).parts


@pytest.mark.parametrize("name", ["Aalborg", "København", "Høje-Taastrup", "Danmark", "ÆRØ"])
def test_keys_of_names_are_in_small_letters(name: str) -> None:
    for word in words_of(name):
        found = read(word)
        assert all(
            form == form.lower() for form in (found.key, *found.forms, *found.inflections, *found.parts)
        )


@pytest.mark.parametrize("letters", ["한국어", "العربية", "żółć", "𝕌", "é"])
def test_keys_are_ascii_letters_and_digits_whatever_is_written(letters: str) -> None:
    assert key(letters).isascii()
    assert key(letters).isalnum()


@pytest.mark.parametrize(
    ("published", "asked"),
    [
        ("virksomhed", "virksomhedernes"),
        ("virksomhederne", "virksomhed"),
        ("jobcentret", "jobcenter"),
        ("fleksjobbet", "flexjob"),
        ("småjobs", "småjob"),
        ("uddannelser", "uddannelsen"),
        ("mænd", "mand"),
    ],
)
def test_inflections_meet(published: str, asked: str) -> None:
    found = read(published)
    assert not (found.forms | found.inflections).isdisjoint(typed(asked))


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("mentorordning", "mentor"),
        ("kontanthjælpsmodtagere", "kontanthjælp"),
        ("virksomhedspraktik", "praktik"),
        ("småjobs", "job"),
    ],
)
def test_a_compound_is_found_from_either_end(compound: str, part: str) -> None:
    assert not read(compound).parts.isdisjoint(typed(part))


@pytest.mark.parametrize("word", ["indsats", "forsikret", "ledighed"])
def test_a_prefix_or_an_ending_is_no_part_of_a_compound(word: str) -> None:
    assert read(word).parts == frozenset()


def test_the_dictionary_is_danish() -> None:
    assert is_known("beskæftigelse")
    assert not is_known("beschäftigung")
