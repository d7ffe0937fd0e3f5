package io.smolscale.internal.channel;

import io.smolscale.internal.jdk.Holders;
import io.smolscale.internal.jdk.Seam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which threads others wait for, as JSON.
final class HoldersAnswer {
  private HoldersAnswer() {}

  static Map<String, Object> now() {
    Map<String, Object> answer = new LinkedHashMap<>();
    switch (Holders.now()) {
      case Seam.Bound<List<Holders.Held>>(List<Holders.Held> held) ->
          answer.put("holders", held.stream().map(HoldersAnswer::of).toList());
      case Seam.Refused<List<Holders.Held>>(String reason) -> {
        answer.put("holders", List.of());
        answer.put("missing", reason);
      }
    }
    return answer;
  }

  private static Map<String, Object> of(Holders.Held held) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("object", held.object());
    json.put("thread", held.threadId());
    json.put("end", held.end());
    return json;
  }
}
