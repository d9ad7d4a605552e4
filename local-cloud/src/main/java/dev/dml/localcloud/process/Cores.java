package dev.dml.localcloud.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cores of this machine that processes may be bound to, by the program {@code taskset}.
 *
 * <p>An environment of AWS Lambda with 1,769 MB has one processor for all its threads, those of the
 * compiler and the collector too. That only the number of processors is hidden from Java would
 * leave it the time of several.
 */
public final class Cores {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** How many living processes each of them has. */
  private final NavigableMap<Integer, Integer> processes = new TreeMap<>();

  /**
   * Cores without processes.
   *
   * @param numbers their numbers; empty where processes cannot be bound
   */
  Cores(List<Integer> numbers) {
    numbers.forEach(number -> processes.put(number, 0));
  }

  /** Those that this process may use. */
  public static Cores ofThisProcess() {
    String path = System.getenv().getOrDefault("PATH", "");
    boolean able =
        Stream.of(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    try {
      return able
          ? new Cores(
              Files.readAllLines(STATUS).stream()
                  .filter(line -> line.startsWith(ALLOWED))
                  .flatMapToInt(line -> parse(line.substring(ALLOWED.length()).strip()))
                  .boxed()
                  .toList())
          : new Cores(List.of());
    } catch (IOException e) {
      // Only Linux has this file.
      return new Cores(List.of());
    }
  }

  /** The numbers in a list such as {@code 0-2,5}. */
  static IntStream parse(String list) {
    return Stream.of(list.split(","))
        .flatMapToInt(
            range -> {
              String[] ends = range.split("-");
              return IntStream.rangeClosed(
                  Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
            });
  }

  /**
   * Takes cores for a process: those that have fewest processes, the lower number first.
   *
   * @param count how many cores it gets
   * @return their numbers, to be given back when the process has ended; none if it may use all
   */
  public synchronized List<Integer> take(int count) {
    if (count >= processes.size()) {
      return List.of();
    }
    List<Integer> chosen =
        processes.keySet().stream()
            .sorted(Comparator.comparing(processes::get))
            .limit(count)
            .sorted()
            .toList();
    chosen.forEach(core -> processes.merge(core, 1, Integer::sum));
    return chosen;
  }

  /** Gives back what a process had that has ended. */
  public synchronized void giveBack(List<Integer> taken) {
    taken.forEach(core -> processes.merge(core, -1, Integer::sum));
  }

  /** What stands before the command of a process to bind it to some cores. */
  public static List<String> binding(List<Integer> taken) {
    return taken.isEmpty()
        ? List.of()
        : List.of(
            "taskset",
            "--cpu-list",
            taken.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }
}
