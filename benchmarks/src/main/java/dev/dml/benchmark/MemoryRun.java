package dev.dml.benchmark;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.data.MissingPolicy;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Roles;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One estimation from a CSV file, after which the process says how many kibibytes of memory it had
 * resident at most.
 */
final class MemoryRun {

  /**
   * 100 trees of at most 10 cuts in sequence: what a tree takes does not depend on their number.
   */
  private static final Map<String, ?> FOREST = Map.of("trees", 100, "max_depth", 10);

  private MemoryRun() {}

  /** Estimates; arguments are the file and the type of the learner. */
  public static void main(String[] arguments) throws IOException {
    Learner learner =
        LearnerTypes.installed()
            .named(arguments[1])
            .orElseThrow()
            .create(arguments[1].equals("random-forest") ? FOREST : Map.of());
    CausalData data =
        new CsvFile(Path.of(arguments[0]))
            .read()
            .causalData(
                new Roles("y", List.of("d"), List.of(), Optional.empty()), MissingPolicy.ERROR);
    DmlResult result =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", learner)
            .withLearner("ml_m", learner)
            .withRepetitions(1)
            .estimate(data);
    System.err.println(
        arguments[1] + ": " + result.coefficient() + " (" + result.standardError() + ")");
    System.out.println(
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow()
            .replaceAll("\\D+", ""));
  }
}
