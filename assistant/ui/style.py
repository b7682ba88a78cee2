"""How the app looks: calm, the draft like a sheet of paper; and Streamlit's own English texts kept out of sight."""

from __future__ import annotations

from assistant.ui.options import SANS

SONG = '"FangSong", "仿宋", "STFangsong", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", serif'
HEI = '"SimHei", "黑体", "Heiti SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f5c57"/>'
    '<path d="M8 11h16M8 16.5h10M8 22h6" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>'
    '<path d="M18 22.5l2.6 2.6 5-5.6" stroke="#9fe0c8" stroke-width="2.6" fill="none" stroke-linecap="round"/></svg>'
)

_FONTS = f":root {{ --song: {SONG}; --hei: {HEI}; --sans: {SANS}; }}"
_FRAME = """
[data-testid="stStatusWidget"], [data-testid="stDecoration"], [data-testid="stToolbar"] [data-testid="stMainMenu"],
[data-testid="InputInstructions"], [data-testid="stAppDeployButton"], [data-testid="stHeaderActionElements"],
[data-testid="stElementToolbar"], [data-testid="stMarkdownContainer"] h1 a[href^="#"] { display: none !important; }
[data-testid="stHeader"] { background: transparent; height: 2.6rem; min-height: 2.6rem; }
[data-testid="stMainBlockContainer"] { padding: 2.4rem 2.2rem 3rem; max-width: 1480px; }
[data-testid="stSidebarHeader"] { height: 2.6rem; margin-bottom: 0; }
[data-testid="stSidebar"] { min-width: 232px; max-width: 252px; border-right: 1px solid #e0ddd3; }
[data-testid="stSidebarUserContent"] { padding-top: .6rem; }
[data-testid="stTextInputRootElement"] button { display: none; }
[data-testid="stTooltipErrorContent"] { display: none; }
.side-head { font-size: .82rem; color: #7c8080; margin: 1rem 0 .1rem; letter-spacing: .08em; }
.side-note { font-size: .8rem; color: #7c8080; word-break: break-all; }
[class*="st-key-row-"] { border-radius: 6px; padding: 0 .3rem 0 .5rem; flex-wrap: nowrap; justify-content: space-between; }
[class*="st-key-row-"]:hover { background: #e3e0d6; }
[class*="st-key-row-current"] { background: #dfe8e4; }
[class*="st-key-row-"] [class*="st-key-open-"] { min-width: 0; flex: 1 1 auto; }
[class*="st-key-row-"] [class*="st-key-open-"] button { justify-content: flex-start; text-align: left; width: 100%; }
[class*="st-key-row-"] [class*="st-key-open-"] button > div, [class*="st-key-row-"] [class*="st-key-open-"] button span {
  justify-content: flex-start; text-align: left; margin-left: 0; width: 100%; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: .35rem; }
[class*="st-key-row-"] [class*="st-key-open-"] button p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  max-width: 148px; font-size: .9rem; }
[class*="st-key-row-"] [class*="st-key-delete-"] { flex: 0 0 auto; opacity: 0; }
[class*="st-key-row-"] [class*="st-key-delete-"] button p { font-size: .8rem; color: #8a8d8c; }
[class*="st-key-row-"]:hover [class*="st-key-delete-"], [class*="st-key-delete-"]:focus-within { opacity: 1; }
"""

_INPUTS = """
[data-testid="stTextInputRootElement"], [data-testid="stTextInputRootElement"] *, [data-testid="stTextAreaRootElement"],
[data-testid="stTextAreaRootElement"] textarea, [data-testid="stSelectbox"] [data-baseweb="select"] > div,
[data-testid="stSelectbox"] > div:not([data-testid]), [data-testid="stSelectbox"] input,
[data-testid="stSelectbox"] [role="group"], [data-testid="stChatInput"] > div, [data-testid="stFileUploaderDropzone"] { background-color: #fffefb; }
[data-testid="stForm"], [data-testid="stExpander"] details { background: #faf9f5; }
[data-testid="stTextArea"] textarea { font-family: var(--song); font-size: 1.04rem; line-height: 1.85; }
"""

