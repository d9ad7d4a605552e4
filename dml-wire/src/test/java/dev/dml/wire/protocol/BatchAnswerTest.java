package dev.dml.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Share;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.Nuisance;
import dev.dml.model.Response;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {

  private static final FunctionReport REPORT = new FunctionReport("process", true, numbered());
  private static final NuisanceTask FIRST = task(0);
  private static final NuisanceTask SECOND = task(1);
  private static final Map<String, NuisanceTask> TASKS =
      Map.of("a", FIRST, "b", SECOND, "c", FIRST);

  private static Map<Metric, Long> numbered() {
    Map<Metric, Long> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      values.put(metric, values.size() + 1L);
    }
    return values;
  }

  private static NuisanceTask task(int fold) {
    Nuisance nuisance =
        new Nuisance(
            "ml_l", "ml_l", new Response.Observed("y"), Nuisance.Domain.ALL, List.of(Target.MEAN));
    return new NuisanceTask(
        new TaskId(0, 0, "ml_l", fold),
        nuisance,
        Target.MEAN,
        new LinearRegression(),
        new Split.Drawn(2, 42),
        List.of(),
        1);
  }

  /** Doubles that a decimal form or an ordinary comparison would lose. */
  private static StoredResults results() {
    double[] predictions = {0.1, -0.0, Double.MIN_VALUE, -1e308, 1 / 3.0};
    return new StoredResults(
        Map.of(
            "a", new TaskOutcome.Done(new TaskResult(FIRST.id(), predictions, 0.3, 12, 5)),
            "c",
                new TaskOutcome.Done(
                    new TaskResult(
                        FIRST.id(),
                        new double[0],
                        0.3,
                        1,
                        0,
                        Optional.of("why"),
                        new double[] {0.1, 2},
                        List.of(
                            new Share(-0.25, 0.1, 1 / 3.0, OptionalDouble.empty()),
                            new Share(1.25, 0.2, 1 / 3.0, OptionalDouble.of(0.7))))),
            "b", new TaskOutcome.Failed(SECOND.id(), "too few rows \u2014 5")));
  }

  private static BatchAnswer again(BatchAnswer answer) {
    return BatchAnswer.read(answer.write(), TASKS);
  }

  @Test
  void everyAnswerIsReadAsItWasWritten() {
    for (BatchAnswer answer :
        List.of(
            new BatchAnswer.Inline(REPORT, results(), 0),
            new BatchAnswer.Inline(REPORT, new StoredResults(Map.of()), 2),
            new BatchAnswer.Stored(REPORT, "runs/a/results/b.json", 3),
            new BatchAnswer.Refused(List.of("one", "another")),
            new BatchAnswer.Refused(List.of("of another version"), Optional.of(true)),
            // As builds wrote it that had no field for the version.
            new BatchAnswer.Refused(List.of("one"), Optional.empty()))) {
      assertThat(again(answer)).isEqualTo(answer);
    }
  }

  @Test
  void resultsOfOtherTasksAreLeftOut() {
    byte[] bytes = new BatchAnswer.Inline(REPORT, results(), 0).write();
    BatchAnswer.Inline read = (BatchAnswer.Inline) BatchAnswer.read(bytes, Map.of("b", SECOND));
    assertThat(read.results().byKey()).containsOnlyKeys("b");
  }

  @Test
  void everyChangedLetterIsNoticed() {
    byte[] bytes = new BatchAnswer.Inline(REPORT, results(), 0).write();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> BatchAnswer.read(changed, TASKS))
          .as(new String(changed, StandardCharsets.ISO_8859_1))
          .isInstanceOf(InvalidInput.class);
    }
  }
}
