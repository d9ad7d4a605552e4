package dev.dml.study;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of an estimation of a study.
 *
 * @param number its 0-based place
 * @param failure the first sentence of why it failed; empty if it did not
 * @param rows a row for each estimate and contrast, with the cells of {@link ResultRows#COLUMNS}
 * @param fitted how many tasks were run for it
 * @param shared how many results others had
 * @param time how long it took
 */
record Outcome(
    int number,
    Optional<String> failure,
    List<List<String>> rows,
    int fitted,
    int shared,
    Duration time) {

  /** Copies. */
  Outcome {
    rows = List.copyOf(rows);
  }

  byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(number);
      out.writeUTF(failure.orElse(""));
      out.writeInt(fitted);
      out.writeInt(shared);
      out.writeLong(time.toNanos());
      out.writeInt(rows.size());
      for (List<String> row : rows) {
        out.writeInt(row.size());
        for (String cell : row) {
          out.writeUTF(cell);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Outcome read(byte[] record) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
      int number = in.readInt();
      String failure = in.readUTF();
      int fitted = in.readInt();
      int shared = in.readInt();
      Duration time = Duration.ofNanos(in.readLong());
      List<List<String>> rows = new ArrayList<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        List<String> row = new ArrayList<>();
        int cells = in.readInt();
        for (int j = 0; j < cells; j++) {
          row.add(in.readUTF());
        }
        rows.add(row);
      }
      Optional<String> why = failure.isEmpty() ? Optional.empty() : Optional.of(failure);
      return new Outcome(number, why, rows, fitted, shared, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
