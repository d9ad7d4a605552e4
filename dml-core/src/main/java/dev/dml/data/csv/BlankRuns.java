package dev.dml.data.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Text whose runs of blanks and tabs outside quotes are one blank, and none at the ends of a line.
 */
final class BlankRuns extends FilterReader {

  private static final int NONE = -2;

  private boolean quoted;
  private boolean atLineStart = true;

  /** A character that was read too early. */
  private int next = NONE;

  BlankRuns(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int c = take();
    if (quoted || (c != ' ' && c != '\t')) {
      return out(c);
    }
    while (c == ' ' || c == '\t') {
      c = take();
    }
    if (atLineStart || c < 0 || c == '\n' || c == '\r') {
      return out(c);
    }
    next = c;
    return ' ';
  }

  private int take() throws IOException {
    int c = next == NONE ? super.read() : next;
    next = NONE;
    return c;
  }

  private int out(int c) {
    quoted ^= c == '"';
    atLineStart = c == '\n' || c == '\r';
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = read();
      if (c < 0) {
        return count == 0 ? -1 : count;
      }
      buffer[offset + count++] = (char) c;
    }
    return count;
  }
}
