{{%AUTOESCAPE context="HTML"}}{{! What is here and how to go on. SPDX-License-Identifier: Apache-2.0 }}<article class="hub-prose">
<h1>Help</h1>
<p class="lead">{{SITE_NAME}} keeps a team's investment tools in one place, behind one sign-in. Every figure can be opened to see the formula behind it.</p>
<h2 id="backtest">Run a historical backtest</h2>
<ol>
<li>Open <a href="/margin/backtest">Margin, Run a backtest</a> and choose an instrument and a window of time. The form says which days there are prices for.</li>
<li>Say how much of your own money goes in and how far it is stretched. Leverage 2 means that for every dollar of yours one more is borrowed.</li>
<li>Choose the account type: Regulation T asks for 25 % maintenance and allows leverage up to 2; portfolio margin asks for 15 % and allows more.</li>
<li>Run it. The result shows key figures, the equity curve with each liquidation and re-entry, the loan and the rates, and a table of every day.</li>
<li>Save it under a name to find it again on the dashboard. Days, rounds and key figures can be downloaded as CSV, the whole result as JSON, and the page prints on paper.</li>
</ol>
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
