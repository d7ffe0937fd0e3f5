package io.smolscale.cli.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A trace in the format of `chrome://tracing`, which Perfetto opens, too: a lane for each worker,
/// a slice for each run, and an arrow from the run in which a thread was woken to the one that came
/// of it.
///
/// The times of that format are microseconds, with a fraction.
final class ChromeTrace {
  private final JsonGenerator json;
  private final long pid;
  private final Trace trace;
  private final Map<Long, NavigableMap<Long, Trace.Run>> byLane = new HashMap<>();
  private long flows;

  private ChromeTrace(JsonGenerator json, long pid, Trace trace) {
    this.json = json;
    this.pid = pid;
    this.trace = trace;
    for (Trace.Lane lane : trace.lanes()) {
      NavigableMap<Long, Trace.Run> runs = new TreeMap<>();
      lane.runs().forEach(run -> runs.put(run.began(), run));
      byLane.put(lane.worker(), runs);
    }
  }

  /// Writes it, and leaves the writer open.
  static void write(Writer to, long pid, Trace trace) throws IOException {
    try (JsonGenerator json =
        new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).createGenerator(to)) {
      new ChromeTrace(json, pid, trace).write();
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("displayTimeUnit", "ns");
    json.writeArrayFieldStart("traceEvents");
    name("process_name", 0, "smolscale, process " + pid);
    for (Trace.Lane lane : trace.lanes()) {
      name("thread_name", lane.worker(), lane.name());
      for (Trace.Run run : lane.runs()) {
        slice(lane, run);
        arrow(lane, run);
      }
      for (Lacks.Lack lack : lane.lacks()) {
        counter(lane, lack.from(), 100.0 * lack.nanos() / (lack.to() - lack.from()));
        counter(lane, lack.to(), 0);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void name(String what, long lane, String name) throws IOException {
    begin(what, "M", lane, 0);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void begin(String name, String phase, long lane, long nanos) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("ph", phase);
    json.writeNumberField("pid", pid);
    json.writeNumberField("tid", lane);
    json.writeNumberField("ts", nanos / 1e3);
  }

  private void slice(Trace.Lane lane, Trace.Run run) throws IOException {
    begin(trace.nameOf(run.thread()), "X", lane.worker(), run.began());
    json.writeStringField("cat", "run");
    json.writeNumberField("dur", (run.ended() - run.began()) / 1e3);
    json.writeObjectFieldStart("args");
    if (run.thread() > 0) {
      json.writeNumberField("thread", run.thread());
    }
    json.writeNumberField("waited us", run.waited() / 1e3);
    json.writeStringField("woken by", trace.nameOf(run.waker()));
    json.writeStringField("then", run.reason());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void counter(Trace.Lane lane, long at, double percent) throws IOException {
    begin(lane.name() + " lacks a processor", "C", lane.worker(), at);
    json.writeObjectFieldStart("args");
    json.writeNumberField("%", Math.round(percent));
    json.writeEndObject();
    json.writeEndObject();
  }

  /// Viewers draw an arrow between slices, so there must be one around its beginning.
  private void arrow(Trace.Lane lane, Trace.Run run) throws IOException {
    NavigableMap<Long, Trace.Run> wakers = byLane.get(run.wakersLane());
    Map.Entry<Long, Trace.Run> around = wakers == null ? null : wakers.floorEntry(run.since());
    if (around == null || around.getValue().ended() < run.since()) {
      return; // woken from outside, or between two runs
    }
    long flow = flows++;
    begin("wakes", "s", run.wakersLane(), run.since());
    json.writeStringField("cat", "wake");
    json.writeNumberField("id", flow);
    json.writeEndObject();
    begin("wakes", "f", lane.worker(), run.began());
    json.writeStringField("cat", "wake");
    json.writeNumberField("id", flow);
    json.writeStringField("bp", "e");
    json.writeEndObject();
  }
}
