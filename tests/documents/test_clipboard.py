"""HTML as programs put it on the clipboard, shortened but not tidied: Word, Word on the web, Outlook,
Excel, LibreOffice and Google Docs."""

import html

import pytest

from documents.clipboard import pasted
from documents.markdown import render

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/ANNE~1/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm;} --></style></head>

<body lang=DA style='tab-interval:65.2pt'>
<!--StartFragment-->
"""
END = "\n<!--EndFragment-->\n</body>\n\n</html>"


def word(body: str) -> str:
    return pasted(HEAD + body + END)


def line(text: str, level: int = 1, mark: str = "·") -> str:
    return f"""
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>{mark}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>{text}<o:p></o:p></p>
"""


def cells(markdown: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in markdown.splitlines()]


class TestWord:
    def test_headings_and_paragraphs_stay_and_empty_ones_go(self) -> None:
        made = word(
            "<p class=MsoTitle>Plan 2020<o:p></o:p></p>"
            '<h2><a name="_Toc1"><b>Unge</b> under 25 år</a><o:p></o:p></h2><p class=MsoNormal><o:p>&nbsp;</o:p></p>'
            "<p class=MsoNormal><span style='mso-fareast-language:DA'>Flere skal i\n<b>uddannelse</b>.</span><o:p></o:p></p>"
        )
        assert made == "# Plan 2020\n\n## Unge under 25 år\n\nFlere skal i **uddannelse**."

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("be\u00adskæf\u200btigelse\u2060\ufeff", "beskæftigelse"),
            ("en familie: \U0001f469\u200d\U0001f467", "en familie: \U0001f469\u200d\U0001f467"),
        ],
    )
    def test_what_nobody_sees_goes_but_not_what_joins_an_emoji(self, typed: str, kept: str) -> None:
        assert word(f"<p class=MsoNormal>{typed}<o:p></o:p></p>") == kept

    def test_number_of_a_heading_stays_in_its_text(self) -> None:
        made = word(
            "<h2 style='mso-list:l1 level2 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.1<span "
            "style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Unge<o:p></o:p></h2>"
        )
        assert made == "## 1.1 Unge"

    def test_lines_of_a_list_become_a_list(self) -> None:
        assert word(line("Mentor") + line("Praktik")) == "- Mentor\n- Praktik"

    def test_numbered_lines_become_a_numbered_list(self) -> None:
        assert word(line("Ring", mark="1.") + line("Skriv", mark="2.")) == "1. Ring\n2. Skriv"

    def test_list_that_goes_on_after_a_paragraph_keeps_its_number(self) -> None:
        made = word(line("Ring", mark="1.") + "<p class=MsoNormal>Og så</p>" + line("Skriv", mark="2."))
        assert made == "1. Ring\n\nOg så\n\n2. Skriv"

    def test_list_within_a_list_stays_within(self) -> None:
        lines = [line("Unge"), line("Mentor", 2, "o"), line("Ugentligt", 3, "§"), line("Voksne")]
        assert word("".join(lines)) == "- Unge\n  - Mentor\n    - Ugentligt\n- Voksne"
        made = render(word("".join(lines)), parent_level=2)
        assert (made.count("<ul>"), made.count("<li>")) == (3, 4)

    def test_letters_within_numbers_stay_as_they_are(self) -> None:
        lines = [
            line("Ring", mark="1."),
            line("Selv", 2, "a)"),
            line("Andre", 2, "b)"),
            line("Skriv", mark="2."),
        ]
        assert word("".join(lines)) == "1. Ring  \n   a) Selv  \n   b) Andre\n2. Skriv"

    @pytest.mark.parametrize(
        "marks", [("a)", "b)"), ("i.", "ii."), ("(a)", "(b)"), ("1.1.", "1.2."), ("A)", "B)")]
    )
    def test_lettered_lines_keep_their_letters(self, marks: tuple[str, str]) -> None:
        made = word(line("Ring", mark=marks[0]) + line("Skriv", mark=marks[1]))
        assert made == f"{marks[0]} Ring  \n{marks[1]} Skriv"

    @pytest.mark.parametrize(
        "lines",
        [
            "<p class=MsoListParagraph>a) Ring</p><p class=MsoListParagraph>b) Mød op</p>",
            "<p class=MsoListParagraph style='text-indent:-18pt'>a)<span style='font:7.0pt \"Times New Roman\"'>&nbsp; "
            "</span>Ring</p><p class=MsoListParagraph>b)<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span>Mød op</p>",
            "<p class=x_MsoListParagraph><span>a)<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>Ring</p>"
            "<p class=x_MsoListParagraph><span>b)<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>Mød op</p>",
            line("Ring", mark="a)") + line("Mød op", mark="b)"),
            "<ol type=a><li class=MsoListParagraph>Ring</li><li class=MsoListParagraph>Mød op</li></ol>",
        ],
    )
    def test_letters_are_the_same_lines_however_they_came(self, lines: str) -> None:
        assert word(lines) == "a) Ring  \nb) Mød op"

    def test_quarter_typed_in_a_line_of_a_list_is_words(self) -> None:
        lines = "<p class=MsoListParagraph>1. kvartal gik.</p><p class=MsoListParagraph>2. kvartal gik.</p>"
        assert word(lines) == "1\\. kvartal gik.\n\n2\\. kvartal gik."

    @pytest.mark.parametrize(
        ("marks", "made"),
        [
            (("Mål 1:", "Mål 2:"), "Mål 1: Ring  \nMål 2: Skriv"),
            (("§ 1", "§ 2"), "§ 1 Ring  \n§ 2 Skriv"),
            (("01.", "02."), "01\\. Ring  \n02\\. Skriv"),
            (("ü", "ü"), "- Ring\n- Skriv"),
        ],
    )
    def test_number_of_ones_own_making_stays(self, marks: tuple[str, str], made: str) -> None:
        assert word(line("Ring", mark=marks[0]) + line("Skriv", mark=marks[1])) == made

    def test_numbers_that_skip_stay_as_they_are(self) -> None:
        made = word(line("Ring", mark="1.") + line("Skriv", mark="4."))
        assert made == "1\\. Ring  \n4\\. Skriv"

    def test_line_whose_style_alone_says_that_it_is_in_a_list(self) -> None:
        made = word(
            "<p class=MsoListBullet><![if !supportLists]><span style='mso-list:Ignore'>·<span "
            "style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span><![endif]>Mentor</p>\n"
            "<p class=MsoListBullet2><![if !supportLists]><span style='mso-list:Ignore'>·<span "
            "style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span><![endif]>Praktik</p>"
        )
        assert made == "- Mentor\n  - Praktik"

    def test_two_lists_with_a_paragraph_between_are_two(self) -> None:
        made = word(line("Et") + "<p class=MsoNormal>Imellem</p>" + line("To"))
        assert made == "- Et\n\nImellem\n\n- To"

    def test_table_keeps_rows_and_columns(self) -> None:
        made = word(
            """<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
            <tr style='mso-yfti-irow:0'><td width=301 style='width:225.4pt;padding:0cm 5.4pt'><p class=MsoNormal><b>Mål<o:p></o:p></b></p></td>
            <td width=301><p class=MsoNormal>2019<o:p></o:p></p></td></tr>
            <tr><td><p class=MsoNormal>Ledighed</p></td><td><p class=MsoNormal>3,5<span style='mso-spacerun:yes'>  </span>%</p></td></tr>
            <![if !supportMisalignedColumns]>
            <tr height=0><td width=301 style='border:none'></td><td width=301 style='border:none'></td></tr>
            <![endif]>
            </table>"""
        )
        assert cells(made) == [["Mål", "2019"], ["---", "---"], ["Ledighed", "3,5 %"]]

    def test_merged_cells_keep_what_is_beside_them_in_its_column(self) -> None:
        made = word(
            """<table class=MsoTableGrid><tr><td><p>Tema</p></td><td colspan=2><p>Mål</p></td></tr>
            <tr><td rowspan=2><p>Unge</p></td><td><p>Uddannelse</p></td><td><p>90 %</p></td></tr>
            <tr><td><p>Job</p></td><td><p>95 %</p></td></tr></table>"""
        )
        assert cells(made) == [
            ["Tema", "Mål", ""],
            ["---", "---", "---"],
            ["Unge", "Uddannelse", "90 %"],
            ["", "Job", "95 %"],
        ]

    @pytest.mark.parametrize("rows", [1, 2, 3, 4])
    @pytest.mark.parametrize("column", [0, 1, 2])
    def test_merged_cell_reaches_over_its_own_rows_alone(self, rows: int, column: int) -> None:
        """Wherever it stands, each line below it keeps its cells in their columns."""
        names = [[f"{line}{place}" for place in "abc"] for line in range(4)]
        lines = [
            "".join(
                f"<td rowspan={rows}>{name}</td>" if (line, place) == (0, column) else f"<td>{name}</td>"
                for place, name in enumerate(row)
                if place != column or line == 0 or line >= rows
            )
            for line, row in enumerate(names)
        ]
        made = pasted("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
        expected = [
            ["" if place == column and 0 < line < rows else name for place, name in enumerate(row)]
            for line, row in enumerate(names)
        ]
        assert [row for row in cells(made) if row != ["---"] * 3] == expected

    def test_lines_within_a_cell_stay_in_it(self) -> None:
        made = word(
            f"""<table><tr><td><p>Indsats</p></td><td><p>Hvem</p></td></tr>
            <tr><td>{line("Mentor")}{line("Praktik")}</td><td><p>Unge |<o:p></o:p></p><p>Voksne</p><p>&nbsp;</p></td></tr></table>"""
        )
        assert "| • Mentor&#10;• Praktik | Unge \\|&#10;Voksne |" in made
        assert render(made, parent_level=2).count("<td>") == 2

    def test_frame_around_a_text_is_no_table(self) -> None:
        made = word("<table><tr><td><p>Godt <b>råd</b></p><p>Ring først</p></td></tr></table>")
        assert made == "Godt **råd**\n\nRing først"

    def test_footnotes_become_footnotes_numbered_on_from_those_of_the_text(self) -> None:
        reference = """<a style='mso-footnote-id:ftn{0}' href="#_ftn{0}" name="_ftnref{0}" title=""><span
            class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
            class=MsoFootnoteReference>[{0}]</span><![endif]></span></span></a>"""
        note = """<div style='mso-element:footnote' id=ftn{0}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{0}'
            href="#_ftnref{0}" name="_ftn{0}" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[{0}]<![endif]></span></a>
            {1}<o:p></o:p></p></div>"""
        body = (
            f"<p class=MsoNormal>Ledigheden{reference.format(1)} og<b> job</b>{reference.format(2)}.</p>"
            "<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 "
            f'width="33%"><![endif]>{note.format(1, "Jobindsats, <i>maj</i>")}{note.format(2, "STAR")}</div>'
        )
        assert word(body) == "Ledigheden[^1] og **job**[^2].\n\n[^1]: Jobindsats, *maj*\n\n[^2]: STAR"
        assert pasted(HEAD + body + END, beside="Før[^4].\n\n[^4]: x").startswith(
            "Ledigheden[^5] og **job**[^6]."
        )
        assert render(word(body), parent_level=2).count('class="footnote-backref"') == 2

    def test_tracked_changes_are_read_as_accepted_and_comments_go(self) -> None:
        made = word(
            """<p class=MsoNormal>Flere <span class=msoDel><del cite="mailto:Anne" datetime="2019-07-31T12:14">skal</del></span><span
            class=msoIns><ins cite="mailto:Anne" datetime="2019-07-31T12:14">kan</ins></span> <a style='mso-comment-reference:AB_1;
            mso-comment-date:20190731T1214'>i job</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a
            class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[AB1]</a><![endif]></span></span>.</p>
            <div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Er det rigtigt?</p></div></div>"""
        )
        assert made == "Flere kan i job."

    def test_word_that_is_split_in_pieces_is_whole_again(self) -> None:
        made = word(
            "<p><b>Virk</b><b><span lang=EN-US>somheds</span></b> <b>service</b><b><o:p></o:p></b> og <i>an</i><i>det</i></p>"
        )
        assert made == "**Virksomheds service** og *andet*"

    def test_link_stays_and_bookmarks_files_and_contents_go(self) -> None:
        made = word(
            "<p class=MsoToc1><a href=\"#_Toc1\">Unge<span style='mso-tab-count:1 dotted'>... </span>3</a></p>"
            '<p class=MsoNormal><a name="_Toc1"></a>Se <a href="https://star.dk/">styrelsen</a>, <a href="#_Toc1">afsnit 1</a>'
            ' og <a href="file:///C:/plan.docx">planen</a>.</p>'
        )
        assert made == "Se [styrelsen](https://star.dk/), afsnit 1 og planen."

    def test_pictures_scripts_hidden_text_and_dress_go(self) -> None:
        made = word(
            "<p class=MsoNormal style='color:red'>Før<!--[if gte vml 1]><v:shape><v:imagedata src='a.png'/></v:shape><![endif]-->"
            "<![if !vml]><img src='file:///C:/a.png'><![endif]><script>alert(1)</script><span style='display:none;mso-hide:all'>"
            "skjult</span> og ef\u00adter</p>"
        )
        assert made == "Før og efter"


class TestOtherPrograms:
    def test_word_on_the_web_writes_a_list_for_each_line(self) -> None:
        item = """<div class="ListContainerWrapper SCXW1 BCX8"><{0} class="BulletListStyle1 SCXW1" role="list"><li
            class="OutlineElement Ltr SCXW1" role="listitem" data-leveltext="x" data-listid="3" data-aria-posinset="{3}"
            data-aria-level="{1}"><p class="Paragraph SCXW1"><span class="TextRun SCXW1"><span class="NormalTextRun SCXW1">{2}</span></span><span
            class="EOP SCXW1" data-ccp-props="{{}}">&nbsp;</span></p></li></{0}></div>"""
        made = pasted(
            """<html><body><!--StartFragment--><div class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1" role="heading"
            aria-level="2"><span class="TextRun SCXW1"><span class="NormalTextRun SCXW1">Unge</span></span><span class="EOP">&nbsp;</span></p></div>"""
            + item.format("ul", 1, "Mentor", 1)
            + item.format("ul", 2, "Ugentligt", 1)
            + item.format("ul", 1, "Praktik", 2)
            + '<div class="OutlineElement"><p class="Paragraph"><span class="TextRun" style="font-weight:bold">Derefter</span></p></div>'
            + item.format("ol", 1, "Ring", 1)
            + item.format("ol", 1, "Skriv", 2)
            + "<!--EndFragment--></body></html>"
        )
        assert made == "## Unge\n\n- Mentor\n  - Ugentligt\n- Praktik\n\n**Derefter**\n\n1. Ring\n2. Skriv"

    @pytest.mark.parametrize(
        ("before", "after", "rows"),
        [
            (
                "<table border=0 width=134><!--StartFragment--><col width=67 span=2>",
                "<!--EndFragment--></table>",
                3,
            ),
            (
                "<table border=0><tr height=19><!--StartFragment--><td>År</td><td>Mål</td></tr>",
                "<!--EndFragment--></table>",
                4,
            ),
        ],
    )
    def test_excel_sets_its_marks_within_the_table(self, before: str, after: str, rows: int) -> None:
        made = pasted(
            """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
            <style><!--td {mso-number-format:General;}--></style></head><body link="#467886">"""
            + before
            + """<tr height=19 style='height:14.4pt'><td height=19 class=xl65>Periode</td><td>Ledige</td><td style='mso-ignore:colspan' colspan=20></td></tr>
            <tr><td class=xl66>1. kvartal</td><td align=right x:num="1234.5">1.234,5</td></tr>
            <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=67>skjult</td></tr><![endif]>"""
            + after
            + "</body></html>"
        )
        assert cells(made)[-1] == ["1. kvartal", "1.234,5"]
        assert len(cells(made)) == rows

    def test_outlook_goes_around_by_its_own_server_and_loses_the_conditions_of_lists(self) -> None:
        made = pasted(
            """<div class="x_WordSection1"><p class="x_MsoNormal">Kære alle,</p><p class="x_MsoNormal">&nbsp;</p>
            <p class="x_MsoListParagraph" style="text-indent:-18.0pt"><span style="font-family:Symbol">·<span style="font:7.0pt
            &quot;Times New Roman&quot;">&nbsp;&nbsp;</span></span>Se <a href="https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstar.dk%2Fplan&amp;data=05">planen</a></p>
            <p class="x_MsoListParagraph" style="text-indent:-18.0pt"><span style="font-family:Symbol">·<span style="font:7.0pt
            &quot;Times New Roman&quot;">&nbsp;&nbsp;</span></span>Ring</p></div>
            <div><br></div><div style="font-family:Aptos"><span>Venlig hilsen</span></div><div>Anne</div>"""
        )
        assert made == "Kære alle,\n\n- Se [planen](https://star.dk/plan)\n- Ring\n\nVenlig hilsen\n\nAnne"

    def test_outlook_sets_a_list_within_a_list_beside_its_line(self) -> None:
        made = pasted(
            """<ul type=disc><li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>Unge<o:p></o:p></li>
            <ul type=circle><li class=MsoListParagraph style='mso-list:l0 level2 lfo1'>Mentor<o:p></o:p></li></ul>
            <li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>Voksne<o:p></o:p></li></ul>"""
        )
        assert made == "- Unge\n  - Mentor\n- Voksne"

    def test_libreoffice_writes_paragraphs_in_its_lists_and_footnotes_of_its_own(self) -> None:
        made = pasted(
            """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.6.7.2 (Linux)"/><style type="text/css">
            p { line-height: 115% }</style></head><body lang="da-DK" dir="ltr"><h2 class="western"><font face="Liberation Sans">Unge</font></h2>
            <ul><li><p style="margin-bottom: 0cm"><font color="#000000">Mentor<a class="sdfootnoteanc" name="sdfootnote1anc"
            href="#sdfootnote1sym"><sup>1</sup></a></font></p><ul><li><p>Ugentligt</p></li></ul></li><li><p><b>Praktik</b></p></li></ul>
            <div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Efter loven</p></div></body></html>"""
        )
        assert made == "## Unge\n\n- Mentor[^1]\n  - Ugentligt\n- **Praktik**\n\n[^1]: Efter loven"

    def test_google_docs_puts_all_into_bold_that_is_not_bold(self) -> None:
        made = pasted(
            """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-3f9a1b2c-7fff"><h2 dir="ltr"><span
            style="font-weight:700">Unge</span></h2><p dir="ltr"><span style="font-weight:400">Flere i </span><span
            style="font-weight:700;font-style:italic">uddannelse</span><span>, se </span><a
            href="https://www.google.com/url?q=https://star.dk/&amp;sa=D"><span style="text-decoration:underline">STAR</span></a></p><br>
            <ul><li dir="ltr" aria-level="1" style="list-style-type:disc"><p dir="ltr" role="presentation"><span>Mentor</span></p></li>
            <ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>Ugentligt</span></p></li></ul></ul>
            <div dir="ltr" align="left"><table><colgroup><col width="1"></colgroup><tbody><tr><td><p><span>Mål</span></p></td><td><p><span>2020</span></p></td></tr>
            <tr><td><p><span>Job</span></p></td><td><p><span>95 %</span></p></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">"""
        )
        text, table = made.split("\n\n| ")
        assert text == (
            "## Unge\n\nFlere i ***uddannelse***, se [STAR](https://star.dk/)\n\n- Mentor\n  - Ugentligt"
        )
        assert cells("| " + table) == [["Mål", "2020"], ["---", "---"], ["Job", "95 %"]]

    @pytest.mark.parametrize(
        ("kind", "labels"),
        [
            ("type=a", ("a)", "b)")),
            ("type=I", ("I)", "II)")),
            ("style='list-style-type: upper-alpha'", ("A)", "B)")),
            ("style='list-style-type:lower-roman'", ("i)", "ii)")),
            ("type=a start=3", ("c)", "d)")),
        ],
    )
    def test_lettered_list_of_the_web_keeps_its_letters(self, kind: str, labels: tuple[str, str]) -> None:
        made = pasted(f"<ol {kind}><li>Ring<li><p>Skriv</p></ol>")
        assert made == f"{labels[0]} Ring  \n{labels[1]} Skriv"

    @pytest.mark.parametrize(
        ("kind", "around", "labels"),
        [
            ("lower-alpha", "%1)", ("a)", "b)")),
            ("lower-alpha", "(%1)", ("(a)", "(b)")),
            ("upper-roman", "%1.", ("I.", "II.")),
            ("lower-alpha", "", ("a)", "b)")),
            ("decimal", "%1)", ("1.", "2.")),
        ],
    )
    def test_lettered_list_of_word_on_the_web(self, kind: str, around: str, labels: tuple[str, str]) -> None:
        made = pasted(
            "".join(
                f'<div class="ListContainerWrapper"><ol role="list" start="{at}" style="list-style-type: {kind}">'
                f'<li data-leveltext="{around}" data-aria-posinset="{at}" data-aria-level="1"><p>{words}</p></li></ol></div>'
                for at, words in ((1, "Ring"), (2, "Skriv"))
            )
        )
        end = "\n" if kind == "decimal" else "  \n"
        assert made == f"{labels[0]} Ring{end}{labels[1]} Skriv"

    @pytest.mark.parametrize(
        ("numbers", "made"),
        [
            (("value=4", ""), "4. Ring\n5. Skriv"),
            (("", "value=4"), "1\\. Ring  \n4\\. Skriv"),
            (("value=999999999", "value=x"), "1. Ring\n2. Skriv"),
        ],
    )
    def test_number_that_a_line_says_for_itself_stays(self, numbers: tuple[str, str], made: str) -> None:
        assert pasted(f"<ol><li {numbers[0]}>Ring<li {numbers[1]}>Skriv</ol>") == made

    @pytest.mark.parametrize(
        ("source", "made"),
        [
            ("<dl><dt>Ord<dd>Betydning<dt>To<dd>Mere</dl>", "Ord\n\nBetydning\n\nTo\n\nMere"),
            ("<section>Et</section><section>To</section>", "Et\n\nTo"),
            ("<details><summary>Læs</summary>indhold</details>", "Læs\n\nindhold"),
            ("<address>Nørregade 1</address><address>7400 Herning</address>", "Nørregade 1\n\n7400 Herning"),
            ("<pre>Kære alle\n<b>Vi</b> ses\r\n  Anne\n</pre>", "Kære alle  \n**Vi** ses  \nAnne"),
        ],
    )
    def test_words_of_two_blocks_stand_apart(self, source: str, made: str) -> None:
        assert pasted(source) == made

    def test_words_of_a_table_outside_its_cells_stand_above_it(self) -> None:
        table = "<tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td>løst</tr>"
        made = pasted(f"<p>Før</p><table><caption>Tabel 1: <i>job</i></caption>{table}</table>")
        assert made == "Før\n\nTabel 1: *job*\n\nløst\n\n| A | B |\n| --- | --- |\n| 1 | 2 |"

    @pytest.mark.parametrize(
        ("href", "address"),
        [
            ("tel:+4596282828", "tel:+4596282828"),
            ("tel:96 28 28 28", "tel:96%2028%2028%2028"),
            ("https://a.dk/b_(c)", "https://a.dk/b_(c)"),
            ("https://a.dk/b)c", "https://a.dk/b%29c"),
            ("https://a.dk/)b(", "https://a.dk/%29b%28"),
        ],
    )
    def test_link_leads_where_it_led(self, href: str, address: str) -> None:
        made = pasted(f"<p><a href='{href}'>Ring</a></p>")
        assert made == f"[Ring]({address})"
        assert f'<a href="{address}">Ring</a>' in render(made, parent_level=2)

    def test_address_of_odd_signs_is_read_as_it_was(self) -> None:
        made = render(pasted("<p>Se https://a.dk/a*b*c_d_, x_y_</p>"), parent_level=2)
        assert made == '<p>Se <a href="https://a.dk/a*b*c_d_">https://a.dk/a*b*c_d_</a>, x_y_</p>'

    @pytest.mark.parametrize("words", ["Mål #", "Mål ##", "C#", "#"])
    def test_heading_that_ends_in_signs_keeps_them(self, words: str) -> None:
        assert render(pasted(f"<h2>{words}</h2>"), parent_level=2) == f"<h3>{words}</h3>"

    @pytest.mark.parametrize(
        "struck",
        ["<s>to</s>", "<strike>to</strike>", "<span style='text-decoration:line-through'>to</span>"],
    )
    def test_what_is_struck_stays_struck(self, struck: str) -> None:
        made = pasted(f"<p>et {struck} tre</p>")
        assert made == "et ~~to~~ tre"
        assert "<s>to</s>" in render(made, parent_level=2)

    @pytest.mark.parametrize(
        "paragraph",
        [
            "1. kvartal 2019 gik godt.",
            "2019. Det var året.",
            "15. jan. 2019 åbnede huset.",
            "1. Ring",
            "3) Skriv",
            "# er et tegn",
            "##Mål",
            "> 25 år",
            "+ moms",
            "borger*innen og medarbejder*innen",
            "*Kilde: STAR",
            "2 * 3 * 4 og 2**3",
            "_fil_navn_.docx og snake_case",
            "~~ikke slettet~~ og ca. ~5 ~6",
            "10^6^ og [^1] og [a](b) og [ord]{lang=en}",
            "`kode` og C:\\mappe\\*.txt",
            "| ikke | en | tabel |",
            ": kolon først",
            "a < b & c > d, <navn>, &amp;",
            "[Kilde]: jobindsats.dk",
        ],
    )
    def test_pasted_paragraph_stays_a_paragraph_of_the_same_words(self, paragraph: str) -> None:
        made = render(pasted(f"<p>{html.escape(paragraph)}</p>"), parent_level=2)
        assert made == f"<p>{html.escape(paragraph, quote=False)}</p>"

    @pytest.mark.parametrize(
        "source",
        ["", "<p></p>", "<table></table>", "<ul><ul></ul></ul>", "</td></tr>", "<a href='https://[x'></a>"],
    )
    def test_nothing_gives_nothing(self, source: str) -> None:
        assert pasted(source) == ""

    def test_cell_that_claims_to_be_a_million_wide_is_not(self) -> None:
        made = pasted(
            "<table><tr><td colspan=1000000>A</td><td>B</td></tr><tr><td rowspan=99999>C</td></tr></table>"
        )
        assert cells(made) == [["A", "B"], ["---", "---"], ["C", ""]]
