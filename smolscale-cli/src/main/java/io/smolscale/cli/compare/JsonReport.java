package io.smolscale.cli.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.measure.Json;
import io.smolscale.cli.share.Share;
import io.smolscale.cli.share.ShareJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The results for a program: one JSON object. A figure that the operating system does not give is
/// left out.
final class JsonReport {
  private JsonReport() {}

  static String of(Results results) throws IOException {
    Plan plan = results.plan();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("command", results.command());
    report.put("cores", Runtime.getRuntime().availableProcessors());
    report.put("rounds", plan.rounds());
    plan.limit().ifPresent(limit -> report.put("stoppedAfterSeconds", limit.toSeconds()));
    report.put("logs", plan.logs().toString());
    report.put("allWell", results.allWell());
    List<Map<String, Object>> sides = new ArrayList<>();
    for (Contender contender : plan.contenders()) {
      Map<String, Object> side = new LinkedHashMap<>();
      side.put("scheduler", contender.name());
      for (Figure figure : Figure.values()) {
        Json.put(side, figure.key(), results.median(contender, figure));
      }
      sides.add(side);
    }
    report.put("medians", sides);
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      results.ratio(figure).ifPresent(ratio -> ratios.put(figure.key(), Json.ratio(ratio)));
    }
    report.put("ratios", ratios);
    switch (results.share()) {
      case ShareRun.Seen(Share share, double toRounds) -> {
        Map<String, Object> json = ShareJson.of(share);
        json.put("cpuToRounds", Json.rounded(toRounds));
        report.put("share", json);
      }
      case ShareRun.Unseen(String why) -> {
        if (!why.isEmpty()) {
          report.put("noShare", why);
        }
      }
    }
    report.put("runs", results.runs().stream().map(JsonReport::run).toList());
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(report);
  }

  private static Map<String, Object> run(Run run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scheduler", run.contender());
    json.put("round", run.round());
    json.put("end", run.end().name().toLowerCase(Locale.ROOT));
    json.put("exitCode", run.exitCode());
    for (Figure figure : Figure.values()) {
      Json.put(json, figure.key(), figure.of(run));
    }
    json.put("lostProcesses", run.lost());
    json.put("otherProcesses", Json.rounded(run.disturbance().others()));
    json.put("stolen", Json.rounded(run.disturbance().stolen()));
    json.put("log", run.log().toString());
    return json;
  }
}
