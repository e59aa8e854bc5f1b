"""Training, and knowing when the model is older than what it was made of."""

from __future__ import annotations

from pathlib import Path

from bot.settings import ROOT, Settings

LEARNED = ("nlu", "rules", "stories", "safety", "encoder")
"""The folders of data/ that a model rests on; texts are read when the server starts."""
INPUTS = ("config.yml", "domain.yml", *(f"data/{name}" for name in LEARNED), "bot/nlu", "bot/safety")


def newest_model(folder: Path) -> Path | None:
    """Return the newest model in `folder`, or None."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    return models[-1] if models else None


def is_stale(model: Path | None, root: Path = ROOT) -> bool:
    """Whether there is no model, or one of its inputs below `root` is newer."""
    if model is None:
        return True
    inputs = [root / name for name in INPUTS]
    files = [f for path in inputs for f in (path.rglob("*") if path.is_dir() else [path]) if f.suffix != ".pyc"]
    return any(file.is_file() and file.stat().st_mtime > model.stat().st_mtime for file in files)


def train(config: Settings, if_stale: bool) -> Path:
    """Train through Rasa, show progress, and return the model; with `if_stale` only when it is needed.

    Raises:
        RuntimeError: if Rasa could not train.
        ValueError: if the setting names one model, which is used as it is.
    """
    if config.model.is_file():
        if if_stale:
            return config.model
        raise ValueError(f"GUIDE_MODEL is a model, {config.model.name}, and not a folder to put a new one into")
    model = newest_model(config.model)
    if if_stale and model and not is_stale(model):
        return model
    from rasa.model_training import train as rasa_train

    print("Training (a minute or two)...", flush=True)
    result = rasa_train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=str(config.model),
        fixed_model_name="guide",
        core_additional_arguments={"augmentation_factor": 0},  # what stories teach does not depend on what came before
    )
    if result.code != 0 or not result.model:
        raise RuntimeError("training failed; the lines above say why")
    trained = Path(result.model)
    trained.touch()
    return trained
