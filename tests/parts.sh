# parts.sh: what `./hub test` and `./hub bench` do; read by ./hub, whose functions it uses.
# SPDX-License-Identifier: Apache-2.0
#
# Each part runs programs that print TAP (testanything.org). `tap` counts their lines in one place, so the last line, "N passed,
# N failed", is the sum over all programs of all parts. A program that ends badly, prints no test, or prints fewer than it
# planned counts as one failure more.

PARTS="checks sql oracle hubctl unit http daemons races faults browser fuzz"
LONG_PARTS="$PARTS valgrind distcheck memory"

command_test() { # [NAME|long]
    local names=$PARTS name rc
    case " ${1:-} " in
    "  ") ;;
    " long ") names=$LONG_PARTS; export HUB_FUZZ_SECONDS=60 HUB_RACE_RUNS=20 ;;
    *) case " $LONG_PARTS " in *" $1 "*) names=$1 ;; *) die "no such part; there are: $LONG_PARTS long" ;; esac ;;
    esac
    export HUB_SHARED=${HUB_SHARED:-$(dirname "$ROOT")/shared} CMOCKA_MESSAGE_OUTPUT=TAP
    end_with finish
    attended build_all tests
    instance_fresh test
    results=$instance/results
    mkdir -p "$results"
    case $names in *' '*) build_ahead ;; esac
    for name in $names; do
        printf '\n== %s\n' "$name"
        started=$SECONDS
        set +e
        attended "part_$name"
        rc=$?
        set -e
        [ $rc = 0 ] || { echo "0 1 0" >>"$results/$name.sum"; echo "not ok - $name could not be run to its end"; }
        awk -v n="$name" -v t=$((SECONDS - started)) '{ p += $1; f += $2; s += $3 }
            END { printf "%s: %d passed, %d failed, %d skipped (%d s)\n", n, p, f, s, t }' "$results/$name.sum"
    done
}

