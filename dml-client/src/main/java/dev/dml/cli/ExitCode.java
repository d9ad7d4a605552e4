package dev.dml.cli;

/** What the command tells the shell. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int INPUT_WRONG = 2;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
