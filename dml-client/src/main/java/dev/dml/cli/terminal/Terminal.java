package dev.dml.cli.terminal;

import dev.dml.file.DataFiles;
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
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {

  /**
   * The streams of this process, in UTF-8. The launcher says in the property {@code dml.terminal}
   * whether standard error is a terminal, which Java cannot tell.
   */
  public static Terminal ofProcess() {
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
  public int columns() {
    return Math.max(TextTable.USUAL_WIDTH, Integer.getInteger("dml.columns", 0));
  }

  /** Reads data, and shows that it does to a person who watches. */
  public DataFiles files() {
    if (!interactive) {
      return new DataFiles();
    }
    ReadingDisplay display = new ReadingDisplay(err);
    return new DataFiles(display::begin, display::end);
  }

  /** Shows how far a run is: a line that rewrites itself to a person, and lines to a file. */
  public ProgressDisplay progress() {
    return interactive
        ? new ProgressLine(err, System::nanoTime)
        : new ProgressLines(this, System::nanoTime);
  }

  /** Shows how far a run is to a program: objects of JSON in lines. */
  public ProgressDisplay progressJson() {
    return new ProgressJson(err, System::nanoTime);
  }

  /** Prints a result. */
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /** Prints lines of a result. */
  public void print(List<String> lines) {
    print(String.join("\n", lines) + "\n");
  }

  /** Says something that is not a result. */
  public void say(String sentence) {
    err.print("dml: " + sentence + "\n");
    err.flush();
  }
}
