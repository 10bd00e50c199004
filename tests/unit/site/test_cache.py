"""The cache is read and written by several threads at once: the search makes its shards in some."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from innerpersona_site.cache import Cache

THREADS, KEYS = 8, 400


def test_threads_take_turns_and_nothing_is_lost(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_many({f"old {number}": b"x" * number for number in range(KEYS)})
    cache.flush()

    def work(thread: int) -> None:
        for number in range(KEYS):
            assert cache.get(f"old {number}") == b"x" * number
            cache.put_many({f"{thread} {number}": b"%d" % number})
            if number % 50 == 0:
                cache.flush()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    cache.close()
    again = Cache(tmp_path)
    assert again.trouble == ""
    for thread in range(THREADS):
        found = again.get_many(f"{thread} {number}" for number in range(KEYS))
        assert found == {f"{thread} {number}": b"%d" % number for number in range(KEYS)}
    again.close()
