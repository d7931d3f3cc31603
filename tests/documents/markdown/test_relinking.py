import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.markdown.source import relinked, source_of

OLD, NEW = "/herning/2019/", "/herning/2020/"
PIECES = [
    *(OLD, f"{OLD}tema/unge/", f"{OLD}#maal", "/herning/2019", "[a](", ")", "<", ">", " ", "\n\n"),
    *("`", "*", ".", "https://x.dk", "(", '"', "\\"),
]


def moved(address: str) -> str:
    return NEW + address.removeprefix(OLD) if address.startswith(OLD) else address


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Se [temaet]({OLD}tema/unge/).", f"Se [temaet]({NEW}tema/unge/)."),
        (f"[planen]({OLD}) og [målene]({OLD}maal/)", f"[planen]({NEW}) og [målene]({NEW}maal/)"),
        (f'[planen](<{OLD}> "Titel")', f'[planen](<{NEW}> "Titel")'),
        (f"https://x.dk{OLD} er en anden", f"https://x.dk{OLD} er en anden"),
        (f"`{OLD}` er ingen [henvisning](/herning/2018/)", f"`{OLD}` er ingen [henvisning](/herning/2018/)"),
    ],
)
def test_links_are_written_anew_and_nothing_else(text: str, found: str) -> None:
    assert relinked(text, moved) == found


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_either_every_link_is_another_or_the_text_is_as_it_was(text: str) -> None:
    found = relinked(text, moved)
    if found != text:
        assert source_of(found).links == tuple(map(moved, source_of(text).links))
