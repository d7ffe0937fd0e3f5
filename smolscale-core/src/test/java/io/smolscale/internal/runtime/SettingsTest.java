package io.smolscale.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final int PROCESSORS = 6;

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> agent = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void withoutSettingsItGoesByTheProcessors() {
    assertThat(read()).isEqualTo(new Settings(6, 6 + 256, false));
  }

  // ---- each setting, from either source

  @ParameterizedTest
  @CsvSource({
    "smolscale.parallelism, SMOLSCALE_PARALLELISM, 3, 3, 259, false",
    "smolscale.parallelism, SMOLSCALE_PARALLELISM, 1, 1, 257, false",
    "smolscale.parallelism, SMOLSCALE_PARALLELISM, 32767, 32767, 33023, false",
    "smolscale.maxThreads, SMOLSCALE_MAX_THREADS, 6, 6, 6, false",
    "smolscale.maxThreads, SMOLSCALE_MAX_THREADS, 33023, 6, 33023, false",
    "smolscale.singleThread, SMOLSCALE_SINGLE_THREAD, true, 1, 1, false",
    "smolscale.singleThread, SMOLSCALE_SINGLE_THREAD, TRUE, 1, 1, false",
    "smolscale.singleThread, SMOLSCALE_SINGLE_THREAD, 1, 1, 1, false",
    "smolscale.singleThread, SMOLSCALE_SINGLE_THREAD, yes, 1, 1, false",
    "smolscale.singleThread, SMOLSCALE_SINGLE_THREAD, false, 6, 262, false",
    "smolscale.singleThread, SMOLSCALE_SINGLE_THREAD, 0, 6, 262, false",
    "smolscale.singleThread, SMOLSCALE_SINGLE_THREAD, no, 6, 262, false",
    "smolscale.scheduler, SMOLSCALE_SCHEDULER, jdk, 6, 262, true",
    "smolscale.scheduler, SMOLSCALE_SCHEDULER, JDK, 6, 262, true",
    "smolscale.scheduler, SMOLSCALE_SCHEDULER, smolscale, 6, 262, false",
  })
  void isReadFromPropertyAndEnvironment(
      String property, String variable, String value, int parallelism, int threads, boolean jdk) {
    Settings expected = new Settings(parallelism, threads, jdk);
    properties.put(property, value);
    assertThat(read()).isEqualTo(expected);
    properties.clear();
    environment.put(variable, value);
    assertThat(read()).isEqualTo(expected);
    environment.put(variable, "  " + value + " ");
    assertThat(read()).as("blanks around it").isEqualTo(expected);
  }

  // ---- precedence

  @Test
  void aPropertyWinsOverTheEnvironment() {
    properties.put("smolscale.parallelism", "2");
    environment.put("SMOLSCALE_PARALLELISM", "5");
    properties.put("smolscale.scheduler", "smolscale");
    environment.put("SMOLSCALE_SCHEDULER", "jdk");
    assertThat(read()).isEqualTo(new Settings(2, 2 + 256, false));
  }

  @Test
  void anOptionOfTheAgentIsInBetween() {
    environment.put("SMOLSCALE_PARALLELISM", "5");
    environment.put("SMOLSCALE_MAX_THREADS", "50");
    agent.put("parallelism", "4");
    agent.put("maxThreads", "40");
    properties.put("smolscale.maxThreads", "30");
    assertThat(read()).isEqualTo(new Settings(4, 30, false));
    assertThat(explain())
        .contains(
            new Settings.InForce("parallelism", "4", "-javaagent option parallelism=4"),
            new Settings.InForce("maxThreads", "30", "-Dsmolscale.maxThreads=30"));
  }

  @Test
  void aBadOptionOfTheAgentSaysWhereItStands() {
    agent.put("parallelism", "0");
    assertRefused("-javaagent option parallelism=0: ", "a number from 1 to 32767");
    agent.put("parallelism", "");
    assertRefused("-javaagent option parallelism=: ", "a number from 1 to 32767");
  }

  @Test
  void aPropertyHidesNonsenseInTheEnvironment() {
    properties.put("smolscale.parallelism", "2");
    environment.put("SMOLSCALE_PARALLELISM", "many");
    assertThat(read().parallelism()).isEqualTo(2);
  }

  @Test
  void theSourcesMayBeMixed() {
    properties.put("smolscale.parallelism", "4");
    environment.put("SMOLSCALE_MAX_THREADS", "10");
    assertThat(read()).isEqualTo(new Settings(4, 10, false));
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    environment.put("SMOLSCALE_PARALLELISM", "");
    environment.put("SMOLSCALE_SINGLE_THREAD", " ");
    environment.put("SMOLSCALE_SCHEDULER", "");
    assertThat(read()).isEqualTo(new Settings(6, 262, false));
  }

  // ---- who says so

  @Test
  void eachSettingNamesWhoSetIt() {
    properties.put("smolscale.parallelism", "2");
    environment.put("SMOLSCALE_SCHEDULER", "JDK");
    assertThat(explain())
        .containsExactly(
            new Settings.InForce("scheduler", "jdk", "SMOLSCALE_SCHEDULER=JDK"),
            new Settings.InForce("singleThread", "false", "default"),
            new Settings.InForce("parallelism", "2", "-Dsmolscale.parallelism=2"),
            new Settings.InForce("maxThreads", "258", "default, parallelism + 256"),
            new Settings.InForce("profile", "off", "default"));
  }

  @Test
  void aSingleThreadDecidesTheOthers() {
    environment.put("SMOLSCALE_SINGLE_THREAD", "yes");
    assertThat(explain())
        .contains(
            new Settings.InForce("parallelism", "1", "SMOLSCALE_SINGLE_THREAD=yes"),
            new Settings.InForce("maxThreads", "1", "SMOLSCALE_SINGLE_THREAD=yes"));
  }

  @Test
  void aSingleThreadLeavesTheSparesToWhoAsksForThem() {
    environment.put("SMOLSCALE_SINGLE_THREAD", "yes");
    properties.put("smolscale.maxThreads", "4");
    assertThat(explain())
        .contains(
            new Settings.InForce("parallelism", "1", "SMOLSCALE_SINGLE_THREAD=yes"),
            new Settings.InForce("maxThreads", "4", "-Dsmolscale.maxThreads=4"));
  }

  // ---- those of the JDK's own scheduler

  private static final String JDK_PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final String JDK_MAX_POOL_SIZE = "jdk.virtualThreadScheduler.maxPoolSize";
  private static final String JDK_MIN_RUNNABLE = "jdk.virtualThreadScheduler.minRunnable";

  @Test
  void theJdksParallelismCounts() {
    properties.put(JDK_PARALLELISM, "3");
    assertThat(read()).isEqualTo(new Settings(3, 3 + 256, false));
    assertThat(explain())
        .contains(new Settings.InForce("parallelism", "3", "-D" + JDK_PARALLELISM + "=3"));
    assertThat(change()).isEqualTo(new Settings.Change(false, false));
  }

  @Test
  void theJdksPoolSizeIsTheMostThreads() {
    properties.put(JDK_MAX_POOL_SIZE, "20");
    assertThat(read()).isEqualTo(new Settings(6, 20, false));
    assertThat(explain())
        .contains(
            new Settings.InForce("parallelism", "6", "default, the processors of this JVM"),
            new Settings.InForce("maxThreads", "20", "-D" + JDK_MAX_POOL_SIZE + "=20"));
    assertThat(change()).isEqualTo(new Settings.Change(true, true));
  }

  @Test
  void theJdksPoolSizeLimitsTheParallelism() {
    properties.put(JDK_MAX_POOL_SIZE, "1");
    assertThat(read()).isEqualTo(new Settings(1, 1, false));
    assertThat(explain())
        .contains(
            new Settings.InForce(
                "parallelism",
                "1",
                "default, the processors of this JVM, at most -D" + JDK_MAX_POOL_SIZE + "=1"));
    properties.put(JDK_PARALLELISM, "40000");
    properties.put(JDK_MAX_POOL_SIZE, "2");
    assertThat(read()).isEqualTo(new Settings(2, 2, false));
    assertThat(explain())
        .contains(
            new Settings.InForce(
                "parallelism",
                "2",
                "-D" + JDK_PARALLELISM + "=40000, at most -D" + JDK_MAX_POOL_SIZE + "=2"));
    properties.put(JDK_MAX_POOL_SIZE, "2000000000");
    properties.put(JDK_PARALLELISM, "5");
    assertThat(read()).isEqualTo(new Settings(5, 32_767, false));
  }

  @Test
  void aSettingOfOursWinsOverTheJdks() {
    properties.put(JDK_PARALLELISM, "3");
    properties.put(JDK_MAX_POOL_SIZE, "4");
    environment.put("SMOLSCALE_PARALLELISM", "5");
    assertThat(read()).isEqualTo(new Settings(5, 5, false));
    assertThat(explain())
        .contains(
            new Settings.InForce("parallelism", "5", "SMOLSCALE_PARALLELISM=5"),
            new Settings.InForce(
                "maxThreads", "5", "-D" + JDK_MAX_POOL_SIZE + "=4, at least the parallelism"));
    environment.clear();
    agent.put("maxThreads", "30");
    assertThat(read()).isEqualTo(new Settings(3, 30, false));
    agent.put("maxThreads", "2");
    assertThat(read()).as("as with the JDK's own limit").isEqualTo(new Settings(2, 2, false));
    agent.clear();
    properties.put("smolscale.singleThread", "true");
    assertThat(read()).isEqualTo(new Settings(1, 1, false));
    assertThat(change()).isEqualTo(new Settings.Change(false, true));
  }

  @Test
  void theJdksMinRunnableHasNoEffect() {
    properties.put(JDK_MIN_RUNNABLE, "2");
    assertThat(read()).isEqualTo(new Settings(6, 262, false));
  }

  @ParameterizedTest
  @CsvSource({
    JDK_PARALLELISM + ", 0",
    JDK_PARALLELISM + ", -1",
    JDK_PARALLELISM + ", 32768",
    JDK_PARALLELISM + ", 99999999999",
    JDK_PARALLELISM + ", four",
    JDK_PARALLELISM + ", ' 4'",
    JDK_PARALLELISM + ", ''",
    JDK_MAX_POOL_SIZE + ", 0",
    JDK_MAX_POOL_SIZE + ", -3",
    JDK_MAX_POOL_SIZE + ", many",
    JDK_MIN_RUNNABLE + ", few",
  })
  void whatTheJdkRefusesIsRefused(String property, String value) {
    properties.put(property, value);
    assertRefused("-D" + property + "=" + value + ": must be a number", "no virtual threads");
    properties.put("smolscale.parallelism", "2");
    properties.put("smolscale.maxThreads", "2");
    assertRefused("-D" + property + "=" + value);
  }

  // ---- what may change

  @Test
  void theParallelismFollowsTheProcessorsUnlessSomebodyHasSetIt() {
    assertThat(change()).isEqualTo(new Settings.Change(true, false));
    properties.put("smolscale.maxThreads", "20");
    assertThat(change()).isEqualTo(new Settings.Change(true, true));
    properties.put("smolscale.parallelism", "6");
    assertThat(change()).isEqualTo(new Settings.Change(false, true));
    properties.clear();
    environment.put("SMOLSCALE_PARALLELISM", "6");
    assertThat(change()).isEqualTo(new Settings.Change(false, false));
  }

  private Settings.Change change() {
    return Settings.change(sources());
  }

  // ---- what makes no sense

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "32768", "99999999999", "two", "1.5", "4 2"})
  void badParallelism(String value) {
    refusesFromBoth(
        "smolscale.parallelism", "SMOLSCALE_PARALLELISM", value, "a number from 1 to 32767");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "33024", "lots"})
  void badMaxThreads(String value) {
    refusesFromBoth(
        "smolscale.maxThreads", "SMOLSCALE_MAX_THREADS", value, "a number from 6 to 33023");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "on", "truth"})
  void badSingleThread(String value) {
    refusesFromBoth(
        "smolscale.singleThread", "SMOLSCALE_SINGLE_THREAD", value, "\"true\" or \"false\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fork-join", "smol", "default"})
  void badScheduler(String value) {
    refusesFromBoth(
        "smolscale.scheduler", "SMOLSCALE_SCHEDULER", value, "\"smolscale\" or \"jdk\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smolscale.parallelism",
        "smolscale.maxThreads",
        "smolscale.singleThread",
        "smolscale.scheduler"
      })
  void anEmptyPropertyIsRefused(String property) {
    properties.put(property, "");
    assertRefused("-D" + property + "=:", "must be");
  }

  @Test
  void maxThreadsMustBeAtLeastTheParallelismThatWasAskedFor() {
    properties.put("smolscale.parallelism", "10");
    environment.put("SMOLSCALE_MAX_THREADS", "9");
    assertRefused("SMOLSCALE_MAX_THREADS=9", "from 10 to");
  }

  @Test
  void aSingleThreadContradictsMoreWorkers() {
    properties.put("smolscale.singleThread", "true");
    environment.put("SMOLSCALE_PARALLELISM", "4");
    assertRefused("-Dsmolscale.singleThread=true", "SMOLSCALE_PARALLELISM=4", "contradict");
  }

  @Test
  void aSingleThreadHasSparesOnlyIfAskedFor() {
    environment.put("SMOLSCALE_SINGLE_THREAD", "true");
    properties.put("smolscale.maxThreads", "4");
    assertThat(read()).isEqualTo(new Settings(1, 4, false));
    properties.put("smolscale.maxThreads", "0");
    assertRefused("-Dsmolscale.maxThreads=0", "from 1 to");
  }

  @Test
  void aSingleThreadAgreesWithOne() {
    properties.put("smolscale.singleThread", "true");
    properties.put("smolscale.parallelism", "1");
    properties.put("smolscale.maxThreads", "1");
    assertThat(read()).isEqualTo(new Settings(1, 1, false));
  }

  private void refusesFromBoth(String property, String variable, String value, String range) {
    properties.put(property, value);
    assertRefused("-D" + property + "=" + value, range);
    properties.clear();
    environment.put(variable, value);
    assertRefused(variable + "=" + value, range);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }

  private List<Settings.InForce> explain() {
    return Settings.explain(sources(), PROCESSORS).inForce();
  }

  private Settings read() {
    return Settings.explain(sources(), PROCESSORS).settings();
  }

  private Sources sources() {
    return new Sources(properties::get, agent::get, environment::get);
  }
}
