package dev.dml.localcloud.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs the main method of another class and ends the process when its standard input closes: so it
 * does not outlive the process that started it, however that ends.
 *
 * <p>Before it ends for that reason, it removes the directory that the system property {@value
 * #REMOVE} names, if there is one.
 */
public final class TiedProcess {

  public static final String REMOVE = "dml.localcloud.remove";

  private static final Duration MOST_OUTLIVING = Duration.ofSeconds(10);
  private static final int TRIES = 100;
  private static final int PAUSE_MILLIS = 50;

  private TiedProcess() {}

  /** The name of a class, and its arguments. */
  public static void main(String[] args) throws Exception {
    Thread watching = Thread.ofPlatform().daemon().start(TiedProcess::watch);
    if (System.getProperty(REMOVE) != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> outlive(watching)));
    }
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  /**
   * A signal to the whole group, such as Ctrl-C, must not end this before there is nothing left.
   */
  private static void outlive(Thread watching) {
    try {
      watching.join(MOST_OUTLIVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent.
      }
    } catch (IOException e) {
      // As good as closed.
    }
    String directory = System.getProperty(REMOVE);
    if (directory != null) {
      remove(new File(directory));
    }
    Runtime.getRuntime().halt(0);
  }

  /** Tries again for a while, since other processes that are about to end may still write. */
  private static void remove(File directory) {
    try {
      for (int i = 0; i < TRIES && directory.exists(); i++) {
        removeOnce(directory);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeOnce(File file) {
    File[] children = file.listFiles();
    if (children != null) {
      for (File child : children) {
        removeOnce(child);
      }
    }
    file.delete();
  }
}
