package dev.dml.wire.detached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import dev.dml.wire.spec.SpecFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written for a run that goes on by itself reads back. */
class OrderTest {

  private static final Instant MOMENT = Instant.parse("2026-11-29T10:15:30Z");

  @Test
  void anOrderReadsBack() {
    SpecFile spec = SpecFile.of("text", "{model: plr, data: {file: wages.csv}}", List.of());
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("partitions", "b".repeat(64));
    digests.put("data.file", "a".repeat(64));
    Order order = Order.of(spec, digests, "c".repeat(64), Map.of("format", "json"), "dml-driver");
    Order read = Order.read(order.write());
    assertThat(read.spec().tree()).isEqualTo(spec.tree());
    assertThat(read.spec().place()).isEqualTo("spec.yaml");
    // A result lists them in this order.
    assertThat(read.digests().keySet()).containsExactly("partitions", "data.file");
    assertThat(read.command()).isEqualTo(order.command());
    assertThat(read.driver()).isEqualTo("dml-driver");
    assertThat(read.began()).isEqualTo(order.began());
    assertThat(read.version()).isEqualTo(order.version());
  }

  @Test
  void anOrderNamesNoDirectoryOfTheUser() {
    String home = System.getProperty("user.home");
    SpecFile spec =
        SpecFile.of("text", "{data: {file: " + home + "/wages.csv}}", List.of())
            .at(Path.of(home, "specs", "wages.yaml"));
    Order order = Order.of(spec, Map.of(), "c".repeat(64), Map.of(), "dml-driver");
    assertThat(new String(order.write(), StandardCharsets.UTF_8)).doesNotContain(home);
    assertThat(Order.read(order.write()).spec().place()).isEqualTo("~/specs/wages.yaml");
  }

  @Test
  void whatIsNoOrderIsRefusedWithAllThatIsWrong() {
    byte[] bytes = "{\"schema\": 2, \"data\": \"x\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Order.read(bytes))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            wrong ->
                assertThat(wrong.problems())
                    .containsExactly(
                        "order.schema: must be a whole number from 1 to 1, but was 2",
                        "order.version: is missing",
                        "order.began: is missing",
                        "order.driver: is missing",
                        "order.spec_file: is missing",
                        "order.data: must be 64 hexadecimal digits, but was x",
                        "order.spec: must be a mapping of keys to values"));
  }

  @Test
  void aBeatReadsBack() {
    RunStatus status =
        new RunStatus(
            "wages",
            "s3://bucket/runs/wages",
            Optional.empty(),
            "wages.yaml",
            RunStatus.State.RUNNING,
            "",
            MOMENT,
            MOMENT.plusSeconds(5),
            RunProgress.NONE);
    Beat beat = new Beat(status, Duration.ofNanos(1_234_567_891_011L), 2, true, "a,\"b\"\n1,2\n");
    assertThat(Beat.read(beat.write())).isEqualTo(beat);
  }

  @Test
  void anEndingReadsBack() {
    Ending ending = new Ending(Ending.How.CANCELLED, MOMENT, List.of("stopped", "it cost 1 USD"));
    assertThat(Ending.read(ending.write())).isEqualTo(ending);
  }

  @Test
  void aCallNamesARunAndNothingElse() {
    assertThat(Call.read(new Call("wages").write())).isEqualTo(new Call("wages"));
    assertThatThrownBy(() -> new Call("../wages"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "run: must be up to 100 letters, digits, dots, hyphens and underscores, but was"
                + " ../wages");
    assertThatThrownBy(() -> Call.read("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("call.run: is missing");
  }
}
