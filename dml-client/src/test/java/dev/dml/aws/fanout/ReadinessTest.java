package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final RandomGenerator random = new SplittableRandom(1);
  private final Readiness readiness = new Readiness();

  @Test
  void aRefusalHoldsBackUntilItOpens() {
    assertThat(readiness.isOpen(0)).isTrue();
    readiness.refused(0, 10, random);
    assertThat(readiness.opensAt()).isGreaterThan(10);
    assertThat(readiness.isOpen(readiness.opensAt() - 1)).isFalse();
    assertThat(readiness.isOpen(readiness.opensAt())).isTrue();
  }

  @Test
  void refusalsOfOneRoundAreOneSign() {
    readiness.refused(0, 10, random);
    long opensAt = readiness.opensAt();
    readiness.refused(10, 20, random);
    assertThat(readiness.opensAt()).isEqualTo(opensAt);
    readiness.refused(21, 30, random);
    assertThat(readiness.opensAt()).isNotEqualTo(opensAt);
  }

  @Test
  void whatReachesTheFunctionOpensIt() {
    readiness.refused(0, 10, random);
    readiness.reached();
    assertThat(readiness.isOpen(11)).isTrue();
  }
}
