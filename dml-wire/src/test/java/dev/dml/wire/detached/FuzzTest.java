package dev.dml.wire.detached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Damage;
import dev.dml.data.InvalidInput;
import dev.dml.random.Seed;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import dev.dml.wire.spec.SpecFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a driver is sent, and what it leaves for others, damaged on purpose. */
class FuzzTest {

  private static final int MESSAGES = 10_000;
  private static final Instant MOMENT = Instant.parse("2026-11-29T10:15:30Z");

  enum Message {
    CALL(new Call("wages").write(), Call::read),
    ORDER(order().write(), Order::read),
    BEAT(beat().write(), Beat::read),
    ENDING(new Ending(Ending.How.FAILED, MOMENT, List.of("a", "b")).write(), Ending::read);

    private final String sound;

    // What reads a message changes nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<byte[]> reader;

    Message(byte[] sound, Consumer<byte[]> reader) {
      this.sound = new String(sound, StandardCharsets.UTF_8);
      this.reader = reader;
    }
  }

  private static Order order() {
    return Order.of(
        SpecFile.of("text", "{model: plr, data: {file: wages.csv}, folds: 5}", List.of()),
        Map.of("data.file", "a".repeat(64)),
        "c".repeat(64),
        Map.of("format", "json"),
        "dml-driver");
  }

  private static Beat beat() {
    return new Beat(
        new RunStatus(
            "wages",
            "s3://bucket/runs/wages",
            Optional.empty(),
            "wages.yaml",
            RunStatus.State.RUNNING,
            "",
            MOMENT,
            MOMENT,
            RunProgress.NONE),
        Duration.ofSeconds(5),
        2,
        false,
        "a,b\n1,2\n");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDamagedReadsOrIsRefusedInSentences(Message message) {
    RandomGenerator random = new Seed(20261129).generator();
    int refused = 0;
    for (int i = 0; i < MESSAGES; i++) {
      byte[] damaged = Damage.of(message.sound, random);
      try {
        message.reader.accept(damaged);
      } catch (InvalidInput e) {
        refused++;
        assertThat(e.problems())
            .isNotEmpty()
            .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("Exception"));
      } catch (RuntimeException e) {
        throw new AssertionError(new String(damaged, StandardCharsets.UTF_8), e);
      }
    }
    // Cutting alone makes one of six damages, and nothing that was cut is JSON.
    assertThat(refused).isGreaterThan(MESSAGES / 6);
  }
}