# Streamlit's own English: the words are hidden and ours put in their place
_SAID = """
[data-testid="stSkipToContent"] { font-size: 0 !important; }
[data-testid="stSkipToContent"]::after { content: "跳到正文"; font-size: .9rem; }
body:has([data-testid="stChatInputFileUploadButton"]:hover) [data-testid="stTooltipContent"] { font-size: 0; }
body:has([data-testid="stChatInputFileUploadButton"]:hover) [data-testid="stTooltipContent"]::after {
  content: "添加文件（Word、Excel、PDF、txt 等）"; font-size: .85rem; }
body:has([data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])) section[role="dialog"] > h2,
body:has([data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])) section[role="dialog"] > h2 + div > div { font-size: 0; }
body:has([data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])) section[role="dialog"] > h2::after {
  content: "有据没有在运行"; font-size: 1.3rem; }
body:has([data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])) section[role="dialog"] > h2 + div > div::after {
  content: "写好的内容都已保存。请重新打开有据，再刷新这个页面。"; font-size: 1rem; }
"""

_UPLOAD = """
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] > span:not(:has(button)) { display: none; }
[data-testid="stFileUploaderDropzone"]:has([data-testid="stFileChips"])::after { display: none; }
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-borderlessIcon"] span:not([data-testid]) { font-size: 0; }
[data-testid="stFileUploaderDropzone"] > span > button { font-size: 0 !important; min-width: 6rem; justify-content: center; }
[data-testid="stFileUploaderDropzone"] > span > button > * { display: none !important; }
[data-testid="stFileUploaderDropzone"] { align-items: center; }
[data-testid="stFileUploaderDropzone"] > span > button::after { content: "选择文件"; font-size: .92rem; }
[data-testid="stFileUploaderDropzone"]::after { content: "或把文件拖到这里，每个不超过 20 兆"; color: #7c8080; font-size: .85rem;
  margin-left: .8rem; }
"""

