/** How the pages look on A4 and on a screen; measures in millimetres and points, colours that print in grey. */

/** Share of the width of each column in per cent; tables that are not named share it evenly. */
const COLUMNS: Readonly<Record<string, readonly number[]>> = {
  months: [10, 8, 8, 8, 9, 9, 10, 8, 10, 10, 10],
  origins: [25, 12, 15, 15, 15, 18],
  reasons: [22, 46, 16, 16],
  errors: [58, 27, 15],
  infections: [12, 13, 16, 21, 12, 9, 17],
  seen: [50, 25, 25],
  closed: [58, 27, 15],
  extensions: [20, 18, 62],
  granted: [12, 30, 30, 16, 12],
  revoked: [16, 20, 20, 44],
  people: [14, 18, 15, 11, 17, 11, 14],
  changes: [80, 20],
  mediaEvents: [80, 20],
  failures: [60, 20, 20],
  reviews: [14, 14, 26, 10, 36],
  drills: [12, 12, 9, 39, 28],
  loans: [19, 15, 19, 12, 12, 12, 11],
  stockTakes: [20, 18, 62],
  restores: [20, 55, 25],
  clock: [34, 33, 33],
  anchors: [25, 25, 25, 25],
  devices: [80, 20],
  settings: [16, 18, 66],
  checklist: [29, 59, 12],
};

const widths = Object.entries(COLUMNS)
  .map(([table, shares]) =>
    shares.map((share, i) => `.t-${table} th:nth-child(${i + 1}){width:${share}%}`).join(''),
  )
  .join('');

/** Page numbers are the printer's: CSS Paged Media, which Chromium follows since 131; older ones leave them out. */
const PAPER = `
@page{size:A4;margin:16mm 14mm 17mm;@bottom-center{content:counter(page) " / " counter(pages);font:8pt var(--face);color:#444}
@bottom-left{content:"Sekisho";font:7.5pt var(--face);color:#777}}
@page:first{@bottom-center{content:none}@bottom-left{content:none}}
@media print{body{padding-right:.4mm}h2,h3,.about{break-after:avoid}tr,li,.box{break-inside:avoid}thead{display:table-header-group}
.cover{break-after:page;min-height:240mm}.keep{break-inside:avoid}a{color:inherit;text-decoration:none}}
@media screen{body{max-width:186mm;margin:8mm auto;padding:0 6mm}}`;

const TEXT = `
:root{--face:"Sekisho Print","BIZ UDPGothic","BIZ UDPゴシック","Yu Gothic","Hiragino Sans","Noto Sans CJK JP",sans-serif}
*{box-sizing:border-box}
body{font:9.5pt/1.6 var(--face);color:#111;background:#fff;margin:0;overflow-wrap:anywhere;line-break:strict;
font-variant-numeric:tabular-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
h1{font-size:21pt;line-height:1.35;margin:0 0 2mm}
h2{font-size:13.5pt;margin:9mm 0 2mm;padding-bottom:1mm;border-bottom:.5mm solid #1f3a5f;color:#1f3a5f}
h3{font-size:10pt;margin:4.5mm 0 1.2mm}
h4{font-size:10.5pt;margin:5mm 0 1mm}
p{margin:1mm 0 2mm}
.about,.source{color:#444;font-size:8.5pt}
.none{color:#444}
ul,ol{margin:1mm 0;padding-left:5mm}
code,.mono{font-family:"DejaVu Sans Mono",Consolas,Menlo,monospace;font-size:.86em;word-break:break-all}
pre{font-family:"DejaVu Sans Mono",Consolas,Menlo,var(--face),monospace;font-size:8pt;line-height:1.5;background:#f2f4f7;border:.2mm solid #c9ced6;
padding:2mm 3mm;white-space:pre-wrap;word-break:break-all;margin:1.5mm 0 2.5mm}`;

const TABLES = `
table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:8pt;line-height:1.45;margin:0 0 3mm}
th,td{border:.2mm solid #9aa3af;padding:.9mm 1.3mm;text-align:left;vertical-align:top}
th{background:#e8ecf2;font-weight:700}
.num{text-align:right}
.nb{white-space:nowrap}
.total tbody tr:last-child td{font-weight:700;background:#f4f6f9}
.facts{font-size:9pt}.facts th{width:30%}
.facts td{word-break:break-all}
.t-checklist td ul{padding-left:3.5mm;margin:0}
.t-checklist .shows-none{color:#7a3b00}
.t-checklist .limits{color:#444;font-size:7.6pt;margin:.8mm 0 0}
.t-checklist .uncertain{font-size:7.2pt;color:#7a3b00}`;

const COVER = `
.cover{display:flex;flex-direction:column}
.cover header{padding:12mm 0 7mm}
.cover .kind{font-size:12pt;color:#444;margin:0 0 3mm}
.cover .who{font-size:13pt;margin:5mm 0 0}
.box{border:.5mm solid #1f6b3a;padding:2.5mm 4mm;margin:0 0 4mm}
.box.bad{border-color:#a11b1b;border-width:1mm}
.box.practice{border:.6mm dashed #7a3b00}
.box b{font-size:11pt}
.box p{margin:.5mm 0}
.scope{color:#333;font-size:8.5pt;margin-top:4mm}`;

/** One page a language. */
const GUIDE = `
.guide{font-size:9pt;line-height:1.5}.guide h2{margin-top:0}.guide h3{margin:3mm 0 .8mm}
.guide p{margin:.8mm 0 1.2mm}.guide pre{padding:1.2mm 3mm;margin:.8mm 0 1.2mm}
@media print{.guide+.guide{break-before:page}}`;

export const STYLE = (TEXT + TABLES + COVER + PAPER + GUIDE + widths).replace(/\n/g, '');
