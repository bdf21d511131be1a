#!/bin/sh
# fuzz_one.sh PROGRAM SECONDS WORKDIR: runs one libFuzzer target for a while, from the corpus in tests/fuzz/corpus; prints TAP.
# SPDX-License-Identifier: Apache-2.0
target=$(basename "$1")
seeds=tests/fuzz/corpus/${target%.fuzz}
mkdir -p "$3/$target"
[ -d "$seeds" ] || seeds=
if "$1" -max_total_time="$2" -timeout=60 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 -artifact_prefix="$3/" \
    "$3/$target" $seeds >"$3/$target.log" 2>&1; then
    echo "ok 1 - $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$3/$target.log") inputs, nothing found"
else
    echo "not ok 1 - $target"
    tail -n 40 "$3/$target.log" | sed 's/^/# /'
fi
echo 1..1
