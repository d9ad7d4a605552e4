package dev.dml.cli;

import dev.dml.report.TextTable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where the command reads and writes.
 *
 * @param in what is typed or piped in
 * @param out results
 * @param err everything else
 * @param interactive whether a person watches {@code err}
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {

  /**
   * The streams of this process, in UTF-8. The launcher says in the property {@code dml.terminal}
   * whether standard error is a terminal, which Java cannot tell.
   */
  static Terminal ofProcess() {
    return new Terminal(
        System.in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Boolean.getBoolean("dml.terminal"));
  }

  /**
   * How many characters fit on a line of results: as many as the terminal has, which the launcher
   * says in the property {@code dml.columns}, and 80 in a narrower one, a file or a pipe.
   */
  int columns() {
    return Math.max(TextTable.USUAL_WIDTH, Integer.getInteger("dml.columns", 0));
  }

  /** Prints a result. */
  void print(String text) {
    out.print(text);
    out.flush();
  }

  /** Prints lines of a result. */
  void print(List<String> lines) {
    print(String.join("\n", lines) + "\n");
  }

  /** Says something that is not a result. */
  void say(String sentence) {
    err.print("dml: " + sentence + "\n");
    err.flush();
  }
}