_PAPER = """
.st-key-paper { background: #fffefb; border: 1px solid #e2dfd5; border-radius: 4px; box-shadow: 0 1px 3px #0000000f, 0 8px 24px #00000009;
  padding: 2.6rem clamp(1.2rem, 5%, 3.4rem) 3rem; max-width: 860px; gap: .35rem; }
h1.title { font-family: var(--song); font-size: 1.55rem; font-weight: 700; text-align: center; line-height: 1.5; padding: .2rem 3.5rem 1rem;
  color: #1c1f20; letter-spacing: .04em; }
.section, .change, .old-version { font-family: var(--song); font-size: 1.06rem; line-height: 1.9; color: #202425; position: relative; }
.section p, .old-version p { margin: 0 0 .3rem; text-indent: 2em; text-align: justify; font-size: inherit; line-height: inherit; }
.section p.heading { font-family: var(--hei); font-weight: 600; margin-top: .5rem; font-size: 1.04rem; }
.section p.sub-heading { font-weight: 700; }
.section.chosen { background: #f0f5f2; box-shadow: -4px 0 0 #1f5c57; border-radius: 2px; }
[class*="st-key-section-"] { position: relative; gap: .2rem; }
[class*="st-key-tools-"] { position: absolute !important; top: -.15rem; right: -.4rem; width: auto !important; opacity: 0;
  background: #fffefbee; border-radius: 6px; padding: 0 .5rem; transition: opacity .12s; z-index: 20; }
[class*="st-key-section-"]:has(p.heading) > * > [class*="st-key-tools-"], [class*="st-key-section-"]:has(p.heading) > [class*="st-key-tools-"] { opacity: .5; }
[class*="st-key-section-"]:hover > [class*="st-key-tools-"], [class*="st-key-section-"]:hover [class*="st-key-tools-"],
[class*="st-key-tools-"]:focus-within { opacity: 1; }
[class*="st-key-tools-"] button p { font-size: .84rem; color: #1f5c57; }
mark { color: inherit; border-radius: 3px; padding: .06em .1em; text-indent: 0; }
mark.figure { white-space: nowrap; }
mark.sourced { background: #e4f2e9; box-shadow: inset 0 -1.5px 0 #7cbd97; }
mark.derived { background: #dcecf5; box-shadow: inset 0 -1.5px 0 #5a9cc4; }
mark.error { background: #fbdcd8; box-shadow: inset 0 -2px 0 #d2493a; color: #a3271a; }
mark.warning { background: #fdf0cd; box-shadow: inset 0 -2px 0 #dba42f; }
mark.sourced.warning, mark.derived.warning { background: linear-gradient(#e4f2e9 45%, #fdf0cd); }
.section mark { cursor: help; outline-offset: 1px; }
.section mark.basis { cursor: help; background: none; font-size: .62em; vertical-align: super; color: #1f5c57; padding: 0 .15em; }
.section mark.basis::after { content: "据"; }
.section mark:focus { outline: 2px solid #1f5c5755; }
.receipt { display: none; position: absolute; left: 0; right: 0; z-index: 60; background: #ffffff; border: 1px solid #d4d0c3;
  border-radius: 8px; box-shadow: 0 8px 28px #00000026; padding: .7rem .95rem; font-family: var(--sans); font-size: .88rem; line-height: 1.65;
  color: #2b2f30; font-weight: 400; text-align: left; text-indent: 0; letter-spacing: 0; white-space: normal; margin-top: .15rem; }
mark:hover > .receipt, mark:focus > .receipt { display: block; }
.receipt .what, .reason .what { display: block; }
.receipt .what + .what, .receipt .quote + .what, .receipt .better + .what { margin-top: .5rem; padding-top: .5rem; border-top: 1px dashed #ddd9cd; }
.tag { display: inline-block; font-size: .78rem; border-radius: 4px; padding: 0 .45em; margin-right: .55em; color: #fff; background: #6fa586; }
.tag.sourced { background: #3e8a60; } .tag.derived { background: #2f78a5; }
.tag.error { background: #c23b2c; } .tag.warning { background: #b17d12; }
.formula { font-variant-numeric: tabular-nums; }
.better { display: block; color: #1f5c57; margin-top: .15rem; }
.quote { display: block; margin-top: .35rem; padding: .25rem .6rem; background: #f6f5ef; border-left: 3px solid #bcd5c6; border-radius: 0 4px 4px 0; }
.quote b { background: #d5eddd; border-radius: 2px; padding: 0 .15em; }
.quote .from, .quote .heads { display: block; font-size: .76rem; color: #85887f; }
.legend { display: flex; gap: .6rem; align-items: center; font-size: .82rem; color: #6f7372; flex-wrap: wrap; }
"""

