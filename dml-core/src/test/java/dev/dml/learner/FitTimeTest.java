package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FitTimeTest {

  private long now;
  private final FitTime time = new FitTime(() -> now);

  private String step(long nanos) {
    now += nanos;
    return "done";
  }

  private String failing(long nanos) {
    now += nanos;
    throw new FitException("the matrix is singular");
  }

  @Test
  void onlyPredictionsAreCounted() {
    String result =
        time.during(
            () -> {
              step(1);
              FitTime.predicting(() -> step(10));
              step(100);
              return FitTime.predicting(() -> step(1000));
            });
    assertThat(result).isEqualTo("done");
    assertThat(time.predictNanos()).isEqualTo(10 + 1000);
    assertThat(time.elsewhereNanos()).isZero();
  }

  @Test
  void aPredictionWithinAPredictionIsCountedOnce() {
    time.during(() -> FitTime.predicting(() -> step(1) + FitTime.predicting(() -> step(10))));
    assertThat(time.predictNanos()).isEqualTo(1 + 10);
  }

  @Test
  void aPredictionThatFailedIsCountedAndOver() {
    time.during(
        () -> {
          assertThatThrownBy(() -> FitTime.predicting(() -> failing(1)))
              .isInstanceOf(FitException.class);
          return FitTime.predicting(() -> step(10));
        });
    assertThat(time.predictNanos()).isEqualTo(1 + 10);
  }

  @Test
  void whereNobodyAsksNothingIsMeasured() {
    Supplier<String> work = () -> FitTime.predicting(() -> step(1));
    assertThat(FitTime.elsewhere(work)).isSameAs(work);
    assertThat(work.get()).isEqualTo("done");
    assertThat(time.predictNanos()).isZero();
  }

  @Test
  void workOnAnotherThreadIsCountedWithItsPredictions() {
    Supplier<String> work =
        () -> {
          step(1);
          return FitTime.predicting(() -> step(10));
        };
    String result =
        time.during(
            () ->
                CompletableFuture.supplyAsync(FitTime.elsewhere(work), ForkJoinPool.commonPool())
                    .join());
    assertThat(result).isEqualTo("done");
    assertThat(time.elsewhereNanos()).isEqualTo(1 + 10);
    assertThat(time.predictNanos()).isEqualTo(10);
  }
}
