package io.smolscale.internal.channel;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Crews;
import io.smolscale.internal.worker.Lane;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a worker runs, with its stack, as JSON.
final class StackAnswer {
  private StackAnswer() {}

  /// Returns it; an answer without a thread if the worker runs nothing.
  static Map<String, Object> of(long worker) {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (Crew crew : Crews.withThreads()) {
      Thread thread = Lane.threadOn(crew, worker, Jdk25.VM);
      if (thread != null) {
        answer.put("thread", thread.threadId());
        answer.put("threadName", thread.getName());
        answer.put("virtual", thread.isVirtual());
        answer.put(
            "stack",
            Arrays.stream(thread.getStackTrace()).map(StackTraceElement::toString).toList());
        return answer;
      }
    }
    answer.put("stack", List.of());
    return answer;
  }
}
