package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs that go on in the cloud when the command has ended. */
class DetachedRunTest extends DetachedCalls {

  @Test
  void theResultIsThatOfARunThatIsWatched() throws Exception {
    LocalCloud cloud = Clouds.of(cloud());
    int before = cloud.drives();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    detach(dml, "watched");
    assertThat(attach(dml, "watched").waitFor()).isZero();
    assertThat(dml.result("away.json")).isEqualTo(here);
    assertThat(dml.messages()).hasSize(2);
    assertThat(dml.messages().getFirst()).startsWith("dml: warning: no covariates were named");
    assertThat(dml.messages().getLast())
        .matches(
            "dml: it cost 0\\.\\d+ USD: 0\\.\\d+ USD for its fits and 0\\.\\d+ USD for \\d+ s of"
                + " driving");
    assertThat(status(dml, "watched")).startsWith("watched: done, 200 of 200 fits");
    assertThat(cloud.drives() - before).isEqualTo(1);
  }

  /** Each fit waits for the bucket, so that there are some left when the command has started. */
  @Test
  void cancelStopsItAndKeepsItsBill() throws Exception {
    Settings slow =
        cloud().withConcurrency(1).withFaults(new Faults(Map.of(Fault.SLOW_STORE, 1.0), 1));
    try (LocalCloud cloud = LocalCloud.start(slow)) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      String[] given = {"--set", "repetitions=4"};
      detach(dml, "stopped", given);
      Patience.until("5 invocations", () -> cloud.invocations().size() >= 5);
      assertThat(dml.run("cancel", "stopped", "--quiet")).isZero();
      List<String> messages = dml.messages();
      assertThat(messages).hasSize(3);
      assertThat(messages.get(0)).isEqualTo("dml: stopped is cancelled");
      assertThat(messages.get(1))
          .matches("dml: stopped by dml cancel after \\d+ of 40 fits, which are kept");
      assertThat(messages.get(2)).startsWith("dml: it cost 0.0");
      long fitted = fitted(cloud);
      assertThat(fitted).isLessThan(40);
      assertThat(status(dml, "stopped")).startsWith("stopped: stopped, ");
      assertThat(attach(dml, "stopped").waitFor()).isEqualTo(1);
      assertThat(fitted(cloud)).isEqualTo(fitted);
      // What it found is not fitted again.
      String here = dml.estimateHere(given);
      String[] resume = {
        "resume",
        "s3://dml-local/runs/stopped",
        "--quiet",
        "--format",
        "json",
        "--output",
        "away.json"
      };
      assertThat(dml.run(resume)).isZero();
      assertThat(dml.result("away.json")).isEqualTo(here);
      assertThat(fitted(cloud)).isEqualTo(40);
    }
  }

  /** Each invocation that was not refused has one fit. */
  private static long fitted(LocalCloud cloud) {
    return cloud.invocations().stream().filter(InvocationRecord::ran).count();
  }

  @Test
  void aBudgetStopsIt() throws Exception {
    try (LocalCloud cloud = LocalCloud.start(cloud().withTimeout(Duration.ofSeconds(20)))) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      // An invocation may cost 20 s x 1.73 GB x 0.0000166667 USD = 0.00058 USD before any is
      // billed.
      detach(dml, "away", "--set", "backend.max_cost_usd=0.0008");
      assertThat(attach(dml, "away").waitFor()).isEqualTo(1);
      List<String> messages = dml.messages();
      assertThat(messages.get(0)).isEqualTo("dml: away is failed");
      assertThat(messages.get(1))
          .matches(
              "dml: stopped after \\d+ of 200 fits, because the next invocations could exceed"
                  + " backend.max_cost_usd");
      assertThat(cloud.invocations().size()).isBetween(1, Command.TASKS - 1);
    }
  }
}
