"""What the steps of a judged score mean, so that two consultants give the same score."""

from __future__ import annotations

from factmatrix.text import Text


def rubric(
    none: Text, weak: Text, median: Text, strong: Text, top: Text, *, percent: bool = False
) -> Text:
    """One text from the meanings of 0–20, 21–40, 41–60, 61–80 and 81–100; of a share in `percent`.

    The steps follow one scale for every field: nothing, below the category's median, about the
    median, the top third with evidence, the top tenth with a number to prove it.
    """
    steps = {"0–20": none, "21–40": weak, "41–60": median, "61–80": strong, "81–100": top}
    en, zh = (" %", "%") if percent else ("", "")
    return Text(
        "; ".join(f"{step}{en}: {meaning.en}" for step, meaning in steps.items()),
        "；".join(f"{step}{zh}：{meaning.zh}" for step, meaning in steps.items()),
    )


TONE = rubric(
    Text("another world: their viewers would not buy this", "完全不搭，粉丝不会买这类产品"),
    Text("little in common beyond the category", "除了类目，几乎没有共同点"),
    Text("neutral: sells many brands of all kinds", "中性，什么品牌都带"),
    Text(
        "similar style and price level, sold similar brands well", "风格和价位接近，带过同调性品牌"
    ),
    Text(
        "could be the brand's own account, and a past deal proves it",
        "像品牌自己的号，有过往合作为证",
    ),
    percent=True,
)
"""How well a creator suits a brand (R60, R76)."""

COOPERATION = rubric(
    Text("one link among many, no preparation", "混场挂一个链接，没有准备"),
    Text("a slot with a short briefing", "有坑位，简单对一下卖点"),
    Text("chooses products with the brand, makes one piece of content", "一起选品，配一条内容"),
    Text("several sessions or videos, material may be reused", "多场或多条排期，素材可授权投放"),
    Text(
        "a frame deal: content made together, shared plan, repeated",
        "年框或专场：内容共创，长期排期",
    ),
    percent=True,
)
"""How deep a cooperation with a creator goes (R62)."""
