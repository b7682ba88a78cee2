"""帮助: the user's guide of the project, or the few lines that matter where it is not there."""

from __future__ import annotations

import streamlit as st

from assistant.settings import PROJECT
from assistant.ui.guard import page

GUIDE = PROJECT / "docs" / "使用指南.md"
SHORT = """
## 怎么用

1. 在“写报告”里把今年的笔记粘贴进去，一行写一件事，带上数字；也可以拖入 Word、Excel、PDF、txt 文件。
2. 右边出现初稿。绿色的数字有出处，把鼠标移上去能看到笔记原文；红色的必须核对；黄色的是空话或提醒。
3. 想改哪一部分，就在左边说，例如“把第二部分压缩一下”，看过改动再点“保留”或“撤销”。也可以点“自己改”。
4. 数字读错了，在“事实表”里改正，草稿会马上重新核对。
5. 核对好以后点“导出”，存成 Word。还有问题的地方会写成批注。

每一步都自动保存，刷新、关机都不会丢；改坏了可以在“历史版本”里恢复。
"""


@page
def show() -> None:
    """Draw the guide."""
    text = GUIDE.read_text(encoding="utf-8") if GUIDE.is_file() else SHORT
    with st.container(key="guide", width=820):
        st.markdown(text)
