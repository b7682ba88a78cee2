"""What claims nothing, as the labelling guide has it, and what looks like it and claims something."""

from __future__ import annotations

import pytest

from assistant.claims.clauses import Clause, Part
from assistant.claims.frames import Frames
from assistant.claims.furniture import is_furniture

FURNITURE = [
    "在镇党委、政府的正确领导下", "以提升服务为目标", "为丰富职工生活", "坚持问题导向", "牢固树立安全发展理念", "迎难而上、奋力拼搏",
    "现将全年工作总结如下", "主要做了以下工作", "在培训方面", "一年来", "汛期", "其中", "但也存在一些不足", "较好地完成了各项任务",
    "安全是发展的前提", "2024年", "事故发生后", "与此同时", "高度重视家校共治", "围绕中心服务大局", "我科以保障母婴安全为宗旨", "坚持把廉政教育贯穿采购全过程",
]  # fmt: skip
CLAIMS = [
    "为5户家庭送去喜报", "为古籍保护奠定了坚实基础", "坚持每日巡查", "严格执行各项规定", "群众满意度明显提升", "成立工作专班", "送县处理场填埋",
    "有效提升了技能", "确保了群众生命财产安全", "部分企业认识不到位", "全年未发生安全事故", "6月28日转移群众41户",
]  # fmt: skip


def clause(text: str, part: Part = Part.WORK) -> Clause:
    return Clause(0, len(text), text, text, 0, part)


@pytest.mark.parametrize("text", FURNITURE)
def test_furniture(text: str) -> None:
    assert is_furniture(clause(text), Frames(text))


@pytest.mark.parametrize("text", CLAIMS)
def test_claims(text: str) -> None:
    assert not is_furniture(clause(text), Frames(text))


def test_an_opener_praises_in_general_and_claims_where_it_names_a_thing() -> None:
    general, named = "各项工作迈上新台阶", "安全生产形势持续稳定向好"
    assert is_furniture(clause(general, Part.OPENING), Frames(general))
    assert not is_furniture(clause(named, Part.OPENING), Frames(named))


def test_a_closing_vows_and_claims_only_with_figures() -> None:
    vow, figure = "为高质量发展贡献力量", "新建分馆3个"
    assert is_furniture(clause(vow, Part.CLOSING), Frames(vow))
    assert not is_furniture(clause(figure, Part.CLOSING), Frames(figure))
