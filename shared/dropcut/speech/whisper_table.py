"""The Whisper models that can be fetched, by their digests. How each digest is known: docs/decisions/0028."""

from __future__ import annotations

from typing import Final

from dropcut.domain.models import Model, ModelFile, ModelKind, Shape, Table
from dropcut.domain.values import Sha256

_SITE: Final = "https://huggingface.co"
_EVERY_LANGUAGE: Final = "every language"


def _model(name: str, source: tuple[str, str], about: str, *files: tuple[str, int, str]) -> Model:
    repository, revision = source
    return Model(
        kind=ModelKind.WHISPER,
        name=name,
        files=tuple(
            ModelFile(name=file, url=f"{_SITE}/{repository}/resolve/{revision}/{file}", size=size, sha256=Sha256(digest))
            for file, size, digest in files
        ),
        licence="MIT",
        publisher=f"{repository} on huggingface.co",
        home=f"{_SITE}/{repository}",
        about=about,
    )


_TOKENS = ("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab")
_WORDS = ("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")
_TOKENS_3 = ("tokenizer.json", 2_480_617, "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca")
_TOKENS_TURBO = ("tokenizer.json", 2_710_337, "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd")
_WORDS_3 = ("vocabulary.json", 1_068_114, "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1")
_FEATURES_3 = ("preprocessor_config.json", 340, "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711")

MODELS: Final = (
    _model(
        "tiny",
        ("Systran/faster-whisper-tiny", "d90ca5fe260221311c53c58e660288d3deb8d356"),
        f"{_EVERY_LANGUAGE}, rough",
        ("config.json", 2_249, "a73a28cdfe1c43ccc7202fa333d1f89c202477271407ae9a7f19afa52039cac8"),
        ("model.bin", 75_538_270, "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1"),
        _TOKENS,
        _WORDS,
    ),
    _model(
        "base",
        ("Systran/faster-whisper-base", "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"),
        f"{_EVERY_LANGUAGE}, fair",
        ("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        ("model.bin", 145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
        _TOKENS,
        _WORDS,
    ),
    _model(
        "small",
        ("Systran/faster-whisper-small", "536b0662742c02347bc0e980a01041f333bce120"),
        f"{_EVERY_LANGUAGE}, good; for machines without a GPU",
        ("config.json", 2_370, "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"),
        ("model.bin", 483_546_902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
        _TOKENS,
        _WORDS,
    ),
    _model(
        "medium",
        ("Systran/faster-whisper-medium", "08e178d48790749d25932bbc082711ddcfdfbc4f"),
        f"{_EVERY_LANGUAGE}, better, slow without a GPU",
        ("config.json", 2_257, "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807"),
        ("model.bin", 1_527_906_378, "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
        _TOKENS,
        _WORDS,
    ),
    _model(
        "distil-large-v3",
        ("Systran/faster-distil-whisper-large-v3", "c3058b475261292e64a0412df1d2681c06260fab"),
        "English only, very good, fast on a GPU",
        ("config.json", 2_690, "90c55f775cc4e0bb17293d0bf12f96557a486f20dea886fabd8e6075a3588b21"),
        ("model.bin", 1_512_927_867, "b79368e19b6623813609431a6e5ee309a71506701ebc49fd7820e692dec7c5f5"),
        _FEATURES_3,
        _TOKENS_3,
        _WORDS_3,
    ),
    _model(
        "large-v3-turbo",
        ("dropbox-dash/faster-whisper-large-v3-turbo", "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf"),
        f"{_EVERY_LANGUAGE}, very good; for machines with a GPU",
        ("config.json", 2_263, "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e"),
        ("model.bin", 1_617_884_929, "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da"),
        _FEATURES_3,
        _TOKENS_TURBO,
        _WORDS_3,
    ),
    _model(
        "large-v3",
        ("Systran/faster-whisper-large-v3", "edaa852ec7e145841d8ffdb056a99866b5f0a478"),
        f"{_EVERY_LANGUAGE}, best, slow",
        ("config.json", 2_394, "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9"),
        ("model.bin", 3_087_284_237, "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1"),
        _FEATURES_3,
        _TOKENS_3,
        _WORDS_3,
    ),
)

SHAPE: Final = Shape(
    needed=(("config.json",), ("model.bin",), ("tokenizer.json",), ("vocabulary.txt", "vocabulary.json")),
    taken=("preprocessor_config.json",),
)
TABLE: Final = Table(kind=ModelKind.WHISPER, models=MODELS, shape=SHAPE)
