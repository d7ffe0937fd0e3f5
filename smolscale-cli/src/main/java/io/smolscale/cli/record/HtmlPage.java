package io.smolscale.cli.record;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One page for the browser, with nothing to fetch: the time line, how long threads waited for a
/// worker, and the worst ten of these waits, each with what the workers did meanwhile.
final class HtmlPage {
  private static final int MOST_RUNS = 20_000; // of a lane; the browser draws all of them
  private static final int WORST = 10;
  private static final int MOST_CAUSES = 3;

  private HtmlPage() {}

  static String of(long pid, Trace trace) throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("pid", pid);
    data.put("nanos", trace.nanos());
    data.put("lanes", trace.lanes().stream().map(lane -> lane(lane, trace)).toList());
    data.put("waits", trace.runs().stream().map(Trace.Run::waited).toList());
    data.put("worst", worst(trace));
    // A name may hold what would end the script.
    return PAGE.replace("@DATA@", JSON.std.asString(data).replace("<", "\\u003c"));
  }

  private static Map<String, Object> lane(Trace.Lane lane, Trace trace) {
    List<Trace.Run> runs = lane.runs();
    List<Object> drawn = new ArrayList<>();
    for (Trace.Run run : runs.subList(Math.max(0, runs.size() - MOST_RUNS), runs.size())) {
      drawn.add(
          List.of(
              run.began(),
              run.ended() - run.began(),
              trace.nameOf(run.thread()),
              run.waited(),
              trace.nameOf(run.waker()),
              run.reason()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", lane.name());
    json.put("runs", drawn);
    json.put(
        "lacks",
        lane.lacks().stream()
            .map(lack -> List.of(lack.from(), lack.to() - lack.from(), lack.nanos()))
            .toList());
    return json;
  }

  private static List<Map<String, Object>> worst(Trace trace) {
    return trace.runs().stream()
        .sorted(Comparator.comparingLong(Trace.Run::waited).reversed())
        .limit(WORST)
        .map(run -> wait(run, trace))
        .toList();
  }

  private static Map<String, Object> wait(Trace.Run waited, Trace trace) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("thread", trace.nameOf(waited.thread()));
    json.put("waited", waited.waited());
    json.put("since", waited.since());
    json.put("waker", trace.nameOf(waited.waker()));
    json.put("meanwhile", meanwhile(waited, trace));
    return json;
  }

  /// Whose runs took the most of the time that a thread waited, and which workers had no processor
  /// then.
  static List<String> meanwhile(Trace.Run waited, Trace trace) {
    Map<String, Long> byThread = new LinkedHashMap<>();
    for (Trace.Lane lane : trace.lanes()) {
      for (Trace.Run run : lane.runs()) {
        long overlap =
            Math.min(run.ended(), waited.began()) - Math.max(run.began(), waited.since());
        if (overlap > 0) {
          byThread.merge(trace.nameOf(run.thread()) + " on " + lane.name(), overlap, Long::sum);
        }
      }
      long lacked =
          lane.lacks().stream()
              .filter(lack -> lack.from() < waited.began() && lack.to() > waited.since())
              .mapToLong(Lacks.Lack::nanos)
              .sum();
      if (lacked > 0) {
        byThread.put(lane.name() + " without a processor", Math.min(lacked, waited.waited()));
      }
    }
    return byThread.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_CAUSES)
        .map(entry -> "%s for %.1f ms".formatted(entry.getKey(), entry.getValue() / 1e6))
        .toList();
  }

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>smolscale record</title>
      <style>
        body { font: 14px system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
        canvas { border: 1px solid #ccc; width: 100%; display: block }
        table { border-collapse: collapse } td, th { padding: .2em .8em; text-align: left;
          border-bottom: 1px solid #ddd; vertical-align: top } td.n { text-align: right }
        #tip { min-height: 1.5em; font-family: monospace }
      </style>
      <h1>What the threads and tasks did</h1>
      <p id="head"></p>
      <h2>Time line</h2>
      <p>Drag to move, wheel to zoom, double-click for all of it. A box is a run of one thread or task; red below a
      lane, its worker could have run and had no processor.</p>
      <canvas id="lanes"></canvas>
      <p id="tip"></p>
      <h2>How long they waited for a worker</h2>
      <canvas id="waits"></canvas>
      <h2>The ten longest waits</h2>
      <table id="worst"><tr><th>at<th>waited<th>thread or task<th>woken by<th>what the workers did meanwhile</table>
      <script>
      const data = @DATA@;
      const ms = n => (n / 1e6).toFixed(n < 1e6 ? 3 : 1) + ' ms';
      document.getElementById('head').textContent = 'Process ' + data.pid + ', ' +
        (data.nanos / 1e9).toFixed(1) + ' s, ' + data.waits.length + ' runs.';
      const row = cells => {
        const tr = document.getElementById('worst').insertRow();
        cells.forEach((text, i) => { const td = tr.insertCell(); td.textContent = text;
          if (i < 2) td.className = 'n'; });
      };
      data.worst.forEach(w => row([ms(w.since), ms(w.waited), w.thread, w.waker,
        w.meanwhile.join('; ') || 'no run of theirs was recorded']));

      const canvas = document.getElementById('lanes');
      const HEIGHT = 34, LEFT = 160;
      let from = 0, to = data.nanos;
      const size = (c, height) => { const scale = devicePixelRatio || 1;
        c.style.height = height + 'px'; c.width = c.clientWidth * scale; c.height = height * scale;
        const g = c.getContext('2d'); g.setTransform(scale, 0, 0, scale, 0, 0); return g; };
      const colour = name => { let h = 0; for (const c of name) h = (h * 31 + c.charCodeAt(0)) % 360;
        return `hsl(${h} 60% 65%)`; };
      const x = t => LEFT + (t - from) / (to - from) * (canvas.clientWidth - LEFT);
      function draw() {
        const g = size(canvas, data.lanes.length * HEIGHT + 24);
        g.font = '12px system-ui';
        data.lanes.forEach((lane, i) => {
          g.fillStyle = '#222'; g.fillText(lane.name, 6, i * HEIGHT + 20);
          g.fillStyle = '#d22';
          for (const [at, long, lacked] of lane.lacks) {
            if (at + long < from || at > to) continue;
            const a = Math.max(LEFT, x(at)); g.globalAlpha = .3 + .7 * lacked / long;
            g.fillRect(a, i * HEIGHT + HEIGHT - 3, Math.max(.6, x(at + long) - a), 3);
          }
          g.globalAlpha = 1;
          let last = -1;
          for (const run of lane.runs) {
            if (run[0] + run[1] < from || run[0] > to) continue;
            const a = Math.max(LEFT, x(run[0])), b = Math.max(a + .6, x(run[0] + run[1]));
            if (b - a < 1 && a - last < .5) continue; // it would be drawn over
            last = a; g.fillStyle = colour(run[2]); g.fillRect(a, i * HEIGHT + 4, b - a, HEIGHT - 8);
            if (b - a > 60) { g.fillStyle = '#222'; g.save(); g.beginPath();
              g.rect(a, i * HEIGHT, b - a, HEIGHT); g.clip();
              g.fillText(run[2], a + 4, i * HEIGHT + 20); g.restore(); }
          }
        });
        g.fillStyle = '#666';
        for (let k = 0; k <= 5; k++) { const t = from + (to - from) * k / 5;
          g.fillText(ms(t), Math.min(x(t), canvas.clientWidth - 70), data.lanes.length * HEIGHT + 16); }
      }
      const at = e => from + (e.offsetX - LEFT) / (canvas.clientWidth - LEFT) * (to - from);
      canvas.addEventListener('wheel', e => { e.preventDefault(); const t = at(e);
        const f = e.deltaY < 0 ? .7 : 1 / .7; from = t - (t - from) * f; to = t + (to - t) * f;
        draw(); }, { passive: false });
      let drag = null;
      canvas.addEventListener('mousedown', e => { drag = e.offsetX; });
      addEventListener('mouseup', () => { drag = null; });
      canvas.addEventListener('mousemove', e => {
        if (drag !== null) { const d = (drag - e.offsetX) / (canvas.clientWidth - LEFT) * (to - from);
          from += d; to += d; drag = e.offsetX; draw(); return; }
        const lane = data.lanes[Math.floor(e.offsetY / HEIGHT)], t = at(e);
        const near = (to - from) / canvas.clientWidth;
        const run = lane && lane.runs.find(r => r[0] - near <= t && t <= r[0] + r[1] + near);
        document.getElementById('tip').textContent = run ? run[2] + ' ran ' + ms(run[1]) +
          ', after it had waited ' + ms(run[3]) + '; woken by ' + run[4] + '; then: ' + run[5] : '';
      });
      canvas.addEventListener('dblclick', () => { from = 0; to = data.nanos; draw(); });

      function histogram() {
        const c = document.getElementById('waits'), g = size(c, 180);
        const counts = new Array(32).fill(0); // powers of two, from 1 µs
        for (const w of data.waits) counts[Math.max(0, Math.min(31, Math.floor(Math.log2(Math.max(1, w / 1e3)))))]++;
        const last = counts.findLastIndex(n => n > 0), most = Math.max(1, ...counts);
        const width = Math.min(80, c.clientWidth / (last + 2));
        g.font = '11px system-ui';
        for (let i = 0; i <= last; i++) {
          const h = counts[i] / most * 120;
          g.fillStyle = '#69c'; g.fillRect(10 + i * width, 140 - h, width - 4, h);
          g.fillStyle = '#222'; if (counts[i]) g.fillText(counts[i], 10 + i * width, 134 - h);
          const us = 2 ** i; g.fillText(us < 1000 ? us + ' µs' : Math.round(us / 1000) + ' ms', 10 + i * width, 158);
        }
      }
      draw(); histogram(); addEventListener('resize', () => { draw(); histogram(); });
      </script>
      </html>
      """;
}
