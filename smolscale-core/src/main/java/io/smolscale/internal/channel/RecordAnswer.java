package io.smolscale.internal.channel;

import io.smolscale.internal.record.Recorder;
import io.smolscale.internal.record.Recording;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Crews;
import io.smolscale.internal.worker.Hours;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Switches a recording on and off, and hands it over, as JSON. The setting `do` says what is
/// wanted: `begin`, `status` or `end`.
final class RecordAnswer {
  private static final int MOST_RUNS = 1_000_000; // for each worker: 48 MB
  private static final long MOST_NANOS = 3_600_000_000_000L;

  private RecordAnswer() {}

  static Map<String, Object> of(Question question) {
    return switch (question.settings().getOrDefault("do", "")) {
      case "begin" -> begin(question);
      case "status" -> status();
      case "end" -> end();
      default -> throw new IllegalArgumentException("record: do=begin, status or end");
    };
  }

  private static Map<String, Object> begin(Question question) {
    Recorder.begin(
        (int) within(question, "runs", MOST_RUNS),
        within(question, "nanos", MOST_NANOS),
        within(question, "longestWait", MOST_NANOS));
    return status();
  }

  private static long within(Question question, String key, long most) {
    long value = question.number(key);
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "record: %s must be from 0 to %d, and is %d".formatted(key, most, value));
    }
    return value;
  }

  private static Map<String, Object> status() {
    Recording recording = Recorder.current();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("recording", recording != null && recording.isOpen());
    answer.put("exceeded", recording == null ? 0 : recording.exceeded());
    answer.put("workers", workers());
    return answer;
  }

  /// The numbers that the operating system has for the workers' threads, by their names.
  private static Map<String, Object> workers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (Crew crew : Crews.withThreads()) {
      for (Hours.OfWorker worker : crew.hours()) {
        numbers.put(worker.name(), worker.number());
      }
    }
    return numbers;
  }

  private static Map<String, Object> end() {
    Recording recording = Recorder.end();
    if (recording == null) {
      throw new IllegalArgumentException("there is no recording, or its time was over");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("began", recording.began());
    answer.put("nanos", recording.length());
    answer.put("exceeded", recording.exceeded());
    answer.put("reasons", recording.reasons());
    Map<String, Object> names = new LinkedHashMap<>();
    recording.names().forEach((id, name) -> names.put(String.valueOf(id), name));
    answer.put("names", names);
    List<Object> lanes = new ArrayList<>();
    for (Recording.Lane lane : recording.lanes()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("worker", lane.worker());
      json.put("name", lane.name());
      json.put("lost", lane.lost());
      json.put("runs", String.join(";", lane.runs()));
      lanes.add(json);
    }
    answer.put("lanes", lanes);
    return answer;
  }
}
