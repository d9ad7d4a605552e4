package dev.dml.localcloud;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs the main method of another class and ends the process when its standard input closes: so it
 * does not outlive the process that started it, however that ends.
 */
final class TiedProcess {

  private TiedProcess() {}

  /** The name of a class, and its arguments. */
  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().start(TiedProcess::watch);
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent.
      }
    } catch (IOException e) {
      // As good as closed.
    }
    Runtime.getRuntime().halt(0);
  }
}
