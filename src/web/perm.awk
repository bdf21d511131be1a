# perm.awk: makes the C table of perm.h from perm.tsv, whose head explains the columns. A row that contradicts itself stops the
# build with its line.
# SPDX-License-Identifier: Apache-2.0
BEGIN {
    FS = "\t"
    split("- - - anonymous pending VIEWER ANALYST MANAGER ADMIN STAFF SUPERUSER", column, " ")
    print "#include \"web/perm.h\""
    print "const struct perm perm_rows[] = {"
}
function refuse(why) {
    printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"
    bad = 1
    exit 1
}
/^#/ || /^$/ { next }
$1 == "section" { next }
{
    if (NF != 13)
        refuse("there are " NF " columns, not 13")
    if ($1 !~ /^(-|[a-z]+)$/ || $2 !~ /^(GET|POST|PATCH|DELETE)$/ || $3 !~ /^\/[a-z0-9:._\/-]*$/)
        refuse("section, method or path is not one")
    if (($1 SUBSEP $2 SUBSEP $3) in seen)
        refuse("this route has a row already")
    seen[$1, $2, $3] = 1
    if ($4 !~ /^(yes|login)$/ || $4 != $5)
        refuse("anonymous and pending must both say yes or both say login")
    may = $4 == "yes" ? "PERM_ANONYMOUS" : "0"
    roles = 0
    for (i = 6; i <= 11; i++) {
        if ($i !~ /^(yes|no)$/)
            refuse("a role or flag says neither yes nor no: " $i)
        if ($i == "yes")
            may = may (i <= 9 ? " | 1 << ROLE_" : " | PERM_") column[i]
        roles += i <= 9 && $i == "yes"
    }
    if (roles == 4 && ($10 != "yes" || $11 != "yes"))
        refuse("where every role may, staff and superuser may as well, for they have a role")
    if ($12 !~ /^(-|[a-z]+:[a-z]+)$/ || ($12 != "-" && $3 !~ /^\/api\//))
        refuse("token is a scope, of an address below /api/, or -")
    if ($13 !~ /^(-|factor|fresh)$/ || ($13 != "-" && $4 == "yes"))
        refuse("proof is factor, fresh or -; of somebody who is not signed in none can be asked")
    if ($12 != "-" && $13 != "-")
        refuse("a program that comes with a token cannot give a proof")
    printf "    {\"%s\", METHOD_%s, \"%s\", %s, %s, PROOF_%s},\n", $1, $2, $3, may, $12 == "-" ? "NULL" : "\"" $12 "\"", \
        $13 == "-" ? "NONE" : toupper($13)
}
END {
    if (bad)
        exit 1
    print "};"
    print "const int perm_rows_n = sizeof perm_rows / sizeof *perm_rows;"
}
