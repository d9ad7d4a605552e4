package dev.dml.billing;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.dml.aws.fanout.Attempt;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line of an {@link AttemptsFile}, to be read back.
 *
 * @param cells its cells, one for each column of {@link AttemptsCsv}
 */
record AttemptLine(List<String> cells) {

  private static final List<String> NAMES = AttemptsCsv.names();

  /** The attempt in a line; empty if the line is damaged. */
  static Optional<BilledAttempt> read(String line) {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(line)) {
      List<CsvRecord> records = reader.stream().toList();
      if (records.size() != 1 || records.getFirst().getFieldCount() != NAMES.size()) {
        return Optional.empty();
      }
      return Optional.of(new AttemptLine(records.getFirst().getFields()).attempt());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      // Whatever a damaged line has in place of a number, a time or a word.
      return Optional.empty();
    }
  }

  private BilledAttempt attempt() {
    Attempt.Outcome outcome = Attempt.Outcome.valueOf(cell("outcome").toUpperCase(Locale.ROOT));
    Duration sent = seconds("sent_seconds");
    Attempt attempt =
        new Attempt(
            whole("batch"),
            whole("number"),
            Attempt.Kind.valueOf(cell("kind").toUpperCase(Locale.ROOT)),
            whole("tasks"),
            sent,
            outcome == Attempt.Outcome.UNANSWERED ? sent : seconds("ended_seconds"),
            outcome,
            cell("detail"),
            cell("request_id"),
            "",
            report(),
            large("bytes_sent"),
            large("bytes_received"));
    return new BilledAttempt(
        attempt,
        bill(),
        new GigabyteSeconds(Math.round(Double.parseDouble(cell("gb_seconds")) * 1024 * 1000)),
        new Usd(new BigDecimal(cell("usd"))),
        Command.first(Instant.parse(cell("command_began"))));
  }

  private Optional<BillingReport> bill() {
    return Boolean.parseBoolean(cell("measured"))
        ? Optional.of(
            new BillingReport(
                seconds("billed_seconds"),
                OptionalInt.empty(),
                cell("starting_seconds").isEmpty()
                    ? Optional.empty()
                    : Optional.of(seconds("starting_seconds"))))
        : Optional.empty();
  }

  private Optional<FunctionReport> report() {
    if (cell("environment").isEmpty()) {
      return Optional.empty();
    }
    Map<Metric, Long> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      String name = metric.key(AttemptsCsv.UNIT);
      values.put(metric, metric.isTime() ? seconds(name).toNanos() : large(name));
    }
    return Optional.of(
        new FunctionReport(cell("environment"), Boolean.parseBoolean(cell("cold")), values));
  }

  private String cell(String name) {
    return cells.get(NAMES.indexOf(name));
  }

  private int whole(String name) {
    return Integer.parseInt(cell(name));
  }

  private long large(String name) {
    return Long.parseLong(cell(name));
  }

  private Duration seconds(String name) {
    return Duration.ofNanos(Math.round(Double.parseDouble(cell(name)) * 1e9));
  }
}
