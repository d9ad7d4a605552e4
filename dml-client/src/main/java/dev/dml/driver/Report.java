package dev.dml.driver;

import dev.dml.detached.Arrival;
import dev.dml.detached.DetachedRun;
import dev.dml.file.PredictionsFile;
import dev.dml.report.ReportFormat;
import dev.dml.result.DmlResult;
import dev.dml.store.Content;
import dev.dml.wire.detached.Order;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A result in every format, so that whoever asks for it later needs neither the data nor a fit. */
final class Report {

  private Report() {}

  static void keep(DetachedRun run, DmlResult result, Order order) {
    for (ReportFormat format : ReportFormat.values()) {
      run.keep("report." + format, Content.of(format.of(result)));
    }
    if (order.command().containsKey(Arrival.PREDICTIONS)) {
      StringWriter text = new StringWriter();
      try {
        new PredictionsFile(result.predictions(), result.preparation()).writeTo(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      run.keep(Arrival.PREDICTIONS + ".csv", Content.of(text.toString()));
    }
  }
}
