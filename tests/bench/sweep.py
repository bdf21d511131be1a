# sweep.py (bench): the same leverage sweep in Python, for the ratios that `./hub bench sweep` prints: compiled by numba,
# where it is installed, and by the plain program of the specification, where ../shared is. Reads the rows of the run from
# standard input as tests/bench/sweep --rows prints them (close, dividend, margin rate in percent), prints lines of name TAB
# value TAB unit as that program does. Usage: python3 sweep.py LANES [DIRECTORY of check_spec.py]
# SPDX-License-Identifier: Apache-2.0
import importlib.util
import math
import os
import sys
import time

LANES = int(sys.argv[1])
ROUNDS = 5


def leverage(lane):
    return 1 + lane / (LANES - 1)


# Profile original, mode liquidation_reentry (margin specification B.5), with the figures that a lane of the sweep has.
# -> final equity, liquidations, first call, interest, dividends, lowest, highest, worst drawdown
def run(close, dividend, day_rate, leverage):
    start = 1e6 * leverage / leverage
    equity = start
    in_position = False
    wait = liquidations = 0
    first_call = -1
    shares = loan = interest = dividends = worst = peak = 0.0
    lowest, highest = math.inf, start
    for i in range(len(close)):
        price = close[i]
        if wait > 0:
            wait -= 1
        elif in_position or equity >= 1000:
            if not in_position:
                value = equity * leverage
                shares = value / price
                loan = value - equity
                in_position = True
            if i > 0:
                cost = loan * day_rate[i]
                loan += cost
                interest += cost
                if dividend[i] > 0:
                    got = shares * dividend[i]
                    dividends += got
                    shares += got / price
            value = shares * price
            equity = value - loan
            if equity < value * 0.25:
                equity = max(equity, 0.0)
                liquidations += 1
                if first_call < 0:
                    first_call = i
                in_position = False
                wait = 2
                shares = loan = 0.0
        lowest = min(lowest, equity)
        highest = max(highest, equity)
        if equity >= peak:
            peak = equity
        elif equity - peak < worst * peak:  # spares a division on every row
            worst = (equity - peak) / peak
    return equity, liquidations, first_call, interest, dividends, lowest, highest, worst


def million_steps(steps, work):
    best = math.inf
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return steps / best / 1e6


def numba_sweep(columns):
    import numba
    import numpy
    close, dividend, rate = (numpy.array(c) for c in columns)
    day_rate = rate / 100.0 / 365
    compiled = numba.njit(run)

    def work():
        return [compiled(close, dividend, day_rate, leverage(lane)) for lane in range(LANES)]

    results = work()
    print(f'sweep.python.numba\t{million_steps(len(close) * LANES, work):.0f}\tmillion day-steps a second')
    print(f'sweep.python.equity\t{sum(r[0] for r in results)!r}\tsum of the final equities')
    print(f'sweep.python.calls\t{sum(r[1] for r in results)}\tliquidations')


def twin(columns, directory):
    spec = importlib.util.spec_from_file_location('check_spec', os.path.join(directory, 'check_spec.py'))
    sys.dont_write_bytecode = True
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    days = [('', *row[:2], 0.0, row[2]) for row in zip(*columns)]
    rate = million_steps(len(days), lambda: module.simulate('liquidation_reentry', days, 2e6, 2.0, 'reg_t'))
    print(f'sweep.python.twin\t{rate:.3f}\tmillion day-steps a second')


columns = list(zip(*([float(x) for x in line.split('\t')] for line in sys.stdin)))
try:
    numba_sweep(columns)
except ImportError:
    print('sweep.python.numba\tmissing\tpython3-numba is not installed')
if len(sys.argv) > 2 and os.path.exists(os.path.join(sys.argv[2], 'check_spec.py')):
    twin(columns, sys.argv[2])
else:
    print('sweep.python.twin\tmissing\t../shared is not there')
