package dev.dml.cli;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;

/** Where the process of the {@code dml} command begins and ends. */
public final class Main {

  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    Interruption interruption = Interruption.ofThread(Thread.currentThread());
    Terminal terminal = Terminal.ofProcess();
    int code = new Dml(terminal, System.getenv()).run(args);
    // Streams that print keep their errors to themselves.
    if (terminal.out().checkError()) {
      terminal.say("the result could not all be written to standard output");
      code = code == ExitCode.DONE ? ExitCode.FAILED : code;
    }
    terminal.err().flush();
    interruption.over();
    System.exit(code);
  }
}
