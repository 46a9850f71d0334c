"""What is read: bytes of any encoding, files, folders, JSONL, and copies of one text."""

import io
import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from compare.reading import ReadingOptions, read
from compare.reading.decode import decode, repair_mojibake
from compare.reading.limits import MAX_ARTICLE_BYTES

REPORT = "The bridge was closed on Monday. It will open again in May.\n"
OTHER = "The ferry sank in the night. Nobody was on board.\n"
PNG = b"\x89PNG\r\n\x1a\n\0"


# --- bytes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-16", ""), ("utf-32", ""), ("cp1252", ""), ("utf-8-sig", "")]
)
def test_encodings(encoding: str, mark: str) -> None:
    text = "The café at “Selby” was closed — for good. Nobody knew why.\n"
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == mark + text
    assert (decoded.remark is None) == (encoding == "utf-8-sig")


def test_cyrillic_code_page() -> None:
    text = "Мост был закрыт в понедельник из-за наводнения, сообщил мэр города. " * 4
    assert decode(text.encode("cp1251"), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The “café” at Selby was closed.", "cp1252"),
        ("The mayor of Selby said: “Très bien”.", "cp1252"),
        ("桥在星期一关闭了，将于五月重新开放。市长说没有人受伤。" * 3, "gb18030"),
        ("橋は月曜日に閉鎖されました。五月に再び開通する予定です。" * 3, "shift_jis"),
        ("橋が閉鎖された\n\n技術者が橋脚にひびを見つけたと市長は述べた。\n", "shift_jis"),
        ("橋が閉鎖された\n\n技術者が橋脚にひびを見つけたと市長は述べた。\n", "euc_jp"),
        ("Мост закрыт\n\n6 июня 2023\n\nСтарый мост через реку был закрыт.\n", "koi8_r"),
        ("다리가 폐쇄되었다\n\n기술자들이 교각에서 균열을 발견했다고 시장은 말했다.\n", "euc_kr"),
        ("大橋關閉\n\n市長說,工程師在三個橋墩上發現了裂縫,舊橋關閉了兩個星期。\n", "big5"),
        ("Η παλιά γέφυρα έκλεισε για δύο εβδομάδες, είπε ο δήμαρχος.\n", "cp1253"),
    ],
)
def test_short_texts_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


def test_mojibake_is_undone_only_where_it_was() -> None:
    text = "“It’s the café,” she said – twice."
    broken = text.encode("utf-8").decode("cp1252", errors="ignore")
    assert repair_mojibake("Itâ€™s the cafÃ© â€“ twice").text == "It’s the café – twice"
    assert repair_mojibake(broken).remark is not None
    for sound in (text, "«CAFÉ» à Paris", "Größe, Ærø, ÅÄÖ", "€™"):
        assert repair_mojibake(sound).text == sound
        assert repair_mojibake(sound).remark is None


@given(st.text(alphabet="abc .éàüñçß—–“”‘’…€", max_size=60))
@example("Ça coûte 5 € – déjà…")
def test_western_mojibake_is_undone(text: str) -> None:
    # A text that is misread from another one in itself ("ç––ç––") is undone once more.
    assume(repair_mojibake(text).remark is None)
    bytes_read = text.encode("utf-8")
    misread = "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in bytes_read
    )
    assert repair_mojibake(misread).text == text


# --- files ------------------------------------------------------------------------------------


def write(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_folder_is_searched(tmp_path: Path) -> None:
    write(tmp_path, a_DOT_txt=REPORT, deep__b_DOT_txt=OTHER, c_DOT_pdf=b"%PDF-1.7", d_DOT_png=PNG)
    write(tmp_path, _DOT_hidden_DOT_txt=REPORT, _DOT_git__e_DOT_txt=REPORT)
    result = read([str(tmp_path)])
    assert sorted(str(article.path) for article in result.articles) == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "deep/b.txt"),
    ]
    assert [(n.kind, Path(n.subject).name) for n in result.notices] == [("skipped", "d.png")]
    assert [(Path(f.path).name, f.cause) for f in result.failures] == [("c.pdf", "a damaged PDF")]


def test_globs_and_names_meet(tmp_path: Path) -> None:
    write(tmp_path, a_DOT_txt=REPORT, b_DOT_txt=OTHER)
    sources = [str(tmp_path / "*.txt"), str(tmp_path), str(tmp_path / "a.txt")]
    assert len(read(sources).articles) == 2
    assert read(sources).notices == ()


