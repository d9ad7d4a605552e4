package dev.dml.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Damages a CSV file in the ways that files are damaged. */
final class MutatedCsv {

  private static final List<String> CELLS =
      List.of(
          "",
          "NA",
          "inf",
          "-Infinity",
          "1e400",
          "1e-320",
          "12,5",
          "\"1,200\"",
          "5%",
          "$3",
          "TRUE",
          "yes",
          "nan",
          "0x1F",
          "2024-01-01",
          "\"",
          "'",
          " 7 ",
          "é",
          "#N/A",
          "1e200",
          "9007199254740993");
  private static final byte[] BYTES = {
    '"', ',', ';', '\t', '|', '\n', '\r', 0, -1, ' ', '-', 'e', '.', '9', -61
  };

  private final Random random;
  private List<String> lines;

  MutatedCsv(Random random, List<String> lines) {
    this.random = random;
    this.lines = new ArrayList<>(lines);
  }

  byte[] bytes() throws IOException {
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      change();
    }
    String end = random.nextInt(5) == 0 ? "\r\n" : "\n";
    byte[] bytes = String.join(end, lines).getBytes(StandardCharsets.UTF_8);
    for (int flips = random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = BYTES[random.nextInt(BYTES.length)];
    }
    return switch (random.nextInt(12)) {
      case 0 -> cut(bytes);
      case 1 -> gzip(bytes);
      case 2 -> cut(gzip(bytes));
      default -> bytes;
    };
  }

  private void change() {
    if (lines.isEmpty()) {
      return;
    }
    int line = random.nextInt(lines.size());
    switch (random.nextInt(10)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(line, lines.get(line));
      case 2 -> lines.add(line, "");
      case 3 -> lines.set(0, lines.getFirst().replace('x', 'y'));
      case 4 -> lines.replaceAll(text -> text.replace(',', ';').replace('.', ','));
      case 5 -> lines = new ArrayList<>(lines.subList(0, line));
      case 6 -> everyLine(line);
      default -> cell(line);
    }
  }

  /** The same cell in a whole column. */
  private void everyLine(int seed) {
    String cell = CELLS.get(random.nextInt(CELLS.size()));
    for (int line = 1; line < lines.size(); line++) {
      set(line, seed, cell);
    }
  }

  private void cell(int line) {
    set(line, random.nextInt(10), CELLS.get(random.nextInt(CELLS.size())));
  }

  private void set(int line, int column, String cell) {
    String[] cells = lines.get(line).split(",", -1);
    cells[column % cells.length] = cell;
    lines.set(line, String.join(",", cells));
  }

  private byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
