package dev.dml.benchmark.peers;

import dev.dml.data.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a user asks of {@link Peers}.
 *
 * @param cases the names of the works; empty for all
 * @param repeats how often each program runs
 * @param files the published data that are there, by name
 * @param before the class path of another build of this program; empty if there is none
 */
record PeersOptions(
    Set<String> cases,
    int repeats,
    Size size,
    List<Integer> threads,
    Map<String, Path> files,
    String before,
    Path python,
    Path output) {

  private static final Set<String> NAMES =
      Set.of(
          "--case",
          "--repeat",
          "--size",
          "--threads",
          "--file",
          "--before",
          "--python",
          "--output");

  /**
   * Reads options {@code --name value}; {@code --case} and {@code --file} may be followed by
   * several values, those of the latter {@code name=path}.
   *
   * @throws InvalidInput for a name that is not known, or a value that is not legal
   */
  static PeersOptions of(String... arguments) {
    Map<String, List<String>> values = values(arguments);
    Size size = size(one(values, "--size", "usual"));
    return new PeersOptions(
        Set.copyOf(values.getOrDefault("--case", List.of())),
        positive("--repeat", one(values, "--repeat", Integer.toString(size.of(1, 5)))),
        size,
        Arrays.stream(one(values, "--threads", oneAndAll()).split(","))
            .map(count -> positive("--threads", count))
            .toList(),
        values.getOrDefault("--file", List.of()).stream()
            .map(file -> file.split("=", 2))
            .collect(Collectors.toMap(file -> file[0], file -> Path.of(file[1]))),
        one(values, "--before", ""),
        Path.of(one(values, "--python", "python3")),
        Path.of(one(values, "--output", "benchmarks/target/results")));
  }

  private static String oneAndAll() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores == 1 ? "1" : "1," + cores;
  }

  private static Map<String, List<String>> values(String... arguments) {
    Map<String, List<String>> values = new TreeMap<>();
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (!NAMES.contains(name)) {
        throw new InvalidInput(
            List.of(
                "there is no option "
                    + name
                    + "; there are: "
                    + String.join(", ", NAMES.stream().sorted().toList())));
      }
      List<String> given = values.computeIfAbsent(name, key -> new ArrayList<>());
      while (!rest.isEmpty() && !rest.peek().startsWith("--")) {
        given.add(rest.pop());
      }
    }
    return values;
  }

  private static String one(Map<String, List<String>> values, String name, String otherwise) {
    List<String> given = values.getOrDefault(name, List.of(otherwise));
    if (given.size() != 1) {
      throw new InvalidInput(List.of(name + " needs one value, but has " + given));
    }
    return given.getFirst();
  }

  private static Size size(String name) {
    return Arrays.stream(Size.values())
        .filter(size -> size.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(List.of("--size must be quick, usual or long, but was " + name)));
  }

  private static int positive(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message.
    }
    throw new InvalidInput(List.of(name + " must be at least 1, but was " + value));
  }
}
