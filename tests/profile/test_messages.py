"""What a person is told about each kind of mistake in a profile, word for word."""

from __future__ import annotations

import pytest

from factmatrix.profile.reading import read_profile

HEAD = 'format = 1\nbrand = { name = "Acme", category = "food" }\n'

# What a file says from its third line on, the one English message and the Chinese one.
CASES: dict[str, tuple[str, str, str]] = {
    "share as percent": (
        "[economics]\nrefund_rate = 35",
        "4:15: economics.refund_rate: 35 is out of range. Write a share as a fraction: 35 "
        "% is 0.35.",
        "35 超出范围。比例要写成小数：35% 写作 0.35。",
    ),
    "share as percent, negative": (
        "[economics]\ngross_margin = -12.5",
        "4:16: economics.gross_margin: -12.5 is out of range. Write a share as a fraction: "
        "-12.5 % is -0.125.",
        "-12.5 超出范围。比例要写成小数：-12.5% 写作 -0.125。",
    ),
    "share far out of range": (
        "[economics]\nrefund_rate = 350",
        "4:15: economics.refund_rate: 350 is above 1. Write a share from 0 to 1 (35 % is 0.35).",
        "350 大于 1。应填写：0 到 1 的比例（35% 写作 0.35）。",
    ),
    "percent as text": (
        '[economics]\nrefund_rate = "35 %"',
        '4:15: economics.refund_rate: "35 %" is text. Write 0.35 without quotes.',
        '"35 %" 是文字。应写成 0.35，不加引号。',
    ),
    "full-width percent": (
        '[economics]\nrefund_rate = "３５％"',
        '4:15: economics.refund_rate: "３５％" is text. Write 0.35 without quotes.',
        '"３５％" 是文字。应写成 0.35，不加引号。',
    ),
    "amount in 万": (
        '[economics]\nmonthly_budget = "1.2万"',
        '4:18: economics.monthly_budget: "1.2万" is text. Write 12000 without quotes.',
        '"1.2万" 是文字。应写成 12000，不加引号。',
    ),
    "amount with commas and sign": (
        '[economics]\nmonthly_budget = "¥1,200"',
        '4:18: economics.monthly_budget: "¥1,200" is text. Write 1200 without quotes.',
        '"¥1,200" 是文字。应写成 1200，不加引号。',
    ),
    "number as text that says nothing": (
        '[economics]\naov = "about 200"',
        '4:7: economics.aov: "about 200" is text. Write an amount in CNY, 0.01 or more.',
        '"about 200" 是文字。应填写：不小于 0.01 的金额（元）。',
    ),
    "score as percent": (
        '[powers.content]\nlive = "80%"',
        '4:8: powers.content.live: "80%" is text. Write 80 without quotes.',
        '"80%" 是文字。应写成 80，不加引号。',
    ),
    "score above its range": (
        "[powers.content]\nlive = 120.5",
        "4:8: powers.content.live: 120.5 is above 100. Write a score from 0 to 100.",
        "120.5 大于 100。应填写：0 到 100 的分数。",
    ),
    "negative money": (
        "[economics]\nmonthly_budget = -1_000.50",
        "4:18: economics.monthly_budget: -1_000.50 is below 0. Write an amount in CNY, 0 or more.",
        "-1_000.50 小于 0。应填写：不小于 0 的金额（元）。",
    ),
    "nan": (
        "[economics]\naov = nan",
        "4:7: economics.aov: nan is no figure. If it is unknown, leave the line out.",
        "nan 不是有效数字。如果未知，请删去这一行。",
    ),
    "inf": (
        "[supply]\nstock_days = -inf",
        "4:14: supply.stock_days: -inf is no figure. If it is unknown, leave the line out.",
        "-inf 不是有效数字。如果未知，请删去这一行。",
    ),
    "number beyond all numbers": (
        "[economics]\naov = 1" + 400 * "0",
        "4:7: A number of more than 250 digits: shorten it, or quote it if it is text.",
        "数字超过 250 位。请缩短；如果是文本，请加引号。",
    ),
    "number with an exponent beyond all numbers": (
        "[economics]\naov = 1e400",
        "4:7: economics.aov: 1e400 is no figure. If it is unknown, leave the line out.",
        "1e400 不是有效数字。如果未知，请删去这一行。",
    ),
    "count with an exponent": (
        "[accounts]\nown_accounts = 1e60",
        "4:16: accounts.own_accounts: 1e60 has a decimal point or an exponent. Write "
        "999999999999999949387135297074018866963….",
        "1e60 带小数点或指数。应写成 999999999999999949387135297074018866963…。",
    ),
    "share as percent, with an underscore": (
        "[economics]\nrefund_rate = 3_5",
        "4:15: economics.refund_rate: 3_5 is out of range. Write a share as a fraction: 35 "
        "% is 0.35.",
        "3_5 超出范围。比例要写成小数：35% 写作 0.35。",
    ),
    "hexadecimal number of many digits": (
        f"[powers.content]\nlive = 0x{240 * 'f'}",
        f"4:8: powers.content.live: 0x{37 * 'f'}… is above 100. Write a score from 0 to 100.",
        f"0x{37 * 'f'}… 大于 100。应填写：0 到 100 的分数。",
    ),
    "number of many digits": (
        f"[powers.content]\nlive = -{240 * '9'}",
        f"4:8: powers.content.live: -{38 * '9'}… is below 0. Write a score from 0 to 100.",
        f"-{38 * '9'}… 小于 0。应填写：0 到 100 的分数。",
    ),
    "a table that is none, with a long name": (
        f"[ext]\n{300 * 'x'} = 1",
        f"4:304: ext.{116 * 'x'}…: ext.{35 * 'x'}… is a table. Write [ext.{35 * 'x'}…] and its "
        "fields below it.",
        f"ext.{35 * 'x'}… 是一个表。应写 [ext.{35 * 'x'}…]，并在其下填写字段。",
    ),
    "the least amount as text": (
        '[economics]\naov = "0.01"',
        '4:7: economics.aov: "0.01" is text. Write 0.01 without quotes.',
        '"0.01" 是文字。应写成 0.01，不加引号。',
    ),
    "flag for a number": (
        "[economics]\naov = true",
        "4:7: economics.aov: true is a flag. Write an amount in CNY, 0.01 or more.",
        "true 是开关值。应填写：不小于 0.01 的金额（元）。",
    ),
    "list for a number": (
        "[economics]\naov = [200, 300]",
        "4:7: economics.aov: [200, 300] is a list. Write an amount in CNY, 0.01 or more.",
        "[200, 300] 是列表。应填写：不小于 0.01 的金额（元）。",
    ),
    "table for a number": (
        "[economics.aov]\nlive = 200",
        "3:1: economics.aov: [economics.aov] is a table. Write an amount in CNY, 0.01 or more.",
        "[economics.aov] 是表。应填写：不小于 0.01 的金额（元）。",
    ),
    "date for a number": (
        "[economics]\naov = 2025-06-01",
        "4:7: economics.aov: 2025-06-01 is a date. Write an amount in CNY, 0.01 or more.",
        "2025-06-01 是日期。应填写：不小于 0.01 的金额（元）。",
    ),
    "count with a fraction": (
        "[accounts]\nown_accounts = 2.5",
        "4:16: accounts.own_accounts: 2.5 is not whole. Write a whole number, 0 or more.",
        "2.5 不是整数。应填写：不小于 0 的整数。",
    ),
    "count with a decimal point": (
        "[accounts]\nown_accounts = 2.0",
        "4:16: accounts.own_accounts: 2.0 has a decimal point or an exponent. Write 2.",
        "2.0 带小数点或指数。应写成 2。",
    ),
    "count with a decimal point, out of range": (
        "[accounts]\nown_accounts = -2.0",
        "4:16: accounts.own_accounts: -2.0 is below 0. Write a whole number, 0 or more.",
        "-2.0 小于 0。应填写：不小于 0 的整数。",
    ),
    "rank zero": (
        "[market]\nsubtrack_rank = 0",
        "4:17: market.subtrack_rank: 0 is below 1. Write a rank (a whole number), 1 or more.",
        "0 小于 1。应填写：不小于 1 的名次（整数）。",
    ),
    "yes for a flag": (
        '[accounts]\nshop = "yes"',
        '4:8: accounts.shop: "yes" is text. Write true without quotes.',
        '"yes" 是文字。应写成 true，不加引号。',
    ),
    "是 for a flag": (
        '[accounts]\nshop = "是"',
        '4:8: accounts.shop: "是" is text. Write true without quotes.',
        '"是" 是文字。应写成 true，不加引号。',
    ),
    "number for a flag": (
        "[accounts]\nblue_v = 0",
        "4:10: accounts.blue_v: 0 is a number. Write false.",
        "0 是数字。应写成 false。",
    ),
    "other number for a flag": (
        "[accounts]\nblue_v = 2",
        "4:10: accounts.blue_v: 2 is a number. Write true or false.",
        "2 是数字。应填写：true 或 false。",
    ),
    "text for a flag": (
        '[accounts]\nshop = "soon"',
        '4:8: accounts.shop: "soon" is text. Write true or false.',
        '"soon" 是文字。应填写：true 或 false。',
    ),
    "misspelt choice": (
        '[audience]\ndata_source = "duoyin"',
        '4:15: audience.data_source: "duoyin" is none of the choices. Did you mean '
        '"douyin"? Choices: "douyin", "other".',
        '没有 "duoyin" 这个选项。是不是 "douyin"（抖音数据）？可选："douyin"（抖音数据）、'
        '"other"（其他平台或估计）。',
    ),
    "Chinese near miss of a choice": (
        '[audience]\ndata_source = "抖音数剧"',
        '4:15: audience.data_source: "抖音数剧" is none of the choices. Did you mean '
        '"douyin"? Choices: "douyin", "other".',
        '没有 "抖音数剧" 这个选项。是不是 "douyin"（抖音数据）？可选：'
        '"douyin"（抖音数据）、"other"（其他平台或估计）。',
    ),
    "choice unlike any": (
        '[audience]\ndata_source = "tmall"',
        '4:15: audience.data_source: "tmall" is none of the choices: "douyin", "other".',
        '没有 "tmall" 这个选项。可选："douyin"（抖音数据）、"other"（其他平台或估计）。',
    ),
    "choice of another kind": (
        "[audience]\ndata_source = 1",
        '4:15: audience.data_source: 1 is none of the choices: "douyin", "other".',
        '1 不是可选值。可选："douyin"（抖音数据）、"other"（其他平台或估计）。',
    ),
    "number choice as text": (
        '[quality]\nexperience_scale = "5"',
        '4:20: quality.experience_scale: "5" is text. Write 5 without quotes.',
        '"5" 是文字。应写成 5，不加引号。',
    ),
    "number that is no choice": (
        "[quality]\nexperience_scale = 10",
        "4:20: quality.experience_scale: 10 is none of the choices: 100, 5.",
        "10 不是可选值。可选：100（现行百分制）、5（旧版五分制）。",
    ),
    "text for a list": (
        '[content]\nforms = "scene、story"',
        '4:9: content.forms: "scene、story" is one text, not a list. Write ["scene", "story"].',
        '"scene、story" 是单个文字，不是列表。应写成 ["scene", "story"]。',
    ),
    "number for a list": (
        "[content]\nforms = 2",
        '4:9: content.forms: 2 is a number. Write a list with any of "knowledge", "scene", '
        '"recommendation", "story".',
        '2 是数字。应填写：列表，可包含："knowledge"（知识分享）、"scene"（场景展示）、'
        '"recommendation"（好物推荐）、"story"（剧情）。',
    ),
    "misspelt item of a list": (
        '[content]\nforms = ["scene",\n  "stori"]',
        '5:3: content.forms#2: "stori" is none of the choices. Did you mean "story"? '
        'Choices: "knowledge", "scene", "recommendation", "story".',
        '没有 "stori" 这个选项。是不是 "story"（剧情）？可选："knowledge"（知识分享）、'
        '"scene"（场景展示）、"recommendation"（好物推荐）、"story"（剧情）。',
    ),
    "date as text": (
        '[product]\nlaunch_date = "2025/6/1"',
        '4:15: product.launch_date: "2025/6/1" is text. Write launch_date = 2025-06-01 '
        "without quotes.",
        '"2025/6/1" 是文字。应写成 launch_date = 2025-06-01，不加引号。',
    ),
    "Chinese date as text": (
        '[product]\nlaunch_date = "2025年6月1日"',
        '4:15: product.launch_date: "2025年6月1日" is text. Write launch_date = '
        "2025-06-01 without quotes.",
        '"2025年6月1日" 是文字。应写成 launch_date = 2025-06-01，不加引号。',
    ),
    "date with the year last": (
        '[product]\nlaunch_date = "30/06/2025"',
        '4:15: product.launch_date: "30/06/2025" is text. Write launch_date = '
        "2025-06-30 without quotes.",
        '"30/06/2025" 是文字。应写成 launch_date = 2025-06-30，不加引号。',
    ),
    "date with the year last that can be read in two ways": (
        '[product]\nlaunch_date = "05.06.2025"',
        '4:15: product.launch_date: "05.06.2025" is text. Write launch_date = 2025-06-05 (or '
        "2025-05-06, if the month came first) without quotes.",
        '"05.06.2025" 是文字。应写成 launch_date = 2025-06-05（月在前则为 2025-05-06），不加引号。',
    ),
    "date in digits only": (
        "[product]\nlaunch_date = 20250630",
        "4:15: product.launch_date: 20250630 is a number. Write launch_date = 2025-06-30 "
        "without quotes.",
        "20250630 是数字。应写成 launch_date = 2025-06-30，不加引号。",
    ),
    "date that does not exist as text": (
        '[product]\nlaunch_date = "2025-02-30"',
        '4:15: product.launch_date: "2025-02-30" is text. Write a date without quotes such as '
        "2026-06-30.",
        '"2025-02-30" 是文字。应填写：不加引号的日期，如 2026-06-30。',
    ),
    "text that is no date": (
        '[product]\nlaunch_date = "spring"',
        '4:15: product.launch_date: "spring" is text. Write a date without quotes such as '
        "2026-06-30.",
        '"spring" 是文字。应填写：不加引号的日期，如 2026-06-30。',
    ),
    "date and time": (
        "[product]\nlaunch_date = 2025-06-01T08:00:00+08:00",
        "4:15: product.launch_date: 2025-06-01T08:00:00+08:00 carries a time of day. Write "
        "launch_date = 2025-06-01.",
        "2025-06-01T08:00:00+08:00 带有时间。应写成 launch_date = 2025-06-01。",
    ),
    "time": (
        "[product]\nlaunch_date = 08:00:00",
        "4:15: product.launch_date: 08:00:00 is a time. Write a date without quotes such "
        "as 2026-06-30.",
        "08:00:00 是时间。应填写：不加引号的日期，如 2026-06-30。",
    ),
    "year for a date": (
        "[product]\nlaunch_date = 2025",
        "4:15: product.launch_date: 2025 is a number. Write a date without quotes such as "
        "2026-06-30.",
        "2025 是数字。应填写：不加引号的日期，如 2026-06-30。",
    ),
    "number for a text": (
        "[[creators]]\nname = 618",
        '4:8: creators#1.name: 618 is a number, not text. Write "618" in quotes.',
        '618 是数字，不是文字。应加引号写成 "618"。',
    ),
    "list for a text": (
        '[[creators]]\nname = ["a"]',
        '4:8: creators#1.name: ["a"] is a list. Write text in quotes.',
        '["a"] 是列表。应填写：加引号的文字。',
    ),
    "evidence that is no text": (
        '[evidence]\n"live.gpm" = 1',
        '4:14: evidence."live.gpm": 1 is a number, not text. Write "1" in quotes.',
        '1 是数字，不是文字。应加引号写成 "1"。',
    ),
    "path in evidence without quotes": (
        '[evidence]\nlive.gpm = "Compass"',
        "4:1: evidence.live: The whole path of a field is one key here. Put it in quotes: "
        '"live.gpm" = "…".',
        '这里以字段的完整路径为键，要加引号："live.gpm" = "…"。',
    ),
    "share of sales as percent": (
        "[sales]\nshares = { field = 50 }",
        "4:20: sales.shares.field: 50 is out of range. Write a share as a fraction: 50 % is 0.5.",
        "50 超出范围。比例要写成小数：50% 写作 0.5。",
    ),
    "value for a table": (
        "live = 3",
        "3:8: live: live is a table. Write [live] and its fields below it.",
        "live 是一个表。应写 [live]，并在其下填写字段。",
    ),
    "value for a list of rows": (
        'creators = "none"',
        "3:12: creators: creators is a list of rows. Write [[creators]] above each row.",
        "creators 是由多行组成的列表。应在每一行上方写 [[creators]]。",
    ),
    "single brackets for rows": (
        '[creators]\nname = "a"',
        "3:1: creators: creators is a list of rows. Write [[creators]] above each row.",
        "creators 是由多行组成的列表。应在每一行上方写 [[creators]]。",
    ),
    "double brackets for a table": (
        "[[live]]\ngpm = 3",
        "3:1: live: live stands once and has no rows. Write [live] with single brackets.",
        "live 只有一份，不分行。应写成单层方括号 [live]。",
    ),
    "row that is no table": (
        'creators = ["a"]',
        "3:13: creators#1: A row of creators is a table. Write [[creators]] and the fields "
        "of the row below it.",
        "creators 的每一行都是一个表。应写 [[creators]]，并在其下填写字段。",
    ),
    "misspelt key": (
        "[live]\nviews_per_sesion = 3",
        "4:1: live.views_per_sesion: Unknown key. Did you mean views_per_session?",
        "未知的键。是不是 views_per_session？",
    ),
    "key of another table": (
        "[live]\naov = 300",
        "4:1: live.aov: Unknown key. Did you mean economics.aov?",
        "未知的键。是不是 economics.aov？",
    ),
    "key of several tables": (
        "[live]\nrefund_rate = 0.2",
        "4:1: live.refund_rate: Unknown key. Did you mean economics.refund_rate or "
        "[[creators]] refund_rate?",
        "未知的键。是不是 economics.refund_rate 或 [[creators]] refund_rate？",
    ),
    "key by its Chinese title": (
        '[live]\n"客单价" = 300',
        '4:1: live."客单价": Unknown key. Did you mean economics.aov?',
        "未知的键。是不是 economics.aov？",
    ),
    "key unlike any": (
        "[live]\nxyzzy = 1",
        "4:1: live.xyzzy: Unknown key: no name is near it, or the file is newer than this program.",
        "未知的键：没有相近的名称，也可能是文件比本程序新。",
    ),
    "misspelt table": (
        "[acounts]\nshop = true",
        "3:2: acounts: Unknown table. Did you mean [accounts]?",
        "未知的表。是不是 [accounts]？",
    ),
    "table of another table": (
        "[price]\nstrength = 50",
        "3:2: price: Unknown table. Did you mean [powers.price]?",
        "未知的表。是不是 [powers.price]？",
    ),
    "key above the tables": (
        "aov = 300",
        "3:1: aov: Unknown key. Did you mean economics.aov?",
        "未知的键。是不是 economics.aov？",
    ),
    "misspelt key of a row": (
        '[[boost_tests]]\nname = "a"\n[[boost_tests]]\nname = "b"\ncots = 3',
        "7:1: boost_tests#2.cots: Unknown key. Did you mean cost?",
        "未知的键。是不是 cost？",
    ),
    "contradiction": (
        "[accounts]\nblue_v = false\nblue_v_bound = true",
        "5:16: accounts.blue_v_bound: accounts.blue_v_bound = true, but accounts.blue_v = "
        "false: an account that is no blue V cannot be bound as one. Correct one of the "
        "two, or leave out the one you are not sure of.",
        "accounts.blue_v_bound = true，但 accounts.blue_v = false：没有蓝V就谈不上绑定。"
        "请改正其中一个，拿不准的就留空。",
    ),
    "table without a plugin, not a table": (
        "ext.xhs = 3",
        "3:11: ext.xhs: ext.xhs is a table. Write [ext.xhs] and its fields below it.",
        "ext.xhs 是一个表。应写 [ext.xhs]，并在其下填写字段。",
    ),
    "nan in a table without a plugin": (
        "[ext.xhs]\na = { b = nan }",
        "4:11: ext.xhs.a.b: nan is no figure. If it is unknown, leave the line out.",
        "nan 不是有效数字。如果未知，请删去这一行。",
    ),
}

