# returns.py (bench): the same work with pandas, as the usual libraries do it, for the ratios that `./hub bench returns` prints: reading
# the file, and the figures of a full report (return, risk, drawdowns, tails, months, quarters, years, benchmark). Reads the file
# from standard input as tests/bench/returns --text prints it, prints lines of name TAB value TAB unit as that program does.
# SPDX-License-Identifier: Apache-2.0
import io
import math
import sys
import time

try:
    import numpy
    import pandas
except ImportError:
    print('returns.pandas\tmissing\tpython3-pandas is not installed')
    sys.exit()

ROUNDS = 7
PPY = 252
RISK_FREE = 0.02


def milliseconds(work):
    best = math.inf
    for _ in range(ROUNDS):
        begun = time.process_time()
        result = work()
        best = min(best, time.process_time() - begun)
    return best * 1e3, result


def read(text):
    return pandas.read_csv(io.StringIO(text), parse_dates=['date'], index_col='date')


def compounded(returns, period):
    return (1 + returns).resample(period).prod() - 1


# Every episode below the running maximum: depth, first day, lowest day, last day.
def drawdown_table(below):
    under = below < 0
    starts = below.index[under & ~under.shift(1, fill_value=False)]
    ends = below.index[under & ~under.shift(-1, fill_value=False)]
    rows = [(below[a:b].min(), a, below[a:b].idxmin(), b, (b - a).days) for a, b in zip(starts, ends)]
    return pandas.DataFrame(rows, columns=['depth', 'start', 'valley', 'end', 'days']).sort_values('depth')


def longest_run(flags):
    return int(flags.groupby((~flags).cumsum()).sum().max())


def of_periods(figures, returns, name, period):
    x = compounded(returns, period)
    figures.update({f'best_{name}': x.max(), f'worst_{name}': x.min(), f'positive_{name}s_pct': (x > 0).mean(),
                    f'average_up_{name}': x[x > 0].mean(), f'average_down_{name}': x[x < 0].mean()})
    return x


def alone(figures, prices):
    r = prices.pct_change().dropna()
    per_period = (1 + RISK_FREE) ** (1 / PPY) - 1
    x = r - per_period
    years = (prices.index[-1] - prices.index[0]).days / 365.25
    total = prices.iloc[-1] / prices.iloc[0] - 1
    cagr = (1 + total) ** (1 / years) - 1
    downside = math.sqrt((x[x < 0] ** 2).sum() / len(x))
    below = prices / prices.cummax() - 1
    table = drawdown_table(below)
    ulcer = math.sqrt((below ** 2).sum() / len(r))
    var95, var99 = r.quantile(0.05), r.quantile(0.01)
    figures.update({
        'total_return': total, 'cagr': cagr, 'volatility': r.std() * math.sqrt(PPY), 'sharpe': x.mean() / x.std() * math.sqrt(PPY),
        'sortino': x.mean() / downside * math.sqrt(PPY), 'max_drawdown': below.min(), 'average_drawdown': table['depth'].mean(),
        'longest_drawdown_days': table['days'].max(), 'current_drawdown': below.iloc[-1], 'calmar': cagr / -below.min(),
        'ulcer_index': ulcer, 'martin_ratio': (cagr - RISK_FREE) / ulcer, 'pain_index': -below.sum() / len(r),
        'omega_0': r[r > 0].sum() / -r[r < 0].sum(), 'gain_to_pain': r.sum() / -r[r < 0].sum(),
        'var95_historical': var95, 'cvar95_historical': r[r <= var95].mean(), 'var99_historical': var99,
        'cvar99_historical': r[r <= var99].mean(), 'skew': r.skew(), 'kurtosis_excess': r.kurt(),
        'tail_ratio': abs(r.quantile(0.95)) / abs(var95), 'autocorrelation_lag1': r.autocorr(1),
        'stability_r2': numpy.corrcoef(numpy.arange(len(r)), numpy.log(prices.iloc[1:] / prices.iloc[0]))[0, 1] ** 2,
        'best_period': r.max(), 'worst_period': r.min(), 'positive_periods_pct': (r > 0).mean(), 'average_gain': r[r > 0].mean(),
        'average_loss': r[r < 0].mean(), 'max_consecutive_gains': longest_run(r > 0), 'max_consecutive_losses': longest_run(r < 0)})
    for name, period in (('month', 'M'), ('quarter', 'Q'), ('year', 'A')):
        of_periods(figures, r, name, period)
    return r, x


def against(figures, r, x, prices):
    b = prices.pct_change().dropna()
    xb = b - ((1 + RISK_FREE) ** (1 / PPY) - 1)
    covariance = numpy.cov(x, xb)
    beta = covariance[0, 1] / covariance[1, 1]
    active = r - b
    own, other = compounded(r, 'M'), compounded(b, 'M')

    def capture(months):
        grown = [(1 + s[months]).prod() ** (1 / months.sum()) - 1 for s in (own, other)]
        return grown[0] / grown[1]

    figures.update({
        'beta': beta, 'alpha_annualized_regression': (x.mean() - beta * xb.mean()) * PPY, 'correlation': r.corr(b),
        'r_squared': r.corr(b) ** 2, 'tracking_error': active.std() * math.sqrt(PPY),
        'information_ratio': active.mean() / active.std() * math.sqrt(PPY), 'up_capture_monthly': capture(other > 0),
        'down_capture_monthly': capture(other < 0), 'batting_average_monthly': (own > other).mean()})


def report(frame):
    figures = {}
    r, x = alone(figures, frame['adj_close'])
    against(figures, r, x, frame['benchmark'])
    return figures


text = sys.stdin.read()
took, table = milliseconds(lambda: read(text))
print(f'returns.pandas.parse\t{took:.4f}\tms')
took, figures = milliseconds(lambda: report(table))
print(f'returns.pandas.metrics\t{took:.4f}\tms')
for key, value in figures.items():
    print(f'returns.pandas.figure.{key}\t{float(value)!r}\tfigure')
