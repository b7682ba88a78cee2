"""PDF to paragraphs and tables; scans, locks and damage in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import FileTooLarge, UnreadableFile
from knowledge.reading import pdf as reader
from knowledge.reading import pdfium
from knowledge.reading.pdf import read_pdf
from tests.knowledge.reading.makers import pdf, picture_pdf, raw_pdf

SIZE, LEFT, TOP, LEADING, WIDE = 16.0, 79.0, 750.0, 28.0, 28  # a page after GB/T 9704
Placed = tuple[float, float, float, str]


def laid(paragraphs: list[str], indent: int = 2, rows: int = 22) -> list[list[Placed]]:
    """Paragraphs set on pages, with a page number at the foot of each."""
    lines = []
    for text in paragraphs:
        start, room = 0, float(WIDE - indent)
        for at, char in enumerate(text):
            width = 0.5 if char.isascii() else 1.0
            if width > room:
                lines.append((0 if start else indent, text[start:at]))
                start, room = at, float(WIDE)
            room -= width
        lines.append((0 if start else indent, text[start:]))
    pages = [lines[at : at + rows] for at in range(0, len(lines), rows)]
    return [
        [(LEFT + SIZE * step, TOP - LEADING * n, SIZE, text) for n, (step, text) in enumerate(page)]
        + [(280.0, 50.0, 14.0, f"— {number} —")]
        for number, page in enumerate(pages, start=1)
    ]


def read(*pages: list[Placed], drawn: str = "", turned: int = 0) -> list[str]:
    return read_pdf("a.pdf", pdf(*pages, drawn=drawn, turned=turned)).text.splitlines()


def refused(data: bytes, kind: type[Exception] = UnreadableFile) -> str:
    with pytest.raises(kind) as caught:
        read_pdf("a.pdf", data)
    assert str(caught.value).count("。") == 1
    return str(caught.value)


PIECES = st.sampled_from(
    ["全镇", "新建工会", "发展会员", "净增", "，", "9家", "4246人", "11.82万元", "7月", "88.9%", "。", "收入", "的"]
)
PARAGRAPHS = st.tuples(
    st.lists(PIECES, min_size=40, max_size=60),
    st.lists(st.lists(PIECES, min_size=3, max_size=80), min_size=1, max_size=12),
).map(lambda both: ["".join(pieces) for pieces in (both[0], *both[1])])


@settings(deadline=None, max_examples=40)
@given(PARAGRAPHS)
def test_indented_paragraphs_are_put_together_again(paragraphs: list[str]) -> None:
    assert read(*laid(paragraphs)) == paragraphs


def test_paragraphs_that_are_not_indented() -> None:
    first = "一是新建工会9家，发展会员386人，比上年多12人，都是快递网点和货运企业的职工，其中女职工120人。"
    second = "（二）办理医疗互助理赔63件，赔付11.82万元。"
    assert read(*laid([first, second, first], indent=0)) == [first, second, first]


def test_headings_and_titles_stand_alone() -> None:
    body = "今年新建工会9家，发展会员386人，办理职工医疗互助理赔63件，赔付11.82万元，受理劳动争议27件。"
    page = laid([body])[0]
    title = [(180.0, 800.0, 22.0, "镇总工会2024年工作总结")]
    assert read([*title, *page]) == ["镇总工会2024年工作总结", body]


def test_page_numbers_and_running_heads_go_and_years_stay() -> None:
    head = (200.0, 815.0, 10.0, "镇总工会文件")
    pages = [[head, *page] for page in laid(["建会工作" * 20 + "。"] * 20)]
    assert len(pages) > 2
    lines = read(*pages)
    assert set(lines) == {"建会工作" * 20 + "。"}
    assert read([(LEFT, 400.0, SIZE, "2024"), (LEFT, 300.0, SIZE, "年")]) == ["2024", "年"]


def grid(xs: list[float], ys: list[float]) -> str:
    across = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    return "\n".join([*across, *(f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs)])


CELLS = [
    (85.0, 605.0, 12.0, "项目"), (205.0, 605.0, 12.0, "2023年"), (305.0, 605.0, 12.0, "2024年"),
    (85.0, 575.0, 12.0, "新建工会"), (205.0, 575.0, 12.0, "7"), (305.0, 575.0, 12.0, "9"),
    (85.0, 545.0, 12.0, "发展会员"), (305.0, 545.0, 12.0, "386"),
]  # fmt: skip
XS, YS = [80.0, 200.0, 300.0, 400.0], [540.0, 570.0, 600.0, 630.0]
TABLE = ["项目\t2023年\t2024年", "新建工会\t7\t9", "发展会员\t—\t386"]


def test_a_ruled_table_keeps_its_columns() -> None:
    around = [(80.0, 700.0, 12.0, "收支如下表。"), (80.0, 500.0, 12.0, "以上。")]
    assert read([*around, *CELLS], drawn=grid(XS, YS)) == ["收支如下表。", *TABLE, "以上。"]


@pytest.mark.parametrize(
    "drawn",
    [
        "\n".join(
            f"{x} {y} {w} {h} re S"
            for x, w in [(80, 120), (200, 100), (300, 100)]
            for y, h in [(540, 30), (570, 30), (600, 30)]
        ),
        "\n".join([*(f"80 {y} 320 0.5 re f" for y in YS), *(f"{x} 540 0.5 90 re f" for x in XS)]),
    ],
    ids=["boxes", "filled"],
)
def test_however_the_table_is_drawn(drawn: str) -> None:
    assert read(CELLS, drawn=drawn) == TABLE


def test_a_table_that_goes_over_the_page_is_one() -> None:
    head = [cell for cell in CELLS if cell[1] > 600]
    one, other = [cell for cell in CELLS if cell[1] < 600], [(85.0, 605.0, 12.0, "业入会")]
    first = [*head, *one[:-2], (85.0, 545.0, 12.0, "园区企"), (205.0, 545.0, 12.0, "300"), (305.0, 545.0, 12.0, "386")]
    second = [*other, (85.0, 575.0, 12.0, "医疗互助"), (305.0, 575.0, 12.0, "63")]
    expected = ["项目\t2023年\t2024年", "新建工会\t7\t9", "园区企业入会\t300\t386", "医疗互助\t—\t63"]
    assert read(first, second, drawn=grid(XS, YS)) == expected
    apart = [(80.0, 700.0, 12.0, "其他情况如下。"), *second[1:]]
    assert read(first, apart, drawn=grid(XS, YS))[-2:] == ["其他情况如下。", "医疗互助\t63"]


def test_merged_and_wrapped_cells() -> None:
    xs, ys = [80.0, 200.0, 260.0, 320.0], [540.0, 570.0, 600.0, 630.0]
    drawn = "\n".join(
        [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in (540, 570, 630)]
        + ["200 600 m 320 600 l S"]
        + [f"{x} 540 m {x} 630 l S" for x in (80, 200, 320)]
        + ["260 540 m 260 600 l S"]
    )
    cells = [
        (85.0, 610.0, 12.0, "项目"), (225.0, 610.0, 12.0, "2024年"), (205.0, 580.0, 12.0, "上半年"), (265.0, 580.0, 12.0, "全年"),
        (82.0, 557.0, 12.0, "新就业形态劳动者建"), (82.0, 543.0, 12.0, "会"), (205.0, 550.0, 12.0, "4"), (265.0, 550.0, 12.0, "9"),
    ]  # fmt: skip
    assert read(cells, drawn=drawn) == ["项目\t2024年上半年\t2024年全年", "新就业形态劳动者建会\t4\t9"]
    assert ys


def test_columns_without_rules_are_divided_by_tabs() -> None:
    assert read([c for c in CELLS if c[1] > 570]) == TABLE[:2]


def test_a_page_that_is_turned_reads_as_it_is_looked_at() -> None:
    assert read([(80.0, 700.0, 12.0, "建会9家。"), (80.0, 680.0, 12.0, "会员3人。")], turned=90) == [
        "建会9家。",
        "会员3人。",
    ]
    turned = b"BT 0 1 -1 0 300 100 Tm /F 12 Tf <" + "会员386人。".encode("utf-16-be").hex().encode() + b"> Tj ET"
    assert read_pdf("a.pdf", raw_pdf([turned])).text == "会员386人。"


def test_stamps_across_the_page_are_left_out() -> None:
    stamp = "BT 0.7 0.7 -0.7 0.7 200 200 Tm /F 40 Tf <" + "内部资料".encode("utf-16-be").hex() + "> Tj ET"
    assert read([(80.0, 700.0, 12.0, "建会9家。")], drawn=stamp) == ["建会9家。"]


def test_bold_by_printing_twice_counts_once() -> None:
    assert read([(80.0, 700.0, 12.0, "99家"), (80.3, 700.0, 12.0, "99家")]) == ["99家"]


def test_scans() -> None:
    assert "扫描件" in refused(picture_pdf(2))
    mixed = raw_pdf(
        [
            b"BT /F 12 Tf 80 700 Td <5EFA4F1A0039> Tj ET",
            b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q",
        ]
    )
    content = read_pdf("a.pdf", mixed)
    assert content.text == "建会9"
    assert "第2页" in content.missing
    assert content.missing.count("。") == 1


def test_damage_and_locks() -> None:
    refused(b"%PDF-1.4 garbage")
    sound = pdf([(80.0, 700.0, 12.0, "建会9家。")])
    assert "密码" in refused(
        sound.replace(b"trailer<<", b"9 0 obj\n" + LOCK + b"\nendobj\ntrailer<</Encrypt " + LOCK + b"/ID[<00><00>]")
    )
    for cut in range(20, 400, 90):
        refused(sound[:cut])


LOCK = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    page = [(80.0, 700.0, 12.0, "建会9家。")]
    assert "301页" in refused(raw_pdf([b""], repeat=301), FileTooLarge)
    for name, most in [("MOST_ON_PAGE", 4), ("LONGEST", 6)]:
        with monkeypatch.context() as patch:
            patch.setattr(reader, name, most)
            refused(pdf(page, page), FileTooLarge)
    monkeypatch.setattr(pdfium, "MOST_OBJECTS", 2)
    assert read(CELLS, drawn=grid(XS, YS)) != TABLE


def test_single_characters_in_fonts_that_are_not_in_the_file_are_not_lost() -> None:
    """PDFium drops them where its substitute font has no such character, as Droid Sans Fallback has no digits."""
    cells = [(80.0 + 60 * n, 700.0, 12.0, char) for n, char in enumerate("9A家%。7")]
    assert read(cells) == ["9\tA\t家\t%\t。\t7"]
    assert read([(80.0, 700.0, 12.0, "建会"), (180.0, 700.0, 12.0, "9")], turned=270) == ["建会\t9"]
