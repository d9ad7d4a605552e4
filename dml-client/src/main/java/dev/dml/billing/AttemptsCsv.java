package dev.dml.billing;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.dml.file.OutputFile;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The attempts of a run as comma separated values, a line each, in the order of their replies. A
 * cell is empty where nothing is known, such as what the function says of an attempt that broke.
 *
 * <p>Columns, with times in seconds since its command began:
 *
 * <ul>
 *   <li>{@code batch, number, kind, tasks}: which batch, how often it had been sent before plus 1,
 *       why it was sent (first, retry, hedge), and how many fits are in it;
 *   <li>{@code sent_seconds, ended_seconds, outcome, detail, request_id}: what came of it; the
 *       outcomes are those of {@link dev.dml.aws.fanout.Attempt.Outcome};
 *   <li>{@code cold, starting_seconds, billed_seconds, gb_seconds, measured, usd}: what is billed,
 *       and whether AWS reported it ({@code true}) or it was estimated from the elapsed time;
 *   <li>{@code environment, init_seconds, read_seconds, decode_seconds, fit_seconds,
 *       predict_seconds, write_seconds, store_reads, store_writes, bytes_read, bytes_written,
 *       peak_memory_bytes}: what the function says of it;
 *   <li>{@code bytes_sent, bytes_received}: request and answer;
 *   <li>{@code command, command_began}: the command that sent it, from 1, and when that began.
 * </ul>
 *
 * <p>Of an attempt that was never answered, {@code gb_seconds} and {@code usd} are the most that it
 * can have used and cost, and its end is not known.
 *
 * @param attempts the attempts
 */
public record AttemptsCsv(List<BilledAttempt> attempts) implements OutputFile.Content {

  /** Copies. */
  public AttemptsCsv {
    attempts = List.copyOf(attempts);
  }

  @Override
  public void writeTo(Writer out) throws IOException {
    // Closing the writer would close what the caller gave.
    @SuppressWarnings("resource")
    CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    writer.writeRecord(names());
    for (BilledAttempt attempt : attempts) {
      writer.writeRecord(cells(attempt));
    }
    writer.flush();
  }

  /** The names of the columns. */
  static List<String> names() {
    return List.copyOf(COLUMNS.keySet());
  }

  /** A row. */
  static List<String> cells(BilledAttempt attempt) {
    return COLUMNS.values().stream().map(cell -> cell.apply(attempt)).toList();
  }

  static final String UNIT = "seconds";

  private static final Map<String, Function<BilledAttempt, String>> COLUMNS = new LinkedHashMap<>();

  static {
    column("batch", a -> whole(a.attempt().batch()));
    column("number", a -> whole(a.attempt().number()));
    column("kind", a -> name(a.attempt().kind()));
    column("tasks", a -> whole(a.attempt().tasks()));
    column("sent_seconds", a -> seconds(a.attempt().sent()));
    column("ended_seconds", a -> a.isUnanswered() ? "" : seconds(a.attempt().ended()));
    column("outcome", a -> name(a.attempt().outcome()));
    column("detail", a -> a.attempt().detail());
    column("request_id", a -> a.attempt().requestId());
    column("cold", a -> a.isBilled() ? Boolean.toString(a.isCold()) : "");
    bill("starting_seconds", bill -> bill.starting().map(AttemptsCsv::seconds).orElse(""));
    bill("billed_seconds", bill -> seconds(bill.billed()));
    column("gb_seconds", a -> Double.toString(a.used().value()));
    column("measured", a -> Boolean.toString(a.isMeasured()));
    column("usd", a -> a.cost().amount().toPlainString());
    said("environment", FunctionReport::environment);
    for (Metric metric : Metric.values()) {
      said(
          metric.key(UNIT),
          report -> metric.isTime() ? seconds(report.time(metric)) : whole(report.of(metric)));
    }
    column("bytes_sent", a -> whole(a.attempt().bytesSent()));
    column("bytes_received", a -> whole(a.attempt().bytesReceived()));
    column("command", a -> whole(a.command().number()));
    column("command_began", a -> a.command().began().toString());
  }

  private static void column(String name, Function<BilledAttempt, String> cell) {
    COLUMNS.put(name, cell);
  }

  private static void bill(String name, Function<BillingReport, String> cell) {
    column(name, attempt -> textOf(attempt.bill(), cell));
  }

  private static void said(String name, Function<FunctionReport, String> cell) {
    column(name, attempt -> textOf(attempt.attempt().report(), cell));
  }

  private static <T> String textOf(Optional<T> known, Function<T, String> cell) {
    return known.map(cell).orElse("");
  }

  private static String whole(long value) {
    return Long.toString(value);
  }

  private static String seconds(Duration time) {
    return Double.toString(time.toNanos() / 1e9);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
