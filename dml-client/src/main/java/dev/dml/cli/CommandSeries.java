package dev.dml.cli;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;
import java.util.Arrays;
import java.util.List;

/**
 * Several commands in one process, so that a cache of linked classes can be trained with what each
 * of them needs. Nothing else runs it.
 */
final class CommandSeries {

  private static final String NEXT = ";";

  private CommandSeries() {}

  /** Runs commands between which stands a semicolon, until one does not end well. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    List<String> left = Arrays.asList(args);
    int code = ExitCode.DONE;
    while (!left.isEmpty() && code == ExitCode.DONE) {
      int end = left.contains(NEXT) ? left.indexOf(NEXT) : left.size();
      code = new Dml(terminal, System.getenv()).run(left.subList(0, end).toArray(String[]::new));
      left = left.subList(Math.min(end + 1, left.size()), left.size());
    }
    terminal.out().flush();
    terminal.err().flush();
    System.exit(code);
  }
}