_BAR = """
.bar { display: flex; flex-wrap: wrap; gap: .35rem .55rem; align-items: center; font-size: .94rem; background: #fffefb;
  border: 1px solid #e2dfd5; border-radius: 8px; padding: .55rem .9rem; max-width: 860px; }
.st-key-library-wait, .st-key-flashes:empty { display: none; }
.bar .gap { width: .4rem; }
.bar .rest { color: #6f7372; }
.chip { border-radius: 12px; padding: .05rem .65rem; font-size: .88rem; white-space: nowrap; }
.chip.sourced { background: #dcefe3; } .chip.derived { background: #dcecf5; } .chip.error { background: #fbdcd8; color: #a3271a; }
.chip.warning { background: #fdf0cd; } .chip.none { background: #efede6; color: #6f7372; }
.st-key-views { max-width: 860px; justify-content: space-between; }
.st-key-views [data-testid="stPopover"] { margin-left: auto; }
.change { white-space: pre-wrap; background: #fffdf4; border: 1px solid #e9e2c6; border-radius: 6px; padding: .8rem 1rem; }
.change del { background: #fbdcd8; color: #9a4a41; text-decoration: line-through; }
.change ins { background: #d3efdc; color: #175c37; text-decoration: underline; text-underline-offset: 4px; }
.notice { border-radius: 6px; padding: .55rem .85rem; font-size: .93rem; line-height: 1.6; background: #e6eef0; color: #2c474f; max-width: 860px; }
.notice.good { background: #e0f0e6; color: #22543a; } .notice.warning { background: #fbf0d2; color: #6a4a06; }
.notice.error { background: #fae0dc; color: #8d2518; } .notice.plain { background: #f1efe8; color: #3a3d3d; font-weight: 600; }
.card { background: #fffefb; border: 1px solid #e2dfd5; border-radius: 8px; padding: .7rem .95rem; margin: 0 0 .6rem; max-width: 860px;
  font-size: .92rem; line-height: 1.7; }
.card .words { font-family: var(--song); font-size: 1rem; margin-bottom: .35rem; color: #3b3f40; }
.card .where { font-weight: 600; } .card .why { color: #1f5c57; font-size: .84rem; }
.passage .words { white-space: pre-wrap; max-height: 15rem; overflow: auto; margin: .3rem 0 0; }
h3.group { font-size: 1rem; font-weight: 600; padding: .2rem 0; margin: 0; } .card + h3.group { margin-top: .8rem; }
[class*="st-key-repair-"] { margin-top: -1.35rem; } [class*="st-key-repair-"] button p { font-size: .84rem; color: #1f5c57; }
p.more { color: #6b6f70; font-size: .9rem; margin: 0; }
h3.group + .card { margin-top: .5rem; }
.note { white-space: pre-wrap; font-size: .92rem; line-height: 1.8; background: #fffefb; border: 1px solid #e2dfd5; border-radius: 6px; padding: .7rem .9rem;
  max-height: 30rem; overflow: auto; tab-size: 8; }
.old-version p:first-child { text-align: center; text-indent: 0; font-weight: 700; font-size: 1.2rem; }
.old-version { background: #fffefb; border: 1px solid #e2dfd5; border-radius: 6px; padding: 1rem 1.4rem; max-width: 860px; }
.unused { max-width: 860px; font-size: .9rem; color: #5d6160; } .unused summary { cursor: pointer; }
.unused li { margin: .1rem 0; }
.lead { color: #6f7372; font-size: .9rem; margin: 0 0 .2rem; max-width: 860px; } .lead.center { text-align: center; margin-top: .6rem; }
.own { margin: 0; } .own span, .sample summary span { color: #85887f; font-size: .82rem; margin-left: .8em; }
[class*="st-key-library-"] { max-width: 1180px; }
.st-key-search-filters, .st-key-browse-filters { max-width: 860px; }
.st-key-search-filters > *, .st-key-browse-filters > * { min-width: 0; flex: 1 1 0 !important; }
[class*="st-key-hit-"] { gap: 0; max-width: 860px; } [class*="st-key-hit-"] .card { margin-bottom: 0; }
[class*="st-key-sample-row-"] { border-bottom: 1px solid #e2dfd5; padding: .25rem 0 .35rem; max-width: 860px; }
[class*="st-key-sample-row-"] .own span { margin-left: 0; }
.sample-text { max-height: 38rem; font-family: var(--song); font-size: 1rem; } .sample-text .body { margin-bottom: .5rem; }
.part { display: inline-block; font-family: var(--sans); font-size: .78rem; color: #1f5c57; background: #e4efeb; border-radius: 4px; padding: 0 .5em;
  margin: .3rem .5rem .1rem 0; }
[class*="st-key-open-hit-"] button p, [class*="st-key-open-sample-"] button p, [class*="st-key-version-"] button p, .st-key-sample-back button p {
  color: #1f5c57; }
[class*="st-key-open-sample-"] button, [class*="st-key-version-"] button { min-height: 0; padding-bottom: 0; } .st-key-library-browse { gap: .35rem; }
.st-key-library-add [data-testid="stFileUploader"], .st-key-take-in, .st-key-library-add > [data-testid="stElementContainer"]:has(> [data-testid="stSelectbox"]) {
  max-width: 860px; } .st-key-take-in > :has([data-testid="stSelectbox"]) { flex: 0 0 16rem !important; }
 .st-key-library-search [data-testid="stTextInput"] { max-width: 860px; }
.part-row { font-size: .9rem; } .part-row span:last-child { color: #85887f; font-size: .8rem; margin-left: .7em; }
.st-key-look { gap: .2rem; max-width: 860px; }
"""

