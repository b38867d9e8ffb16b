"""The same docs, the same bytes: whatever the order, the run, the hash seed, the folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.config import Settings
from generator.docs import docs_root, find_pages, load_page, read_page
from generator.incremental.session import build
from generator.link import link
from generator.pipeline import Build

pytestmark = pytest.mark.slow


def test_order_of_pages_makes_no_difference(spec_build: Build) -> None:
    root = docs_root([REPOSITORY / "specs" / "superoffice"])
    pages = [
        read_page(load_page(file, root))
        for file in find_pages([REPOSITORY / "specs" / "superoffice"], root)
    ]
    for order in (pages, pages[::-1], pages[1::2] + pages[::2]):
        assert link(order, "SuperOffice").api == spec_build.api


def test_runs_with_other_hash_seeds_and_folders_agree(tmp_path: Path) -> None:
    outputs = []
    for seed in ("0", "1", "2"):
        there = tmp_path / f"copy{seed}"
        shutil.copytree(REPOSITORY / "specs" / "superoffice", there)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "generator",
                "build",
                there,
                "--out",
                tmp_path / seed,
                "--package",
                "superoffice",
            ],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)},
            cwd=REPOSITORY,
        )
        outputs.append(
            {
                path.relative_to(tmp_path / seed): path.read_bytes()
                for path in (tmp_path / seed).rglob("*")
                if path.is_file()
            }
        )
    assert outputs[0] == outputs[1] == outputs[2]


def test_order_of_real_pages_makes_no_difference(corpus: Path) -> None:
    folders = sorted(p for p in (corpus / "10.2.2" / "rest").iterdir() if p.is_dir())[:12]
    one = build(Settings(pages=folders, root=corpus, targets=["openapi"]))
    other = build(Settings(pages=folders[::-1], root=corpus, targets=["openapi"]))
    assert one.files == other.files
