"""Markdown of lessons and of students as HTML."""

import base64
import time

import pytest

from autograder.feedback.code import code_html, shortened
from autograder.feedback.markdown import LONGEST, lesson_html, student_html
from autograder.feedback.picture import png
from autograder.text import plain

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


def test_a_lesson_s_headings_go_below_the_page_s_title() -> None:
    assert lesson_html("# A $x$", {}) == "<h2>A <math><mi>x</mi></math></h2>\n"


def test_folded_answers_and_formulas_in_their_summary_are_kept() -> None:
    html = lesson_html("<details><summary>Of $x$</summary>\n\n*y*\n\n</details>", {})
    assert "<details><summary>Of <math><mi>x</mi></math></summary>" in html
    assert "<p><em>y</em></p>" in html


def test_a_table_has_heads_of_columns_and_its_alignment() -> None:
    html = lesson_html("| a | b |\n|---|--:|\n| 1 | 2 |", {})
    assert '<th scope="col">a</th>' in html
    assert '<td style="text-align:right;">2</td>' in html


def test_an_attached_picture_keeps_its_alternative_text() -> None:
    html = lesson_html('![a "b" $x$](attachment:a.png)', {"a.png": {"image/png": PIXEL}})
    assert "<img " in html
    assert f'src="data:image/png;base64,{PIXEL}"' in html
    assert 'alt="a &#34;b&#34; $x$"' in html


def test_a_picture_from_elsewhere_is_named_only() -> None:
    assert lesson_html("![a b](https://example.org/c.png)", {}) == "<p>[picture: a b]</p>\n"
    assert lesson_html("![](attachment:gone.png)", {}) == "<p>[picture: attachment:gone.png]</p>\n"


def test_an_address_is_written_out() -> None:
    html = lesson_html("[notes](https://example.org/a) and [below](#b)", {})
    assert html == '<p>notes (<code>https://example.org/a</code>) and <a href="#b">below</a></p>\n'


def test_what_a_student_wrote_reads_as_it_was_meant() -> None:
    # As rebuilding leaves it: with & and < escaped once.
    html = student_html("# Head\n\nif `a &lt; b` &amp; $c &lt; d$, **then**\n\n```\nx &lt; y\n```")
    assert "<p><strong>Head</strong></p>" in html
    assert "<code>a &lt; b</code> &amp; <math><mi>c</mi><mo>&lt;</mo><mi>d</mi></math>" in html
    assert "<strong>then</strong>" in html
    assert "<pre>x &lt; y\n</pre>" in html


def test_a_student_s_tags_are_text() -> None:
    assert student_html("<b>a</b>") == "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"


def test_nobody_else_can_mark_a_place() -> None:
    for mark in ("\ue0000\ue001", "&#xe000;0&#xe001;", "&#57344;0&#57345;"):
        html = student_html(f"$x$ {mark} `{mark}` [a](#{mark}) ![{mark}](b)\n\n    {mark}")
        assert html.count("<math>") == 1


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "*", "_", "$", "$$", "> ", "- ", "`", "<b>", "<b id=1>\n\n", "| a |\n|-|\n",
     r"\begin{a}", r"\\[", "[a]: b\n", "$\\frac{$", "${{{{$", "\n  - ", "&#x3c;"],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    start = time.process_time()
    assert student_html(text)
    assert time.process_time() - start < 10  # 1.3 s for the slowest, and machines differ


def test_a_long_text_is_shown_as_it_was_typed() -> None:
    assert student_html("*a*" + " " * LONGEST).startswith("<pre>*a*")


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert (
        plain("\x1b[1;31mred\x1b[0m \x1b]8;;http://a\x07link\x1b]8;;\x1b\\ end") == "red link end"
    )
    assert plain("10%\r50%\r100%\r\ndone") == "100%\ndone"
    assert plain("a\u202eb\x00c\x9bd") == "a�b�c�d"


def test_a_long_output_says_how_much_is_missing() -> None:
    assert shortened("x" * 20_005).endswith("x\n[5 more characters are not shown here]")


def test_code_is_coloured_and_escaped() -> None:
    html = code_html('\ndef f(x):\n    return "<b>"  # </pre>\n')
    assert html == (
        "<span class=k>def</span> <span class=f>f</span>(x):\n"
        "    <span class=k>return</span> <span class=s>&#34;&lt;b&gt;&#34;</span>"
        "  <span class=c># &lt;/pre&gt;</span>"
    )


def test_a_picture_is_a_sound_one_or_none() -> None:
    data = base64.b64decode(PIXEL)
    huge = data[:16] + b"\x00\x01\x00\x00\x00\x01\x00\x00" + data[24:]
    assert png(PIXEL[:40] + "\n" + PIXEL[40:]) == PIXEL
    for bad in (base64.b64encode(huge).decode(), PIXEL + '" onerror="x', "R0lGODlh", "", None, 7):
        assert png(bad) == ""
