package io.smolscale.bench.report;

/// How the page looks, on paper white and on a dark screen; colours that the colour-blind can tell
/// apart (the Okabe-Ito palette).
final class Style {
  static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>smolscale bench</title>
      <style>
      :root { --ink: #222; --paper: #fff; --grid: #ddd; --faint: #666; --less: #00664a; --more: #a63c00; }
      @media (prefers-color-scheme: dark) { :root { --ink: #ddd; --paper: #161616; --grid: #3a3a3a; --faint: #999; --less: #4dd0a8; --more: #ff9a5c; } }
      body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1320px; margin: 2em auto; padding: 0 1em; }
      dl { display: grid; grid-template-columns: max-content auto; gap: .2em 1em; }
      dt { color: var(--faint); } dd { margin: 0; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: .15em .6em; text-align: right; white-space: nowrap; }
      th { border-bottom: 1px solid var(--faint); }
      th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; }
      tr.first td { border-top: 1px solid var(--grid); }
      .less { color: var(--less); } .more { color: var(--more); }
      .scroll { overflow-x: auto; }
      .scroll svg { min-width: 640px; }
      .row { display: flex; flex-wrap: wrap; gap: 1em; }
      .row svg { width: 420px; }
      .legend span { margin-right: 1em; white-space: nowrap; }
      svg { max-width: 860px; width: 100%; height: auto; }
      svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
      line.grid { stroke: var(--grid); } line.one { stroke: var(--ink); }
      line { stroke-width: 1.5; } line.grid, line.one { stroke-width: 1; }
      .c0 { stroke: #0072b2; fill: #0072b2; } span.c0 { color: #0072b2; }
      .c1 { stroke: #d55e00; fill: #d55e00; } span.c1 { color: #d55e00; }
      .c2 { stroke: #009e73; fill: #009e73; } span.c2 { color: #009e73; }
      .c3 { stroke: #cc79a7; fill: #cc79a7; } span.c3 { color: #cc79a7; }
      .c4 { stroke: #e69f00; fill: #e69f00; } span.c4 { color: #e69f00; }
      .c5 { stroke: #56b4e9; fill: #56b4e9; } span.c5 { color: #56b4e9; }
      .c6 { stroke: #8a7f00; fill: #8a7f00; } span.c6 { color: #8a7f00; }
      .c7 { stroke: #888888; fill: #888888; } span.c7 { color: #888888; }
      </style>
      </head>
      <body>
      """;

  private Style() {}
}
