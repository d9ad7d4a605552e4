package dev.dml.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsdTest {

  @Test
  void aThousandTenthsAreExactlyAHundred() {
    Usd sum = Usd.ZERO;
    for (int i = 0; i < 1000; i++) {
      sum = sum.plus(Usd.of("0.1"));
    }
    assertThat(sum).isEqualTo(Usd.of("100.00"));
  }

  @Test
  void aMillisecondOfAFullProcessorHasAnExactPrice() {
    // 1769 MB for 1 ms are 1769 / 1,024,000 GB-seconds; by hand, times 0.0000166667:
    // 1769 x 166667 = 294,833,923 and 294,833,923 / 1,024,000 = 287.923753...
    Usd price = Usd.of("0.0000166667").times(GigabyteSeconds.of(1769, Duration.ofMillis(1)));
    assertThat(price.times(1_024_000)).isEqualTo(Usd.of("0.0294833923"));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.00 USD", "12.345, 12.34 USD", "0.01, 0.01 USD", "0.00123456, 0.0012 USD"})
  void aPersonSeesCentsOrTwoDigits(String amount, String text) {
    assertThat(Usd.of(amount)).hasToString(text);
  }

  @Test
  void nobodyIsPaid() {
    assertThatThrownBy(() -> Usd.of("-0.5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an amount must be at least 0 dollars, but was -0.5");
  }

  @Test
  void timeIsRoundedUpToMilliseconds() {
    assertThat(GigabyteSeconds.of(1024, Duration.ofNanos(1_000_001)))
        .isEqualTo(new GigabyteSeconds(2048))
        .hasToString("0.002 GB-s");
    assertThat(GigabyteSeconds.of(512, Duration.ofSeconds(10)).value()).isEqualTo(5);
  }
}
