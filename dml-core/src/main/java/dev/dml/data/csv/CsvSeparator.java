package dev.dml.data.csv;

import java.io.IOException;
import java.io.Reader;

/** Finds what separates the fields of a CSV file by its first lines. */
final class CsvSeparator {

  private static final int MOST_CHARACTERS = 1 << 16;
  private static final int MOST_EMPTY_LINES = 10;
  private static final String CANDIDATES = ",;\t|";

  private CsvSeparator() {}

  /**
   * The one of comma, semicolon, tab and {@code |} that is most frequent in the first line; a blank
   * if none is there and the second line has as many words, or one more, for the number of the row.
   * The characters remain to be read.
   */
  static char of(Reader reader) throws IOException {
    reader.mark(MOST_CHARACTERS);
    String header = line(reader, MOST_CHARACTERS / 2);
    String second = "";
    for (int i = 0; i < MOST_EMPTY_LINES && second.isEmpty(); i++) {
      second = line(reader, MOST_CHARACTERS / 4);
    }
    reader.reset();
    char best = ',';
    long most = 0;
    for (int i = 0; i < CANDIDATES.length(); i++) {
      char candidate = CANDIDATES.charAt(i);
      long count = outsideQuotes(header).chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    int names = words(header);
    int values = words(second);
    return most == 0 && names > 1 && (values == names || values == names + 1) ? ' ' : best;
  }

  private static String line(Reader reader, int most) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    while (line.length() < most) {
      int c = reader.read();
      if (c < 0 || (!quoted && (c == '\n' || c == '\r'))) {
        break;
      }
      quoted ^= c == '"';
      line.append((char) c);
    }
    return line.toString();
  }

  private static String outsideQuotes(String line) {
    return line.replaceAll("\"[^\"]*\"?", "q");
  }

  private static int words(String line) {
    String stripped = outsideQuotes(line).strip();
    return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
  }
}
