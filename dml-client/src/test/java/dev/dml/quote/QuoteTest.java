package dev.dml.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.billing.Prices;
import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.ContainerSize;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuoteTest {

  // A second to start, a tenth of a second for each invocation, reading and storing take no time.
  private static final Platform PLATFORM = new Platform(1, 0.1, 0, 0, 0, "for the test");
  private static final Prices PRICES = Prices.of(Optional.empty(), Map.of(), "us-east-1", "x86_64");

  private static RunSize.Fits fits(String name, int tasks, Double... sample) {
    return new RunSize.Fits(name, 0, tasks, sample.length, List.of(sample));
  }

  /** 20 repetitions of 5 folds of a nuisance whose fits take 4 s, and of one whose take 2 s. */
  private static RunSize workload(long dataBytes) {
    return new RunSize(
        List.of(fits("ml_l", 100, 4.0, 4.0, 4.0), fits("ml_m", 100, 2.0, 2.0, 2.0)),
        20,
        dataBytes,
        40_000);
  }

  private static Quote.Limit limit(int atOnce) {
    return new Quote.Limit(atOnce, "for the test");
  }

  private static Quote quote(int concurrency) {
    return new Quote(
        workload(8000),
        PLATFORM,
        PRICES,
        limit(concurrency),
        Optional.empty(),
        Preference.BALANCED);
  }

  @Test
  void everyTermOfTheBillIsThere() {
    Quote.Cell cell = quote(50).cell(1769, "per-fold", new Batching.PerFold());
    // 50 starts of 1 s, 200 invocations of 0.1 s, and 100 x 4 + 100 x 2 s of fits.
    assertThat(cell.invocations()).isEqualTo(200);
    assertThat(cell.coldStarts()).isEqualTo(50);
    assertThat(cell.used()).isEqualTo(new GigabyteSeconds(670_000L * 1769));
    assertThat(cell.secondsEach()).isEqualTo(3.35);
    assertThat(cell.wallSeconds()).isCloseTo(4 * 3.35, within(1e-9));
    // Computing 670 x 1769/1024 x 0.0000166667; 200 requests; 301 reads; 203 writes; storing the
    // 8,000 bytes of data and 8 x 40,000 bytes of predictions.
    Usd computing = Usd.of("0.0000166667").times(cell.used());
    Usd rest = Usd.of("0.00004").plus(Usd.of("0.0001204")).plus(Usd.of("0.001015"));
    assertThat(cell.cost().value())
        .isCloseTo(computing.plus(rest).value() + 328_000 / Math.pow(2, 30) * 0.023, within(1e-12));
  }

  /** It starts in the 2.25 s of the local cloud, reads 0.008 MB at 0.025 s each, and waits. */
  @Test
  void aDriverIsThereFromItsStartToTheEndOfTheRun() {
    Quote.Cell cell = quote(50).cell(1769, "per-fold", new Batching.PerFold());
    Quote.Driver driver = quote(50).driver(cell);
    assertThat(driver.seconds()).isCloseTo(2.25 + 0.0002 + 4 * 3.35, within(1e-9));
    assertThat(driver.cost())
        .isEqualTo(
            Usd.of("0.0000166667").times(GigabyteSeconds.of(1769, Duration.ofMillis(15_650))));
  }

  @Test
  void readingIsForEveryEnvironmentAndStoringForEveryPrediction() {
    Platform slow = new Platform(0, 0, 0, 0.5, 2, "for the test");
    RunSize free = new RunSize(List.of(fits("ml_l", 100, 0.0)), 20, 3_000_000, 1_000_000);
    Quote.Cell cell =
        new Quote(free, slow, PRICES, limit(10), Optional.empty(), Preference.BALANCED)
            .cell(1769, "per-fold", new Batching.PerFold());
    // 10 environments read 3 MB of 0.5 s; 1,000,000 predictions x 8 bytes are 8 MB of 2 s.
    assertThat(cell.used()).isEqualTo(new GigabyteSeconds((15_000L + 16_000) * 1769));
  }

  @Test
  void aBatchUsesSeveralProcessorsIfThereAreSome() {
    Quote quote = quote(20);
    // 20 batches of 30 s of fits each.
    assertThat(quote.cell(1769, "per-repetition", new Batching.PerRepetition()).secondsEach())
        .isCloseTo(31.1, within(1e-9));
    assertThat(quote.cell(3538, "per-repetition", new Batching.PerRepetition()).secondsEach())
        .isCloseTo(16.1, within(1e-9));
    assertThat(quote.cell(3538, "per-fold", new Batching.PerFold()).secondsEach())
        .isEqualTo(quote.cell(1769, "per-fold", new Batching.PerFold()).secondsEach());
  }

  @Test
  void halfAProcessorTakesTwiceAsLong() {
    double full = quote(200).cell(1769, "per-fold", new Batching.PerFold()).secondsEach();
    double half = quote(200).cell(1769 / 2, "per-fold", new Batching.PerFold()).secondsEach();
    // 884 MB are a little less than half of 1,769.
    assertThat(half / full).isCloseTo(1769 / 884.0, within(1e-3));
  }

  private static Quote quote(Preference prefer, int atOnce, RunSize.Fits... fits) {
    return new Quote(
        new RunSize(List.of(fits), 1, 8000, 1000),
        PLATFORM,
        PRICES,
        limit(atOnce),
        Optional.empty(),
        prefer);
  }

  /** 1,000 fits of a tenth of a second, in environments that take a second to start. */
  private static Quote.Cell automatic(Preference prefer, int atOnce) {
    return quote(prefer, atOnce, fits("ml_l", 1000, 0.1, 0.1, 0.1))
        .cell(1769, "auto", Batching.Auto.DEFAULT);
  }

  /** The product of m + W and 1 + W/m is least at m = W, 100: fits that outweigh the start. */
  @Test
  void balancedBatchesTakeAboutAsLongAsTheirStart() {
    assertThat(automatic(Preference.BALANCED, 1000).invocations()).isBetween(70, 110);
  }

  @Test
  void cheapBatchesAreFewAndFastOnesAreMany() {
    Quote.Cell cheap = automatic(Preference.COST, 1000);
    // 100 s in batches of 30 s at the most.
    assertThat(cheap.invocations()).isBetween(4, 12);
    Quote.Cell fast = automatic(Preference.TIME, 1000);
    assertThat(fast.invocations()).isGreaterThan(500);
    assertThat(fast.wallSeconds()).isLessThan(cheap.wallSeconds() / 5);
    assertThat(cheap.cost().value()).isLessThan(fast.cost().value() / 5);
  }

  @Test
  void thereAreNoMoreEnvironmentsThanRunAtOnce() {
    assertThat(automatic(Preference.TIME, 10).coldStarts()).isEqualTo(10);
  }

  /** Fits that are shorter than the 10 ms of the clock: a batch has no more than 1,000. */
  @Test
  void fitsTooShortToMeasureStillMakeBatches() {
    Quote quote = quote(Preference.COST, 1, fits("ml_l", 10_000, 0.0, 0.0, 0.0, 0.0));
    assertThat(quote.cell(1769, "auto", Batching.Auto.DEFAULT).invocations()).isEqualTo(10);
  }

  @Test
  void everyConcurrencyUpToTheLimitIsQuotedWithEveryPreference() {
    List<Quote.Cell> cells = quote(200).byConcurrency();
    assertThat(cells.stream().map(Quote.Cell::atOnce).distinct()).containsExactly(10, 30, 100, 200);
    assertThat(cells).hasSize(4 * Preference.values().length);
  }

  @Test
  void theBestByThePreferenceIsRecommended() {
    Quote quote = quote(20);
    Quote.Cell recommended = quote.recommended().orElseThrow();
    assertThat(quote.cells()).hasSize(18);
    assertThat(quote.cells())
        .noneMatch(
            cell ->
                cell.cost().value() * cell.wallSeconds()
                    < recommended.cost().value() * recommended.wallSeconds());
  }

  @Test
  void dataThatDoNotFitAreMarked() {
    // 800,000,000 bytes are 762.9 MiB; twice that and 48 are 1,573.9, which are to be 85%.
    Quote quote =
        new Quote(
            workload(800_000_000),
            PLATFORM,
            PRICES,
            limit(20),
            Optional.empty(),
            Preference.BALANCED);
    Batching perFold = new Batching.PerFold();
    assertThat(quote.cell(1769, "per-fold", perFold).problem())
        .contains("needs about 1852 MB for the data");
    assertThat(quote.cell(3538, "per-fold", perFold).problem()).isEmpty();
    Quote none =
        new Quote(
            workload(8_000_000_000L),
            PLATFORM,
            PRICES,
            limit(20),
            Optional.empty(),
            Preference.BALANCED);
    assertThat(none.recommended()).isEmpty();
  }

  @Test
  void batchesBeyondTheTimeLimitAreMarked() {
    RunSize slow = new RunSize(List.of(fits("ml_l", 10, 600.0)), 2, 8000, 1000);
    Quote quote =
        new Quote(slow, PLATFORM, PRICES, limit(10), Optional.empty(), Preference.BALANCED);
    assertThat(quote.cell(1769, "per-repetition", new Batching.PerRepetition()).problem())
        .contains("takes longer than the 900 seconds of AWS Lambda");
    assertThat(quote.cell(1769, "per-fold", new Batching.PerFold()).problem()).isEmpty();
  }

  /** Half a gigabyte more than the 4.3 GB that a function of 10,240 MB holds. */
  @Test
  void dataThatNoFunctionHoldsAreQuotedForContainers() {
    Quote quote =
        new Quote(
            workload(4_850_000_000L),
            PLATFORM,
            PRICES,
            limit(50),
            Optional.empty(),
            Preference.BALANCED);
    assertThat(quote.recommended()).isEmpty();
    // (48 MB + 2 x 4,626 MB) / 0.85 are 10,941 MB.
    assertThat(quote.containers().getFirst().size()).isEqualTo(new ContainerSize(2, 11 * 1024));
    assertThat(quote.recommendedContainer()).isPresent();
    assertThat(quote.containers())
        .allSatisfy(
            cell ->
                assertThat(cell.used().value())
                    .isGreaterThanOrEqualTo(
                        cell.jobs() * 60.0 * cell.size().memoryMegabytes() / 1024));
  }

  /**
   * A job of two fits goes first, one makes the rest, and both are billed for a minute; 0.04937 USD
   * an hour.
   */
  @Test
  void everyJobIsBilledForAMinuteAtLeast() {
    RunSize brief = new RunSize(List.of(fits("ml_l", 100, 0.01)), 20, 8000, 8000);
    ContainerQuote.Cell cell =
        new Quote(brief, PLATFORM, PRICES, limit(50), Optional.empty(), Preference.COST)
            .containers()
            .getFirst();
    assertThat(cell.size()).isEqualTo(new ContainerSize(1, 2048));
    assertThat(cell.jobs()).isEqualTo(1);
    assertThat(cell.used()).isEqualTo(new GigabyteSeconds(2 * 60_000L * 2048));
    assertThat(cell.cost().value()).isBetween(2 * 0.04937 / 60, 2 * 0.04937 / 60 + 0.0001);
  }

  @Test
  void functionsAreRecommendedWhereTheyAreBetter() {
    assertThat(quote(50).recommendedContainer()).isEmpty();
  }
}
