package dev.dml.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.benchmark.peers.trial.Machine;
import dev.dml.benchmark.peers.trial.WorkFolder;
import dev.dml.benchmark.peers.work.Draw;
import dev.dml.benchmark.peers.work.Work;
import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Contests one after the other, and what was measured as a table and as JSON.
 *
 * @param name of the files with the results
 * @param contests what is measured at a size
 * @param table the rows in Markdown
 */
record Tournament(
    String name, Function<Size, List<Contest>> contests, Function<List<Row>, String> table) {

  private static final Path FOLDERS = Path.of("benchmarks", "target", "peers");

  /** Measures as the arguments ask for; ends the process with 2 if they are wrong. */
  void hold(String... arguments) throws IOException, InterruptedException {
    try {
      run(PeersOptions.of(arguments));
    } catch (InvalidInput e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private void run(PeersOptions options) throws IOException, InterruptedException {
    Machine machine = Machine.current();
    List<Row> rows = new ArrayList<>();
    for (Contest contest : chosen(options)) {
      Work work = contest.work();
      Optional<Draw> sample = contest.data().rows(work, options.files());
      if (sample.isEmpty()) {
        System.err.println(work.name() + " is left out: its data are not there");
        continue;
      }
      WorkFolder folder = WorkFolder.write(FOLDERS.resolve(work.name()), work, sample.get());
      rows.addAll(new Bout(contest, folder, options, System.err::println).run());
      write(options, machine, rows);
    }
    System.out.println(table.apply(rows));
  }

  private List<Contest> chosen(PeersOptions options) {
    List<Contest> all = contests.apply(options.size());
    TreeSet<String> unknown = new TreeSet<>(options.cases());
    all.forEach(contest -> unknown.removeIf(contest::isNamed));
    if (!unknown.isEmpty()) {
      throw new InvalidInput(
          List.of(
              "--case must be of "
                  + String.join(", ", all.stream().map(c -> c.work().name()).toList())
                  + ", but was "
                  + String.join(", ", unknown)));
    }
    return all.stream()
        .filter(c -> options.cases().isEmpty() || options.cases().stream().anyMatch(c::isNamed))
        .map(c -> options.before().isEmpty() ? c : c.withBefore())
        .toList();
  }

  /** Writes what there is so far, so that a run that is cut short leaves its results. */
  private void write(PeersOptions options, Machine machine, List<Row> rows) throws IOException {
    Files.createDirectories(options.output());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("size", options.size());
    json.put("repeats", options.repeats());
    json.put("rows", rows);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(options.output().resolve(name + ".json").toFile(), json);
    String versions =
        String.join(
            "; ", new TreeSet<>(rows.stream().map(r -> r.repeats().getFirst().version()).toList()));
    Files.writeString(
        options.output().resolve(name + ".md"),
        "Size `%s`%s, medians of %d. %s. %s.%n%n%s"
            .formatted(
                options.size().name().toLowerCase(Locale.ROOT),
                options.size() == Size.QUICK ? " (too small to judge by)" : "",
                options.repeats(),
                machine,
                versions,
                table.apply(rows)));
  }
}
