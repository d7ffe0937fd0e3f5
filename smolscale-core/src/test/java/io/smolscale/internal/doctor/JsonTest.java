package io.smolscale.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void everyKindOfValue() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a \"b\" \\ c\n");
    map.put("numbers", List.of(1, 2.5));
    map.put("none", List.of());
    map.put("nested", Map.of("yes", true));
    assertThat(Json.of(map))
        .isEqualTo(
            """
            {
              "text": "a \\"b\\" \\\\ c\\u000a",
              "numbers": [
                1,
                2.5
              ],
              "none": [],
              "nested": {
                "yes": true
              }
            }\
            """);
  }
}
