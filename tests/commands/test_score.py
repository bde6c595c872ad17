"""`fact score`: which files are scored, what goes where, how the run ends."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import BROKEN, SAMPLES, SOUND, Process, Run, write
from tests.plugins.third_parties import Install, plugin

SAMPLE = SAMPLES / "content-strong.toml"
NO_ANSWER = plugin("shy").replace("return Fit(", "raise RuntimeError('no idea')\n    return Fit(")


def names(out: str) -> list[str]:
    """The brands of a JSON answer."""
    return [result["profile"]["name"] for result in json.loads(out)["results"]]


def test_the_installed_command_ranks_a_profile(process: Process) -> None:
    result = process("score", SAMPLE, env={**os.environ, "FACT_LANG": "zh"})
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 0
    assert lines[0].startswith("禾见 · 女装 · ")
    assert lines[1].startswith("  主推 F 商家自播")
    assert result.stderr == b""


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
@pytest.mark.parametrize("explain", [[], ["--explain"]])
def test_every_sample_has_an_answer_in_every_form(run: Run, form: str, explain: list[str]) -> None:
    answer = run("score", SAMPLES, "--format", form, *explain)
    assert answer.code == 0
    for path in SAMPLES.glob("*.toml"):
        name = path.read_text(encoding="utf-8").split('name = "')[1].split('"')[0]
        assert name in answer.out


def test_the_good_files_of_a_folder_are_scored_and_the_bad_ones_told(run: Run) -> None:
    for name in ("a", "sub/d"):
        write(f"brands/{name}.toml")
    for name in ("b", "c", "sub/e"):
        write(f"brands/{name}.toml", BROKEN)
    answer = run("score", "brands", "--format", "json")
    assert answer.code == 1
    assert names(answer.out) == ["a", "d"]
    failed = json.loads(answer.out)["failed"]
    assert [Path(entry["path"]).stem for entry in failed] == ["b", "c", "e"]
    assert failed[0]["errors"][0]["line"] == 6
    told = [line for line in answer.err.splitlines() if ".toml:6:7: economics.aov:" in line]
    assert len(told) == 3
    assert answer.err.splitlines()[-1] == "fact: profiles scored: 2, failed: 3"


def test_a_path_that_leads_nowhere_is_told_and_the_rest_is_scored(run: Run) -> None:
    Path("empty").mkdir()
    write("ling.toml")
    paths = ("missing.toml", "ling.toml", "empty", "missing.toml")
    answer = run("score", *paths, "--format", "json")
    assert answer.code == 1
    assert names(answer.out) == ["ling"]
    failed = json.loads(answer.out)["failed"]
    assert [entry["path"] for entry in failed] == ["missing.toml", "empty"]
    assert failed[0]["errors"][0]["message"] == "There is no such file or folder."
    assert answer.err.splitlines() == [
        "missing.toml:1:1: There is no such file or folder.",
        "empty:1:1: There are no profiles (*.toml) in this folder. `fact new NAME` writes one.",
        "fact: profiles scored: 1, failed: 2",
    ]


def test_bad_files_alone_leave_stdout_empty(run: Run) -> None:
    answer = run("score", write("bad.toml", BROKEN), "--lang", "zh")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.splitlines()[-1] == "fact: 已评分 0 份，失败 1 份"


def test_a_file_named_twice_is_scored_once(run: Run) -> None:
    path = write("brands/ling.toml")
    same = ("brands/ling.toml", "./brands/../brands/ling.toml", path.absolute(), "brands")
    assert names(run("score", *same, "--format", "json").out) == ["ling"]


def test_hidden_files_and_folders_called_like_profiles_are_passed_over(run: Run) -> None:
    write("brands/ling.toml")
    write("brands/.draft.toml", "not yet a profile")
    write("brands/.venv/some.toml", "not a profile")
    Path("brands/folder.toml").mkdir()
    answer = run("score", "brands", "--format", "json")
    assert (answer.code, names(answer.out)) == (0, ["ling"])


def test_a_file_of_any_name_is_read_when_it_is_named(run: Run) -> None:
    assert names(run("score", write("ling.txt"), "--format", "json").out) == ["ling"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_and_does_not_hang(process: Process) -> None:
    os.mkfifo("pipe.toml")
    result = process("score", "pipe.toml", timeout=60)
    assert result.returncode == 1
    assert result.stderr.startswith(b"pipe.toml:1:1: This is a pipe or a device.")


def test_the_date_asked_for_is_the_date_of_the_answer_unless_the_profile_has_one(run: Run) -> None:
    write("brands/a.toml")
    write(
        "brands/b.toml", 'format = 1\n[brand]\nname = "b"\ncategory = "food"\nas_of = 2025-06-18\n'
    )
    result = json.loads(run("score", "brands", "--format", "json", "--date", "2026-02-28").out)
    assert result["date"] == "2026-02-28"
    assert [entry["date"] for entry in result["results"]] == ["2026-02-28", "2025-06-18"]


def test_doubtful_values_and_orphaned_tables_are_told_without_failing(run: Run) -> None:
    text = 'format = 1\n[brand]\nname = "a"\ncategory = "food"\n[powers.content]\nlive = 0.8\n'
    answer = run("score", write("a.toml", text + "[ext.xhs]\nfans = 3\n"))
    assert answer.code == 0
    assert "a.toml:6:8: warning: powers.content.live:" in answer.err
    assert "a.toml: [ext.xhs] was not read: its plugin is not installed." in answer.err


def test_very_many_orphaned_tables_are_counted(run: Run) -> None:
    text = 'format = 1\n[brand]\nname = "a"\ncategory = "food"\n'
    answer = run("score", write("a.toml", text + "".join(f"[ext.x{n}]\n" for n in range(99))))
    assert answer.err.count("its plugin is not installed") == 20
    assert "a.toml: 79 more tables were not read either." in answer.err


def test_an_overlay_changes_the_answer_and_is_named_in_it(run: Run) -> None:
    overlay = 'format = 1\nname = "Agency"\n[positions.field.criteria.live]\nweight = 300\n'
    ours = run("score", SAMPLE, "--format", "json", "--rules", write("agency.toml", overlay))
    assert ours.code == 0, ours.err
    theirs = run("score", SAMPLE, "--format", "json")
    changed, plain = json.loads(ours.out), json.loads(theirs.out)
    assert changed["rules"]["overlays"] == ["Agency"]
    assert changed["rules"]["hash"] != plain["rules"]["hash"]
    assert changed["results"][0]["ranking"] != plain["results"][0]["ranking"]


def test_a_position_that_is_left_out_is_nowhere(run: Run) -> None:
    answer = run("score", SAMPLE, "--format", "json", "--no-plugin", "topkol")
    result = json.loads(answer.out)
    assert answer.code == 0
    assert [p["status"] for p in result["plugins"] if p["id"] == "topkol"] == ["disabled"]
    assert "topkol" not in {entry["position"] for entry in result["results"][0]["ranking"]}


def test_without_any_sound_position_the_answer_says_so(run: Run, install: Install) -> None:
    install("broken-one", {"broken_one.py": "import nowhere_at_all"}, {"lost": "broken_one"})
    off = [f"--no-plugin={name}" for name in ("field", "alliance", "campaign", "topkol")]
    answer = run("score", SAMPLE, *off)
    assert answer.code == 1
    assert "No position could be scored. `fact plugins list` says why." in answer.out


def test_a_plugin_that_fails_to_load_is_named_and_the_others_score(
    run: Run, install: Install
) -> None:
    install("broken-one", {"broken_one.py": "import nowhere_at_all"}, {"lost": "broken_one"})
    answer = run("score", SAMPLE)
    assert answer.code == 1
    assert "not scored" not in answer.err  # the table says it
    assert "F Brand self-broadcast" in answer.out
    assert "  1 position not scored:\n  - lost: loading it raised ModuleNotFound" in answer.out
    answer = run("score", SAMPLE, "--lang", "zh", "--format", "markdown")
    assert answer.code == 1
    assert "1 个阵地未评分：" in answer.out
    answer = run("score", SAMPLE, "--format", "json")
    assert answer.code == 1
    assert "1 position not scored:\n- lost: " in answer.err
    (lost,) = [p for p in json.loads(answer.out)["plugins"] if p["status"] == "failed"]
    assert "nowhere_at_all" in lost["reason"]
    answer = run("score", write("bad.toml", BROKEN))
    assert (answer.code, answer.out) == (1, "")
    assert "1 position not scored:\n- lost: " in answer.err


def test_a_position_that_gives_no_answer_is_named_beside_the_others(
    run: Run, install: Install
) -> None:
    install("shy-one", {"shy_one.py": NO_ANSWER}, {"shy": "shy_one"})
    answer = run("score", SAMPLE)
    assert answer.code == 1
    assert "! shy was not scored: score_fit raised RuntimeError: no idea" in answer.out
    (result,) = json.loads(run("score", SAMPLE, "--format", "json").out)["results"]
    assert [failure["position"] for failure in result["failures"]] == ["shy"]


@pytest.mark.parametrize("body", ["raise RuntimeError('no idea')", "return 3"])
@pytest.mark.parametrize(
    ("language", "said", "remark"),
    [
        ("en", "shy is ranked, but its own actions are missing: suggest", "actions missing"),
        ("zh", "shy 已参与排序，但缺少自身的动作：suggest", "缺少动作"),
    ],
)
def test_a_position_that_gives_no_actions_is_ranked_and_that_is_said(
    run: Run, install: Install, body: str, language: str, said: str, remark: str
) -> None:
    source = plugin("shy").replace("return []", body)
    install("shy-one", {"shy_one.py": source}, {"shy": "shy_one"})
    for form in ("table", "markdown"):
        answer = run("score", SAMPLE, "--lang", language, "--format", form)
        assert answer.code == 1
        assert said in " ".join(answer.out.replace("\\", "").split())
    answer = run("score", SAMPLE, "--lang", language, "--format", "json")
    (result,) = json.loads(answer.out)["results"]
    (failure,) = result["failures"]
    assert answer.code == 1
    assert failure["ranked"]
    assert failure["message"].startswith(said)
    (ranked,) = [entry for entry in result["ranking"] if entry["position"] == "shy"]
    assert ranked["score"] == 50.0
    assert [action["id"] for action in ranked["actions"]] == ["catch_others_traffic"]
    for name in "abcde":
        shutil.copy(SAMPLE, write(f"brands/{name}.toml"))
    summary = run("score", "brands", "--lang", language).out
    assert summary.count(remark) >= 5


@pytest.mark.parametrize("source", ["import nowhere_at_all", NO_ANSWER])
def test_strict_plugins_scores_nothing_if_any_position_fails(
    run: Run, install: Install, source: str
) -> None:
    install("shy-one", {"shy_one.py": source}, {"shy": "shy_one"})
    answer = run("score", SAMPLE, "--strict-plugins")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("fact: --strict-plugins: nothing was scored, because of shy.")


def test_a_position_in_plain_python_without_reasons_is_shown_like_any_other(
    run: Run, install: Install
) -> None:
    install("plain-one", {"plain_one.py": plugin("plain")}, {"plain": "plain_one"})
    answer = run("score", SAMPLE, "--explain")
    assert answer.code == 0
    assert "X T · support · 50.0 · 40.0–60.0" in answer.out


def test_many_profiles_end_with_a_summary_that_names_the_failed_ones(run: Run) -> None:
    for name in "abcd":
        shutil.copy(SAMPLE, write(f"brands/{name}.toml"))
    write("brands/e.toml", BROKEN)
    out = run("score", "brands").out
    summary = out[out.index("  Summary\n") :].splitlines()
    assert len(summary) == 7
    assert summary[1].split() == ["Brand", "Lead", "Score", "Ahead", "by", "Certain", "Remarks"]
    assert summary[6].strip().startswith(str(Path("brands", "e.toml")))
    assert summary[6].endswith("1 error")
    Path("brands/d.toml").unlink()
    assert "Summary" not in run("score", "brands").out


@pytest.mark.parametrize("written_as", ["table", "json", "markdown"])
def test_all_positions_switched_off_is_wrong_usage(run: Run, written_as: str) -> None:
    off = [f"--no-plugin={name}" for name in ("field", "alliance", "campaign", "topkol")]
    path = write("brand.toml")
    answer = run("score", path, "--format", written_as, *off)
    assert (answer.code, answer.out) == (2, "")
    assert "all positions are switched off" in answer.err
    assert "所有阵地都已停用" in run("score", path, *off, "--lang", "zh").err
    assert run("score", path, *off[1:]).code == 0
    assert run("validate", path, *off).code == 0


@pytest.mark.parametrize(
    ("language", "legend"),
    [
        ("en", "? too little is known for this score to be compared with the others"),
        ("zh", "? 已知信息太少，该得分还不能与其他品牌相比"),
    ],
)
def test_a_provisional_score_is_marked_in_the_summary(run: Run, language: str, legend: str) -> None:
    for name in "abcd":
        shutil.copy(SAMPLE, write(f"brands/{name}.toml"))
    shutil.copy(SAMPLE, write("brands/e.toml"))
    assert legend not in run("score", "brands", "--lang", language).out
    shutil.copy(SAMPLES / "published-jewelry-session.toml", Path("brands/e.toml"))
    table = run("score", "brands", "--lang", language).out
    assert table.count("100.0?") == 1
    assert table.splitlines()[-1] == f"  {legend}"
    markdown = run("score", "brands", "--lang", language, "--format", "markdown").out
    assert markdown.count("| 100.0? |") == 1
    assert legend in markdown


@pytest.mark.parametrize("written_as", ["table", "markdown"])
def test_tables_that_nothing_reads_stand_among_the_warnings(run: Run, written_as: str) -> None:
    path = write("a.toml", SOUND + "[ext.xhs]\nfans = 3\n")
    answer = run("score", path, "--format", written_as)
    said = "[ext.xhs] was not read: its plugin is not installed."
    warnings = answer.out.replace("\\", "").partition("Watch out\n")[2]
    assert said in warnings.partition("Ask first\n")[0]


@pytest.mark.parametrize("written_as", ["table", "markdown"])
@pytest.mark.parametrize("options", [[], ["--explain"]])
def test_where_little_is_known_questions_come_before_actions(
    run: Run, written_as: str, options: list[str]
) -> None:
    action = "Write down the room's baseline"
    empty = run("score", SAMPLES / "name-and-category.toml", "--format", written_as, *options).out
    assert 0 < empty.index("Ask first\n") < empty.rindex(action)
    little = SAMPLES / "no-shop-yet.toml"
    known = run("score", little, "--format", written_as, *options).out
    plan = known.index("The plan\n" if options or written_as == "markdown" else "Start with\n")
    assert plan < known.index("Ask first\n")
