"""How the page looks: light and dark, on a wide screen, on a phone and on paper."""

from typing import Final

from newsscraper.report_page.strip import HEIGHT, LEVELS

_LEVELS: Final = "\n".join(
    f".level{level} {{ fill: var(--accent); fill-opacity: {level / LEVELS:.1f} }}"
    for level in range(1, LEVELS + 1)
)

STYLE: Final = f"""
:root {{
  --paper: #fff; --ground: #f4f5f7; --ink: #1c2128; --soft: #57606a; --rule: #d8dee4;
  --accent: #1f6feb; --second: #c2611a; --faint: #aab4bf; --alarm: #cf222e;
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --paper: #161b22; --ground: #0d1117; --ink: #e6edf3; --soft: #9aa5b1; --rule: #30363d;
    --accent: #58a6ff; --second: #f0883e; --faint: #6e7681; --alarm: #ff7b72;
  }}
}}
* {{ box-sizing: border-box }}
body {{
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.45 system-ui, sans-serif; overflow-wrap: anywhere;
}}
header, main {{ max-width: 1320px; margin: 0 auto; padding: 0 16px }}
h1 {{ margin: 24px 0 0; font-size: 26px }}
h2 {{ margin: 32px 0 8px; font-size: 22px }}
h3 {{ margin: 0; font-size: 16px }}
h4 {{ margin: 16px 0 4px; font-size: 14px }}
p {{ margin: 4px 0 }}
a {{ color: var(--accent) }}
nav ul, .legend {{ display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0; padding: 0 }}
nav li, .legend li {{ list-style: none }}
.about, .nothing, header p, .legend {{ color: var(--soft); font-size: 13px }}
.warnings {{
  margin: 8px 0; padding: 8px 12px 8px 28px; background: var(--paper);
  border-left: 4px solid var(--alarm);
}}
.sums {{
  display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 12px;
  margin: 12px 0;
}}
.sums div, .panel {{
  background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: 12px 14px;
  min-width: 0;
}}
dt {{ color: var(--soft); font-size: 13px }}
dd {{ margin: 0; font-size: 22px; font-variant-numeric: tabular-nums }}
.panels {{ display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px }}
@media (min-width: 900px) {{
  .panels {{ grid-template-columns: repeat(2, minmax(0, 1fr)) }}
  .wide-panel {{ grid-column: 1 / -1 }}
}}
svg {{ display: block }}
.plot {{ display: flex; margin: 8px 0 4px }}
.plot > svg {{ flex: none }}
.drawing {{ flex: 1; min-width: 0 }}
text {{ font-size: 11px; fill: var(--soft) }}
.grid {{ stroke: var(--rule) }}
rect.main, circle.main {{ fill: var(--accent) }}
rect.second, circle.second {{ fill: var(--second) }}
rect.faint {{ fill: var(--faint) }}
rect.alarm {{ fill: var(--alarm) }}
line.main {{ stroke: var(--accent); stroke-width: 2 }}
line.second {{ stroke: var(--second); stroke-width: 2 }}
.mark {{ stroke: var(--second); stroke-width: 2 }}
.mark-box {{ fill: var(--second) }}
.level0 {{ fill: none }}
{_LEVELS}
.legend svg {{ display: inline-block; vertical-align: -1px }}
.wide {{ overflow-x: auto; margin: 6px 0 }}
table {{ border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums }}
th, td {{ padding: 2px 8px 2px 0; text-align: right; vertical-align: top; white-space: nowrap }}
th {{ font-weight: normal; text-align: right }}
thead th {{ color: var(--soft) }}
th:first-child {{ text-align: left }}
tbody tr {{ border-top: 1px solid var(--rule) }}
.bars, .strips, .words {{ width: 100%; table-layout: fixed }}
.bars th:first-child, .strips th:first-child, .words th, .words td {{
  white-space: normal; text-align: left;
}}
.bars th:nth-child(1) {{ width: 42% }}
.bars th:nth-child(2) {{ width: 28% }}
.bars svg, .strips svg {{ margin-top: 1px }}
.strips rect {{ height: {HEIGHT}px }}
.strips svg {{ border: 1px solid var(--rule) }}
.axis {{ display: flex; justify-content: space-between; font-size: 11px; padding-top: 2px }}
.axis span {{ flex: 1; text-align: left }}
.ends span + span {{ text-align: right }}
.strips th:first-child {{ width: 34% }}
.strips th:nth-child(2) {{ width: 64px }}
.hours th:first-child {{ width: 44px }}
summary {{ cursor: pointer; color: var(--soft); font-size: 13px; padding: 4px 0 }}
.newest th:nth-child(1) {{ width: 10.5em }}
.newest th:nth-child(3) {{ width: 10em }}
.newest th:nth-child(4) {{ width: 9em }}
@media (max-width: 600px) {{
  .strips th:first-child {{ width: 46% }}
  .hours th:first-child {{ width: 44px }}
  .bars th:nth-child(1) {{ width: 38% }}
  .bars th:nth-child(2) {{ width: 36% }}
  .newest, .newest tbody, .newest tr, .newest th, .newest td {{ display: block; width: auto }}
  .newest thead {{ display: none }}
  .newest tr {{ padding: 6px 0 }}
  .newest th, .newest td + td {{ color: var(--soft); padding: 0 }}
}}
@media print {{
  :root {{
    --paper: #fff; --ground: #fff; --ink: #000; --soft: #444; --rule: #ccc;
    --accent: #1f6feb; --second: #c2611a; --faint: #aab4bf; --alarm: #cf222e;
  }}
  body {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; font-size: 12px }}
  article + article {{ break-before: page }}
  .panel, tr {{ break-inside: avoid }}
  .wide-panel {{ break-inside: auto }}
  .wide {{ overflow: visible }}
  nav, details:not([open]) {{ display: none }}
}}
"""
"""What stands in the page's own style element, to the letter: the page names its hash."""
