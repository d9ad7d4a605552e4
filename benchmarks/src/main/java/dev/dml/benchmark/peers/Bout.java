package dev.dml.benchmark.peers;

import dev.dml.benchmark.peers.Row.Verdict;
import dev.dml.benchmark.peers.trial.Errors;
import dev.dml.benchmark.peers.trial.Machine;
import dev.dml.benchmark.peers.trial.Measurement;
import dev.dml.benchmark.peers.trial.WorkFolder;
import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A contest as it is held: every program in turn, again and again, so that what else the machine
 * does hits all of them alike.
 */
final class Bout {

  private final Contest contest;
  private final WorkFolder folder;
  private final PeersOptions options;
  private final Consumer<String> log;
  private final Map<Integer, Map<Program, List<Measurement>>> measured = new TreeMap<>();
  private double difference = Double.NaN;
  private double load;

  Bout(Contest contest, WorkFolder folder, PeersOptions options, Consumer<String> log) {
    this.contest = contest;
    this.folder = folder;
    this.options = options;
    this.log = log;
  }

  /** Runs everything; one row for each program and number of threads. */
  List<Row> run() throws IOException, InterruptedException {
    List<Opponent> contestants = new ArrayList<>(List.of(contest.ours()));
    contestants.addAll(contest.opponents());
    List<Integer> threads = options.threads();
    for (int repeat = 0; repeat < options.repeats(); repeat++) {
      for (int count : threads) {
        for (Opponent contestant : contestants) {
          measure(contestant, count);
        }
      }
    }
    load = Machine.current().load();
    if (!Double.isNaN(contest.mostDifference())) {
      difference =
          Errors.difference(
              trial(contest.ours(), 1).agreement(),
              trial(contest.opponents().getFirst(), 1).agreement());
    }
    List<Row> rows = new ArrayList<>();
    for (int count : threads) {
      for (Opponent contestant : contestants) {
        rows.add(contestant.program() == Program.DML ? ours(count) : peer(contestant, count));
      }
    }
    return rows;
  }

  private void measure(Opponent contestant, int threads) throws IOException, InterruptedException {
    Measurement one = trial(contestant, threads).run();
    log.accept(
        "%s, %s, %d threads: %.2f s of CPU, %.2f s elapsed"
            .formatted(
                contest.work().name(),
                contestant.program().title(),
                threads,
                one.fitCpu(),
                one.fitWall()));
    measured
        .computeIfAbsent(threads, key -> new EnumMap<>(Program.class))
        .computeIfAbsent(contestant.program(), key -> new ArrayList<>())
        .add(one.scaled(contestant.scale(contest.work())));
  }

  private Trial trial(Opponent contestant, int threads) {
    int heap = contestant.program() == Program.DML ? contest.heapMebibytes() : 0;
    return new Trial(folder, contestant, threads, heap, options);
  }

  private List<Measurement> measured(Program program, int threads) {
    return measured.getOrDefault(threads, Map.of()).getOrDefault(program, List.of());
  }

  private Row ours(int threads) throws IOException {
    Path own = trial(contest.ours(), threads).predictions();
    List<Measurement> mine = measured(Program.DML, threads);
    boolean compared = threads > 1 && measured.containsKey(1);
    List<Measurement> single = compared ? measured(Program.DML, 1) : List.of();
    List<Double> wall = ratios(mine, single, false);
    List<Verdict> verdicts = new ArrayList<>();
    double difference = Double.NaN;
    if (compared) {
      difference = difference(trial(contest.ours(), 1).predictions(), own);
      verdicts.add(Verdict.atMost("difference", difference, 0));
    }
    if (compared && threads == 2 && !Double.isNaN(contest.leastSpeedup())) {
      verdicts.add(
          Verdict.atLeast("speed-up", 1 / Spread.of(wall).median(), contest.leastSpeedup()));
    }
    if (contest.limitsMemory() && threads == 1) {
      double peak = Spread.of(mine.stream().map(m -> 1024.0 * m.peakKib()).toList()).median();
      verdicts.add(
          Verdict.atMost(
              "MB beside the source",
              (peak - contest.sourceBytes()) / 1e6,
              contest.allowedBytes() / 1e6));
    }
    return row(
        contest.ours(),
        threads,
        new Versus(compared ? "itself, 1 thread" : "", ratios(mine, single, true), wall),
        Errors.of(folder, own, own),
        List.of(),
        List.of(),
        difference,
        verdicts);
  }

  /** 0 only if the files are the same bit for bit. */
  private static double difference(Path single, Path several) throws IOException {
    return Files.mismatch(single, several) < 0
        ? 0
        : Math.max(
            Double.MIN_VALUE,
            Errors.difference(WorkFolder.readAll(single), WorkFolder.readAll(several)));
  }

  private Row peer(Opponent peer, int threads) throws IOException {
    Path own = trial(contest.ours(), threads).predictions();
    Path theirs = trial(peer, threads).predictions();
    List<Measurement> mine = measured(Program.DML, threads);
    List<Measurement> other = measured(peer.program(), threads);
    boolean predicts = peer.program().predicts();
    List<Double> cpu = ratios(mine, other, true);
    Row row =
        row(
            peer,
            threads,
            new Versus(peer.program().title(), cpu, ratios(mine, other, false)),
            predicts ? Errors.of(folder, theirs, own) : List.of(),
            predicts ? Errors.of(folder, own, theirs) : List.of(),
            predicts ? Errors.ratios(folder, own, theirs) : List.of(),
            isFirst(peer) ? difference : Double.NaN,
            new ArrayList<>());
    if (!Double.isNaN(peer.mostCpu()) && threads <= peer.mostThreads()) {
      row.verdicts().add(Verdict.atMost("CPU", Spread.of(cpu).median(), peer.mostCpu()));
      if (!Double.isNaN(peer.mostError())) {
        row.verdicts().add(Verdict.atMost("error", row.errorRatio(), peer.mostError()));
      }
      if (!Double.isNaN(row.difference())) {
        row.verdicts()
            .add(Verdict.atMost("difference", row.difference(), contest.mostDifference()));
      }
    }
    return row;
  }

  private record Versus(String whom, List<Double> cpu, List<Double> wall) {}

  private Row row(
      Opponent who,
      int threads,
      Versus versus,
      List<Double> errors,
      List<Double> ourErrors,
      List<Double> errorRatios,
      double difference,
      List<Verdict> verdicts)
      throws IOException {
    Work work = contest.work();
    return new Row(
        work.name(),
        contest.title(),
        who.program(),
        threads,
        who.program().predicts()
            ? work.targets().size() * who.repetitions() * who.folds()
            : who.repetitions(),
        who.program().predicts() ? work.fits() : work.repetitions(),
        load,
        measured(who.program(), threads),
        errors,
        ourErrors,
        errorRatios,
        work.estimation() && who.program().predicts()
            ? Errors.estimates(folder, trial(who, threads).predictions())
            : List.of(),
        versus.whom(),
        versus.cpu(),
        versus.wall(),
        difference,
        verdicts);
  }

  private boolean isFirst(Opponent peer) {
    return peer.program() == contest.opponents().getFirst().program();
  }

  private static List<Double> ratios(
      List<Measurement> mine, List<Measurement> others, boolean cpu) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
      ratios.add(
          cpu
              ? mine.get(i).fitCpu() / others.get(i).fitCpu()
              : mine.get(i).fitWall() / others.get(i).fitWall());
    }
    return ratios;
  }
}