_TALK = """
.st-key-talk { position: sticky; top: 2.8rem; }
[data-testid="stColumn"]:has(.st-key-talk) { align-self: flex-start; position: sticky; top: 2.8rem; }
.st-key-talk { max-height: calc(100vh - 4rem); flex-wrap: nowrap; }
.st-key-talk > * { flex-shrink: 0; }
.st-key-talk > :has(.chat) { flex: 0 1 auto; min-height: 5rem; display: flex; }
.st-key-talk [data-testid="stHtml"]:has(> .chat) { display: flex; min-height: 0; max-height: 100%; width: 100%; }
.chat { display: flex; flex-direction: column-reverse; overflow-y: auto; padding-right: .3rem; width: 100%; }
.chat-inner { display: flex; flex-direction: column; gap: .6rem; }
.bubble { white-space: pre-wrap; word-break: break-word; border-radius: 10px; padding: .55rem .8rem; font-size: .93rem; line-height: 1.65; max-width: 94%; }
.bubble.mine { align-self: flex-end; background: #dfe9e6; } .bubble.theirs { align-self: flex-start; background: #fffefb; border: 1px solid #e2dfd5; }
.bubble summary { cursor: pointer; }
.writer { font-size: .84rem; color: #6f7372; margin: 0; }
.st-key-quick button { padding: .1rem .6rem; min-height: 0; } .st-key-quick button p { font-size: .84rem; }
.st-key-empty { max-width: 780px; margin: 5vh auto 0; }
.st-key-empty .st-key-switch { align-items: center; margin: 0 auto; width: auto; }
.st-key-empty .writer { text-align: center; margin-top: .6rem; }
.hero { text-align: center; padding-bottom: .8rem; }
.hero h1 { font-family: var(--song); font-size: 3rem; letter-spacing: .3em; text-indent: .3em; color: #1f5c57; padding: 0; margin: 0 0 1.2rem; line-height: 1.3; }
.hero p { font-size: 1.05rem; line-height: 1.8; color: #454a4a; margin: 0; }
.page-head h1 { font-size: 1.6rem; padding: 0; margin: 0 0 .4rem; } .page-head p { color: #6f7372; font-size: .95rem; margin: 0; }
.st-key-guide { line-height: 1.85; }
.st-key-guide h1 { font-size: 1.6rem; } .st-key-guide h2 { font-size: 1.2rem; }
@media (max-width: 1180px) {
  [data-testid="stMainBlockContainer"] { padding: 2.4rem 1.2rem 2rem; }
  .st-key-paper { padding: 1.8rem 1.3rem 2rem; }
  [data-testid="stSidebar"] { min-width: 200px; max-width: 210px; }
}
"""

SHEET = f"<style>{_FONTS}{_FRAME}{_INPUTS}{_SAID}{_UPLOAD}{_PAPER}{_BAR}{_TALK}</style>"
LANGUAGE = "<script>document.documentElement.lang = 'zh-CN';</script>"  # a browser then offers no translation
