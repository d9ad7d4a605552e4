package dev.dml.cli.terminal;

import java.io.PrintStream;

/** A line of a terminal that is written again and again, and disappears at the end. */
public final class RewrittenLine {

  /** Some terminals go to the next line after their last column. */
  private static final int WIDTH = 79;

  private final PrintStream terminal;
  private int shown;

  /** A line at the cursor. */
  public RewrittenLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Shows a text instead of the last one, as much of it as fits. */
  public void write(String text) {
    String fitting = text.length() > WIDTH ? text.substring(0, WIDTH - 3) + "..." : text;
    terminal.print("\r" + fitting + " ".repeat(Math.max(0, shown - fitting.length())));
    terminal.flush();
    shown = fitting.length();
  }

  /** Leaves an empty line. */
  public void clear() {
    if (shown > 0) {
      write("");
      terminal.print("\r");
      terminal.flush();
    }
  }
}
