import pytest

from benchmarks.offline import EXAMPLES, counted


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_an_example_is_drafted_whole_and_without_error(path):
    counts = counted(path.read_text(encoding="utf-8"))
    assert counts.errors == 0
    assert counts.told == counts.facts > 10
    assert counts.repeated == counts.numbers_spoken == counts.signs == counts.formfill == 0


def test_a_figure_without_source_would_be_counted(monkeypatch):
    from assistant.drafting import offline

    honest = offline.proved
    monkeypatch.setattr(offline, "proved", lambda told, task: [*honest(told, task), "另外发放补助4713万元。"])
    assert counted("工会总结\n\n维权：签订合同50家，调解纠纷12件\n").errors > 0
