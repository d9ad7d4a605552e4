package dev.dml.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;

/** A line that says which file is being read; it disappears at the end. */
final class ReadingDisplay {

  private final RewrittenLine line;

  ReadingDisplay(PrintStream terminal) {
    this.line = new RewrittenLine(terminal);
  }

  void begin(Path file) {
    line.write("reading " + file.getFileName());
  }

  void end() {
    line.clear();
  }
}