# However the run ends: stop what it started, and say in the last line what came out.
finish() {
    local rc=$?
    end_jobs
    [ -z "${results:-}" ] || instance_down
    end_rest
    cat "${results:-/nonexistent}"/*.sum 2>/dev/null | awk -v rc=$rc '
        { p += $1; f += $2; s += $3 }
        END { if ((rc || !p && !s) && !f) f++; printf "\n%d skipped\n%d passed, %d failed\n", s, p, f; exit f > 0 }' || [ $rc != 0 ] || rc=1
    exit $rc
}

# ---- the end of a run: by itself, by a signal to this shell alone (kill), or to all of them (Ctrl-C, a closed terminal) ----------

end_with() { # COMMAND
    trap "$1" EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# In a process of its own: a signal interrupts `wait`, while it would have to wait for a command in the foreground.
attended() { # COMMAND...
    (set -e; "$@") &
    [ ! -d "${instance:-}/pid" ] || remember part $!
    wait $!
}

# The end is not to be interrupted, and goes on when there is no terminal any more to say something to.
end_jobs() {
    local pid
    trap - EXIT
    trap '' HUP INT TERM
    set +e
    for pid in $(jobs -rp); do end_tree "$pid"; done
    wait 2>/dev/null
}

# A process and all that it started, from above, each halted before it is asked what it has started.
ended=()
end_tree() { # PID
    local child
    kill -STOP "$1" 2>/dev/null || return 0
    ended+=("$1 $(started_at "$1")")
    for child in $(children_of "$1"); do end_tree "$child"; done
    kill -TERM "$1" && kill -CONT "$1" || true
}

children_of() { # PID; of those that ended meanwhile there is nothing to read
    local file stat
    for file in /proc/[0-9]*/stat; do
        read -r stat 2>/dev/null <"$file" || continue
        set -- "$1" ${stat##*) }
        [ "${3:-}" != "$1" ] || { file=${file#/proc/}; echo "${file%/stat}"; }
    done 2>/dev/null
}

# Five seconds for those that were told to end.
end_rest() {
    local one pid start tries
    for one in "${ended[@]}"; do
        read -r pid start <<<"$one"
        for tries in {1..50}; do
            [ "$(started_at "$pid")" = "$start" ] || continue 2
            sleep 0.1
        done
        kill -KILL "$pid" || true
    done
}

# An instance from nothing. Only one at a time in a tree; what a run left that could not end as it should is ended by the next.
instance_fresh() { # NAME
    local left
    instance_open "$1"
    exec 9>"$instance.lock"
    flock 9 # while one takes over only, so that nobody inherits it
    ! running owner || die "var/$1 is in use by another run, process $(cut -d' ' -f1 "$instance/pid/owner")"
    for left in part ahead bench-null bench-one; do
        ! running $left || end_tree "$(cut -d' ' -f1 "$instance/pid/$left")"
    done
    instance_down
    end_rest
    rm -rf "$instance" "$sockets"
    HUB_PORT=${HUB_TEST_PORT:-18443}
    instance_open "$1"
    remember owner $$
    exec 9>&-
}

# For the parts that need the hub running. It stays up for those that follow.
need_instance() { # BUILD DIRECTORY
    instance_up "$1"
    export HUB_URL HUB_CONFIG=$instance/hub.conf HUBCTL=$instance/app/bin/hubctl HUB_INSTANCE=$instance HUB_SOCKETS=$sockets
    export HUB_LIBEXEC=$instance/app/libexec/umbrella-hub HUB_SECTIONS=$SECTIONS NODE_EXTRA_CA_CERTS=$instance/tls.crt
    HUB_URL=$(url)
}

# Where it is no matter how long an answer takes, a machine that is slow, or busy today, is given time for it.
patient_nginx() {
    stop nginx QUIT
    sed -i 's/fastcgi_read_timeout 15s/fastcgi_read_timeout 180s/' "$instance/nginx/hub.conf"
    start_nginx
}

# A database as `hubctl migrate` makes it, without data.
scratch_database() { # NAME
    start_or_make_postgres
    local psql=(env PGOPTIONS="-c client_min_messages=warning" "$(postgres_bin)/psql" -h "$sockets" -U postgres -qX -v ON_ERROR_STOP=1)
    if ! "${psql[@]}" -d postgres -Atc "select 1 from pg_database where datname = 'hub_template'" | grep -q 1; then
        "${psql[@]}" -d postgres -c 'create database hub_template'
        sed 's/dbname=umbrella_hub/dbname=hub_template/' "$instance/hub.conf" >"$instance/template.conf"
        HUB_CONFIG=$instance/template.conf "$instance/app/bin/hubctl" migrate >"$instance/log/migrate.log" 2>&1 ||
            { cat "$instance/log/migrate.log" >&2; return 1; }
    fi
    "${psql[@]}" -d postgres -c "drop database if exists $1" -c "create database $1 template hub_template"
}

start_or_make_postgres() {
    running postgres && return 0
    restart_needed=''
    install_app build
    write_configuration
    make_cluster
    start_postgres
}

# Run a program that prints TAP and count. What it printed stays in var/test/results. What is said of it is said at once, whole, as
# others may run beside it.
tap() { # LABEL COMMAND...
    local label=$1 file rc=0 sum said
    shift
    file=$results/${label//\//-}
    timeout "${TAP_TIMEOUT:-3600}" "$@" >"$file.tap" 2>"$file.err" </dev/null || rc=$?
    sum=$(awk -v rc=$rc -f tests/tap.awk "$file.tap")
    echo "$sum" >>"$results/$name.sum"
    said=$(
        printf '  %-34s %d passed, %d failed, %d skipped\n' "$label" $sum
        [ "$(echo "$sum" | cut -d' ' -f2)" != 0 ] || exit 0
        grep -E -A12 '^ *not ok|^Bail out' "$file.tap" | grep -v '# SKIP' | head -60 | sed 's/^/    /' || true
        [ $rc = 0 ] || printf '    exit status %d\n' $rc
        tail -n 30 "$file.err" | sed 's/^/    ! /'
    )
    printf '%s\n' "$said"
}

# Run a command beside others, one on each core; beside_end waits for the last. One that cannot do its work is a failure.
side=() at_once=$(nproc)
beside() { # COMMAND...
    local pid running
    while [ ${#side[@]} -ge "$at_once" ]; do
        wait -n "${side[@]}" || true
        running=()
        for pid in "${side[@]}"; do kill -0 "$pid" 2>/dev/null && running+=("$pid"); done
        side=("${running[@]}")
    done
    { "$@" || { echo "0 1 0" >>"$results/$name.sum"; echo "not ok - $* could not be run to its end"; }; } &
    side+=($!)
}

beside_end() {
    [ ${#side[@]} = 0 ] || wait "${side[@]}"
    side=()
}

# The programs named in a variable of the built Makefile.
programs() { # BUILD DIRECTORY, VARIABLE
    make -s -C "$1" --no-print-directory Makefile >&2 # first, because it speaks when it is made anew
    make -s -C "$1" --no-print-directory print-"$2"
}

part_checks() {
    local check
    start_or_make_postgres # writes the private nginx's configuration, too
    for check in tests/checks/*; do
        beside tap "${check#tests/}" env HUB_BUILD="$ROOT/build" HUB_SECTIONS="$SECTIONS" HUB_NGINX="$instance/nginx" "$check"
    done
    beside_end
}

# With the address and undefined-behaviour sanitizers, which stop a program at its first fault.
build_sanitized() { build_for build-asan "all ${1:-}" --enable-werror --enable-sanitizers; } # ["check-programs"]
build_fuzzers() { build_for build-fuzz fuzz-programs --enable-fuzz CC=clang CXX=clang++; }

build_for() ( # DIRECTORY, targets, configure options...; one at a time
    exec 8>"$instance.$1.lock"
    flock 8
    configure_in "$1" "${@:3}"
    say "Building in $1"
    make -s -j"$(nproc)" -C "$1" --no-print-directory $2
)

# What later parts need is compiled where earlier ones leave the machine idle. They wait for it, and do again what went wrong here.
build_ahead() {
    { renice -n 10 $BASHPID && build_sanitized check-programs && build_fuzzers; } </dev/null >"$instance/log/build.log" 2>&1 &
    remember ahead $!
}

# The sweep's tests also without the sanitizers, for which its loop is another (SWEEP_ONE_LOOP in engine/sweep_kernel.c).
part_unit() {
    local program programs sweep="tests/engine/sweep.test tests/engine/sweep_paths.test tests/compute/sweep.test"
    build_sanitized check-programs
    programs=$(programs build-asan check_PROGRAMS)
    make -s -j"$(nproc)" -C build --no-print-directory $sweep
    export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1 srcdir=$ROOT
    scratch_database hub_unit # so that the template is there
    for program in $programs; do
        beside unit_program "${program%.test}" "build-asan/$program"
    done
    for program in $sweep; do
        beside unit_program "as installed: ${program%.test}" "build/$program"
    done
    beside_end
}

unit_program() { # LABEL PROGRAM
    local database=hub_unit_$BASHPID
    scratch_database "$database" || return
    HUB_TEST_DB="host=$sockets dbname=$database user=postgres" tap "$1" "$2"
}

part_sql() {
    scratch_database hub_sql
    HUB_TEST_DB="host=$sockets dbname=hub_sql user=postgres" tap sql bash tests/sql/run.sh
}

part_oracle() { HUBCTL=$ROOT/build/hubctl node_tests_beside $(test_files oracle); }

# Each in a database of its own; but the roles are everybody's, and doctor.mjs spoils one.
part_hubctl() {
    need_instance build
    node_tests_beside $(test_files hubctl | grep -v /doctor.mjs)
    node_test tests/hubctl/doctor.mjs
}

part_faults() { need_instance build; node_tests $(test_files faults); }

# What an administrator does reaches everybody, so the console's tests come when the others are through.
part_browser() {
    local file
    need_instance build
    patient_nginx
    export HUBCTL
    for file in tests/browser/*.test.mjs; do
        [ "$file" = tests/browser/console.test.mjs ] || beside tap "${file#tests/}" node --test-reporter=tap "$file"
    done
    beside_end
    tap browser/console.test.mjs node --test-reporter=tap tests/browser/console.test.mjs
}

# In two rows, one on each core: those in which nothing is looked at that is everybody's, but for the cache, and others. Then what
# sets limits that everybody would run into.
part_http() {
    local own file others=()
    own=$(printf 'tests/http/%s.mjs ' cache calculator errors guard headers health injection margin margin_sweep params static transport)
    for file in $(test_files http); do
        case " $own tests/http/console_ops.mjs " in *" $file "*) ;; *) others+=("$file") ;; esac
    done
    build_sanitized
    need_instance build-asan
    patient_nginx
    beside node_tests "${others[@]}"
    beside node_tests $own
    beside_end
    node_test tests/http/console_ops.mjs
    stop_workers_and_nginx # what leaked is told at the end
    tap http/sanitizers sh -c 'if grep -hE -A30 "Sanitizer|runtime error" "$0"/hub-*.log | head -60 | sed "s/^/# /" | grep .
        then echo "not ok 1 - no worker was stopped by a sanitizer"; else echo "ok 1 - no worker was stopped by a sanitizer"; fi
        echo 1..1' "$instance/log"
}

# The daemons, with the sanitizers, too: each test looks that the process ended well. Each file has a database and daemons of its own,
# and waits more than it works.
part_daemons() {
    local at_once=$(($(nproc) + 1))
    build_sanitized
    need_instance build-asan
    ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 node_tests_beside $(test_files daemons)
}

# A hundred at once are all to reach the workers: nginx counts none of them, and waits until all of them stand.
part_races() {
    need_instance build
    sed -i -E 's/burst=[0-9]+( nodelay)?/burst=1000 nodelay/' "$instance/nginx/hub/sections.conf"
    sed -i -E 's/(client_(header|body)_timeout) 10s/\1 180s/' "$instance/nginx/hub.conf"
    patient_nginx
    node_tests $(test_files races)
    stop nginx QUIT
}

node_tests() { # FILES, one after the other
    local file
    for file; do node_test "$file"; done
}

node_tests_beside() { # FILES
    local file
    for file; do beside node_test "$file"; done
    beside_end
}

node_test() { # FILE
    export HUBCTL
    tap "${1#tests/}" node --test-reporter=tap "$1"
}

test_files() { # DIRECTORY; but for what its tests share
    find tests/"$1" -maxdepth 1 -name '*.mjs' ! -name '_*' | LC_ALL=C sort
}

# Ten seconds for each target, a minute in `long`; one on each core.
part_fuzz() {
    local program programs
    build_fuzzers
    programs=$(programs build-fuzz fuzz_programs)
    for program in $programs; do
        beside tap "fuzz/$(basename "$program")" sh tests/fuzz_one.sh "build-fuzz/$program" "${HUB_FUZZ_SECONDS:-10}" "$instance/fuzz"
    done
    beside_end
}

part_valgrind() {
    local program
    make -s -j"$(nproc)" -C build --no-print-directory $(programs build check_PROGRAMS)
    export srcdir=$ROOT HUB_TEST_SLOWNESS=100
    for program in $(programs build check_PROGRAMS); do
        scratch_database hub_unit
        HUB_TEST_DB="host=$sockets dbname=hub_unit user=postgres" tap "valgrind/${program%.test}" \
            valgrind -q --suppressions=tests/valgrind.supp --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=99 "build/$program"
    done
}

part_distcheck() {
    tap distcheck bash -c 'make -s -C build distcheck >&2 && echo "ok 1 - distcheck" || echo "not ok 1 - distcheck"; echo 1..1'
}

part_memory() { need_instance build; node_tests $(test_files long); }

# ---- ./hub bench: its own instance with all limits raised, and two bare responders beside the workers to compare with ----------

BENCH_PARTS="engine sweep returns memory pages sign-ins results accounts"

command_bench() { # [NAME]
    local section app data=${HUB_SHARED:-$(dirname "$ROOT")/shared}
    case " ${1:-} " in "  ") ;; *) case " $BENCH_PARTS " in *" $1 "*) ;; *) die "no such part; there are: $BENCH_PARTS" ;; esac ;; esac
    end_with bench_finish
    attended build_all tests
    export HUB_SHARED=$data BENCH_SWEEP=$ROOT/build/tests/bench/sweep BENCH_RETURNS=$ROOT/build/tests/bench/returns
    export BENCH_ENGINE=$ROOT/build/tests/bench/engine
    case ${1:-} in engine | sweep)
        attended node tests/bench/bench.mjs "$1" # no pages, no instance
        return
        ;;
    esac
    instance_fresh bench
    bench_up=yes
    app=$instance/app/share/umbrella-hub
    extra_locations="
location = /bench/null { include hub/app.params; include hub/headers.conf; fastcgi_pass unix:$sockets/null.sock; }
location = /bench/one { include hub/app.params; include hub/headers.conf; fastcgi_pass unix:$sockets/one.sock; }
location = /bench/static.css { include hub/headers.conf; alias $app/static/bench.css; }"
    instance_up build
    cp "$app"/static/*/css/hub.css "$app/static/bench.css"
    mkdir -p "$instance/bench"
    cp build/tests/bench/*_responder "$instance/bench/"
    start bench-null "$instance/bench/null_responder" "$sockets/null.sock" 4
    start bench-one env HUB_TEST_DB="host=$sockets dbname=umbrella_hub user=hub_home" "$instance/bench/one_query_responder" "$sockets/one.sock" 4
    for section in $SECTIONS; do
        cut -d' ' -f1 "$instance/pid/hub-$section" >"$instance/bench/$section.pid"
    done
    export BENCH_EMAIL=analyst@demo.example BENCH_RUN=$instance/bench BENCH_TMP=$instance/bench BENCH_URL BENCH_PASSWORD BENCH_PSQL
    export BENCH_SCRYPT=$ROOT/build/tests/bench/scrypt BENCH_HUBCTL=$instance/app/bin/hubctl HUB_CONFIG=$instance/hub.conf
    export BENCH_PRICES=$data/data/prices
    BENCH_URL=$(url) BENCH_PASSWORD=$(demo_password analyst)
    BENCH_PSQL="$(postgres_bin)/psql -h $sockets -U postgres -d umbrella_hub"
    attended node tests/bench/bench.mjs "$@"
}

bench_finish() {
    local rc=$?
    end_jobs
    if [ -n "${bench_up:-}" ]; then
        stop bench-null TERM
        stop bench-one TERM
        instance_down
    fi
    end_rest
    exit $rc
}

demo_password() { sed -n "s/^ *$1 *[^ ]* *//p" "$instance/log/demo.log"; } # ROLE
