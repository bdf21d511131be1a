# tap.awk: counts the tests of a program that printed TAP; prints "passed failed skipped". -v rc= its exit status.
# SPDX-License-Identifier: Apache-2.0
# A test with subtests (indented above it) is counted by its subtests.
/^ *(not )?ok([ \t]|$)/ {
    match($0, /^ */)
    depth = RLENGTH
    parent = last > depth
    last = depth
    bad = /^ *not ok/
    if (depth == 0)
        top++
    if (tolower($0) ~ /# *skip/)
        skipped++
    else if (!parent || (bad && !child_failed))
        bad ? failed++ : passed++
    child_failed = !parent && bad
    next
}
/^1\.\.[0-9]+/ {
    sub(/^1\.\./, "")
    planned += $1 + 0
    if ($1 + 0 == 0)
        skipped++
    plans++
}
/^Bail out!/ { failed++ }
END {
    if ((plans && planned != top) || (rc && !failed) || passed + failed + skipped == 0)
        failed++
    printf "%d %d %d\n", passed, failed, skipped
}
