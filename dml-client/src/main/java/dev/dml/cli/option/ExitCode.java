package dev.dml.cli.option;

/** What the command tells the shell. */
public final class ExitCode {

  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int INPUT_WRONG = 2;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
