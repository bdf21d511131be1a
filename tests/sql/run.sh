#!/bin/bash
# run.sh: run the pgTAP files of this directory against the database of $HUB_TEST_DB (as `hubctl migrate` makes it) and
# print one TAP stream. Each file runs in a transaction that is rolled back.
# SPDX-License-Identifier: Apache-2.0
cd "$(dirname "$0")" || exit 70
if [ -z "${HUB_TEST_DB:-}" ]; then
    echo "1..0 # SKIP HUB_TEST_DB is not set"
    exit 0
fi
count=0 failed=0
for file in *.sql; do
    # ON_ERROR_STOP: a file that breaks off leaves its plan unfulfilled, which is reported as one failure below.
    out=$(psql "$HUB_TEST_DB" -XqAt --set=ON_ERROR_STOP=1 --set=VERBOSITY=terse --file="$file" 2>&1) && rc=0 || rc=$?
    planned=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' <<<"$out" | head -n 1) ran=0
    while IFS= read -r line; do
        case $line in
        ok\ * | not\ ok\ *)
            count=$((count + 1)) ran=$((ran + 1))
            verdict=${line%%[0-9]*} text=${line#"${line%%[0-9]*}"}
            case $verdict in not*) failed=$((failed + 1)) ;; esac
            echo "$verdict$count${text#"${text%%[!0-9]*}"} (${file%.sql})"
            ;;
        1..*) ;;
        ?*) echo "# ${line#\# }" ;;
        esac
    done <<<"$out"
    if [ "$rc" != 0 ] || [ "${planned:-none}" != "$ran" ]; then
        count=$((count + 1)) failed=$((failed + 1))
        echo "not ok $count - $file runs to its end (status $rc, planned ${planned:-none}, ran $ran)"
    fi
done
echo "1..$count"
[ "$failed" = 0 ] && [ "$count" -gt 0 ]
