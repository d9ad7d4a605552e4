package dev.dml.localcloud;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cores of this machine that processes may be bound to, by the program {@code taskset}.
 *
 * <p>An environment of AWS Lambda with 1,769 MB has one processor for all its threads, those of the
 * compiler and the collector too. That only the number of processors is hidden from Java would
 * leave it the time of several.
 *
 * @param numbers their numbers; empty where processes cannot be bound
 */
record Cores(List<Integer> numbers) {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** Copies. */
  Cores {
    numbers = List.copyOf(numbers);
  }

  /** Those that this process may use. */
  static Cores ofThisProcess() {
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
   * What stands before the command of a process to bind it.
   *
   * @param process its number; processes take the cores in turn
   * @param count how many cores it gets
   */
  List<String> binding(int process, int count) {
    if (count >= numbers.size()) {
      return List.of();
    }
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(numbers.get((int) (((long) process * count + i) % numbers.size())));
    }
    return List.of(
        "taskset",
        "--cpu-list",
        chosen.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }
}
