package dev.dml.billing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS Lambda says at the end of the log of an invocation: its {@code REPORT} line, or the
 * {@code platform.report} of a log in JSON.
 *
 * @param billed what is billed, with the start of the environment
 * @param memoryMegabytes the memory size that is billed, if it was said
 * @param starting how long the environment took to start or, with SnapStart, to be restored; empty
 *     if it was warm
 */
public record BillingReport(
    Duration billed, OptionalInt memoryMegabytes, Optional<Duration> starting) {

  /** A number with its name before it, in a line of text or in JSON. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:((?:Billed )?(?:Init |Restore )?Duration|Memory Size):|\"([A-Za-z]+)\"\\s*:)"
              + "\\s*([0-9]{1,12}(?:\\.[0-9]{1,9})?)");

  /**
   * The report in the end of a log.
   *
   * <p>The end may begin in the middle of a line, and keys that are not needed are passed over.
   *
   * @param requestId the invocation; if no report names it, the last one is taken
   * @return empty if there is no report, or it does not say what is billed
   */
  public static Optional<BillingReport> find(String logTail, String requestId) {
    List<String> reports =
        logTail
            .lines()
            .filter(
                line -> line.contains("REPORT RequestId:") || line.contains("platform.report\""))
            .toList();
    Optional<String> own =
        reports.stream().filter(line -> !requestId.isEmpty() && line.contains(requestId)).findAny();
    return own.or(() -> reports.isEmpty() ? Optional.empty() : Optional.of(reports.getLast()))
        .flatMap(BillingReport::read);
  }

  private static Optional<BillingReport> read(String line) {
    Map<String, BigDecimal> numbers = numbers(line);
    return Field.BILLED
        .in(numbers)
        .map(
            billed ->
                new BillingReport(
                    total(numbers, billed),
                    Field.MEMORY
                        .in(numbers)
                        .map(megabytes -> OptionalInt.of(megabytes.intValue()))
                        .orElse(OptionalInt.empty()),
                    Field.INIT
                        .in(numbers)
                        .or(() -> Field.RESTORE.in(numbers))
                        .map(BillingReport::time)));
  }

  /** Whatever has a number, by its name; the first of a name counts. */
  private static Map<String, BigDecimal> numbers(String line) {
    Map<String, BigDecimal> numbers = new HashMap<>();
    Matcher matcher = NUMBER.matcher(line);
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      numbers.putIfAbsent(name, new BigDecimal(matcher.group(3)));
    }
    return numbers;
  }

  /**
   * The bill, restoring a snapshot included once. AWS's reports have it inside "Billed Duration";
   * where the numbers fit better without, it is added.
   */
  private static Duration total(Map<String, BigDecimal> numbers, BigDecimal billed) {
    BigDecimal restored = Field.BILLED_RESTORE.in(numbers).orElse(BigDecimal.ZERO);
    boolean apart =
        Field.DURATION
            .in(numbers)
            .map(run -> billed.subtract(run))
            .filter(rest -> rest.abs().compareTo(rest.subtract(restored).abs()) < 0)
            .isPresent();
    return time(apart ? billed.add(restored) : billed);
  }

  private static Duration time(BigDecimal millis) {
    return Duration.ofNanos(millis.movePointRight(6).longValue());
  }

  /** A number in a report, by its name in the line of text and in JSON. */
  private enum Field {
    DURATION("Duration", "durationMs"),
    BILLED("Billed Duration", "billedDurationMs"),
    MEMORY("Memory Size", "memorySizeMB"),
    INIT("Init Duration", "initDurationMs"),
    RESTORE("Restore Duration", "restoreDurationMs"),
    BILLED_RESTORE("Billed Restore Duration", "billedRestoreDurationMs");

    private final String text;
    private final String json;

    Field(String text, String json) {
      this.text = text;
      this.json = json;
    }

    Optional<BigDecimal> in(Map<String, BigDecimal> numbers) {
      return Optional.ofNullable(numbers.get(text))
          .or(() -> Optional.ofNullable(numbers.get(json)));
    }
  }
}
