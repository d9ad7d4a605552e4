package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(20));

  /** The largest of 10,000 uniform shares is above 0.99 but for one in e^100. */
  private static long longest(int number) {
    SplittableRandom random = new SplittableRandom(number);
    long longest = 0;
    for (int i = 0; i < 10_000; i++) {
      longest = Math.max(longest, BACKOFF.nanos(number, random));
    }
    return longest;
  }

  @Test
  void theBoundDoublesUpToTheMost() {
    assertThat(longest(1)).isBetween(99_000_000L, 100_000_000L);
    assertThat(longest(2)).isBetween(198_000_000L, 200_000_000L);
    assertThat(longest(4)).isBetween(792_000_000L, 800_000_000L);
    assertThat(longest(30)).isBetween(19_800_000_000L, 20_000_000_000L);
  }
}