def test_a_name_with_glob_characters_is_a_file_first(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(REPORT)
    assert len(read([str(tmp_path / "a[1].txt")]).articles) == 1


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"Home\nShare\nAll rights reserved\n", "furniture"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"PK\x03\x04" + bytes(20), "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (bytes(range(256)) * 4, "binary"),
        (b"word " * (MAX_ARTICLE_BYTES // 5 + 1), "longer than 5,000,000 bytes"),
    ],
)
def test_bad_files_fail_alone(tmp_path: Path, content: bytes, cause: str) -> None:
    write(tmp_path, bad_DOT_txt=content, good_DOT_txt=REPORT)
    result = read([str(tmp_path / "bad.txt"), str(tmp_path / "good.txt")])
    assert len(result.articles) == 1
    (failure,) = result.failures
    assert failure.path == str(tmp_path / "bad.txt")
    assert cause in failure.cause and "\n" not in str(failure)


def test_bad_names(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    sources = [
        str(tmp_path / "missing.txt"),
        str(tmp_path / "*.nothing"),
        "https://paper.example/a",
        str(tmp_path / "empty"),
        "nul\0byte",
        "x" * 5000,
        "",
    ]
    result = read(sources, options=ReadingOptions(offline=True, cache=None))
    assert result.articles == ()
    assert sorted(failure.path for failure in result.failures) == sorted(sources)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    write(tmp_path, a_DOT_txt=REPORT)
    (tmp_path / "a.txt").chmod(0)
    assert [f.cause for f in read([str(tmp_path)]).failures] == ["Permission denied"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert [f.cause for f in read([str(tmp_path)]).failures] == ["not a regular file"]


def test_standard_input() -> None:
    (article,) = read(["-"], stdin=io.BytesIO(REPORT.encode())).articles
    assert (article.path, article.source, article.text) == ("-", None, REPORT.strip())


def test_encoding_is_a_notice(tmp_path: Path) -> None:
    write(tmp_path, a_DOT_txt=REPORT.replace("It", "“It”").encode("cp1252"))
    write(tmp_path, b_DOT_txt=OTHER.replace("Nobody", "â€œNobodyâ€\x9d"))
    result = read([str(tmp_path)])
    assert [notice.kind for notice in result.notices] == ["encoding", "encoding"]
    assert any("“Nobody”" in article.text for article in result.articles)
    assert any("“It”" in article.text for article in result.articles)


# --- JSONL ------------------------------------------------------------------------------------


def jsonl(*rows: object) -> io.BytesIO:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return io.BytesIO("\n".join(lines).encode())


def test_jsonl_is_known_by_its_content() -> None:
    row = {"id": "a1", "source": "Elsmere Post", "published": "2018-07", "text": f"Home\n{REPORT}"}
    (article,) = read(["-"], stdin=jsonl(row)).articles
    assert (article.source, article.published, article.path) == ("Elsmere Post", "2018-07", "-:1")
    assert article.text == REPORT.strip()
    assert len(article.id) == 16
    (article,) = read(["-"], stdin=jsonl(row), as_is=True).articles
    assert (article.id, article.text) == ("a1", row["text"])


@pytest.mark.parametrize(
    "bad",
    [
        "{oops",
        "[1]",
        "7",
        '{"text": 3}',
        '{"title": "x"}',
        '{"text": ""}',
        '{"text": "a", "source": []}',
        '{"text": ' + "[" * 100_000,
        '{"text": "x", "id": ' + "9" * 5000 + "}",
    ],
)
def test_a_bad_line_is_named(bad: str) -> None:
    result = read(["-"], stdin=jsonl({"text": REPORT}, "", bad, {"text": OTHER}))
    assert len(result.articles) == 2
    assert [failure.path for failure in result.failures] == ["-:3"]


def test_an_id_is_given_once() -> None:
    rows = [{"id": 1, "text": REPORT}, {"id": 1, "text": OTHER}, {"id": 2, "text": REPORT}]
    result = read(["-"], stdin=jsonl(*rows), as_is=True)
    assert [article.id for article in result.articles] == ["1", "2"]
    assert [failure.path for failure in result.failures] == ["-:2"]
    assert [notice.subject for notice in result.notices] == ["-:3"]


def test_odd_characters_in_jsonl() -> None:
    text = "The \0 bridge \u202ewas\u202c closed \ud83d on\x1b[31m Monday. It will open."
    (article,) = read(["-"], stdin=jsonl({"text": text})).articles
    assert article.text == "The  bridge was closed \ufffd on[31m Monday. It will open."
    (article,) = read(["-"], stdin=jsonl({"text": text}), as_is=True).articles
    assert article.text == text.replace("\ud83d", "\ufffd")


# --- duplicates -------------------------------------------------------------------------------


def test_copies_are_kept_once(tmp_path: Path) -> None:
    write(tmp_path, b_DOT_txt=REPORT, a_DOT_txt=REPORT, c_DOT_txt=OTHER)
    result = read([str(tmp_path)])
    assert {Path(str(article.path)).name for article in result.articles} == {"a.txt", "c.txt"}
    (notice,) = result.notices
    assert (notice.kind, Path(notice.subject).name) == ("duplicate", "b.txt")


def test_of_copies_the_one_that_tells_of_itself_is_kept(tmp_path: Path) -> None:
    signed = f"Source: Elsmere Post\nDate: 6 June 2023\n\n{REPORT}"
    write(tmp_path, a_DOT_txt=REPORT, b_DOT_txt=signed, c_DOT_txt=f"Date: 5 June 2023\n\n{REPORT}")
    result = read([str(tmp_path)])
    (article,) = result.articles
    assert (article.source, article.published) == ("Elsmere Post", "2023-06-06")
    assert [Path(notice.subject).name for notice in result.notices] == ["a.txt", "c.txt"]


def test_the_same_words_of_two_outlets_stay() -> None:
    rows = [{"source": name, "text": REPORT} for name in ("Elsmere Post", "Selby Herald")]
    result = read(["-"], stdin=jsonl(*rows))
    assert {article.source for article in result.articles} == {"Elsmere Post", "Selby Herald"}
    assert [notice.kind for notice in result.notices] == ["duplicate"]


def test_order_of_sources_changes_nothing(tmp_path: Path) -> None:
    signed = REPORT + "\n© 2020 Elsmere Post\n"
    write(tmp_path, a_DOT_txt=REPORT, b_DOT_txt=signed, c_DOT_txt=OTHER, d_DOT_txt=b"", e=REPORT)
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt", "d.txt", "e")]
    results = []
    for order in itertools.islice(itertools.permutations([*names, "gone"]), 0, 720, 90):
        result = read(order)
        results.append((result.articles, result.notices, [str(f) for f in result.failures]))
    assert all(result == results[0] for result in results)