# The same for whole files.
WHOLE_FILES: dict[str, tuple[str, str, str]] = {
    "format missing": (
        'brand = { name = "Acme", category = "food" }',
        "1:1: format: Format is required. Write format = 1.",
        "缺少必填项“格式版本”。请写 format = 1。",
    ),
    "format newer": (
        'format = 2\nbrand = { name = "Acme", category = "food" }',
        "1:10: format: The file has format 2, this program reads format 1. Update the program.",
        "文件是格式 2，本程序只能读取格式 1。请升级程序。",
    ),
    "format as text": (
        'format = "1"\nbrand = { name = "Acme", category = "food" }',
        '1:10: format: "1" is no known format. Write format = 1.',
        '没有 "1" 这种格式。应写成 format = 1。',
    ),
    "format as fraction": (
        'format = 1.0\nbrand = { name = "Acme", category = "food" }',
        "1:10: format: 1.0 is no known format. Write format = 1.",
        "没有 1.0 这种格式。应写成 format = 1。",
    ),
    "brand missing": (
        "format = 1",
        "1:1: brand: The table is required. Write [brand] with name, category below it.",
        "缺少必填的表。请写 [brand]，并在其下填写 name、category。",
    ),
    "name missing": (
        'format = 1\n\n[brand]\ncategory = "food"',
        '3:1: brand.name: Brand name is required. Write name = "…".',
        '缺少必填项“品牌名称”。请写 name = "…"。',
    ),
    "category missing": (
        'format = 1\n[brand]\nname = "Acme"',
        '2:1: brand.category: Main category is required. Write category = "…" with one of '
        '"womenswear", "menswear", "kidswear", "shoes_bags", "sportswear", "beauty", '
        '"skincare", "food", "fresh", "liquor", "household", "appliances", "electronics", '
        '"jewelry", "mother_baby", "other".',
        '缺少必填项“主营类目”。请写 category = "…"，取以下之一："womenswear"（女装）、'
        '"menswear"（男装）、"kidswear"（童装）、"shoes_bags"（鞋包）、'
        '"sportswear"（运动）、"beauty"（美妆）、"skincare"（护肤）、"food"（食品）、'
        '"fresh"（生鲜）、"liquor"（酒水）、"household"（家居日用）、"appliances"（家电）、'
        '"electronics"（3C）、"jewelry"（珠宝）、"mother_baby"（母婴）、"other"（其他）。',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_mistake_has_one_message_with_its_place_and_its_cure(case: str) -> None:
    text, english, chinese = CASES[case]
    assert told(HEAD + text) == (f"shop.toml:{english}", chinese)


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_what_every_profile_needs(case: str) -> None:
    text, english, chinese = WHOLE_FILES[case]
    assert told(text) == (f"shop.toml:{english}", chinese)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("300元", "300"),
        ("￥ 1,234,567.80", "1234567.8"),
        ("1.2w", "12000"),
        ("3.5k", "3500"),
        ("2亿", "200000000"),
        ("０.５", "0.5"),
        ("1,5", None),
        ("1.2.3", None),
        ("-5", None),
        ("1.2 million", None),
        ("9" * 100, None),
        ("", None),
    ],
)
def test_a_number_in_quotes_is_only_guessed_where_it_is_plain(
    source: str, number: str | None
) -> None:
    english, _ = told(f'{HEAD}[economics]\nmonthly_budget = "{source}"')
    cure = "an amount in CNY, 0 or more" if number is None else f"{number} without quotes"
    assert english.endswith(f" is text. Write {cure}.")


def told(text: str) -> tuple[str, str]:
    """The first line of the only message in English, and the Chinese sentence."""
    reading = read_profile(text)
    assert reading.profile is None
    (problem,) = reading.problems
    return problem.render("shop.toml", "en").splitlines()[0], problem.message.zh
