/** Colours, by what they are for: on a light ground, and on a dark one. Each text has a contrast of 4.5 and more. */
const LIGHT =
  '--paper:#fcfcfa;--sheet:#fff;--ink:#1b1f24;--soft:#5a626c;--line:#e1e3e0;--rule:#c9cdc9;' +
  '--accent:#2c5b8c;--bar:#6d93b8;--bar-edge:#fff;--turn:#dfe8f0;--good:#1f6f3a;--bad:#b3261e;' +
  '--bad-ground:#fdf1ef;--warn:#7d5600;--star:#8a5a00;--code:#f3f4f1';
const DARK =
  '--paper:#121519;--sheet:#181c21;--ink:#e6e9ec;--soft:#a0a9b3;--line:#2a3037;--rule:#414952;' +
  '--accent:#8ab8e6;--bar:#6394bf;--bar-edge:#121519;--turn:#22303d;--good:#6cc487;--bad:#ff8f86;' +
  '--bad-ground:#2a1a1a;--warn:#e0b04f;--star:#e6b450;--code:#1f242a';

/** The look of the page. It says nothing of what stands in it, and takes nothing from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0 auto;max-width:71rem;padding:clamp(1.25rem,4vw,3.5rem) clamp(1rem,4vw,3rem)}
code,pre,.mono,.id{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code,.mono{font-size:.92em}
p,ul,ol,dl,h1,h2,h3,pre{margin:0}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
[tabindex="-1"]:focus{outline:none}
small{font-size:.82em;color:var(--soft);font-weight:400}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:var(--ink);color:var(--paper);z-index:9}
.skip:focus{top:.75rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.quiet{color:var(--soft);font-size:.875rem;margin-top:.75rem}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}.calm{color:var(--soft)}
.sign{white-space:nowrap}
.star{color:var(--star)}
.id{font-weight:600;font-size:.92em;white-space:nowrap}

.eyebrow{color:var(--soft);font-size:.875rem;letter-spacing:.01em}
h1{font-size:clamp(1.35rem,1rem + 1.9vw,2.1rem);line-height:1.25;font-weight:650;letter-spacing:-.01em;margin:.25rem 0 .75rem;overflow-wrap:anywhere;max-height:6.3em;overflow-y:auto}
h1 code{font-size:inherit}
.verdict{font-size:1.125rem;font-weight:600}
.verdict small{margin-left:.35rem}
.facts{display:flex;flex-wrap:wrap;gap:1rem 2.75rem;margin-top:1.5rem;padding:1rem 0;border-block:1px solid var(--line)}
.facts dt{font-size:.8125rem;color:var(--soft)}
.facts dd{margin:0;font-size:1.125rem;font-weight:600;font-variant-numeric:tabular-nums}
.facts dd small{display:block;font-size:.8125rem}
nav{margin-top:1rem;font-size:.9375rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;padding:0}
nav a{display:inline-block;padding:.25rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
section{margin-top:3rem;scroll-margin-top:1rem}
h2{font-size:1.25rem;line-height:1.3;font-weight:650;letter-spacing:-.005em;margin-bottom:1rem}
h3{font-size:1rem;font-weight:650;overflow-wrap:anywhere}

.failure{background:var(--bad-ground);border-left:3px solid var(--bad);padding:1rem 1.25rem 1.125rem;border-radius:0 4px 4px 0;scroll-margin-top:1rem}
.failure+.failure{margin-top:1rem}
.failure .where{font-weight:400;margin-left:.5rem}
.failure .message{margin-top:.375rem;font-size:1.0625rem;overflow-wrap:anywhere}
.failure .why,.failure .path{color:var(--soft);font-size:.875rem;margin-top:.25rem;overflow-wrap:anywhere}
.failure .hint{margin-top:.5rem;overflow-wrap:anywhere}
.failure pre{margin:.5rem 0}
.failure details{margin-top:.75rem}
pre{background:var(--sheet);border:1px solid var(--line);border-radius:4px;padding:.75rem 1rem;font-size:.8125rem;line-height:1.55;overflow:auto;max-height:22rem;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
summary{cursor:pointer;color:var(--accent);width:fit-content;padding:.125rem 0}
.failure summary{font-size:.9375rem}
#skipped,#guests h3{margin:1.5rem 0 .5rem}
.skipped,.notes{padding-left:1.1rem}
.skipped li,.notes li{margin-top:.25rem;overflow-wrap:anywhere}
.skipped .name{white-space:normal}

.scroll{overflow:auto;max-width:100%;position:relative}
.scroll.long{max-height:44rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;padding:.5rem 1.25rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:baseline}
th:last-child,td:last-child{padding-right:.25rem}
tbody th{font-weight:400;overflow-wrap:anywhere;min-width:8.5rem;max-width:22rem}
thead th,thead td{font-size:.8125rem;font-weight:500;color:var(--soft);border-bottom-color:var(--rule);position:sticky;top:0;background:var(--paper);white-space:nowrap;z-index:1}
.what{overflow-wrap:anywhere;min-width:8rem;max-width:22rem}
.number{padding-left:.25rem}
td.number small{display:block}
.cause{min-width:16rem;max-width:34rem;overflow-wrap:anywhere;color:var(--soft);font-size:.875rem}
td.meter{width:34%;min-width:7rem}
.meter span{display:block;position:relative;height:.625rem}
.meter .bar{position:absolute;inset:0 auto 0 0;background:var(--bar);border-radius:1px;min-width:2px}
.meter .mark{position:absolute;top:-.25rem;bottom:-.25rem;width:0;border-left:2px solid var(--ink)}

.chain{margin-bottom:1.5rem}
.chain ol{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.375rem 0;margin-top:.5rem}
.chain li{display:flex;align-items:baseline;gap:.375rem;overflow-wrap:anywhere}
.chain .id,.chain small{flex:none}
.chain li+li::before{content:"→";color:var(--soft);margin:0 .5rem 0 .625rem}
.lanes{padding:0 .125rem}
.lanes ol{list-style:none;padding:0}
.lane,.axis{display:grid;grid-template-columns:minmax(8rem,13rem) 3.5rem 1fr;column-gap:.75rem;align-items:center}
.axis{height:1.75rem;position:sticky;top:0;background:var(--paper);z-index:2;border-bottom:1px solid var(--rule)}
.axis .track{grid-column:3;height:100%}
.axis i{position:absolute;bottom:0;height:.375rem;border-left:1px solid var(--rule);font-style:normal}
.axis span{position:absolute;bottom:.375rem;left:-1px;font-size:.75rem;color:var(--soft);font-variant-numeric:tabular-nums;white-space:nowrap}
.axis .end span{left:auto;right:.25rem}
.lane{padding:.375rem 0;border-bottom:1px solid var(--line);position:relative}
.who{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:.9375rem}
.took{text-align:right;font-size:.875rem;color:var(--soft);font-variant-numeric:tabular-nums}
.track{position:relative;height:1.5rem;display:block}
.track i{position:absolute;font-style:normal}
.track .wait{top:calc(50% - 1px);border-top:2px dotted var(--rule)}
.track .wait.inner{top:.25rem;bottom:.25rem;border:1px dashed var(--soft);background:var(--paper)}
.turn{top:0;bottom:0;background:var(--turn);border-radius:2px;min-width:2px}
.whole .turn{background:var(--bar)}
.op{top:.25rem;bottom:.25rem;background:var(--bar);box-shadow:inset -1px 0 var(--bar-edge);overflow:hidden;min-width:1px;border-radius:1px}
.op span{display:block;padding:0 .375rem;font-size:.6875rem;line-height:1rem;color:#0d1820;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.critical .turn{outline:2px solid var(--star);outline-offset:0}
.op.bad{background:repeating-linear-gradient(135deg,var(--bad) 0 3px,transparent 3px 6px);outline:1px solid var(--bad);min-width:5px;top:0;bottom:0}
.op.open{background:repeating-linear-gradient(90deg,var(--bar) 0 6px,var(--turn) 6px 9px)}
.op.bad span,.op.open span{width:fit-content;max-width:100%;color:var(--ink);background:var(--sheet);padding:0 .3rem;border-radius:1px}
.op.bad span{margin:.25rem .3rem}
.op.open span{margin:0 .3rem}
.dense .lane{padding:.0625rem 0}
.dense .track{height:.875rem}
.dense .op span{display:none}
.dense .who,.dense .took{font-size:.8125rem}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;padding:0;margin-top:.75rem;font-size:.8125rem;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:.5rem}
.key{display:inline-block;position:relative;width:1.75rem;height:.75rem;top:0;bottom:auto;box-shadow:none}
.key.wait{height:0;border-top:2px dotted var(--rule)}
.key.critical{outline:2px solid var(--star)}

.graph{display:block;margin:0 auto 0 0}
.graph text{font:12px system-ui,sans-serif;text-anchor:middle;fill:var(--soft)}
.graph .name{font-size:13.5px;font-weight:600;fill:var(--ink)}
.graph rect{fill:var(--sheet);stroke:var(--rule);stroke-width:1.25}
.graph .good rect{stroke:var(--good)}.graph .good text:last-child{fill:var(--good)}
.graph .bad rect{stroke:var(--bad);stroke-dasharray:5 3}.graph .bad text:last-child{fill:var(--bad)}
.graph .warn rect{stroke:var(--warn);stroke-dasharray:2 3}.graph .warn text:last-child{fill:var(--warn)}
.graph .critical rect{stroke-width:3}
.arrow{fill:none;stroke:var(--rule);stroke-width:1.5}
.arrow.critical{stroke:var(--soft);stroke-width:3.25}
.tip{fill:var(--soft)}
footer{margin-top:3.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.8125rem;overflow-wrap:anywhere}

@media (max-width:44rem){
.facts{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.facts div:first-child,.facts div:last-child{grid-column:1/-1}
.lane,.axis{grid-template-columns:1fr auto;row-gap:.125rem}
.track,.axis .track{grid-column:1/-1}
.axis span{font-size:.6875rem}
.lane{padding:.5rem 0}
.op span{display:none}
td.meter,.aside{display:none}
th,td{padding-right:.875rem}
tbody th{min-width:6rem}
}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media (forced-colors:active){.op,.turn,.key,.bar{forced-color-adjust:none}}
@media print{
:root{${LIGHT};--paper:#fff}
html{font-size:10.5pt}
body{max-width:none;padding:0}
.skip,nav{display:none}
.scroll,pre,h1{max-height:none;overflow:visible}
.axis,thead th,thead td{position:static}
details::details-content{content-visibility:visible;height:auto}
section{margin-top:1.75rem}
.failure,.lane,tr{break-inside:avoid}
h2,h3{break-after:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
