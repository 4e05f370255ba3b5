import gzip
import re
from pathlib import Path

from bot.channels.assets import STATIC, load

LIMIT_BYTES = 20 * 1024


def test_the_whole_widget_stays_below_20_kb_on_the_wire():
    _release, assets = load()
    assert sum(len(asset.packed) for name, asset in assets.items() if name.endswith(".js")) < LIMIT_BYTES


def test_every_import_in_the_widget_names_a_file_that_is_served():
    release, assets = load()
    for name, asset in assets.items():
        for module in re.findall(r'from "\./(.+?)"', asset.body.decode()):
            path = module.replace(f"widget/{release}/", "")
            assert f"widget/{path}" in assets, f"{name} imports {module}"


def test_a_changed_module_gives_a_new_release(tmp_path: Path):
    (tmp_path / "widget.js").write_text('import "./widget/RELEASE/a.js";')
    (tmp_path / "a.js").write_text("1")
    before, first = load(tmp_path)
    (tmp_path / "a.js").write_text("2")
    after, second = load(tmp_path)
    assert before != after
    assert after in second["widget.js"].body.decode()
    assert first["widget.js"].etag != second["widget.js"].etag


def test_packed_files_unpack_to_the_same():
    _release, assets = load()
    assert all(gzip.decompress(asset.packed) == asset.body for asset in assets.values())


def test_no_message_can_become_markup():
    for path in STATIC.rglob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", path.read_text()), path
