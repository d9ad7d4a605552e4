package dev.dml.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.aws.FunctionSettings;
import dev.dml.data.InvalidInput;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesTest {

  private static final String OTHER =
      """
      date: 2027-01-31
      regions:
        mars-1:
          gb_second: {x86_64: 2, arm64: 1}
          million_requests: 3000000
          s3: {thousand_writes: 4000, thousand_reads: 5000, gb_month: 6}
      """;

  @TempDir private Path directory;

  @Test
  void aMillionSecondsOfAGigabyteOnArmCostThirteenDollars() {
    Prices prices = Prices.of(Optional.empty(), Map.of(), "eu-west-1", "arm64");
    // AWS's page: 0.0000133334 USD per GB-second, so 13.3334 USD for a million.
    assertThat(prices.compute(new GigabyteSeconds(1024L * 1000 * 1_000_000)))
        .isEqualTo(Usd.of("13.3334"));
    assertThat(prices.request()).isEqualTo(Usd.of("0.0000002"));
    assertThat(prices.storeWrite()).isEqualTo(Usd.of("0.000005"));
    assertThat(prices.storeRead()).isEqualTo(Usd.of("0.0000004"));
    assertThat(prices.warning()).isEmpty();
  }

  @Test
  void x86CostsAQuarterMore() {
    Prices prices = Prices.of(Optional.empty(), Map.of(), "us-east-1", "x86_64");
    assertThat(prices.gigabyteSecond()).isEqualTo(Usd.of("0.0000166667"));
  }

  @Test
  void anUnknownRegionHasThePricesOfAnotherAndAWarning() {
    Prices prices = Prices.of(Optional.empty(), Map.of(), "af-south-1", "arm64");
    assertThat(prices.pricedAs()).isEqualTo("us-east-1");
    assertThat(prices.warning())
        .contains(
            "the prices of af-south-1 are not known here, so those of us-east-1 are used;"
                + " backend.prices or DML_PRICES names a file with others");
  }

  @Test
  void aFileTakesThePlaceOfTheTable() throws IOException {
    Path file = Files.writeString(directory.resolve("mars.yaml"), OTHER);
    Map<String, String> environment = Map.of("DML_PRICES", file.toString());
    Prices prices = Prices.of(Optional.empty(), environment, "mars-1", "x86_64");
    assertThat(prices)
        .isEqualTo(
            new Prices(
                "mars-1",
                "mars-1",
                "x86_64",
                LocalDate.of(2027, 1, 31),
                Usd.of("2"),
                Usd.of("3"),
                Usd.of("4"),
                Usd.of("5"),
                Usd.of("6"),
                Optional.empty()));
    assertThat(Prices.of(Optional.of(file), Map.of(), "mars-1", "x86_64")).isEqualTo(prices);
    assertThatThrownBy(() -> Prices.of(Optional.of(file), Map.of(), "venus-1", "arm64"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ": has prices neither for venus-1 nor for us-east-1");
  }

  /** An hour of 4 processors and 16 GB on arm64: 4 x 0.03238 + 16 x 0.00356 = 0.18648 USD. */
  @Test
  void aContainerIsPaidForByItsProcessorsAndItsMemory() {
    FunctionSettings containers =
        new FunctionSettings("jobs", 16_384, Duration.ofHours(4), "arm64", OptionalInt.of(4));
    Prices prices = Prices.of(Optional.empty(), Map.of(), "us-east-1", containers);
    assertThat(prices.compute(GigabyteSeconds.of(16_384, Duration.ofHours(1))).value())
        .isCloseTo(0.18648, within(1e-12));
    assertThat(prices.request()).isEqualTo(Usd.ZERO);
  }

  @Test
  void aFileWithoutContainersIsRefusedForThem() throws IOException {
    Path file = Files.writeString(directory.resolve("mars.yaml"), OTHER);
    FunctionSettings containers =
        new FunctionSettings("jobs", 2048, Duration.ofHours(4), "arm64", OptionalInt.of(1));
    assertThatThrownBy(() -> Prices.of(Optional.of(file), Map.of(), "mars-1", containers))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ": has no prices of AWS Fargate (fargate) for mars-1");
  }

  @Test
  void everyMistakeInAFileIsNamed() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("bad.yaml"),
            """
            date: soon
            regions:
              mars-1:
                gb_second: {x86_64: -1, arm64: 1, mips: 2}
                s3: {thousand_writes: 4, thousand_reads: much, gb_month: 6}
            """);
    assertThatThrownBy(() -> Prices.of(Optional.of(file), Map.of(), "mars-1", "arm64"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        file + ": date: must be a date such as 2026-11-24, but was soon",
                        file
                            + ": regions.mars-1.gb_second.x86_64: must be an amount of at least 0"
                            + " US dollars, but was -1",
                        file + ": regions.mars-1.million_requests: is missing",
                        file
                            + ": regions.mars-1.s3.thousand_reads: must be an amount of at least 0"
                            + " US dollars, but was much",
                        file
                            + ": regions.mars-1.gb_second.mips: is not a key here; legal: x86_64,"
                            + " arm64"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = directory.resolve("none.yaml");
    assertThatThrownBy(() -> Prices.of(Optional.of(file), Map.of(), "mars-1", "arm64"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("the prices " + file + " cannot be read: no such file or directory");
  }
}
