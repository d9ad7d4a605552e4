package dev.dml.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.data.Column;
import dev.dml.data.CsvFile;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Roles;
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

/**
 * Measures this program against its peers and writes {@code peers.md} and {@code peers.json};
 * {@code benchmarks/peers.sh} starts it and prepares the peers.
 */
public final class Peers {

  private static final long SEED = 42;
  private static final Path FOLDERS = Path.of("benchmarks", "target", "peers");

  private Peers() {}

  /** Measures; see {@code benchmarks/peers.sh --help}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      run(PeersOptions.of(arguments));
    } catch (InvalidInput e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void run(PeersOptions options) throws IOException, InterruptedException {
    Machine machine = Machine.current();
    List<Row> rows = new ArrayList<>();
    for (Contest contest : chosen(options)) {
      if (contest.data() == null && options.bonus() == null) {
        System.err.println(contest.work().name() + " is left out: its data are not there");
        continue;
      }
      rows.addAll(
          new Bout(contest, prepared(contest, options), options.python(), System.err::println)
              .run(options.threads(), options.repeats()));
      write(options, machine, rows);
    }
    System.out.println(new PeersTable(rows));
  }

  private static List<Contest> chosen(PeersOptions options) {
    List<Contest> all = new Contests(options.size()).all();
    TreeSet<String> unknown = new TreeSet<>(options.cases());
    all.forEach(contest -> unknown.remove(contest.work().name()));
    if (!unknown.isEmpty()) {
      throw new InvalidInput(
          List.of(
              "--case must be of "
                  + String.join(", ", all.stream().map(c -> c.work().name()).toList())
                  + ", but was "
                  + String.join(", ", unknown)));
    }
    return all.stream()
        .filter(c -> options.cases().isEmpty() || options.cases().contains(c.work().name()))
        .toList();
  }

  private static WorkFolder prepared(Contest contest, PeersOptions options) throws IOException {
    Work work = contest.work();
    Draw sample =
        contest.data() == null
            ? bonus(options.bonus())
            : contest.data().draw(work.rows(), work.columns(), SEED);
    return WorkFolder.write(FOLDERS.resolve(work.name()), work, sample);
  }

  private static Draw bonus(Path file) throws IOException {
    Roles roles = new Roles("inuidur1", List.of("tg"), List.of(), Optional.empty());
    var data = new CsvFile(file).read().causalData(roles, MissingPolicy.ERROR);
    return new Draw(
        data.covariates().columns().stream().map(Column::toArray).toList(),
        data.outcome().toArray(),
        data.treatments().getFirst().toArray());
  }

  /** Writes what there is so far, so that a run that is cut short leaves its results. */
  private static void write(PeersOptions options, Machine machine, List<Row> rows)
      throws IOException {
    Files.createDirectories(options.output());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("size", options.size());
    json.put("repeats", options.repeats());
    json.put("rows", rows);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(options.output().resolve("peers.json").toFile(), json);
    String versions =
        String.join(
            "; ", new TreeSet<>(rows.stream().map(r -> r.repeats().getFirst().version()).toList()));
    Files.writeString(
        options.output().resolve("peers.md"),
        "Size `%s`%s, medians of %d. %s. %s.%n%n%s"
            .formatted(
                options.size().name().toLowerCase(Locale.ROOT),
                options.size() == Size.QUICK ? " (too small to judge by)" : "",
                options.repeats(),
                machine,
                versions,
                new PeersTable(rows)));
  }
}
