{{%AUTOESCAPE context="HTML"}}{{! What is here and how to go on. SPDX-License-Identifier: Apache-2.0 }}<article class="hub-prose">
<h1>Help</h1>
<p class="lead">{{SITE_NAME}} keeps a team's investment tools in one place, behind one sign-in. Every figure can be opened to see the formula behind it.</p>
<h2 id="backtest">Run a historical backtest</h2>
<ol>
<li>Open <a href="/margin/backtest">Margin, Run a backtest</a> and choose an instrument and a window of time. The form says which days there are prices for.</li>
<li>Say how much of your own money goes in and how far it is stretched. Leverage 2 means that for every dollar of yours one more is borrowed.</li>
<li>Choose the account type: Regulation T asks for 25 % maintenance and allows leverage up to 2; portfolio margin asks for 15 % and allows more. The mode says what happens at a margin call, and whether the position is brought back to its leverage.</li>
<li>Run it. The result shows key figures, the equity curve with each liquidation and re-entry, the loan and the rates, and a table of every day.</li>
<li>Save it under a name to find it again on the dashboard and under <a href="/margin/saved">Saved backtests</a>: there it is compared with others, run again on newer data, and shared with the team or by a link. Days, rounds and key figures can be downloaded as CSV, the whole result as JSON, and the page prints on paper.</li>
</ol>
<h2 id="margin">More about margin</h2>
<ul>
<li><a href="/margin/calculator">Margin calculator</a>: what one position costs to hold and at which price its broker calls it. It answers while you type; <a href="/margin/calculations">saved calculations</a> can be put side by side.</li>
<li><a href="/margin/sweeps/new">Sweep</a>: the same backtest over a list of values, from every session as a start, or along paths drawn anew from the past. What takes long runs on without you and stands under <a href="/margin/sweeps">Sweeps</a>.</li>
<li><a href="/margin/market">Market overview</a>, <a href="/margin/prices">prices</a>, <a href="/margin/dividends">dividends</a> and <a href="/margin/kelly">Kelly criterion</a>: what is known of each instrument.</li>
</ul>
<h2 id="returns">Analyse returns</h2>
<ol>
<li>Take an instrument of this hub, or <a href="/returns/series/new">bring a series</a> of your own: a file of prices or returns, or its text. You see first what was understood and what was left out, line by line; where a file can be read in two ways, you are asked.</li>
<li><a href="/returns/analysis/new">Choose what to analyse</a>: one series or several beside each other, a window, a benchmark, the risk-free rate.</li>
<li>The page shows growth, drawdowns, calendar years, every pair of years and all figures, each with its formula. “Another tool says otherwise?” tells which convention makes the difference.</li>
<li>Save it to find it again under <a href="/returns/analyses">Saved analyses</a>, to run it again when the series has new rows and see what changed, to compare two, or to share one.</li>
<li>“Take it away” on a saved analysis has its tables as CSV, a workbook, a page to print, and everything in one ZIP.</li>
</ol>
<h2 id="words">Words used here</h2>
<dl>
<dt>Equity</dt><dd>What is yours: the position less the loan.</dd>
<dt>Leverage</dt><dd>The position divided by the equity. 2× is half borrowed.</dd>
<dt>Maintenance requirement</dt><dd>The share of the position that must stay yours. Below it comes the margin call.</dd>
<dt>Margin call</dt><dd>The broker asks for money or sells. A sale against your will is a forced sale, or liquidation.</dd>
<dt>CAGR</dt><dd>Compound annual growth rate: the steady growth a year that leads from the first value to the last.</dd>
<dt>Drawdown</dt><dd>How far a value stands below its highest so far.</dd>
<dt>Volatility</dt><dd>How much returns scatter: their standard deviation, for a year.</dd>
<dt>Sharpe and Sortino ratio</dt><dd>Return above the risk-free rate for each unit of volatility; for Sortino, of its downside only.</dd>
<dt>Total return</dt><dd>With dividends; a price return leaves them out. Of a backtest: what was gained, in percent of what was put in.</dd>
<dt>Benchmark</dt><dd>What a series is measured against.</dd>
<dt>Session</dt><dd>A day on which the market was open.</dd>
</dl>
<h2 id="profiles">Two profiles</h2>
<p><strong>Accurate</strong> is the default: interest for every calendar day, the rate that was known on the day, margin calls tested within the day, and a cost for being sold out. <strong>Original</strong> repeats the program these tools grew out of, to the bit, so that old reports can be checked.</p>
<h2 id="trust">How far to trust a result</h2>
<p>A backtest replays the past under stated assumptions. Each result lists the assumptions it used and its warnings, and names the version of the engine and of the prices; running it again gives the same bits. It is no promise about the future and no advice.</p>
<h2 id="sign-in">Signing in</h2>
<ul>
<li>You come in by an invitation, or by a one-time link of your administrator; with either you choose your password. Where registration is open, you may also ask for an account. An administrator approves it.</li>
<li>After a pause you are signed out and asked to sign in again; you then go on where you were.</li>
<li>After too many wrong passwords sign-in pauses for a while; the page says for how long.</li>
<li>Before something important, like a new API token, you are asked once more for your password or code; what you entered is kept.</li>
</ul>
<h2 id="account">Your account</h2>
<ul>
<li><a href="/account/profile">Profile</a>: how you are called, your time zone, light or dark pages.</li>
<li><a href="/account/security/second-factor">Second factor</a>: a code from an app besides the password, so that a stolen password alone opens nothing.</li>
<li><a href="/account/sessions">Sessions</a> and <a href="/account/signins">sign-ins</a>: where you are signed in, and every attempt. End what is not yours, then <a href="/account/security/password">change the password</a>.</li>
<li><a href="/account/tokens">API tokens</a>: let programs of yours ask the API in your name.</li>
<li><a href="/account/export">Your data</a>: everything that is held about you as one file; and the way to delete the account, which can be undone for thirty days.</li>
</ul>
<h2 id="invite">Inviting somebody</h2>
<p>Managers invite viewers and analysts under <a href="/account/invitations">Invitations</a>. The invited person gets a link that is good for their address only and works once. Its state stands in your list: mailed, opened, registered, approved.</p>
<h2 id="more">More</h2>
<ul>
<li><a href="/help/methods">How figures are computed</a>: the methods, formula by formula, with their sources.</li>
<li><a href="/api/docs">API</a>: the same computations for programs.</li>
</ul>
</article>
