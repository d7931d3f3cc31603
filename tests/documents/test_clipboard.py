"""HTML as Word puts it on the clipboard, shortened but not tidied."""

from documents.clipboard import pasted
from documents.markdown import render

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm;} --></style></head>
<body lang=DA style='tab-interval:65.2pt'><!--StartFragment-->"""
END = "<!--EndFragment--></body></html>"


def word(body: str) -> str:
    return pasted(HEAD + body + END)


def line(text: str, level: int = 1, mark: str = "·") -> str:
    return f"""<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>
<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>{mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>{text}<o:p></o:p></p>"""


def test_headings_and_paragraphs_stay_and_empty_ones_go() -> None:
    made = word(
        "<h2>Unge under 25 år<o:p></o:p></h2><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<p class=MsoNormal><span style='mso-fareast-language:DA'>Flere skal i\n<b>uddannelse</b>.</span><o:p></o:p></p>"
    )
    assert made == "## Unge under 25 år\n\nFlere skal i **uddannelse**."


def test_lines_of_a_list_become_a_list() -> None:
    assert word(line("Mentor") + line("Praktik")) == "- Mentor\n- Praktik"


def test_numbered_lines_become_a_numbered_list() -> None:
    assert word(line("Ring", mark="1.") + line("Skriv", mark="2.")) == "1. Ring\n2. Skriv"


def test_list_within_a_list_stays_within() -> None:
    made = render(word(line("Unge") + line("Mentor", level=2, mark="o") + line("Voksne")), parent_level=2)
    assert made.count("<ul>") == 2
    assert made.count("<li>") == 3


def test_two_lists_with_a_paragraph_between_are_two() -> None:
    made = word(line("Et") + "<p class=MsoNormal>Imellem</p>" + line("To"))
    assert made == "- Et\n\nImellem\n\n- To"


def test_table_keeps_rows_and_columns() -> None:
    made = word(
        """<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
        <tr style='mso-yfti-irow:0'><td width=301 style='width:225.4pt;padding:0cm 5.4pt'><p class=MsoNormal>Mål<o:p></o:p></p></td>
        <td width=301><p class=MsoNormal>2019<o:p></o:p></p></td></tr>
        <tr><td><p class=MsoNormal>Ledighed</p></td><td><p class=MsoNormal>3,5<span style='mso-spacerun:yes'> </span>%</p></td></tr>
        </table>"""
    )
    assert [row.replace(" ", "") for row in made.splitlines()] == [
        "|Mål|2019|",
        "|---|---|",
        "|Ledighed|3,5%|",
    ]


def test_link_stays_and_bookmarks_go() -> None:
    made = word('<p class=MsoNormal><a name="_Toc1"></a>Se <a href="https://star.dk/">styrelsen</a>.</p>')
    assert made == "Se [styrelsen](https://star.dk/)."


def test_pictures_scripts_and_dress_go() -> None:
    made = word(
        "<p class=MsoNormal style='color:red'>Før<img src='file:///C:/a.png'><script>alert(1)</script> og efter</p>"
    )
    assert made == "Før og efter"
